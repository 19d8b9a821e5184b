"""The expert's pages: the link changes nothing, every answer has its page, bad, late, used and others' links too."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from kokemus.core import links
from kokemus.fees.models import PayDay, Rate
from kokemus.gigs.actions import agreeing, cancelling
from kokemus.gigs.models import Offer
from kokemus.gigs.tests import brokered

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return brokered.coordinator()


@pytest.fixture
def offer(by):
    gig = brokered.gig(
        by, state="offered", address="Koulukatu 1", audience_description="Lähihoitajaopiskelijat"
    )
    return brokered.offer(gig, brokered.expert(user=brokered.user("expert")))


def url(offer, page="offer"):
    return reverse(f"gigs:{page}", args=[links.token("offer", offer.public_id)])


def text(response):
    return response.content.decode()


def send(client, offer, answer, page="offer_answer"):
    return client.post(url(offer, page), {"answer": answer}, follow=True)


def test_opening_changes_nothing_and_shows_what_it_is_about(client, offer):
    Rate.objects.all().delete()
    Rate.objects.create(amount="25.00", valid_from="2020-01-01")
    PayDay.objects.create(cut_off_on="2027-11-01", pays_on="2027-11-15")
    before = Offer.objects.values().get()
    for method in (client.get, client.head):
        response = method(url(offer))
        assert response.status_code == 200
    assert Offer.objects.values().get() == before
    page = text(client.get(url(offer)))
    for shown in (
        "Salainen tavoite",
        "Koulukatu 1",
        "Tiina Tilaaja",
        "Lähihoitajaopiskelijat",
        "75,00",
        "15.11.2027",
    ):
        assert shown in page
    assert page.count('k-choice"') == 3
    assert response.headers["Cache-Control"].startswith("max-age=0")


def test_get_of_the_answer_is_refused(client, offer):
    assert client.get(url(offer, "offer_answer")).status_code == 405
    assert client.get(url(offer, "offer_take_back")).status_code == 405


def test_yes_and_double_press(client, offer):
    page = text(send(client, offer, "yes"))
    assert "Vahvistamme keikan viimeistään" in page
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("yes", "link")
    again = send(client, offer, "yes")
    assert "Vahvistamme keikan viimeistään" in text(again)
    assert "meanwhile" not in text(again)


def test_no_after_yes_by_answering_again_is_told_and_changes_nothing(client, offer):
    send(client, offer, "yes")
    send(client, offer, "no")
    offer.refresh_from_db()
    assert offer.state == "yes"


def test_no_has_its_page(client, offer):
    assert "Kiitos vastauksestasi" in text(send(client, offer, "no"))


def test_another_time_asks_for_words_and_keeps_them(client, offer):
    response = client.post(url(offer, "offer_answer"), {"answer": "another_time"})
    assert response.url == url(offer, "offer_another_time")
    empty = client.post(response.url, {"another_time": " "})
    assert empty.status_code == 200
    assert 'aria-invalid="true"' in text(empty)
    page = text(client.post(response.url, {"another_time": "Tiistaisin"}, follow=True))
    assert "Tiistaisin" in page


def test_yes_taken_back_and_pressed_twice(client, offer):
    send(client, offer, "yes")
    send(client, offer, "", "offer_take_back")
    response = send(client, offer, "", "offer_take_back")
    offer.refresh_from_db()
    assert offer.state == "no"
    assert response.status_code == 200


def test_late_link_says_so_and_refuses_the_answer(client, by):
    late = brokered.offer(brokered.gig(by, state="offered"), brokered.expert(), hours=-1)
    assert "Vastausaika on päättynyt" in text(client.get(url(late)))
    send(client, late, "yes")
    late.refresh_from_db()
    assert late.state == "sent"


@pytest.mark.parametrize("state", ["expired", "withdrawn", "not_chosen", "no", "another_time"])
def test_used_link_has_a_page_without_buttons_to_answer(client, offer, state):
    Offer.objects.update(state=state)
    response = client.get(url(offer))
    assert response.status_code == 200
    assert 'name="answer"' not in text(response)
    send(client, offer, "yes")
    offer.refresh_from_db()
    assert offer.state == state


def test_tampered_cut_or_foreign_token_is_a_page_that_helps(client, offer):
    good = links.token("offer", offer.public_id)
    for bad in (good[:-1], good + "x", "x", offer.public_id, links.token("status", offer.public_id)):
        response = client.get(reverse("gigs:offer", args=[bad]))
        assert response.status_code == 404
        assert "Linkki ei toimi" in text(response)
        assert client.post(reverse("gigs:offer_answer", args=[bad]), {"answer": "yes"}).status_code == 404
    offer.refresh_from_db()
    assert offer.state == "sent"


def test_link_of_somebody_who_has_died_does_not_open(client, offer):
    offer.expert.state = "deceased"
    offer.expert.save()
    assert client.get(url(offer)).status_code == 404


def test_signed_in_expert_answers_own_offer_and_nobody_elses(client, offer):
    mine = reverse("gigs:my_offer", args=[offer.public_id])
    other = brokered.expert("Eero", user=brokered.user("expert"))
    client.force_login(other.user)
    assert client.get(mine).status_code == 404
    assert client.post(f"{mine}vastaus/", {"answer": "yes"}).status_code == 404
    client.force_login(offer.expert.user)
    assert client.get(mine).status_code == 200
    client.post(f"{mine}vastaus/", {"answer": "yes"})
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("yes", "signed_in")


def test_carried_over_who_signs_in_is_asked_to_call_before_a_yes(client, by):
    expert = brokered.expert(asked=False, user=brokered.user("expert"))
    offer = brokered.offer(brokered.gig(by, state="offered"), expert)
    client.force_login(expert.user)
    page = client.post(
        reverse("gigs:my_offer_answer", args=[offer.public_id]), {"answer": "yes"}, follow=True
    )
    assert "suostumus" in text(page).lower()
    offer.refresh_from_db()
    assert offer.state == "sent"


@pytest.fixture
def agreed(offer, by):
    offer.state = "yes"
    offer.save()
    agreeing.choose(gig=offer.gig, offers=[offer], by=by)
    offer.refresh_from_db()
    return offer


def test_agreed_page_day_sheet_and_calendar(client, agreed):
    assert "Keikka on sovittu" in text(client.get(url(agreed)))
    sheet = text(client.get(url(agreed, "offer_day_sheet")))
    assert "05 000 0001" in sheet
    assert "Salainen" not in sheet
    response = client.get(url(agreed, "offer_calendar"))
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1


def test_expert_cancels_after_being_asked_once_more(client, agreed):
    drop_out = url(agreed, "offer_drop_out")
    assert client.get(drop_out).status_code == 200
    agreed.refresh_from_db()
    assert agreed.state == "chosen"
    client.post(drop_out)
    again = client.post(drop_out, follow=True)
    assert again.status_code == 200
    agreed.refresh_from_db()
    assert agreed.state == "no"
    assert client.get(url(agreed, "offer_day_sheet")).status_code == 302


def test_cancelled_gig_stays_in_the_list_and_its_link_says_so(client, agreed):
    cancelling.cancel(gig=agreed.gig, by="link")
    assert "Keikka on peruttu" in text(client.get(url(agreed)))
    client.force_login(agreed.expert.user)
    page = text(client.get(reverse("gigs:my_offers")))
    assert reverse("gigs:my_offer", args=[agreed.public_id]) in page
    assert "peruttu" in page


def test_my_offers_shows_each_group_and_only_mine(client, agreed):
    theirs = brokered.offer(agreed.gig, brokered.expert("Eero"))
    waiting = brokered.offer(brokered.gig(state="offered", days=20), agreed.expert)
    late = brokered.offer(brokered.gig(state="offered", days=30), agreed.expert, hours=-1)
    client.force_login(agreed.expert.user)
    response = client.get(reverse("gigs:my_offers"))
    found = {
        name: [line["offer"] for line in response.context[name]] for name in ("waiting", "agreed", "before")
    }
    assert found == {"waiting": [waiting], "agreed": [agreed], "before": [late]}
    assert theirs.public_id not in text(response)
