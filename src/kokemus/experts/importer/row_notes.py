"""Notes, comments, protection, absence and state of a row."""

from typing import Final

from kokemus.experts.importer.draft import Draft
from kokemus.experts.importer.parsed import Note, Pause, PersonState
from kokemus.experts.importer.states import column_state, is_no, is_yes

PLACE_FIELDS: Final = frozenset({"place", "address", "postcode", "post_office"})
_NOT_NOTES = frozenset({"number", "ignore", "forbidden"})
_STATES: dict[str, PersonState] = {
    "new": "new", "active": "active", "paused": "paused", "left": "left", "deceased": "deceased",
}  # fmt: skip


def read_row_notes(draft: Draft, sheet_state: str, sheet: str) -> None:
    """Fills in notes, protection, absence and state; `sheet_state` is what the sheet's name says."""
    _notes(draft)
    _comments(draft)
    _protection(draft)
    for code, words in draft.notes.questions.items():
        draft.ask(code, "notes", words=words)
    _state(draft, sheet_state, sheet)


def _notes(draft: Draft) -> None:
    for name in ("notes", ""):
        for column, cell in draft.cells.get(name, ()):
            draft.notes.read(cell.text, draft.on, column.header)
            if not name and not column.header:
                draft.tell("stray_cell", "notes", column=column.letter, words=cell.text)
    _remote(draft)
    _absence(draft)
    for column, _ in draft.cells.get("forbidden", ()):
        draft.tell("forbidden_not_carried", "forbidden", column=column.letter, header=column.header)


def _comments(draft: Draft) -> None:
    """Comments on the cells of the row; one on the place of a protected person is not carried."""
    for _, words in draft.comments:
        draft.notes.look_for_protection(words, draft.on)
    for column, words in draft.comments:
        if column.field == "forbidden" or (draft.notes.protected and column.field in PLACE_FIELDS):
            continue
        draft.notes.read(words, draft.on, column.header)
        draft.tell("cell_comment", column.field, column=column.letter, words=words)


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
