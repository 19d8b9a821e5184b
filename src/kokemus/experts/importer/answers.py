"""What a person has answered to the questions of a row, and what the row is after that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kokemus.experts.importer.folding import fold
from kokemus.experts.importer.names import read_name
from kokemus.experts.importer.outcome import Question, RowPlan, RowRef
from kokemus.experts.importer.parsed import Experience, OpenWord, ParsedPerson, Pause, Training, Year
from kokemus.experts.importer.perspective import of_topic
from kokemus.experts.importer.phones import read_phones

LEAVE: Final = "leave"
"""The answer "leave it as a note": nothing more is asked and the words stay."""
PARTED: Final = "\t"


@dataclass(frozen=True, slots=True)
class Settled:
    """A row with its answers. `open` are the questions without one; `is_blocked` when nothing of
    the row can be carried over before one of them is answered."""

    person: ParsedPerson
    same_row: RowRef | None
    known_id: str
    open: tuple[Question, ...]
    is_blocked: bool

    @property
    def is_same(self) -> bool:
        """Whether the row is about a person of another row or of the register."""
        return bool(self.same_row or self.known_id)


def key_of(question: Question) -> str:
    """The key of an answer: the same words asked about on several rows have the same key."""
    about = question.params.get("words") or question.params.get("other") or ""
    return f"{question.code}:{about}"[:300]


def settle(row: RowPlan, answers: Mapping[str, str], columns: Mapping[str, str] | None = None) -> Settled:
    """The row as it is after the answers (`key_of` → value) and those about its columns
    ("year_meaning:<sheet>" → "training" | "joined" | "other")."""
    person, open_questions = row.person, []
    same_row, known_id = row.same_row, row.known_id
    for question in row.questions:
        answer = answers.get(key_of(question), "")
        if not answer:
            open_questions.append(question)
        elif question.code == "same_person":
            same_row, known_id = _pointed(answer, same_row, known_id)
        elif answer != LEAVE:
            person = _EFFECTS[question.code](person, question, answer)
    if same_row or known_id:
        open_questions = [each for each in open_questions if each.code != "same_person"]
    person = _with_year(person, (columns or {}).get(f"year_meaning:{row.sheet}", ""))
    blocked = any(each.blocks for each in open_questions)
    return Settled(person, same_row, known_id, tuple(open_questions), blocked)


def _pointed(answer: str, row: RowRef | None, known: str) -> tuple[RowRef | None, str]:
    kind, _, rest = answer.partition(":")
    if kind == "row":
        sheet, _, number = rest.rpartition("!")
        return RowRef(sheet, int(number)), known
    return (row, rest) if kind == "known" else (row, known)


def _with_year(person: ParsedPerson, meaning: str) -> ParsedPerson:
    if person.year is None or person.year.meaning != "ask" or not meaning:
        return person
    year = replace(person.year, meaning="training" if meaning == "training" else "not_training")
    if meaning == "joined":
        year = replace(year, meaning="")
    return replace(person, year=year)


def _name(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    if answer in ("given_first", "family_first"):
        order: Any = answer
        read = read_name(person.name_written, "", order)
        return replace(person, given_name=read.given, family_name=read.family, name_order=order)
    given, _, family = answer.partition(PARTED)
    return replace(person, given_name=given, family_name=family, name_order="columns")


def _phone(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    found = read_phones(answer).phones
    return replace(person, phone=found[0], phone_unread="") if found else person


def _email(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    return replace(person, email=answer, email_state="ok")


def _place(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    return person if person.protected else replace(person, municipality=answer)


def _protection(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    return replace(person, protected=answer == "yes")


def _perspective(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    said: Any = ("own", "close_one") if answer == "both" else (answer,)
    known = [each for each in person.experiences if each.perspective != "unknown"]
    for each in person.experiences:
        if each.perspective == "unknown":
            known += [replace(each, perspective=kind) for kind in of_topic(each.topic, said)]
    words = [
        replace(each, perspectives=said) if each.perspectives in ((), ("unknown",)) else each
        for each in person.open_topics
    ]
    return replace(person, experiences=tuple(known), open_topics=tuple(words))


def _topic(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    words, rest = _taken(person.open_topics, question)
    said = words.perspectives if words else ()
    kinds = of_topic(answer, tuple(each for each in said if each != "unknown"))
    written = question.params.get("words", "")
    more = [Experience(answer, kind, written) for kind in kinds]
    have = {(each.topic, each.perspective) for each in person.experiences}
    new = tuple(each for each in more if (each.topic, each.perspective) not in have)
    return replace(person, experiences=(*person.experiences, *new), open_topics=rest)


def _role(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    rest = _taken(person.open_roles, question)[1]
    return replace(person, roles=tuple(dict.fromkeys((*person.roles, answer))), open_roles=rest)


def _service(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    rest = _taken(person.open_services, question)[1]
    return replace(person, services=tuple(dict.fromkeys((*person.services, answer))), open_services=rest)


def _language(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    words = question.params.get("words", "")
    rest = tuple(each for each in person.open_languages if each != words)
    return replace(person, languages=tuple(dict.fromkeys((*person.languages, answer))), open_languages=rest)


def _training(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    state: Any = answer
    training: Training = replace(person.training, state=state, organiser="unknown")
    return replace(person, training=training)


def _year(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    if question.field == "birth_year":
        return person
    year = person.year or Year(question.params.get("words", ""))
    return replace(person, year=replace(year, year=int(answer)))


def _state(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    state: Any = answer
    pause = person.pause or Pause(question.params.get("words", "")) if answer == "paused" else None
    return replace(person, state=state, pause=pause)


def _nothing(person: ParsedPerson, question: Question, answer: str) -> ParsedPerson:
    """The areas that a person names themselves are no part of what the row says."""
    return person


def _taken(words: tuple[OpenWord, ...], question: Question) -> tuple[OpenWord | None, tuple[OpenWord, ...]]:
    about = fold(question.params.get("words", ""))
    found = next((each for each in words if fold(each.written) == about), None)
    return found, tuple(each for each in words if fold(each.written) != about)


_EFFECTS: dict[str, Callable[[ParsedPerson, Question, str], ParsedPerson]] = {
    "name_missing": _name,
    "name_order": _name,
    "name_incomplete": _name,
    "name_two_people": _name,
    "name_unreadable": _name,
    "phone_unread": _phone,
    "email_mended": _email,
    "email_check": _email,
    "email_broken": _email,
    "place_unknown": _place,
    "place_several": _place,
    "areas_to_ask": _nothing,
    "protection_check": _protection,
    "perspective_unread": _perspective,
    "topic_unknown": _topic,
    "service_unknown": _service,
    "role_unknown": _role,
    "language_unknown": _language,
    "training_unread": _training,
    "year_unread": _year,
    "state_unread": _state,
    "pause_over": _state,
}
