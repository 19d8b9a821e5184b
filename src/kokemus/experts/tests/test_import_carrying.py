"""Carrying a register over: numbers, facts of people, repeats, undoing, forgetting."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core.workflow import WrongState
from kokemus.experts import jobs
from kokemus.experts.actions import importing, notes, profile
from kokemus.experts.actions.importing import carrying
from kokemus.experts.models import Expert, ImportRow, ImportRun
from kokemus.experts.tests.importer.make import SAMPLE, excel
from kokemus.experts.tests.people import coordinator, person
from tests.data.workbooks import big

pytestmark = pytest.mark.django_db
HEADERS = ["Nimi", "Puhelin", "Kunta", "Oma/läheinen", "Kokemus", "Huom"]
AINO = ["Aino Virtanen", "040 000 0001", "Imatra", "oma", "masennus", None]


@pytest.fixture
def by():
    return coordinator()


def started(by, *rows):
    content = excel(HEADERS, *rows) if rows else SAMPLE.read_bytes()
    return importing.start(content=content, file_name="rekisteri.xlsx", by=by)


def carried(by, *rows):
    run = started(by, *rows)
    importing.carry_out(run=run, by=by)
    return run


def of_row(run, number, sheet="Aktiiviset"):
    return run.rows.get(sheet=sheet, row_number=number).expert


def test_sample_becomes_118_people_without_a_consent(by):
    run = started(by)
    done = importing.carry_out(run=run, by=by)
    assert (done.new, done.same, done.waiting) == (118, 2, 0)
    assert Expert.objects.count() == 118
    assert Expert.objects.unasked().count() > 100
    assert not Expert.objects.exclude(consents=None).exists()
    assert Entry.objects.filter(verb="experts.import").values("subject_id").distinct().count() == 118
    run.refresh_from_db()
    assert bytes(run.content) == b""


def test_facts_of_people_are_where_they_belong(by):
    run = carried(by)
    media = of_row(run, 6)
    assert media.refusals.filter(audience="media", words="ei medialle").exists()
    assert media.refusals.filter(role__code="media").exists()
    assert of_row(run, 7).not_in_home_municipality
    assert of_row(run, 20).attendance == "remote"
    paused = of_row(run, 8)
    assert (paused.state, paused.pauses.get().words) == ("paused", "tauolla kevääseen")
    assert (of_row(run, 4).contact_note, of_row(run, 4).channel) == ("soita ensin", "phone")
    assert of_row(run, 4).notes.filter(text="soita ensin", source="import").exists()
    trained = of_row(run, 5)
    assert (trained.training, trained.training_facts.get().hours) == ("trained", 50)
    assert trained.training_facts.get().year is None
    assert {role.code for role in trained.roles.all()} == {"co_worker", "media", "group_leader"}
    assert of_row(run, 2, "Tauolla").state == "paused"
    assert "hietala" in of_row(run, 4).search_text


def test_protected_people_have_no_place_in_the_register(by):
    carried(by)
    protected = Expert.objects.filter(is_protected=True)
    assert protected.count() == 15
    assert {(each.municipality, each.address) for each in protected} == {("", "")}


def test_same_file_again_finds_everybody_the_same(by):
    carried(by)
    again = started(by)
    assert again.rows.same().count() == 120
    done = importing.carry_out(run=again, by=by)
    assert done.new == 0
    assert Expert.objects.count() == 118
    assert not again.rows.exclude(changes={}).exists()


def test_two_runs_of_one_file_looked_at_together_make_nobody_twice(by):
    one, two = started(by), started(by)
    importing.carry_out(run=one, by=by)
    done = importing.carry_out(run=two, by=by)
    assert (done.new, done.arrived) == (0, 118)
    assert Expert.objects.count() == 118


def test_second_carrying_out_is_refused(by):
    run = carried(by, AINO)
    with pytest.raises(importing.NothingToCarry):
        importing.carry_out(run=run, by=by)


def test_failure_between_steps_leaves_nothing_behind(by, monkeypatch):
    run = started(by, AINO)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(carrying, "reindex_many", killed)
    with pytest.raises(KeyboardInterrupt):
        importing.carry_out(run=run, by=by)
    run.refresh_from_db()
    assert (Expert.objects.count(), run.state, run.rows.done().count()) == (0, "planned", 0)
    assert not Entry.objects.filter(verb="experts.import").exists()


def test_known_person_gets_only_what_was_ticked_and_undo_puts_it_back(by):
    known = person("Aino", "Virtanen", phone="+358400000001", municipality="Lappeenranta")
    run = started(by, AINO)
    row = run.rows.get()
    assert row.outcome == "same"
    importing.take(row=row, fields=["topics"], by=by)
    importing.carry_out(run=run, by=by)
    known.refresh_from_db()
    assert (known.municipality, known.experiences.count()) == ("Lappeenranta", 1)
    importing.undo(run=run, by=by)
    assert known.experiences.count() == 0
    assert Expert.objects.count() == 1


def test_known_person_gets_nothing_but_protection_unless_ticked(by):
    known = person("Aino", "Virtanen", phone="+358400000001")
    carried(by, [*AINO[:5], "turvakielto"])
    known.refresh_from_db()
    assert (known.is_protected, known.experiences.count()) == (True, 0)


def test_undo_puts_a_value_back_unless_it_has_been_changed_since(by):
    known = person("Aino", "Virtanen", phone="+358400000001", municipality="Lappeenranta")
    run = started(by, AINO)
    importing.take(row=run.rows.get(), fields=["municipality", "topics"], by=by)
    importing.carry_out(run=run, by=by)
    known.refresh_from_db()
    profile.edit(expert=known, values={"municipality": "Kotka"}, by=by)
    undone = importing.undo(run=run, by=by)
    known.refresh_from_db()
    assert (known.municipality, known.experiences.count()) == ("Kotka", 0)
    assert undone.stays == {known.public_id: ["municipality"]}


def test_undo_keeps_those_to_whom_something_has_happened_since_and_says_why(by):
    run = carried(by, AINO, ["Pekka Laine", "040 000 0002", "Imatra", "oma", "masennus", None])
    aino = Expert.objects.get(first_name="Aino")
    notes.add_note(expert=aino, text="soitettu", by=by)
    undone = importing.undo(run=run, by=by)
    assert (undone.removed, undone.kept) == (1, 1)
    assert [each.first_name for each in Expert.objects.all()] == ["Aino"]
    assert run.rows.get(expert=aino).kept_because == "edited"


def test_undo_keeps_those_whom_another_table_points_to(by):
    run = carried(by, AINO)
    now = timezone.now()
    aino = Expert.objects.get()
    aino.commitments.create(kind="gig", starts_at=now, ends_at=now + dt.timedelta(hours=1))
    assert importing.undo(run=run, by=by).kept == 1
    assert run.rows.get().kept_because == "commitment"


def test_undo_twice_is_refused(by):
    run = carried(by, AINO)
    importing.undo(run=run, by=by)
    with pytest.raises(WrongState):
        importing.undo(run=run, by=by)


def test_repeated_row_adds_what_the_first_lacked(by):
    run = carried(by, AINO, ["Aino Virtanen", "+358400000001", "Imatra", "oma", "velkaantuminen", None])
    aino = Expert.objects.get()
    assert {each.topic.code for each in aino.experiences.all()} == {"depression", "debt"}
    assert run.rows.same().get().expert == aino


def test_personal_data_of_an_import_are_emptied_after_30_days(by):
    run = carried(by, AINO)
    ImportRun.objects.update(done_at=timezone.now() - dt.timedelta(days=29))
    assert jobs.forget_imports() == 0
    ImportRun.objects.update(done_at=timezone.now() - dt.timedelta(days=31))
    assert jobs.forget_imports() == 1
    run.refresh_from_db()
    row = run.rows.get()
    assert (run.plan, row.plan, row.answers, row.changes) == ("", "", {}, {})
    assert row.expert is not None
    with pytest.raises(WrongState):
        importing.undo(run=run, by=by)
    assert jobs.forget_imports() == 0


def test_ten_thousand_rows_are_carried_over(by, tmp_path):
    path = tmp_path / "big.xlsx"
    big.write(path)
    run = importing.start(content=path.read_bytes(), file_name=path.name, by=by)
    assert ImportRow.objects.count() == 10_000
    assert importing.carry_out(run=run, by=by).new == 9_800
