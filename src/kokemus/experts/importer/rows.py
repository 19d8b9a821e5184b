"""One row of a table into a `ParsedPerson`, with what there is to tell and to ask about it."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from kokemus.experts.importer.addresses import read_email
from kokemus.experts.importer.folding import fold, split_words
from kokemus.experts.importer.labels import Labels
from kokemus.experts.importer.languages import read_languages
from kokemus.experts.importer.matching_words import LabelIndex
from kokemus.experts.importer.names import FoundName, read_columns, read_name
from kokemus.experts.importer.notes import FoundNotes
from kokemus.experts.importer.outcome import Column, Question, Remark
from kokemus.experts.importer.parsed import (
    Note,
    OpenWord,
    ParsedPerson,
    Pause,
    PersonState,
    Phone,
    Year,
)
from kokemus.experts.importer.perspective import Perspectives, read_perspective
from kokemus.experts.importer.phones import number_phone, read_phones
from kokemus.experts.importer.roles import read_codes, role_index
from kokemus.experts.importer.states import column_state, is_no, is_yes
from kokemus.experts.importer.topics import FoundTopics, TopicReader
from kokemus.experts.importer.training import read_training, year_in_training
from kokemus.experts.importer.workbook import Cell
from kokemus.experts.importer.years import read_year

_TOPIC_FIELDS: tuple[tuple[str, Perspectives], ...] = (
    ("topics", ()), ("topics_own", ("own",)), ("topics_close_one", ("close_one",)),
)  # fmt: skip
_NOT_NOTES = frozenset({"number", "ignore", "forbidden"})


@dataclass(slots=True)
class Draft:
    """A row being read: its cells by field, and what has been found so far."""

    cells: dict[str, list[tuple[Column, Cell]]]
    on: date
    found: dict[str, Any] = field(default_factory=dict)
    notes: FoundNotes = field(default_factory=FoundNotes)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text of a field; several cells on lines of their own."""
        return "\n".join(cell.text for _, cell in self.cells.get(name, ()))

    def first(self, name: str) -> tuple[Column, Cell] | None:
        """The first filled cell of a field."""
        return next(iter(self.cells.get(name, ())), None)

    def header(self, name: str) -> str:
        """The header of the first filled cell of a field."""
        first = self.first(name)
        return first[0].header if first else ""

    def tell(self, code: str, name: str, **params: str) -> None:
        """Adds a remark."""
        self.remarks.append(Remark(code, name, params))

    def ask(self, code: str, name: str, *options: str, blocks: bool = False, **params: str) -> None:
        """Adds a question."""
        self.questions.append(Question(code, name, params, options, blocks))


class RowReader:
    """Reads rows by one set of labels, as on one day."""

    def __init__(self, labels: Labels, on: date) -> None:
        self._on = on
        self._organisation = labels.organisation
        self.topics = TopicReader(labels.topics)
        self.roles = role_index(labels.roles)
        self._services = LabelIndex(labels.services)
        self._find = lru_cache(maxsize=20_000)(_municipality_finder(labels))

    def read(
        self, pairs: list[tuple[Column, Cell]], state: str, sheet: str, usual: str
    ) -> tuple[ParsedPerson, list[Remark], list[Question]]:
        """The person of a row. `state` and `sheet` are the sheet's; `usual` is the order of
        names in the column when its header or its other rows tell it."""
        draft = Draft({}, self._on)
        for column, cell in pairs:
            draft.cells.setdefault(column.field, []).append((column, cell))
            if cell.remark:
                draft.tell(cell.remark, column.field, column=column.letter)
        _phones(draft)
        _emails(draft)
        _name(draft, usual)
        self._place(draft)
        self._experience(draft)
        self._training(draft)
        self._codes(draft)
        _notes(draft)
        _state(draft, state, sheet)
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


def _phones(draft: Draft) -> None:
    phones: dict[str, Phone] = {}
    for name in ("phone", "contact"):
        for column, cell in draft.cells.get(name, ()):
            number = number_phone(cell.number) if cell.number else None
            text = cell.text if name == "phone" else _without_emails(cell.text)
            found = read_phones(text)
            if number or found.phones:
                phones |= {each.e164: each for each in ((number,) if number else found.phones)}
                _note(draft, "" if number else found.rest, column)
            elif name == "phone":
                draft.found["phone_unread"] = cell.text
                draft.ask("phone_unread", "phone", words=cell.text)
                _note(draft, cell.text, column)
            else:
                _note(draft, found.rest, column)
    every = tuple(phones.values())
    draft.found |= {"phone": every[0] if every else None, "other_phones": every[1:]}


def _emails(draft: Draft) -> None:
    addresses: dict[str, None] = {}
    for name in ("email", "contact"):
        for column, cell in draft.cells.get(name, ()):
            found = read_email(cell.text)
            if name == "contact" and not found.address:
                continue
            if found.address and not addresses:
                draft.found |= {"email": found.address, "email_state": found.state}
                draft.found["email_written"] = cell.text
                if found.state in ("mended", "check"):
                    code = f"email_{found.state}"
                    draft.ask(code, "email", found.address, words=cell.text)
            elif not found.address:
                draft.found.setdefault("email_written", cell.text)
                draft.found.setdefault("email_state", "broken")
                draft.ask("email_broken", "email", words=cell.text)
            addresses |= dict.fromkeys(each for each in (found.address, *found.others) if each)
            _note(draft, found.rest if name == "email" else "", column)
    draft.found["other_emails"] = tuple(addresses)[1:]


def _without_emails(text: str) -> str:
    kept = (part for part in text.replace(";", "\n").split() if "@" not in part)
    return " ".join(kept)


def _note(draft: Draft, words: str, column: Column) -> None:
    if any(each.isalnum() for each in words):
        draft.notes.read(words, draft.on, column.header)


def _name(draft: Draft, usual: str) -> None:
    given, family = draft.text("given_name"), draft.text("family_name")
    whole = draft.text("name")
    written = whole or " ".join(each for each in (family, given) if each)
    name = _columns_name(given, family, whole)
    if name is None:
        name = read_name(whole, draft.found.get("email", ""))
        if name.question == "name_order" and usual in ("given_first", "family_first"):
            name = read_name(whole, "", "given_first" if usual == "given_first" else "family_first")
    draft.found |= {
        "given_name": name.given, "family_name": name.family,
        "name_written": written, "name_order": name.order,
    }  # fmt: skip
    if name.note:
        draft.notes.read(name.note, draft.on, draft.header("name"))
    if not written:
        draft.ask("name_missing", "name", blocks=True)
    elif name.question:
        both = name.question == "name_order"
        options = ("given_first", "family_first") if both else ()
        draft.ask(name.question, "name", *options, blocks=True, words=written)


def _columns_name(given: str, family: str, whole: str) -> FoundName | None:
    if whole and given and not family and len(whole.split()) == 1:
        given, family, whole = given, whole, ""
    if whole or not (given or family):
        return None
    return read_columns(given, family)


def _notes(draft: Draft) -> None:
    for name in ("notes", ""):
        for column, cell in draft.cells.get(name, ()):
            draft.notes.read(cell.text, draft.on, column.header)
            if not name and not column.header:
                draft.tell("stray_cell", "notes", column=column.letter, words=cell.text)
    _remote(draft)
    _absence(draft)
    _protection(draft)
    for column, _ in draft.cells.get("forbidden", ()):
        draft.tell("forbidden_not_carried", "forbidden", column=column.letter, header=column.header)
    for code, words in draft.notes.questions.items():
        draft.ask(code, "notes", words=words)


def _remote(draft: Draft) -> None:
    for column, cell in draft.cells.get("remote", ()):
        if is_yes(cell.text):
            draft.notes.remote_only = True
        elif not is_no(cell.text):
            draft.notes.read(cell.text, draft.on, column.header)


def _absence(draft: Draft) -> None:
    """Columns that say who is on a pause, or has left and when."""
    for column, cell in draft.cells.get("pause", ()):
        if not is_no(cell.text):
            draft.notes.pause_said(cell.text, draft.on, column.header)
    for column, cell in draft.cells.get("left", ()):
        if not is_no(cell.text):
            draft.notes.state = draft.notes.state or "left"
            draft.notes.notes.append(Note(cell.text, ("state:left",), column.header))


def _protection(draft: Draft) -> None:
    """By its own column, or by a mention in any cell of the row."""
    for _, cell in draft.cells.get("protected", ()):
        if is_no(cell.text):
            continue
        draft.notes.protected = True
        if not is_yes(cell.text):
            draft.ask("protection_check", "protected", words=cell.text)
    for name in set(draft.cells) - {"notes", "", "protected"} - _NOT_NOTES:
        for _, cell in draft.cells[name]:
            draft.notes.look_for_protection(cell.text, draft.on)


def _state(draft: Draft, sheet_state: str, sheet: str) -> None:
    notes = draft.notes
    state: PersonState = notes.state or _STATES.get(sheet_state, "active")
    for column, cell in draft.cells.get("state", ()):
        said = column_state(cell.text)
        if said and not notes.state:
            state = said
        if not said or cell.text.strip().count(" "):
            notes.read(cell.text, draft.on, column.header)
        if not said:
            draft.ask("state_unread", "state", "active", "paused", "left", words=cell.text)
    if notes.pause and state in ("active", "new"):
        state = "paused"
    if state == "paused" and notes.pause is None:
        notes.pause = Pause(draft.text("state") or sheet)
    draft.found["state"] = state


_STATES: dict[str, PersonState] = {
    "new": "new", "active": "active", "paused": "paused", "left": "left", "deceased": "deceased",
}  # fmt: skip


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
