"""Adding and editing people, their experiences, training and notes."""

import datetime as dt

import pytest

from kokemus.accounts.models import User
from kokemus.audit.models import Entry
from kokemus.experts.actions import availability, lived, notes, profile
from kokemus.experts.models import Expert, Refusal
from kokemus.experts.tests.people import coordinator, person, topic, user
from kokemus.topics.models import Role, Service

pytestmark = pytest.mark.django_db


def test_person_is_in_the_register_and_found_when_added():
    expert = profile.add(
        values={"first_name": "Aino", "last_name": "Ek", "phone": "+358401234567"}, by=coordinator()
    )
    assert expert.state == "new"
    assert expert.joined_on is not None
    assert list(Expert.objects.matching("aino 0401234567")) == [expert]
    assert Entry.objects.get(verb="experts.add").subject_id == expert.public_id


def test_editing_logs_the_names_of_what_changed_and_never_the_contents():
    expert = person(phone="+358401234567", municipality="Imatra")
    values = {"phone": "+358401234568", "municipality": "Imatra", "last_name": "Öljy"}
    changed = profile.edit(expert=expert, values=values, by=coordinator(), areas=["Imatra", "Kouvola"])
    assert sorted(changed) == ["areas", "last_name", "phone"]
    entry = Entry.objects.get(verb="experts.edit")
    assert entry.details == {"fields": ["areas", "last_name", "phone"]}
    assert list(Expert.objects.matching("öljy kouvola 0401234568")) == [expert]
    fresh = Expert.objects.get()
    assert fresh.sort_key > person("A", "Zorn").sort_key


def test_editing_writes_nothing_when_nothing_changed():
    expert = person(roles=["trainer"], areas=["Imatra"])
    roles = Role.objects.filter(code="trainer")
    assert (
        profile.edit(
            expert=expert, values={"first_name": "Aino"}, by=coordinator(), roles=roles, areas=["Imatra"]
        )
        == []
    )
    assert not Entry.objects.filter(verb="experts.edit").exists()


def test_person_may_not_write_what_is_not_theirs_to_write():
    expert = person(user=user("expert"))
    for name, value in (
        ("state", "active"),
        ("payroll_number", "1"),
        ("is_protected", True),
        ("search_text", "x"),
    ):
        with pytest.raises(profile.NotEditable):
            profile.edit(expert=expert, values={name: value}, by=expert.user)
    profile.edit(expert=expert, values={"appears_as": "Aino E."}, by=expert.user)
    assert Expert.objects.get().public_name == "Aino E."


def test_refusals_are_replaced_as_a_whole_and_keep_their_words():
    expert = person()
    kept = Refusal.objects.create(expert=expert, audience="media", words="ei medialle")
    trainer = Role.objects.get(code="trainer")
    new = profile.Refused(roles=[trainer], audiences=["media"], topics=[topic("depression")])
    assert profile.edit(expert=expert, values={}, by=coordinator(), refused=new) == ["refusals"]
    assert expert.refusals.count() == 3
    kept.refresh_from_db()
    assert kept.words == "ei medialle"
    profile.edit(expert=expert, values={}, by=coordinator(), refused=profile.Refused())
    assert not expert.refusals.exists()


def test_account_is_opened_once_when_the_address_is_free():
    expert = person(email="aino@example.org")
    opened = profile.open_account(expert=expert, by=coordinator())
    assert (opened.main_role, opened.has_usable_password()) == ("expert", False)
    with pytest.raises(profile.AccountExists):
        profile.open_account(expert=person("Bertta", email="AINO@example.org"), by=coordinator())
    assert User.objects.filter(email__iexact="aino@example.org").count() == 1


def test_experience_is_one_row_when_added_twice_and_gains_services():
    expert, by = person(), coordinator()
    services = list(Service.objects.all()[:2])
    lived.add_experience(
        expert=expert, topic=topic("depression"), perspective="own", by=by, services=services[:1]
    )
    lived.add_experience(
        expert=expert, topic=topic("depression"), perspective="own", by=by, services=services[1:]
    )
    row = expert.experiences.get()
    assert row.services.count() == 2
    assert list(Expert.objects.matching("depression")) == [expert]
    lived.remove_experience(experience=row, by=by)
    assert not Expert.objects.matching("depression").exists()


def test_known_perspective_takes_the_place_of_not_asked():
    expert, by = person(topics=[("depression", "unknown")]), coordinator()
    for perspective in ("close_one", "own", "unknown"):
        lived.add_experience(expert=expert, topic=topic("depression"), perspective=perspective, by=by)
    assert sorted(row.perspective for row in expert.experiences.all()) == ["close_one", "own"]


def test_training_follows_from_the_facts_when_they_come_and_go():
    expert, by = person(), coordinator()
    lived.add_training(expert=expert, state="in_training", by=by)
    assert Expert.objects.get().training == "in_training"
    fact = lived.add_training(
        expert=expert, state="trained", organiser="Mielenterveysyhdistys", hours=50, year=2024, by=by
    )
    assert Expert.objects.get().training == "trained"
    assert list(Expert.objects.matching("mielenterveysyhdistys 2024")) == [expert]
    lived.remove_training(fact=fact, by=by)
    assert Expert.objects.get().training == "in_training"


def test_note_is_found_by_words_and_its_text_is_not_in_the_log():
    expert, by = person(), coordinator()
    note = notes.add_note(expert=expert, text="Mieluiten aamupäivisin", by=by)
    assert list(Expert.objects.matching("aamupäivisin")) == [expert]
    assert "aamu" not in str(Entry.objects.get(verb="experts.add_note").details)
    notes.remove_note(note=note, by=by)
    assert not Expert.objects.matching("aamupäivisin").exists()


def test_extract_and_weekly_times_are_kept_when_recorded():
    expert, by = person(), coordinator()
    check = lived.record_criminal_record_check(expert=expert, shown_on=dt.date(2026, 5, 1), by=by)
    assert (check.shown_on, check.seen_by) == (dt.date(2026, 5, 1), by)
    row = availability.add_unavailability(
        expert=expert, weekday=0, starts=dt.time(8), ends=dt.time(12), by=by
    )
    availability.remove_unavailability(unavailability=row, by=by)
    assert not expert.unavailabilities.exists()
