"""What a training cell says: by whom, how many hours, or in training, or none."""

import re

from kokemus.experts.importer.folding import fold, read_table
from kokemus.experts.importer.parsed import Organiser, Training, TrainingState

_HOURS = re.compile(r"(\d{1,4})\s*(?:h|t|tuntia|tunnin|tuntinen|tim|timmar|hours?|hrs)\b\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GENERIC = frozenset(
    "järjestö järjestön järjestökoulutus yhdistys yhdistyksen organisation organisationen "
    "förening association ngo koulutus kurssi kurs utbildning course training".split()
)
_ORDER: tuple[tuple[TrainingState, Organiser], ...] = (
    ("in_training", ""), ("trained", "county"), ("trained", "association"),
)  # fmt: skip
_WORD = re.compile(r"[\wåäöÅÄÖ-]+")


def read_training(text: str, hours: str = "", organisation: tuple[str, ...] = ()) -> Training:
    """The training of a cell, and of an hours cell beside it. `organisation` is what the
    organisation that keeps the register is called in it, so that its own training is known."""
    found_hours = _hours(text, hours)
    if not text.strip():
        return Training(hours=found_hours, written=hours.strip())
    written = f"{text.strip()} {hours.strip()}".strip()
    state, organiser = _judge(text, {fold(name) for name in organisation})
    if state == "unknown" and found_hours:
        state, organiser = "trained", "unknown"
    name = _organiser_name(text) if organiser in ("association", "unknown") else ""
    return Training(state, organiser, name, found_hours, written)


def year_in_training(text: str) -> str:
    """ "Ekhva 2021" → "2021", or ""."""
    found = _YEAR.search(text)
    return found[0] if found else ""


def _hours(text: str, hours: str) -> int | None:
    beside = re.search(r"\d{1,4}", hours)
    inside = _HOURS.search(text)
    if beside:
        return int(beside[0])
    return int(inside[1]) if inside else None


def _judge(text: str, own: set[str]) -> tuple[TrainingState, Organiser]:
    folded = fold(_YEAR.sub(" ", _HOURS.sub(" ", text)))
    table = _table()
    if folded in table or text.strip() == "-":
        return table.get(folded, ("none", ""))
    if re.match(r"(?:ei|inte|no|not|nej|ingen)\b", folded):
        return "none", ""
    padded = f" {' '.join(_WORD.findall(folded))} "
    if any(f" {name} " in padded for name in own):
        own_state: TrainingState = "in_training" if _has(padded, "in_training", "") else "trained"
        return own_state, "county"
    for state, organiser in _ORDER:
        if _has(padded, state, organiser):
            return state, organiser
    if _has(padded, "trained", "unknown"):
        return "trained", "unknown"
    return "unknown", ""


def _has(padded: str, state: TrainingState, organiser: Organiser) -> bool:
    return any(
        len(word) > 1 and f" {word} " in padded
        for word, meaning in _table().items()
        if meaning == (state, organiser)
    )


def _table() -> dict[str, tuple[TrainingState, Organiser]]:
    if not _TABLE:
        for row in read_table("training.csv"):
            _TABLE[fold(row["word"])] = (_STATES[row["state"]], _ORGANISERS[row["organiser"]])
    return _TABLE


_STATES: dict[str, TrainingState] = {
    "trained": "trained", "in_training": "in_training", "none": "none",
}  # fmt: skip
_ORGANISERS: dict[str, Organiser] = {
    "county": "county", "association": "association", "unknown": "unknown", "": "",
}  # fmt: skip
_TABLE: dict[str, tuple[TrainingState, Organiser]] = {}


def _organiser_name(text: str) -> str:
    bare = " ".join(_YEAR.sub(" ", _HOURS.sub(" ", text)).split()).strip(" ,;:-()")
    words = fold(bare).split()
    plain = all(word in _GENERIC or _table().get(word) == ("trained", "unknown") for word in words)
    return "" if plain else bare
