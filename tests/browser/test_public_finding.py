"""A visitor finds guidance, an expert to ask for, somebody to talk with, peer support and services in plain words."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from kokemus.organisation.models import Association, Cooperation, HelpLine, TalkPlace
from kokemus.topics.models import Topic
from tests import cast
from tests.browser.people import Town
from tests.browser.visitors import Visitor, visitor

pytestmark = pytest.mark.django_db(transaction=True)

SEARCHED = {"fi": "luennoitsija oppitunnille", "sv": "föreläsare"}
GOAL = {
    "fi": "Puheenvuoro masennuksesta ja toipumisesta hoitotyön opiskelijoille",
    "sv": "En föreläsning om depression och återhämtning för sjukskötarstuderande",
}
OWN_WORDS = {
    "fi": "Mieheni joi vuosia ja nyt olen yksin",
    "sv": "Min man drack i många år och nu är jag ensam",
}
NOT_THERE = "xyzzy"


def search(guest: Visitor, words: str) -> None:
    """Search the guidance."""
    guest.fill(q=words)
    guest.press(_("Search"), _("Guidance for staff"), inside="main")


def test_expert_is_looked_for_by_everyday_words_and_the_request_understands_them(
    town: Town, county: cast.Cast, language: str
) -> None:
    guest = visitor(town, language)
    guest.begin()
    guest.go("pages:guidance_list", _("Guidance for staff"))
    search(guest, NOT_THERE)
    guest.reads(_("We have no guidance with these words."))
    search(guest, SEARCHED[language])
    found = guest.page.locator("section", has=guest.page.get_by_role("heading", name=_("What we found")))
    guest.to(found.locator("li a").first)
    guest.go("gigs:request", _("Ask for an expert by experience"), inside="body")
    guest.fill(goal=GOAL[language])
    guest.press(_("Continue"), _("Ask for an expert by experience"))
    expect(guest.field("goal")).to_have_value(GOAL[language])
    depression = Topic.objects.get(code="depression")
    guest.reads(_("This is how we understood the text"), depression.label)
    expect(guest.page.locator(f"[type=checkbox][value='{depression.pk}']")).to_be_checked()
    guest.look()
    assert town.eyes.complaints == []


def test_somebody_to_talk_with_and_help_lines_are_found(town: Town, county: cast.Cast, language: str) -> None:
    TalkPlace.objects.create(
        unit=county.unit, name_fi="Olohuone", what_fi="Juttelua kahvin ääressä.", phone="05 000 0003"
    )
    guest = visitor(town, language)
    guest.begin()
    line = HelpLine.objects.first()
    assert line is not None
    expect(guest.page.locator("a[href='tel:112']").first).to_be_visible()
    guest.go("organisation:talk", _("I want to talk"))
    guest.reads("Olohuone", "05 000 0003")
    expect(guest.page.locator("a[href='tel:112']").first).to_be_visible()
    guest.go("home:call_me", _("Call me"))
    assert town.eyes.complaints == []


def test_peer_support_is_found_in_own_words_that_stand_in_no_address(
    town: Town, county: cast.Cast, language: str
) -> None:
    guest = visitor(town, language)
    guest.begin()
    guest.go("organisation:peer_support", _("Peer support"))
    guest.fill(words=OWN_WORDS[language])
    guest.press(_("Find peer support"), _("Peer support"))
    assert guest.page.url == town.home + reverse("organisation:peer_support")
    expect(guest.field("words")).to_have_value(OWN_WORDS[language])
    guest.reads(_("We understood that it is about:"))
    close_ones = Topic.objects.get(code="substance-use-relative")
    guest.reads(close_ones.label, str(Association.objects.for_topics([close_ones])[0].name))
    guest.look()
    guest.fill(words=NOT_THERE)
    guest.press(_("Find peer support"), _("Peer support"))
    guest.reads(_("We found no association with these words."))
    assert town.eyes.complaints == []


def test_services_and_projects_lead_to_a_request(town: Town, county: cast.Cast, language: str) -> None:
    daily = Cooperation.objects.filter(state=Cooperation.State.DAILY).select_related("service").first()
    assert daily is not None
    guest = visitor(town, language)
    guest.begin()
    guest.go("organisation:services", _("Services and experts by experience"))
    guest.go("organisation:projects", _("Projects"), inside="body")
    guest.page.go_back()
    guest.go("organisation:service", daily.service.label, daily.service.code)
    guest.go("gigs:request", _("Ask for an expert by experience"))
    guest.to(guest.page.locator(".k-brand"), _("Somebody who has lived it knows it"))
    guest.go("gigs:request", _("Ask for an expert by experience"))
    assert town.eyes.complaints == []
