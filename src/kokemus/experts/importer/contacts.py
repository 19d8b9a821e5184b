"""Phones, e-mail addresses and the name of a row."""

from kokemus.experts.importer.addresses import read_email
from kokemus.experts.importer.draft import Draft
from kokemus.experts.importer.names import FoundName, read_columns, read_name
from kokemus.experts.importer.outcome import Column
from kokemus.experts.importer.parsed import Phone
from kokemus.experts.importer.phones import number_phone, read_phones


def read_contacts(draft: Draft, usual: str) -> None:
    """Fills in phones, e-mail addresses and the name; `usual` is the column's order of names."""
    _phones(draft)
    _emails(draft)
    _name(draft, usual)


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
