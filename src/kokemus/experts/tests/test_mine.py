"""The expert's own pages: only one's own, consent withdrawn with a press, a pause, who has looked."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.experts import reading
from kokemus.experts.models import Consent, Expert
from kokemus.experts.tests.people import coordinator, person, topic, user
from kokemus.experts.urls import urlpatterns

pytestmark = pytest.mark.django_db
PAGES = ["experts:me", "experts:my_consents", "experts:my_pause", "experts:my_log"]


@pytest.fixture
def me(client):
    expert = person(
        user=user("expert", name="Aino"),
        topics=["depression", "anxiety"],
        phone="+358401234567",
        email="a@example.org",
    )
    client.force_login(expert.user)
    return expert


def living(expert):
    return set(
        Consent.objects.living().filter(expert=expert).values_list("topic__code", "purpose", "audience")
    )


@pytest.mark.parametrize("name", PAGES)
def test_own_page_opens_for_the_expert_and_for_nobody_else(client, me, name):
    assert client.get(reverse(name)).status_code == 200
    for other in (user("expert"), coordinator()):
        client.force_login(other)
        assert client.get(reverse(name)).status_code == 403


def test_addresses_of_own_pages_name_nobody():
    own = [pattern for pattern in urlpatterns if str(pattern.pattern).startswith("mina/")]
    assert len(own) == 8
    assert all("public_id" not in str(pattern.pattern) for pattern in own)


def test_own_page_tells_what_is_known_and_nothing_of_others(client, me):
    person("Bertta", "Toinen", phone="+358409999999")
    html = client.get(reverse("experts:me")).content.decode()
    assert "040 123 4567" in html
    assert "Masennus" in html
    assert "Toinen" not in html


def test_own_page_hides_the_address_when_protected(client, me):
    Expert.objects.filter(pk=me.pk).update(is_protected=True, address="Salakatu 1", municipality="Salakunta")
    for url in (reverse("experts:me"), reverse("experts:my_part", args=["yhteystiedot"])):
        html = client.get(url).content.decode()
        assert "Salakatu" not in html
        assert "Salakunta" not in html


def test_own_details_are_changed_part_by_part(client, me):
    posts = {
        "yhteystiedot": {
            "phone": "050 765 4321",
            "channel": "phone",
            "language": "sv",
            "appears_as": "Aino E.",
        },
        "tuleminen": {"languages": ["fi"], "attendance": "remote", "areas": "Imatra"},
        "rajat": {"monthly_limit": "1", "rest_days": "7", "refused_audiences": ["media"]},
    }
    for part, data in posts.items():
        url = reverse("experts:my_part", args=[part])
        assert client.get(url).status_code == 200
        assert client.post(url, data).url == reverse("experts:me")
    fresh = Expert.objects.get(pk=me.pk)
    assert (fresh.phone, fresh.language, fresh.public_name, fresh.monthly_limit) == (
        "+358507654321",
        "sv",
        "Aino E.",
        1,
    )
    assert (fresh.attendance, fresh.refusals.count(), fresh.areas.count()) == ("remote", 1, 1)
    assert client.get(reverse("experts:my_part", args=["turva"])).status_code == 404
    assert Entry.objects.filter(verb="experts.edit", actor_role="expert").count() == 3


def test_fields_that_are_not_ones_own_are_left_alone_when_posted(client, me):
    data = {
        "phone": "0401234567",
        "channel": "phone",
        "language": "fi",
        "state": "left",
        "payroll_number": "9",
        "first_name": "X",
    }
    client.post(reverse("experts:my_part", args=["yhteystiedot"]), data)
    client.post(reverse("experts:my_part", args=["tuleminen"]), {"attendance": "both", "roles": ["1"]})
    fresh = Expert.objects.get(pk=me.pk)
    assert (fresh.state, fresh.payroll_number, fresh.first_name, fresh.roles.count()) == (
        "active",
        "",
        "Aino",
        0,
    )


def test_three_questions_are_answered_and_withdrawn_with_one_press(client, me):
    url = reverse("experts:my_consents")
    client.post(
        url,
        {
            "own_units": "yes",
            "others": "yes",
            "others_except": [topic("anxiety").pk],
            "telling": "yes",
            "counting": "no",
        },
    )
    assert ("anxiety", "offers", "own_units") in living(me)
    assert ("anxiety", "offers", "others") not in living(me)
    assert len({row for row in living(me) if row[1] == "telling"}) == 6
    client.post(reverse("experts:withdraw"), {"question": "own_units"})
    assert not {row for row in living(me) if row[2] == "own_units" and row[1] == "offers"}
    assert ("depression", "offers", "others") in living(me)
    client.post(reverse("experts:withdraw"), {"question": "all"})
    assert living(me) == set()
    assert client.get(url).context["form"]["others"].initial == ("no")
    assert set(Consent.objects.values_list("source", flat=True)) == {"web"}


def test_question_left_open_changes_nothing(client, me):
    client.post(reverse("experts:my_consents"), {})
    assert not Consent.objects.exists()


def test_withdrawing_touches_only_ones_own_and_unknown_questions_nothing(client, me):
    other = person("Bertta", topics=["depression"])
    for each in (me, other):
        Consent.objects.create(
            expert=each, topic=topic("depression"), purpose="offers", audience="media", is_given=True,
            given_on=dt.date(2026, 1, 1), text_version="1", source="web",
        )  # fmt: skip
    client.post(reverse("experts:withdraw"), {"question": "x"})
    assert len(living(me)) == 1
    client.post(reverse("experts:withdraw"), {"question": "all"})
    assert (len(living(me)), len(living(other))) == (0, 1)


def test_new_topic_is_told_as_not_asked_when_the_answer_is_older(client, me):
    client.post(reverse("experts:my_consents"), {"media": "yes"})
    me.experiences.create(topic=topic("debt"))
    asked = {
        each.question.name: each
        for each in client.get(reverse("experts:my_consents")).context["form"].asked()
    }
    assert [each.code for each in asked["media"].unasked] == ["debt"]
    assert asked["others"].unasked == []


def test_pause_now_and_its_end(client, me):
    client.post(reverse("experts:my_pause"), {"starts_on": timezone.localdate()})
    assert Expert.objects.get(pk=me.pk).state == "paused"
    assert client.get(reverse("experts:me")).context["pause"]
    client.post(reverse("experts:end_pause"))
    assert Expert.objects.get(pk=me.pk).state == "active"
    assert client.post(reverse("experts:end_pause")).status_code == 302


def test_pause_ahead_is_cancelled_and_only_by_its_own(client, me):
    other, later = person("Bertta"), timezone.localdate() + dt.timedelta(days=5)
    client.post(reverse("experts:my_pause"), {"starts_on": later, "ends_on": later})
    theirs = other.pauses.create(starts_on=later)
    assert client.post(reverse("experts:cancel_my_pause", args=[theirs.pk])).status_code == 404
    client.post(reverse("experts:cancel_my_pause", args=[me.pauses.get().pk]))
    assert (me.pauses.count(), other.pauses.count()) == (0, 1)


def test_log_tells_role_time_and_purpose_and_never_a_name(client, me):
    staff = coordinator()
    audit.reading(reading.PAGE, by=staff, subject=me, purpose=reading.BROKERING)
    audit.reading(reading.PAGE, by=me.user, subject=me)
    audit.reading(reading.PAGE, by=staff, subject=person("Bertta"), purpose=reading.BROKERING)
    response = client.get(reverse("experts:my_log"))
    assert len(response.context["rows"]) == 1
    html = response.content.decode()
    assert staff.name not in html
    assert staff.email not in html
    assert staff.public_id not in html


def test_person_who_has_left_still_sees_their_own(client, me):
    Expert.objects.filter(pk=me.pk).update(state="left")
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 200
    client.post(reverse("experts:my_pause"), {"starts_on": timezone.localdate()})
    assert Expert.objects.get(pk=me.pk).state == "left"
