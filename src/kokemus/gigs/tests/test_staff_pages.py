"""The coordinator's pages: list, gig, shortlist, asking, choosing, recording; and the unit contact's list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.experts.models import Consent
from kokemus.gigs.actions import agreeing
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer
from kokemus.gigs.tests import brokered

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    made = brokered.coordinator()
    client.force_login(made)
    return made


def path(name, thing):
    return reverse(f"gigs:{name}", args=[thing.public_id])


def text(response):
    return response.content.decode()


def ask(client, gig, *experts, **extra):
    data = {"expert": [expert.public_id for expert in experts], "hours": "48", "reason": "", **extra}
    return client.post(path("ask", gig), data, follow=True)


def test_list_filters_by_state_coordinator_and_words_with_finnish_letters(client, by):
    gig = brokered.gig(by, search_text="äitiryhmä lappeenranta")
    brokered.gig(by, state="unmet", search_text="muu")
    for query, count in (
        ({"q": "ÄITI"}, 1),
        ({"state": "unmet"}, 1),
        ({"coordinator": by.coordinator.pk}, 2),
        ({"q": "a"}, 1),
    ):
        response = client.get(reverse("gigs:list"), query)
        assert len(response.context["rows"]) == count, query
    assert path("detail", gig) in text(
        client.get(reverse("gigs:list"), {"state": "nonsense", "coordinator": "x"})
    )


def test_detail_logs_whose_names_are_shown_before_showing(client, by, monkeypatch):
    gig = brokered.gig(by, state="offered")
    offer = brokered.offer(gig, brokered.expert("Aino"), "yes")
    page = text(client.get(path("detail", gig)))
    assert "Aino" in page
    assert Entry.objects.reading().about(offer.expert.public_id).get().verb == "gigs.read_offers"

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("kokemus.audit.actions.reading_many", broken)
    with pytest.raises(RuntimeError):
        client.get(path("detail", gig))


@pytest.mark.parametrize("state", [state.value for state in Gig.State])
def test_detail_opens_in_every_state(client, by, state):
    gig = brokered.gig(
        by, state=state, cancelled_at=timezone.now(), cancelled_by="requester", changed_at=timezone.now()
    )
    for offer_state in ("sent", "yes", "no", "another_time", "expired", "chosen"):
        brokered.offer(gig, brokered.expert(offer_state), offer_state)
    assert client.get(path("detail", gig)).status_code == 200


def test_checked_leads_to_the_shortlist_and_a_double_press_is_told(client, by):
    gig = brokered.gig(by, state="requested")
    response = client.post(path("step", gig), {"step": "open"})
    assert response.url == path("shortlist", gig)
    again = client.post(path("step", gig), {"step": "open"}, follow=True)
    assert "Tässä on sillä välin tapahtunut jotain" in text(again)
    assert client.post(path("step", gig), {"step": "finish"}).status_code == 400


def test_shortlist_shows_reasons_and_why_nots_and_logs_the_names(client, by):
    gig = brokered.gig(by)
    fits = brokered.expert("Aino", municipality="Lappeenranta", last_gig_on="2026-06-01")
    carried = brokered.expert("Siiri", asked=False)
    refused = brokered.expert("Eero")
    Consent.objects.filter(expert=refused).update(withdrawn_at=timezone.now())
    brokered.expert("Muu", code="gambling")
    page = text(client.get(path("shortlist", gig)))
    for shown in (
        "Aino",
        fits.phone,
        "tel:",
        "km",
        "Siiri",
        "siirretty, suostumus kysymättä",
        "Eero",
        "Miksi muita ei ehdoteta (2)",
    ):
        assert shown in page
    assert "Muu Ääritesti" not in page
    read = set(Entry.objects.reading().values_list("subject_id", flat=True))
    assert read == {fits.public_id, carried.public_id, refused.public_id}


def test_wished_expert_is_marked_also_when_blocked(client, by):
    wished = brokered.expert("Aino", code="gambling")
    gig = brokered.gig(by, wished_expert=wished)
    Offer.objects.all().delete()
    page = text(client.get(path("shortlist", gig)))
    assert "toivottu nimeltä" in page or "nimeltä toivottu" in page


def test_asking_several_and_pressing_twice(client, by):
    gig, experts = brokered.gig(by), [brokered.expert("Aino"), brokered.expert("Eero")]
    page = text(ask(client, gig, *experts))
    assert "2 henkilöltä" in page or "Kysyttiin 2" in page
    assert "jo kysytty" in text(ask(client, gig, *experts))
    assert Offer.objects.count() == 2


def test_asking_nobody_too_late_or_without_a_reason_keeps_what_was_ticked(client, by):
    gig, expert = brokered.gig(by, days=3), brokered.expert("Aino")
    assert "Et valinnut ketään" in text(ask(client, gig))
    for data in ({"hours": "4"}, {"hours": "168"}):
        response = ask(client, gig, expert, **data)
        assert 'aria-invalid="true"' in text(response)
        assert f'value="{expert.public_id}" aria-label="Aino Ääritesti" checked' in text(response)
    assert not Offer.objects.exists()


def test_asking_somebody_whose_consent_went_meanwhile_says_who_and_why(client, by):
    gig, expert = brokered.gig(by), brokered.expert("Aino")
    Consent.objects.update(withdrawn_at=timezone.now())
    assert "Aino Ääritesti: " in text(ask(client, gig, expert))
    assert not Offer.objects.exists()


def test_choosing_and_an_overlap_told_in_words(client, by):
    gig = brokered.gig(by, state="offered")
    offer = brokered.offer(gig, brokered.expert("Aino"), "yes")
    commitment = brokered.bind(offer.expert, gig.occasions.get())
    page = text(client.post(path("choose", gig), {"offer": [offer.public_id]}, follow=True))
    assert "Aino Ääritesti" in page
    assert not Assignment.objects.exists()
    commitment.delete()
    client.post(path("choose", gig), {"offer": [offer.public_id]})
    client.post(path("choose", gig), {"offer": [offer.public_id]})
    gig.refresh_from_db()
    assert gig.state == "agreed"
    assert Assignment.objects.count() == 1


def test_choosing_nobody_is_told(client, by):
    assert "Et valinnut ketään" in text(
        client.post(path("choose", brokered.gig(by, state="offered")), follow=True)
    )


def test_offer_of_another_gig_is_not_chosen(client, by):
    gig, other = brokered.gig(by, state="offered"), brokered.gig(by, state="offered")
    offer = brokered.offer(other, brokered.expert(), "yes")
    client.post(path("choose", gig), {"offer": [offer.public_id]})
    offer.refresh_from_db()
    assert offer.state == "yes"


def test_phone_answer_of_carried_over_needs_the_tick(client, by):
    offer = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(asked=False))
    url = path("record_answer", offer)
    assert "asked_consent" in text(client.get(url))
    response = client.post(url, {"answer": "yes"})
    assert response.status_code == 200
    client.post(url, {"answer": "yes", "asked_consent": "on"})
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("yes", "phone")
    assert Consent.objects.get().source == "phone"


@pytest.mark.parametrize(("step", "before", "after"), [
    ("withdraw", "sent", "withdrawn"), ("take_back", "yes", "no"), ("drop_out", "chosen", "no"),
])  # fmt: skip
def test_steps_of_an_offer(client, by, step, before, after):
    offer = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(), before)
    for _ in range(2):
        assert client.post(path("offer_step", offer), {"step": step}).status_code == 302
    offer.refresh_from_db()
    assert offer.state == after


def test_question_hand_over_and_cancel_by_their_forms(client, by):
    gig, other = brokered.gig(by, state="agreed"), brokered.coordinator()
    for name, data in (
        ("ask_requester", {"text": "Monta?"}),
        ("hand_over", {"to": other.coordinator.pk}),
        ("cancel", {"cancelled_by": "requester"}),
    ):
        assert client.get(path(name, gig)).status_code == 200
        assert client.post(path(name, gig), {}).status_code == 200
        assert client.post(path(name, gig), data).status_code == 302
    gig.refresh_from_db()
    assert (gig.state, gig.coordinator) == ("cancelled", other.coordinator)
    assert gig.questions.get().text == "Monta?"
    assert client.get(path("cancel", gig)).status_code == 302


@pytest.mark.parametrize("name", ["detail", "shortlist", "ask_requester", "hand_over", "cancel"])
def test_experts_and_visitors_do_not_open_a_coordinators_page(client, name):
    gig = brokered.gig()
    expert = brokered.expert(user=brokered.user("expert"))
    brokered.offer(gig, expert)
    assert client.get(path(name, gig)).status_code == 302
    client.force_login(expert.user)
    assert client.get(path(name, gig)).status_code == 403


def in_unit(by, **extra):
    contact = brokered.user("unit_contact")
    gig = brokered.gig(by, state="offered", unit=brokered.unit(contact), **extra)
    return contact, gig, brokered.offer(gig, brokered.expert("Aino", appears_as="Aino Ä."), "yes")


def test_unit_contact_sees_a_name_only_from_the_agreement_until_the_days_after(client, by):
    contact, gig, offer = in_unit(by)
    occasion = gig.occasions.get()
    client.force_login(contact)
    listed = reverse("gigs:unit_list")
    assert "Aino" not in text(client.get(listed))
    assert client.get(path("day_sheet", occasion)).status_code == 404
    agreeing.choose(gig=gig, offers=[offer], by=by)
    assert "Aino Ä." in text(client.get(listed))
    sheet = text(client.get(path("day_sheet", occasion)))
    assert "Aino Ä." in sheet
    assert offer.expert.phone in sheet
    assert "Palkkio" not in sheet
    assert "Salainen" not in sheet
    assert Entry.objects.reading().about(offer.expert.public_id).count() == 2
    past = timezone.now() - timezone.timedelta(days=15)
    Occasion.objects.update(starts_at=past, ends_at=past + timezone.timedelta(hours=1))
    assert "Aino" not in text(client.get(listed))
    assert client.get(path("day_sheet", occasion)).status_code == 404


def test_protected_expert_is_reached_through_the_coordinator(client, by):
    contact, gig, offer = in_unit(by, municipality="Lemi")
    offer.expert.is_protected = True
    offer.expert.save()
    offer.expert.areas.create(municipality="Lemi")
    agreeing.choose(gig=gig, offers=[offer], by=by)
    client.force_login(contact)
    assert offer.expert.phone not in text(client.get(path("day_sheet", gig.occasions.get())))


def test_another_units_contact_sees_nothing(client, by):
    _contact, gig, offer = in_unit(by)
    agreeing.choose(gig=gig, offers=[offer], by=by)
    client.force_login(brokered.user("unit_contact"))
    assert "Aino" not in text(client.get(reverse("gigs:unit_list")))
    assert client.get(path("day_sheet", gig.occasions.get())).status_code == 404


def test_yes_whose_consent_is_withdrawn_is_marked_and_cannot_be_ticked(client, by):
    gig = brokered.gig(by, state="offered")
    offer = brokered.offer(gig, brokered.expert("Aino"), "yes")
    tick = f'value="{offer.public_id}"'
    assert tick in text(client.get(path("detail", gig)))
    Consent.objects.update(withdrawn_at=timezone.now())
    page = text(client.get(path("detail", gig)))
    assert "suostumus puuttuu tai on peruttu" in page
    assert tick not in page


def test_one_time_of_several_is_cancelled_by_its_form(client, by):
    gig = brokered.gig(by, state="agreed", times=2)
    first = gig.occasions.first()
    assert path("cancel_occasion", first) in text(client.get(path("detail", gig)))
    assert client.get(path("cancel_occasion", first)).status_code == 200
    assert client.post(path("cancel_occasion", first), {"cancelled_by": "coordinator"}).status_code == 302
    assert client.post(path("cancel_occasion", first), {"cancelled_by": "coordinator"}).status_code == 302
    assert [each.state for each in gig.occasions.all()] == ["cancelled", "planned"]
