"""One row of a table into a `ParsedPerson`, with what there is to tell and to ask about it."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from kokemus.experts.importer.contacts import read_contacts
from kokemus.experts.importer.draft import Draft
from kokemus.experts.importer.folding import fold, split_words
from kokemus.experts.importer.labels import Labels
from kokemus.experts.importer.languages import read_languages
from kokemus.experts.importer.matching_words import LabelIndex
from kokemus.experts.importer.outcome import Column, Question, Remark
from kokemus.experts.importer.parsed import (
    Note,
    OpenWord,
    ParsedPerson,
    Year,
)
from kokemus.experts.importer.perspective import Perspectives, read_perspective
from kokemus.experts.importer.roles import read_codes, role_index
from kokemus.experts.importer.row_notes import read_row_notes
from kokemus.experts.importer.states import is_no, is_yes
from kokemus.experts.importer.topics import FoundTopics, TopicReader
from kokemus.experts.importer.training import read_training, year_in_training
from kokemus.experts.importer.workbook import Cell
from kokemus.experts.importer.years import read_year

_TOPIC_FIELDS: tuple[tuple[str, Perspectives], ...] = (
    ("topics", ()), ("topics_own", ("own",)), ("topics_close_one", ("close_one",)),
)  # fmt: skip


class RowReader:
    """Reads rows by one set of labels, as on one day."""

    def __init__(self, labels: Labels, on: date) -> None:
        self._on = on
        self._organisation = labels.organisation
        self.topics = TopicReader(labels.topics, labels.find_topics)
        self.roles = role_index(labels.roles)
        self._services = LabelIndex(labels.services)
        self._find = lru_cache(maxsize=20_000)(_municipality_finder(labels))

    def read(
        self,
        pairs: list[tuple[Column, Cell]],
        state: str,
        sheet: str,
        usual: str,
        comments: list[tuple[Column, str]],
    ) -> tuple[ParsedPerson, list[Remark], list[Question]]:
        """The person of a row. `state` and `sheet` are the sheet's; `usual` is the order of
        names in the column when its header or its other rows tell it."""
        draft = Draft({}, self._on, comments=comments)
        for column, cell in pairs:
            draft.cells.setdefault(column.field, []).append((column, cell))
            if cell.remark:
                draft.tell(cell.remark, column.field, column=column.letter)
        read_contacts(draft, usual)
        self._place(draft)
        self._experience(draft)
        self._training(draft)
        self._codes(draft)
        read_row_notes(draft, state, sheet)
        return _finish(draft), draft.remarks, draft.questions

    def tick_of(self, header: str) -> tuple[str, str]:
        """("role", code) or ("topic", code) when a header is a label: its column holds ticks."""
        role = self.roles.code_of(header)
        topic = "" if role else self.topics.index.code_of(header)
        return ("role", role) if role else ("topic", topic) if topic else ("", "")

    def municipality(self, text: str) -> str:
        """The municipality of a place, "" when the place is not known."""
        return self._find(fold(text)) if text.strip() else ""

    def _place(self, draft: Draft) -> None:
        draft.found["street_address"] = draft.text("address")
        draft.found["postcode"] = draft.text("postcode")
        draft.found["post_office"] = draft.text("post_office")
        written = draft.text("place") or draft.text("post_office")
        if not written:
            return
        found = self.municipality(written)
        if not found:
            parts = [name for part in split_words(written) if (name := self.municipality(part))]
            found = parts[0] if parts else ""
            if len(set(parts)) > 1:
                draft.ask("place_several", "place", *dict.fromkeys(parts), words=written)
        draft.found |= {"municipality": found, "place_written": written}
        if not found:
            draft.ask("place_unknown", "place", words=written)
        elif fold(found) != fold(written):
            draft.tell("place_village", "place", words=written, municipality=found)

    def _experience(self, draft: Draft) -> None:
        words = draft.text("perspective")
        said = read_perspective(words)
        if said is None:
            draft.ask("perspective_unread", "perspective", "own", "close_one", "both", words=words)
            draft.notes.notes.append(Note(words, (), draft.header("perspective")))
        found = FoundTopics()
        for name, own in _TOPIC_FIELDS:
            for _, cell in draft.cells.get(name, ()):
                found = found.plus(self.topics.read(cell.text, own or said or ()))
        for column, cell in draft.cells.get("topic", ()):
            found = found.plus(self.topics.read_tick(column.header, column.value, cell.text, said or ()))
        draft.found |= {"experiences": found.experiences, "open_topics": found.open_words}
        for short in {each.written: each.topic for each in found.experiences if not each.sure}.items():
            draft.tell("topic_short_form", "topics", words=short[0], topic=short[1])
        if any(each.perspective == "unknown" for each in found.experiences) and said == ():
            draft.tell("perspective_missing", "perspective")
        _ask_words(draft, "topic_unknown", "topics", found.open_words)

    def _training(self, draft: Draft) -> None:
        text, hours = draft.text("training"), draft.text("hours")
        training = read_training(text, hours, self._organisation)
        draft.found["training"] = training
        if text and training.state == "unknown":
            draft.ask("training_unread", "training", words=text)
            draft.notes.notes.append(Note(text, (), draft.header("training")))
        first = draft.first("year")
        inside = year_in_training(text)
        if first is None and inside and (year := read_year(Cell(inside), self._on)):
            draft.found["year"] = replace(year, meaning="training")
        elif first and (year := read_year(first[1], self._on)):
            draft.found["year"] = self._year_of(draft, first[0], year, training.state)
        birth = draft.first("birth_year")
        if birth and (born := read_year(birth[1], self._on)):
            draft.found["birth_year"] = born.year
            if born.year is None:
                draft.ask("year_unread", "birth_year", words=birth[1].text)

    def _year_of(self, draft: Draft, column: Column, year: Year, state: str) -> Year:
        if year.year is None:
            draft.ask("year_unread", "year", words=year.written)
        if state != "trained":
            draft.tell("year_without_training", "year", words=year.written)
        known = column.value == "training" and state == "trained"
        return replace(year, meaning="training") if known else year

    def _codes(self, draft: Draft) -> None:
        roles, open_roles = read_codes(self.roles, draft.text("roles"))
        ticked = dict.fromkeys(roles)
        for column, cell in draft.cells.get("role", ()):
            if is_yes(cell.text):
                ticked[column.value] = None
            elif not is_no(cell.text):
                draft.notes.read(cell.text, self._on, column.header)
        services, open_services = read_codes(self._services, draft.text("services"))
        languages, open_languages = read_languages(draft.text("languages"))
        draft.found |= {
            "roles": tuple(code for code in ticked if code), "open_roles": open_roles,
            "services": services, "open_services": open_services,
            "languages": languages, "open_languages": open_languages,
        }  # fmt: skip
        _ask_words(draft, "role_unknown", "roles", open_roles)
        _ask_words(draft, "service_unknown", "services", open_services)
        for word in open_languages:
            draft.ask("language_unknown", "languages", words=word)


def _municipality_finder(labels: Labels) -> Any:
    def find(folded: str) -> str:
        place = labels.find_place(folded)
        return (place.municipality or "") if place else ""

    return find


def _ask_words(draft: Draft, code: str, name: str, words: tuple[OpenWord, ...]) -> None:
    for word in words:
        draft.ask(code, name, *word.candidates, words=word.written)


def _finish(draft: Draft) -> ParsedPerson:
    notes = draft.notes
    person = ParsedPerson(
        **draft.found, pause=notes.pause, refusals=tuple(notes.refusals),
        remote_only=notes.remote_only, protected=notes.protected, channel=notes.channel,
        safe_contact_note="; ".join(dict.fromkeys(notes.safe_contact)), notes=tuple(notes.notes),
    )  # fmt: skip
    if not person.protected:
        return person
    draft.tell("place_not_carried", "place")
    draft.ask("areas_to_ask", "place")
    return protect(person)


def protect(person: ParsedPerson) -> ParsedPerson:
    """Non-disclosure covers the home municipality too: nothing of where a person lives stays."""
    return replace(
        person, protected=True, municipality="", place_written="", street_address="",
        postcode="", post_office="",
    )  # fmt: skip
