"""The pages of an import: the whole round on the county's register as a coordinator presses it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kokemus.audit.models import Entry
from kokemus.experts.importer.workbook import MAX_BYTES
from kokemus.experts.models import Expert, ImportRow, ImportRun
from kokemus.experts.tests.importer.make import SAMPLE, excel
from kokemus.experts.tests.people import coordinator, user

pytestmark = pytest.mark.django_db
BOOKS = SAMPLE.parent / "workbooks"


@pytest.fixture
def desk(client):
    client.force_login(coordinator())
    return client


def upload(client, content, name="rekisteri.xlsx"):
    return client.post(reverse("experts:imports"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def uploaded(client, content=None):
    upload(client, content or SAMPLE.read_bytes())
    return ImportRun.objects.latest("pk")


def address(name, run, *more):
    return reverse(f"experts:{name}", args=[run.public_id, *more])


def press(client, name, run, *more, **data):
    return client.post(address(name, run, *more), data, follow=True)


def test_sample_is_looked_at_brought_in_and_undone(desk):
    run = uploaded(desk)
    page = desk.get(address("import", run)).content.decode()
    assert "Tuo 118 henkilöä" in page
    assert "Aktiiviset 4" in page
    assert not Expert.objects.exists()
    assert "118 henkilöä on nyt rekisterissä" in press(desk, "import_carry_out", run).content.decode()
    assert Expert.objects.count() == 118
    assert "consent=unasked" in desk.get(address("import", run)).content.decode()
    press(desk, "import_undo", run)
    assert not Expert.objects.exists()
    assert desk.get(address("import", run)).status_code == 200


def test_every_tab_and_page_of_the_run_opens(desk):
    run = uploaded(desk)
    for tab in ("", "ratkaise", "kysyttavaa", "uudet", "samat", "pois"):
        assert desk.get(address("import", run), {"nayta": tab}).status_code == 200
        assert desk.get(address("import", run), {"nayta": tab, "page": "999"}).status_code == 200
    assert desk.get(address("import", run), {"nayta": "muu"}).status_code == 404
    for at in range(4):
        assert desk.get(address("import_columns", run, at)).status_code == 200
    assert desk.get(address("import_columns", run, 4)).status_code == 404
    assert desk.get(address("import_row", run, run.rows.same().first().pk)).status_code == 200


def test_second_press_brings_nobody_in_twice(desk):
    run = uploaded(desk)
    press(desk, "import_carry_out", run)
    again = press(desk, "import_carry_out", run)
    assert "on jo tehty" in again.content.decode()
    assert Expert.objects.count() == 118


def test_words_are_answered_once_for_every_row_where_they_stand(desk):
    run = uploaded(desk)
    page = desk.get(address("import_questions", run)).content.decode()
    name = re.search(r'for="id_(q\d+)"[^>]*>[^<]*luottotiedot', page)[1]
    press(desk, "import_questions", run, **{name: "debt", "c0": "training"})
    press(desk, "import_carry_out", run)
    rows = run.rows.filter(answers={"topic_unknown:luottotiedot": "debt"})
    assert rows.count() == 5
    assert all(row.expert.experiences.filter(topic__code="debt").exists() for row in rows)
    years = {fact.year for e in Expert.objects.filter(state="active") for fact in e.training_facts.all()}
    assert {2019, 2023} <= years


def test_unknown_other_topic_is_told_and_what_was_typed_stays(desk):
    run = uploaded(desk)
    row = run.rows.get(sheet="Aktiiviset", row_number=8)
    page = press(desk, "import_row", run, row.pk, **{f"r{row.pk}-q0_other": "olematon aihe"})
    assert page.status_code == 200
    assert "ei ole luettelossa" in page.content.decode()
    assert 'value="olematon aihe"' in page.content.decode()


def test_row_is_answered_after_the_people_have_been_brought_in(desk):
    run = uploaded(desk)
    press(desk, "import_carry_out", run)
    row = run.rows.get(sheet="Aktiiviset", row_number=8)
    press(desk, "import_row", run, row.pk, **{f"r{row.pk}-q0": "debt"})
    row.refresh_from_db()
    assert row.open_questions == 0
    assert row.expert.experiences.filter(topic__code="debt", is_carried_over=True).exists()
    assert not row.expert.notes.filter(text__contains="luottotiedot").exists()


def test_columns_assigned_by_hand_are_read_anew(desk):
    run = uploaded(
        desk,
        excel(["Nimi", "X1", "Y"], ["Aino Virtanen", "0400000001", "a"], ["Pekka Laine", "0400000002", "b"]),
    )
    press(
        desk,
        "import_columns",
        run,
        0,
        header_row=1,
        state="paused",
        column_A="name",
        column_B="phone",
        column_C="ignore",
    )
    press(desk, "import_carry_out", run)
    person = Expert.objects.get(first_name="Aino")
    assert (person.phone, person.state, person.notes.count()) == ("+358400000001", "paused", 0)


def test_row_left_out_is_not_brought_in_until_taken_back(desk):
    run = uploaded(
        desk, excel(["Nimi", "Puhelin"], ["Aino Virtanen", "0400000001"], ["Pekka Laine", "0400000002"])
    )
    row = run.rows.first()
    press(desk, "import_skip", run, row.pk)
    press(desk, "import_carry_out", run)
    assert Expert.objects.count() == 1
    press(desk, "import_skip", run, row.pk, back="1")
    press(desk, "import_carry_out", run)
    assert Expert.objects.count() == 2


def test_row_without_a_name_waits_and_is_brought_in_when_named(desk):
    run = uploaded(desk, excel(["Nimi", "Puhelin"], ["Aino Virtanen", "0400000001"], [None, "0400000002"]))
    press(desk, "import_carry_out", run)
    row = run.rows.waiting().get()
    names = {f"r{row.pk}-q0_given": "Pekka", f"r{row.pk}-q0_family": "Laine"}
    press(desk, "import_row", run, row.pk, **names)
    press(desk, "import_carry_out", run)
    assert Expert.objects.filter(first_name="Pekka", last_name="Laine", phone="+358400000002").exists()


def test_giving_up_erases_the_file_and_all_that_was_read(desk):
    run = uploaded(desk)
    press(desk, "import_drop", run)
    run.refresh_from_db()
    assert (run.state, bytes(run.content), run.plan, ImportRow.objects.count()) == ("dropped", b"", "", 0)
    assert desk.get(address("import", run)).status_code == 200


@pytest.mark.parametrize("path", sorted(BOOKS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_foreign_workbook_is_read_or_refused_in_words_and_its_content_is_escaped(desk, path):
    page = upload(desk, path.read_bytes(), path.name)
    assert page.status_code == 200
    for run in ImportRun.objects.all():
        for tab in ("", "ratkaise", "kysyttavaa"):
            shown = desk.get(address("import", run), {"nayta": tab})
            assert shown.status_code == 200
            assert b"<script>alert" not in shown.content
            assert b"<img src=x" not in shown.content
        assert desk.get(address("import_questions", run)).status_code == 200
        assert press(desk, "import_carry_out", run).status_code == 200


def test_script_in_a_cell_is_shown_as_text(desk):
    evil = "<script>alert(1)</script>"
    run = uploaded(desk, excel(["Nimi", "Kokemus", "Huom"], ["Aino Virtanen", evil, evil]))
    for tab in ("", "kysyttavaa"):
        page = desk.get(address("import", run), {"nayta": tab}).content.decode()
        assert evil not in page
    assert "&lt;script&gt;" in desk.get(address("import_row", run, run.rows.get().pk)).content.decode()


def test_file_that_is_too_big_or_empty_is_refused_kindly(desk):
    assert "enintään 20 Mt" in upload(desk, b"x" * (MAX_BYTES + 1)).content.decode()
    assert "on tyhjä" in upload(desk, b"").content.decode()
    assert not ImportRun.objects.exists()


def test_looking_is_logged_for_the_run_and_for_those_who_are_in_the_register(desk):
    run = uploaded(desk)
    press(desk, "import_carry_out", run)
    again = uploaded(desk)
    Entry.objects.reading()
    desk.get(address("import", again), {"nayta": "samat"})
    seen = Entry.objects.reading().filter(verb="experts.read_import")
    assert seen.filter(subject_id=again.public_id).exists()
    assert seen.filter(subject_id=run.rows.new().first().expert.public_id).exists()


@pytest.mark.parametrize("role", ["payroll", "checker", "admin", "data_protection"])
def test_others_than_coordinators_see_nothing(client, role):
    client.force_login(coordinator())
    run = uploaded(client)
    client.force_login(user(role))
    assert client.get(reverse("experts:imports")).status_code == 403
    assert client.get(address("import", run)).status_code == 403
    assert client.post(address("import_carry_out", run)).status_code == 403
    assert not Expert.objects.exists()
