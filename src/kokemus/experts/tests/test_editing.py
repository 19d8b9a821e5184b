"""The coordinator's pages of one person: parts, things, state, pause, consent, merging."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kokemus.accounts.models import User
from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.experts.models import Consent, Expert
from kokemus.experts.tests.people import coordinator, person, topic, user
from kokemus.experts.views.editing import PARTS
from kokemus.experts.views.items import KINDS
from kokemus.topics.models import Role

pytestmark = pytest.mark.django_db
NEW = {"first_name": "Aino", "last_name": "Ek", "phone": "040-123 4567", "channel": "phone", "language": "fi"}


@pytest.fixture
def staff(client):
    client.force_login(coordinator())
    return client


def page(name, expert, *more):
    return reverse(f"experts:{name}", args=[expert.public_id, *more])


def errors(response):
    return {name: str(texts[0]) for name, texts in response.context["form"].errors.items()}


def test_person_is_added_with_the_phone_tidied_when_the_form_is_right(staff):
    response = staff.post(reverse("experts:add"), NEW)
    expert = Expert.objects.get()
    assert response.url == reverse("home:person", args=[expert.public_id])
    assert (expert.phone, expert.state) == ("+358401234567", "new")


def test_adding_asks_first_when_somebody_alike_is_there(staff):
    there = person("Aino", "Ek")
    response = staff.post(reverse("experts:add"), NEW)
    assert there.full_name in response.content.decode()
    assert Expert.objects.count() == 1
    staff.post(reverse("experts:add"), {**NEW, "anyway": "1"})
    assert Expert.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"phone": "12"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"channel": "email"}, "email"),
        ({"first_name": ""}, "first_name"),
    ],
)
def test_adding_says_what_is_wrong_and_keeps_what_was_typed(staff, changed, field):
    response = staff.post(reverse("experts:add"), {**NEW, "last_name": "Säilyvä", **changed})
    assert list(errors(response)) == [field]
    assert "Säilyvä" in response.content.decode()
    assert not Expert.objects.exists()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_is_logged_and_needs_a_coordinator(staff, client, part):
    expert = person(topics=["depression"])
    assert staff.get(page("edit", expert, part)).status_code == 200
    assert Entry.objects.get().verb == "experts.read_for_editing"
    client.force_login(user("expert"))
    assert client.get(page("edit", expert, part)).status_code == 403


def test_parts_are_saved_when_their_forms_are_right(staff):
    expert = person(topics=["depression"])
    trainer = Role.objects.get(code="trainer")
    posts = {
        "turva": {"contact_note": "Ei vastaajaan", "is_protected": "on", "guardian": "Edunvalvoja Ville, 040 000 0000"},
        "tuleminen": {
            "roles": [trainer.pk], "languages": ["fi"], "more_languages": ["se"],
            "areas": "Simpele, imatra\nKouvola, Imatra",
            "attendance": "remote", "max_distance_km": 50,
        },
        "rajat": {
            "monthly_limit": 2, "rest_days": "", "refused_roles": [trainer.pk], "refused_audiences": ["media"],
            "refused_topics": [topic("depression").pk],
        },
        "rekisteri": {"payroll_number": "12345", "newcomer_talk_on": "2026-03-02"},
    }  # fmt: skip
    for part, data in posts.items():
        assert staff.post(page("edit", expert, part), data).status_code == 302, part
    fresh = Expert.objects.get()
    assert (fresh.contact_note, fresh.is_protected, fresh.attendance, fresh.monthly_limit) == (
        "Ei vastaajaan",
        True,
        "remote",
        2,
    )
    assert sorted(fresh.areas.values_list("municipality", flat=True)) == ["Imatra", "Kouvola", "Rautjärvi"]
    assert (fresh.languages, fresh.refusals.count(), fresh.rest_days) == (["fi", "se"], 3, 0)
    assert (fresh.payroll_number, fresh.newcomer_talk_on) == ("12345", dt.date(2026, 3, 2))


def test_change_of_somebody_else_is_not_written_over_unseen(staff):
    expert = person(roles=["trainer"])
    url = page("edit", expert, "turva")
    seen = staff.get(url).context["form"]["seen"].value()
    mine = {"contact_note": "Minun sanani", "seen": seen}
    Expert.objects.filter(pk=expert.pk).update(contact_note="Toisen sanat")
    response = staff.post(url, mine)
    assert "Minun sanani" in response.content.decode()
    assert Expert.objects.get().contact_note == "Toisen sanat"
    assert staff.post(url, {**mine, "seen": response.context["form"]["seen"].value()}).status_code == 302
    assert Expert.objects.get().contact_note == "Minun sanani"


@pytest.mark.parametrize("part", PARTS)
def test_fingerprint_is_the_same_when_nothing_has_changed(staff, part):
    expert = person(roles=["trainer", "developer"], areas=["Imatra"], topics=["depression"], languages=["fi"])
    expert.refusals.create(audience="media")
    values = {staff.get(page("edit", expert, part)).context["form"]["seen"].value() for _n in range(2)}
    assert len(values) == 1


def test_identity_code_is_refused_as_a_payroll_number(staff):
    response = staff.post(page("edit", person(), "rekisteri"), {"payroll_number": "010190-999X"})
    assert list(errors(response)) == ["payroll_number"]


def test_address_of_a_protected_person_stays_when_their_contacts_are_saved(staff):
    expert = person(is_protected=True, municipality="Salakunta", address="Salakatu 1")
    staff.post(page("edit", expert, "yhteystiedot"), {**NEW, "municipality": "Toinen"})
    fresh = Expert.objects.get()
    assert (fresh.municipality, fresh.address, fresh.first_name) == ("Salakunta", "Salakatu 1", "Aino")


ITEMS = {
    "kokemukset": {"perspective": "own"},
    "koulutus": {"state": "trained", "organiser": "Yhdistys", "hours": 50, "year": 2024},
    "ajat": {"weekday": "0", "starts": "08:00", "ends": "12:00"},
    "rikosrekisteriote": {"shown_on": "2026-03-02"},
    "muistiinpanot": {"text": "Soita aamulla"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_thing_is_added_and_taken_away_and_somebody_elses_is_not_found(staff, kind):
    expert, other = person(), person("Bertta")
    data = {**ITEMS[kind], **({"topic": topic("depression").pk} if kind == "kokemukset" else {})}
    url = page("items", expert, kind)
    assert staff.get(url).status_code == 200
    assert staff.post(url, data).url == url
    row = getattr(expert, KINDS[kind].related).get()
    remove = page("remove_item", expert, kind, row.pk)
    assert (remove in staff.get(url).content.decode()) is (kind != "rikosrekisteriote")
    assert staff.post(page("remove_item", other, kind, row.pk)).status_code == 404
    gone = staff.post(remove)
    kept = getattr(expert, KINDS[kind].related).count()
    assert (gone.status_code, kept) == ((404, 1) if kind == "rikosrekisteriote" else (302, 0))


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("kokemukset", {"perspective": "own"}, "topic"),
        ("koulutus", {"state": "trained", "year": 24}, "year"),
        ("ajat", {"starts": "12:00", "ends": "08:00"}, "ends"),
        ("rikosrekisteriote", {"shown_on": "2126-01-01"}, "shown_on"),
        ("muistiinpanot", {"text": ""}, "text"),
    ],
)
def test_thing_is_refused_with_a_reason_when_it_cannot_be(staff, kind, data, field):
    assert list(errors(staff.post(page("items", person(), kind), data))) == [field]


def test_unknown_parts_kinds_steps_and_people_are_not_found(staff):
    expert = person()
    for url in (
        page("edit", expert, "x"),
        page("items", expert, "x"),
        page("step", expert, "pause"),
        page("step", expert, "x"),
    ):
        assert staff.get(url).status_code == 404
    assert staff.get(reverse("experts:edit", args=["0000000000000000", "turva"])).status_code == 404


def test_step_is_asked_first_and_taken_with_a_press(staff):
    expert, soon = person(), timezone.now() + dt.timedelta(days=1)
    expert.commitments.create(kind="gig", starts_at=soon, ends_at=soon + dt.timedelta(hours=1))
    response = staff.get(page("step", expert, "mark_deceased"))
    assert len(response.context["ahead"]) == 1
    assert Expert.objects.get().state == "active"
    assert staff.post(page("step", expert, "mark_deceased")).status_code == 302
    assert Expert.objects.get().state == "deceased"


def test_page_says_what_has_happened_when_a_step_came_too_late(staff):
    expert = person(state="left")
    for response in (staff.post(page("step", expert, "leave")), staff.get(page("step", expert, "leave"))):
        assert response.status_code == 302
    assert Expert.objects.get().state == "left"


def test_pause_is_recorded_and_cancelled_by_the_coordinator(staff):
    expert, today = person(), timezone.localdate()
    assert "ends_on" in errors(
        staff.post(page("pause", expert), {"starts_on": today, "ends_on": today - dt.timedelta(days=1)})
    )
    staff.post(page("pause", expert), {"starts_on": today + dt.timedelta(days=3)})
    staff.post(page("cancel_pause", expert, expert.pauses.get().pk))
    staff.post(page("pause", expert), {"starts_on": today})
    assert (Expert.objects.get().state, expert.pauses.count()) == ("paused", 1)
    assert staff.post(page("pause", expert), {"starts_on": today}).status_code == 302
    assert expert.pauses.count() == 1


def test_consent_by_phone_is_recorded_with_its_exceptions(staff):
    expert = person(topics=["depression", "anxiety"])
    expert.experiences.update(is_carried_over=True)
    data = {
        "own_units": "yes",
        "own_units_except": [topic("anxiety").pk],
        "media": "no",
        "source": "phone",
        "on": "2026-03-02",
    }
    assert staff.get(page("consent", expert)).status_code == 200
    assert staff.post(page("consent", expert), data).status_code == 302
    given = Consent.objects.living().filter(expert=expert).values_list("topic__code", "purpose", "audience")
    assert list(given) == [("depression", "offers", "own_units")]
    assert Consent.objects.standing().filter(is_given=False).count() == 3
    assert set(Consent.objects.values_list("source", "given_on")) == {("phone", dt.date(2026, 3, 2))}
    assert not Expert.objects.unasked().exists()
    form = staff.get(page("consent", expert)).context["form"]
    assert (form["own_units"].initial, form["own_units_except"].initial) == ("yes", [topic("anxiety").pk])
    assert (form["media"].initial, form["others"].initial) == ("no", "")


def test_consent_cannot_be_asked_when_there_are_no_topics(staff):
    assert staff.get(page("consent", person())).status_code == 200


def test_two_rows_are_found_compared_and_merged(staff):
    keep, gone = person("Aino", "Ek", phone="+358401234567"), person("Aino", "Eek", phone="+358401234567")
    found = staff.get(page("merge_choose", keep)).context["found"]
    assert found == [gone]
    assert staff.get(page("merge_choose", keep), {"q": "eek"}).context["found"] == [gone]
    compared = staff.get(page("merge", keep, gone.public_id)).context["rows"]
    assert [(row["keep"], row["gone"]) for row in compared] == [("Aino Ek", "Aino Eek")]
    assert staff.post(page("merge", keep, gone.public_id)).status_code == 302
    assert Expert.objects.get(pk=gone.pk).merged_into == keep
    assert staff.post(page("merge", keep, keep.public_id)).status_code == 302
    assert staff.post(page("merge", keep, gone.public_id)).status_code == 404


def test_account_is_opened_with_a_press_and_refused_without_an_address(staff):
    expert = person(email="aino@example.org")
    staff.post(page("open_account", expert))
    assert Expert.objects.get().user == User.objects.get(email="aino@example.org")
    for other in (
        person("Bertta"),
        person("Cecilia", email="AINO@example.org"),
        person("Dora", email="d@example.org", state="left"),
    ):
        staff.post(page("open_account", other))
        assert Expert.objects.get(pk=other.pk).user is None


def test_nothing_is_shown_when_the_log_fails(staff, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the log is down")

    expert = person("Näkymätön")
    monkeypatch.setattr(audit, "reading", broken)
    staff.raise_request_exception = False
    response = staff.get(page("edit", expert, "yhteystiedot"))
    assert response.status_code == 500
    assert "Näkymätön" not in response.content.decode()
