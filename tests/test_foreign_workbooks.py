"""Ten workbooks of other makes than the county's: what a careful coordinator reads in them, the importer must too.

The workbooks, and beside each what is to be read in it, are in tests/data/workbooks. Only `labels` and `summarise`
know the importer's interface.
"""

import csv
import dataclasses
import functools
import json
import tracemalloc
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from kokemus.experts.importer.labels import Label, Labels
from kokemus.experts.importer.planning import plan
from kokemus.experts.importer.reading import read
from kokemus.experts.importer.storing import from_json, to_json
from kokemus.experts.importer.workbook import UnreadableFile
from tests.data.workbooks import accounting, big, broken
from tests.data.workbooks.accounting import fold, found_again
from tests.data.workbooks.facts import FACTS, complaints, name_words, says

ROOT = Path(__file__).parent.parent
BOOKS = ROOT / "tests/data/workbooks"
TOPICS = ROOT / "src/kokemus/topics/data"
PLACES = ROOT / "src/kokemus/organisation/data/places.csv"
TODAY = date(2026, 11, 24)
REFUSALS = {"old_excel": "renamed xls", "unpacks_too_big": "unpacks to too much"}
UNREAD = ("", "number", "forbidden")  # columns that the plan shows as understood as nothing of a person
LEFT_OUT = (
    "_not_carried",
    "cell_cut",
)  # a protected person's place, an identity code, the end of a huge cell
PLACES_OF_A_PERSON = ("place", "post_office")
FILLED_COLUMNS = 30  # more than any workbook has with text in them; hostile.xlsx has 5,000 coloured ones
READABLE = (
    "association_sv", "project_en", "city_fi", "merged_fi", "sheets_fi", "form_export", "row_per_topic", "hostile",
)  # fmt: skip


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- the adapter


@functools.cache
def labels():
    """The shipped topics, services, roles and places in the importer's own type."""
    of = {
        name: [
            Label(row["code"], row["fi"], row["sv"], row["en"], row.get("parent", ""))
            for row in rows_of(file)
        ]
        for name, file in {kind: TOPICS / f"{kind}.csv" for kind in ("topics", "services", "roles")}.items()
    }
    places = {
        fold(row[name]): SimpleNamespace(municipality=row["municipality"])
        for row in rows_of(PLACES)
        for name in ("name_fi", "name_sv")
        if row[name]
    }
    return Labels(find_place=lambda text: places.get(fold(text)), **of)


def summarise(path):
    """What the importer makes of a file, in plain words: refused, or rows, people and what was said of the whole."""
    try:
        book = read(path.read_bytes(), path.name)
    except UnreadableFile as problem:
        return {"refused": REFUSALS.get(problem.code, problem.code)}
    made = plan(book, labels(), (), on=TODAY)
    rows = {f"{row.sheet}!{row.number}": row_view(row) for row in made.rows}
    about = [{**dataclasses.asdict(sheet), "columns": []} for sheet in made.sheets]
    return {
        "refused": "",
        "rows": rows,
        "people": people(rows),
        "text": [
            fold(text)
            for text in accounting.strings(
                [about, *map(dataclasses.asdict, (*made.questions, *made.remarks))]
            )
        ],
        "fields": {
            (sheet.name, column.letter): column.field for sheet in made.sheets for column in sheet.columns
        },
        "unread": {
            fold(column.header) for sheet in made.sheets for column in sheet.columns if column.field in UNREAD
        },
        "hidden": {sheet.name for sheet in made.sheets if sheet.hidden},
        "stored": to_json(made),
        "survives_storing": from_json(to_json(made)) == made,
    }


def row_view(row):
    """One row: its outcome, whom it joins, its parsed person and every word said of it (not the raw copy of cells)."""
    said = dataclasses.asdict(dataclasses.replace(row, cells=()))
    return {
        "outcome": {"same_as": "same", "to_decide": "decide"}.get(row.outcome, row.outcome),
        "joins": f"{row.same_row.sheet}!{row.same_row.number}"
        if row.same_row and row.outcome == "same_as"
        else "",
        "parsed": row.person,
        "asked": bool(row.questions),
        "left_out": {remark.field for remark in row.remarks if remark.code.endswith(LEFT_OUT)},
        "text": [fold(text) for text in accounting.strings(said)],
    }


def people(rows):
    """The rows of each person put together: a row that is the same as an earlier one joins it."""
    groups = {}
    for place, row in rows.items():
        first = place
        while rows[first]["joins"] in rows:
            first = rows[first]["joins"]
        groups.setdefault(first, []).append(row)
    return [person_view(group) for group in groups.values()]


def person_view(rows):
    parsed = [row["parsed"] for row in rows]
    phones = [phone for one in parsed for phone in (one.phone, *one.other_phones) if phone]
    topics = {}
    for experience in (item for one in parsed for item in one.experiences):
        topics.setdefault(experience.topic, set()).add(experience.perspective)
    return {
        "name": fold(" ".join(f"{one.given_name} {one.family_name} {one.name_written}" for one in parsed)),
        "given": fold(parsed[0].given_name),
        "family": fold(parsed[0].family_name),
        "phones": {phone.e164 for phone in phones},
        "emails": {email.casefold() for one in parsed for email in (one.email, *one.other_emails) if email},
        "topics": topics,
        "sure_topics": {item.topic for one in parsed for item in one.experiences if item.sure},
        "refuses": {refusal.value for one in parsed for refusal in one.refusals},
        "state": {one.state for one in parsed},
        "paused": any(one.pause or one.state == "paused" for one in parsed),
        "until": {str(one.pause.until) for one in parsed if one.pause},
        "asked": any(row["asked"] or row["outcome"] == "decide" for row in rows),
        "text": [text for row in rows for text in row["text"]],
        **{name: any(getattr(one, name) for one in parsed) for name in ("protected", "remote_only")},
        **{
            name: {code for one in parsed for code in getattr(one, name)}
            for name in ("roles", "languages", "services")
        },
    }


# -- what is expected


@functools.cache
def expected(name):
    return json.loads((BOOKS / f"{name}.expected.json").read_text(encoding="utf-8"))


@functools.cache
def summary(name):
    return summarise(BOOKS / f"{name}.xlsx")


CASES = [
    (book, kind, who)
    for book in READABLE
    for kind in ("persons", "by_phone")
    for who in expected(book).get(kind, ())
]


@pytest.mark.parametrize(("book", "kind", "who"), CASES, ids=[f"{book}-{who}" for book, _, who in CASES])
def test_person_read_when_the_sheet_is_clear(book, kind, who):
    words = set(fold(who).split())
    fits = [
        person
        for person in summary(book)["people"]
        if (who in person["phones"] if kind == "by_phone" else words <= set(name_words(person["name"])))
    ]
    assert len(fits) == 1, f"{len(fits)} people are {who}"
    assert complaints(fits[0], expected(book)[kind][who]) == {}


@pytest.mark.parametrize("book", READABLE)
def test_rows_counted_when_read(book):
    wanted, rows = expected(book), summary(book)["rows"]
    least, most = (
        wanted["person_rows"] if isinstance(wanted["person_rows"], list) else [wanted["person_rows"]] * 2
    )
    counts = {
        outcome: sum(row["outcome"] == outcome for row in rows.values())
        for outcome in ("new", "same", "decide")
    }
    assert least <= len(rows) <= most, sorted(rows)
    assert {outcome: count for outcome, count in counts.items()
            if not wanted[outcome][0] <= count <= wanted[outcome][1]} == {}, counts  # fmt: skip


@pytest.mark.parametrize("book", READABLE)
def test_row_outcome_when_sure(book):
    wanted, rows = expected(book), summary(book)["rows"]
    found = {
        place: rows[place]["outcome"] if place in rows else "no such row" for place in wanted["outcomes"]
    }
    assert {
        place: found[place] for place, allowed in wanted["outcomes"].items() if found[place] not in allowed
    } == {}
    either = wanted.get("one_of_decides", [])
    assert not either or any(rows[place]["outcome"] == "decide" or rows[place]["asked"] for place in either)


@pytest.mark.parametrize("book", READABLE)
def test_words_kept_when_no_person_is_sure(book):
    wanted, made = expected(book), summary(book)
    lost = {place: text for place, texts in wanted.get("rows_keep", {}).items() for text in texts
            if place not in made["rows"] or not (
                says(made["rows"][place], text)
                or FACTS["phone_or_kept"](made["rows"][place], [text]) == [])}  # fmt: skip
    unsaid = [
        text for text in wanted["mentioned"] if not says(made, text) and fold(text) not in made["unread"]
    ]
    assert (lost, unsaid) == ({}, [])
    assert set(wanted.get("hidden_sheets", ())) <= made["hidden"]


@pytest.mark.parametrize("book", READABLE)
def test_no_person_made_when_a_row_is_a_title_or_a_total(book):
    names = [person["name"] for person in summary(book)["people"]]
    assert [
        name
        for name in names
        if set(name_words(name)) & {fold(word) for word in expected(book)["not_people"]}
    ] == []


@pytest.mark.parametrize("book", READABLE)
def test_plan_stored_when_made(book):
    made = summary(book)
    assert made["survives_storing"]
    assert [email for person in made["people"] for email in person["emails"] if len(email.split()) != 1] == []
    assert [text for text in expected(book).get("never", ()) if text in made["stored"]] == []


def test_continuation_rows_when_the_name_is_only_on_the_first():
    for code, perspective in expected("row_per_topic")["persons"]["Veikko Mallila"][
        "topics_or_asked"
    ].items():
        found = [person for person in summary("row_per_topic")["people"] if code in person["topics"]]
        assert any(person["topics"][code] == {perspective} for person in found), code
        assert all("veikko" in person["name"] or person["asked"] for person in found), code


# -- nothing is dropped in silence


def label_codes():
    rows = (
        *rows_of(TOPICS / "topics.csv"),
        *rows_of(TOPICS / "services.csv"),
        *rows_of(TOPICS / "roles.csv"),
    )
    return {fold(row[language]): row["code"] for row in rows for language in ("fi", "sv", "en")}


def told_left_out(row, field):
    """The plan shows a running number's column as such, and says of a row what was left out or cut short in it."""
    return field == "number" or ("place" if field in PLACES_OF_A_PERSON else field) in row["left_out"]


def dropped(book):
    """The cells of person rows that are found nowhere, as {place: value}."""
    made, codes, lost = summary(book), label_codes(), {}
    for sheet in openpyxl.load_workbook(BOOKS / f"{book}.xlsx"):
        headers = {}
        for cells in sheet.iter_rows(max_col=FILLED_COLUMNS):
            filled = {get_column_letter(cell.column): cell.value for cell in cells if cell.value is not None}
            row = made["rows"].get(f"{sheet.title}!{cells[0].row}")
            if row is None:
                headers = {letter: str(value) for letter, value in filled.items()} or headers
                continue
            for letter, value in filled.items():
                if not told_left_out(row, made["fields"].get((sheet.title, letter), "")) and not found_again(
                    value, headers.get(letter, ""), row["text"] + made["text"], codes
                ):
                    lost[f"{sheet.title}!{letter}{cells[0].row}"] = str(value)[:80]
    return lost


@pytest.mark.parametrize("book", READABLE)
def test_nothing_dropped_when_read(book):
    assert dropped(book) == {}


def test_loss_noticed_when_a_note_is_taken_away(monkeypatch):
    made = summary("city_fi")
    rows = {place: {**row, "text": [text for text in row["text"] if "kirje kotiin" not in text]}
            for place, row in made["rows"].items()}  # fmt: skip
    monkeypatch.setitem(globals(), "summary", lambda book: {**made, "rows": rows})
    assert "kokemusasiantuntijat!R9" in dropped("city_fi")


# -- what cannot be read, and much of it


def test_renamed_xls_refused_when_it_is_no_xlsx():
    assert summary("renamed_xls")["refused"] == expected("renamed_xls")["refused"]


def test_huge_unpacking_refused_when_the_file_is_small(tmp_path):
    path = tmp_path / "bomb.xlsx"
    broken.write_bomb(path)
    tracemalloc.start()
    refused = summarise(path)["refused"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused == "unpacks to too much"
    assert peak < 300_000_000


def test_ten_thousand_rows_read_when_asked(tmp_path):
    path = tmp_path / "big.xlsx"
    big.write(path)
    made = summarise(path)
    outcomes = [row["outcome"] for row in made["rows"].values()]
    assert (outcomes.count("same"), outcomes.count("decide")) == (big.REPEATED, 0)
    assert len(made["people"]) == big.ROWS - big.REPEATED
