"""Pages of hours: the links, the signed-in, the coordinator's desk, and a held gig entered for payment."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.accounts.models import Role
from kokemus.audit.models import Entry
from kokemus.core import links
from kokemus.experts.models import Commitment
from kokemus.fees.actions import passing
from kokemus.fees.models import Claim, Rate
from kokemus.fees.tests.money import D, expert, user
from kokemus.gigs.emails.hours import EXPERT_LINK, UNIT_LINK
from kokemus.gigs.models import Assignment, CancellationRule, Gig, HoursReport, Occasion
from kokemus.gigs.tests.held import Held
from kokemus.messaging.models import Message
from kokemus.topics import search

pytestmark = pytest.mark.django_db
HOURS = {"hours": "2", "preparation_hours": "1"}
NO_TRAVEL = {**HOURS, "travel": "none"}


@pytest.fixture
def held(monkeypatch) -> Held:
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return Held()


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def expert_url(assignment) -> str:
    return reverse("gigs:hours_by_expert", args=[links.token(EXPERT_LINK, assignment.public_id)])


def unit_url(assignment) -> str:
    return reverse("gigs:hours_by_unit", args=[links.token(UNIT_LINK, assignment.public_id)])


def confirm(client, url, **data):
    """Press the button, and once more when the page shows a new fee."""
    shown = client.get(url).context["shown"]
    response = client.post(url, {**data, "shown": shown})
    if response.status_code == 200:
        response = client.post(url, {**data, "shown": response.context["shown"]})
    return response


def test_opening_a_link_changes_nothing(held, client):
    before = Entry.objects.count()
    for url in (expert_url(held.assignment), unit_url(held.assignment)):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
    assert not HoursReport.objects.exists()
    assert Entry.objects.count() == before


def test_both_confirm_by_their_links_and_the_claim_is_made(held, client):
    page = client.get(expert_url(held.assignment)).content.decode()
    assert "75,00" in page
    assert confirm(client, expert_url(held.assignment), **NO_TRAVEL).status_code == 302
    assert client.post(unit_url(held.assignment), HOURS).status_code == 302
    assert Claim.objects.get().total == D("75.00")
    for url in (expert_url(held.assignment), unit_url(held.assignment)):
        response = client.post(url, {**NO_TRAVEL, "shown": ""}, follow=True)
        assert response.status_code == 200
        assert response.templates[0].name == "gigs/hours/closed.html"
    assert Claim.objects.count() == 1


def test_fee_is_always_shown_before_it_is_confirmed(held, client):
    url = expert_url(held.assignment)
    data = {
        "hours": "2,5",
        "preparation_hours": "1",
        "travel": "km",
        "kilometres": "40,5",
        "shown": "what was shown",
    }
    response = client.post(url, data)
    assert response.status_code == 200
    assert "109,78" in response.content.decode()  # 87,50 + 22,275
    assert not HoursReport.objects.exists()
    assert client.post(url, {**data, "shown": response.context["shown"]}).status_code == 302
    assert HoursReport.objects.get().hours == D("2.5")


def test_expert_can_confirm_when_the_fee_is_agreed_separately(held, client):
    Rate.objects.all().delete()
    assert confirm(client, expert_url(held.assignment), **NO_TRAVEL).status_code == 302
    assert HoursReport.objects.get().by == "link"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hours": ""}, "hours"),
        ({"hours": "0"}, "hours"),
        ({"hours": "-1"}, "hours"),
        ({"hours": "kaksi"}, "hours"),
        ({"hours": "1e5"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"travel": "km"}, "kilometres"),
        ({"travel": "ticket"}, "ticket_amount"),
        ({"travel": "lento"}, "travel"),
    ],
)
def test_bad_answer_gets_a_sentence_and_nothing_is_lost(held, client, change, field):
    response = client.post(expert_url(held.assignment), {**NO_TRAVEL, **change})
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert 'value="1"' in response.content.decode()
    assert not HoursReport.objects.exists()


def test_cut_altered_and_foreign_links_have_a_page_of_their_own(held, client):
    good = links.token(EXPERT_LINK, held.assignment.public_id)
    bad = [
        good[:-1],
        f"x{good}",
        "x",
        links.token(UNIT_LINK, held.assignment.public_id),
        links.token(EXPERT_LINK, "0" * 16),
    ]
    for token in bad:
        for act in (client.get, client.post):
            assert act(reverse("gigs:hours_by_expert", args=[token])).status_code == 404


def test_link_is_too_old_after_three_months(held, client):
    long_ago = timezone.now() - dt.timedelta(days=91)
    Occasion.objects.update(starts_at=long_ago - dt.timedelta(hours=2), ends_at=long_ago)
    response = client.post(expert_url(held.assignment), NO_TRAVEL)
    assert response.templates[0].name == "gigs/hours/over.html"
    assert not HoursReport.objects.exists()


def test_pages_say_why_when_there_is_nothing_to_confirm(held, client):
    Occasion.objects.update(ends_at=timezone.now() + dt.timedelta(hours=2))
    assert client.get(unit_url(held.assignment)).templates[0].name == "gigs/hours/closed.html"
    Occasion.objects.update(ends_at=timezone.now() - dt.timedelta(hours=2), state="cancelled")
    Assignment.objects.update(cancelled_at=timezone.now())
    assert client.get(unit_url(held.assignment)).templates[0].name == "gigs/hours/closed.html"


def test_unit_link_names_nobody_and_tells_no_fee(held, client):
    page = client.get(unit_url(held.assignment)).content.decode()
    for secret in (held.expert.last_name, "Salainen aihe", "75,00"):
        assert secret not in page


def test_difference_is_told_to_both(held, client):
    client.post(unit_url(held.assignment), {"hours": "1", "preparation_hours": "0"})
    assert confirm(client, expert_url(held.assignment), **NO_TRAVEL).status_code == 302
    assert not Claim.objects.exists()
    assert client.get(expert_url(held.assignment)).context["differs"]
    desk = signed_in(held.coordinator)
    page = desk.get(reverse("gigs:hours_list"))
    assert [row["assignment"] for row in page.context["differing"]] == [held.assignment]
    url = reverse("gigs:hours_settle", args=[held.assignment.public_id])
    assert desk.get(url).status_code == 200
    for _press in range(2):
        assert desk.post(url, HOURS, follow=True).status_code == 200
    assert Claim.objects.get().total == D("75.00")


def test_signed_in_people_confirm_their_own_and_nobody_elses(held):
    url = reverse("gigs:hours_confirm", args=[held.assignment.public_id])
    assert confirm(signed_in(held.expert_user), url, **NO_TRAVEL).status_code == 302
    contact = signed_in(held.contact)
    assert held.expert.last_name in contact.get(url).content.decode()
    assert contact.post(url, HOURS).status_code == 302
    assert Claim.objects.exists()
    strangers = [user(Role.EXPERT), user(Role.UNIT_CONTACT), user(Role.CHECKER), user(Role.PAYROLL)]
    assert {signed_in(each).get(url).status_code for each in strangers} == {404}


def test_unit_contact_sees_the_units_own_hours(held):
    url = reverse("gigs:hours_list")
    assert held.assignment.public_id in signed_in(held.contact).get(url).content.decode()
    other = signed_in(user(Role.UNIT_CONTACT)).get(url).content.decode()
    assert held.assignment.public_id not in other
    assert signed_in(user(Role.PAYROLL)).get(url).status_code == 403


def test_coordinator_writes_the_hours_down_for_both(held):
    desk = signed_in(held.coordinator)
    for name, data in (("hours_record_expert", NO_TRAVEL), ("hours_record_unit", HOURS)):
        url = reverse(f"gigs:{name}", args=[held.assignment.public_id])
        assert desk.get(url).status_code == 200
        assert desk.post(url, {"hours": ""}).status_code == 200
        for _press in range(2):
            assert desk.post(url, data, follow=True).status_code == 200
    assert Claim.objects.count() == 1
    page = desk.get(reverse("gigs:hours", args=[held.gig.public_id])).content.decode()
    assert "75,00" in page
    assert Entry.objects.filter(
        verb="gigs.hours", kind=Entry.Kind.READ, subject_id=held.expert.public_id
    ).exists()


def test_desk_says_what_is_missing_and_makes_the_claim_when_it_is_there(held):
    desk, url = signed_in(held.coordinator), reverse("gigs:hours_claim", args=[held.assignment.public_id])
    Rate.objects.all().delete()
    desk.post(reverse("gigs:hours_settle", args=[held.assignment.public_id]), HOURS)
    (row,) = desk.get(reverse("gigs:hours_list")).context["stuck"]
    assert row["why"]
    assert desk.post(url, follow=True).redirect_chain
    Rate.objects.create(amount=D(25), valid_from=dt.date(2020, 1, 1))
    (row,) = desk.get(reverse("gigs:hours_list")).context["stuck"]
    assert row["why"]
    for _press in range(2):
        desk.post(url)
    assert Claim.objects.get().total == D("75.00")


def test_sent_back_claim_is_mended_at_the_desk(held):
    desk = signed_in(held.coordinator)
    desk.post(reverse("gigs:hours_settle", args=[held.assignment.public_id]), HOURS)
    passing.send_back(claim=Claim.objects.get(), reason="Tunnit?", by=held.checker)
    page = desk.get(reverse("gigs:hours_list"))
    assert [row["assignment"] for row in page.context["sent_back"]] == [held.assignment]
    assert "Tunnit?" in page.content.decode()
    url = reverse("gigs:hours_correct", args=[held.assignment.public_id])
    assert desk.get(url).status_code == 200
    assert desk.post(url, {**NO_TRAVEL, "reason": ""}).status_code == 200
    for _press in range(2):
        assert desk.post(url, {**NO_TRAVEL, "hours": "3", "reason": "Oli 3 h"}).status_code == 302
    assert (Claim.objects.get().total, Claim.objects.get().state) == (D("100.00"), Claim.State.CLAIMED)


def test_both_are_asked_again_from_the_desk(held):
    desk = signed_in(held.coordinator)
    desk.post(reverse("gigs:hours_ask", args=[held.assignment.public_id]))
    assert Message.objects.count() == 2


def test_share_of_a_late_cancelling_is_claimed_at_the_desk(held):
    now = timezone.now()
    CancellationRule.objects.create(
        valid_from=timezone.localdate(), paid_when_hours_before=48, share_percent=100
    )
    Gig.objects.update(
        state="cancelled", is_paid_though_cancelled=True, cancelled_at=now, cancelled_by="requester"
    )
    Assignment.objects.update(cancelled_at=now, cancelled_by="requester")
    desk = signed_in(held.coordinator)
    assert len(desk.get(reverse("gigs:hours_list")).context["cancelled"]) == 1
    assert desk.get(reverse("gigs:hours", args=[held.gig.public_id])).status_code == 200
    for _press in range(2):
        desk.post(reverse("gigs:hours_claim", args=[held.assignment.public_id]))
    assert Claim.objects.get().total == D("75.00")


DESK = [
    "hours_record_expert",
    "hours_record_unit",
    "hours_settle",
    "hours_correct",
    "hours_ask",
    "hours_claim",
]


@pytest.mark.parametrize("name", DESK)
@pytest.mark.parametrize("role", [Role.EXPERT, Role.UNIT_CONTACT, Role.CHECKER, Role.PAYROLL, Role.ADMIN])
def test_desk_is_the_coordinators(held, name, role):
    url = reverse(f"gigs:{name}", args=[held.assignment.public_id])
    assert signed_in(user(role)).post(url, NO_TRAVEL).status_code == 403
    assert not HoursReport.objects.exists()


def past(held, **changes):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    return {
        "who": held.expert.last_name,
        "day": yesterday.isoformat(),
        "starts": "10:00",
        "role": held.gig.role_id,
        "working_form": "assignment",
        "unit": held.unit.pk,
        "confirmed": "yes",
        **NO_TRAVEL,
        **changes,
    }


def test_held_gig_is_entered_for_payment_on_one_page(held):
    desk, url = signed_in(held.coordinator), reverse("gigs:enter_past")
    assert desk.get(url).status_code == 200
    response = desk.post(url, past(held, travel="km", kilometres="10", goal="Puhe"))
    assert response.status_code == 302
    gig = Gig.objects.get(source="past")
    assert (gig.state, gig.unit, gig.cost_centre) == (Gig.State.CLOSED, held.unit, held.centre)
    assert Claim.objects.get().total == D("80.50")
    held.expert.refresh_from_db()
    assert held.expert.last_gig_on == timezone.localdate() - dt.timedelta(days=1)
    again = desk.post(url, past(held))  # pressed twice: the person is bound at that time already
    assert again.context["form"].errors["who"]
    assert Gig.objects.filter(source="past").count() == 1


def test_held_gig_is_found_by_a_word_with_a_hyphen_typed_without_it(held):
    signed_in(held.coordinator).post(reverse("gigs:enter_past"), past(held, goal="Omais-ilta"))
    found = Gig.objects.filter(source="past")
    assert found.filter(search.wanted(["omais-ilta"])).exists()
    assert found.filter(search.wanted(["omaisilta"])).exists()


def test_held_gig_asks_both_when_the_coordinator_does_not_know_the_hours(held):
    signed_in(held.coordinator).post(reverse("gigs:enter_past"), past(held, confirmed="no"))
    assert Gig.objects.get(source="past").state == Gig.State.DONE
    assert Message.objects.filter(template="gigs/hours_asked").count() == 1
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"who": "Eiketään"}, "who"),
        ({"unit": ""}, "unit"),
        ({"day": "2999-01-01"}, "day"),
        ({"day": "2001-01-01"}, "day"),
        ({"hours": "60"}, "starts"),
        ({"travel": "km"}, "kilometres"),
    ],
)
def test_held_gig_that_cannot_be_entered_gets_a_sentence(held, change, field):
    response = signed_in(held.coordinator).post(reverse("gigs:enter_past"), past(held, **change))
    assert response.context["form"].errors[field]
    assert not Gig.objects.filter(source="past").exists()


def test_one_of_several_namesakes_is_ticked(held):
    twin = expert(last_name=held.expert.last_name)
    desk, url = signed_in(held.coordinator), reverse("gigs:enter_past")
    assert "expert" in desk.post(url, past(held)).context["form"].errors
    assert desk.post(url, past(held, expert=twin.pk)).status_code == 302
    assert Claim.objects.get().expert == twin


def test_external_payer_of_a_held_gig_needs_no_cost_centre(held):
    data = past(held, unit="", payer_name="Koulu", payer_address="Katu 1")
    signed_in(held.coordinator).post(reverse("gigs:enter_past"), data)
    assert Claim.objects.get().payer_name == "Koulu"


def test_gig_taken_down_afterwards_is_entered_by_who_came(held):
    gig = Gig.objects.create(source="past", confirmed_at=timezone.now(), goal="Puhe", unit=held.unit)
    ended = timezone.now() - dt.timedelta(days=8)
    Occasion.objects.create(
        gig=gig, starts_at=ended - dt.timedelta(hours=2), ends_at=ended, preparation_hours=1
    )
    desk, url = signed_in(held.coordinator), reverse("gigs:enter_past_gig", args=[gig.public_id])
    assert 'value="2"' in desk.get(url).content.decode()
    data = {"who": held.expert.last_name, "confirmed": "yes", **NO_TRAVEL}
    assert desk.post(url, data).status_code == 302
    assert desk.post(url, data, follow=True).status_code == 200
    gig.refresh_from_db()
    assert (gig.state, Claim.objects.get().total) == (Gig.State.CLOSED, D("75.00"))
    assert Commitment.objects.filter(expert=held.expert).count() == 1


def test_nothing_is_entered_when_the_person_was_bound_elsewhere(held):
    day = timezone.localdate() - dt.timedelta(days=1)
    starts = timezone.make_aware(dt.datetime.combine(day, dt.time(11)))
    Commitment.objects.create(
        expert=held.expert, kind="leave", starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
    )
    response = signed_in(held.coordinator).post(reverse("gigs:enter_past"), past(held))
    assert response.context["form"].errors["who"]
    assert not Gig.objects.filter(source="past").exists()


def test_desk_takes_the_same_number_of_queries_for_one_and_ten_rows(held, django_assert_max_num_queries):
    desk = signed_in(held.coordinator)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(40) as captured:
            desk.get(reverse("gigs:hours_list"))
            desk.get(reverse("gigs:hours", args=[held.gig.public_id]))
        counts.append(len(captured))
        for _ in range(9):
            held.assign(expert())
    assert counts[0] == counts[1]
