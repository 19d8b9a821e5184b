"""A robot, a person too fast or too often: a kind sentence, nothing lost, and the next try goes through."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from kokemus.core import forms, ratelimit
from kokemus.experts.emails import join_token
from kokemus.experts.models import Application
from kokemus.gigs.models import Gig
from tests import cast
from tests.browser.people import Town
from tests.browser.test_without_javascript import REQUESTER, fill_in_a_request
from tests.browser.visitors import Visitor, visitor

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY_IS_SO_SLOW = 60 * 60
EMAIL = "kysyva.vieras@example.org"


@dataclass(frozen=True)
class Form:
    """A public form: what is typed and chosen in it, and its button."""

    view: str
    button: str
    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    is_guarded: bool = True
    is_counted: bool = True


def public_forms() -> Iterator[Form]:
    """Every form that a visitor may send, but the request, in the language of the moment."""
    yield Form("pages:ask", _("Continue"), {"text": "Kysymykseni", "email": EMAIL}, is_counted=False)
    yield Form(
        "pages:feedback", _("Send the feedback"), {"text": "Palaute", "page": "/"}, {"kind": "feedback"}
    )
    call = {"phone": "040 123 4567", "name": "Veikko", "when": "aamulla"}
    yield Form("home:call_me", _("Ask for a call"), call)
    yield Form("joining:begin", _("Begin"), {"helper": "Sari Esimerkki"}, {"who": "helper"})
    yield Form("joining:later", _("Send the link"), {"email": EMAIL}, is_guarded=False)
    yield Form("joining:check", _("Send my answers"), is_counted=False)


def address(form: Form) -> str:
    """The address of a form; those of a draft by its link."""
    if form.view not in ("joining:later", "joining:check"):
        return reverse(form.view)
    draft = cast.an_application(state=Application.State.DRAFT, sent_at=None, due_on=None)
    return reverse(form.view, args=[join_token(draft)])


def is_refused(page: Page, form: Form, words: str) -> None:
    """Send it: it is told kindly why not, first on the page, and everything stays as it was typed."""
    page.get_by_role("button", name=form.button, exact=True).click()
    expect(page.locator("main")).to_contain_text(words)
    for name, value in form.typed.items():
        expect(page.locator(f"[name='{name}']")).to_have_value(value)
    for name, value in form.chosen.items():
        expect(page.locator(f"[name='{name}'][value='{value}']")).to_be_checked()


def be_a_robot(page: Page, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send it in no time, and with the hidden field filled in."""
    monkeypatch.setattr(forms, "FASTEST_SECONDS", NOBODY_IS_SO_SLOW)
    is_refused(page, form, _("The form was sent very fast. Please wait a moment and send it again."))
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)
    page.locator("[name=website]").fill("http://spam.example", force=True)
    is_refused(page, form, _("The form looked as if a machine had filled it in. Please send it again."))
    expect(page.locator("[name=website]")).to_have_value("")


def be_too_many(page: Page, form: Form, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Send it when no place is left."""
    with monkeypatch.context() as patched:
        patched.setattr(ratelimit, "take_place", lambda *args, **kwargs: False)
        is_refused(page, form, words)


def faults(town: Town) -> list[str]:
    """What was wrong with the pages, but for what the browser tells of a status that was meant."""
    return [each for each in town.eyes.complaints if "status of 429" not in each]


def go_through(guest: Visitor, form: Form) -> None:
    """Send it: nothing is wrong any more."""
    guest.page.get_by_role("button", name=form.button, exact=True).click()
    expect(guest.page.locator(".k-error-summary")).to_have_count(0)


def test_public_forms_turn_away_kindly_and_lose_nothing(
    town: Town, county: cast.Cast, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = visitor(town, language)
    many = _(
        "This has been sent very many times from your network. What you wrote is safe on this page: wait a while and "
        "send it again."
    )
    page, kind = guest.page, _("One moment, please")
    for form in public_forms():
        guest.open(address(form))
        guest.fill(**form.typed)
        for name, value in form.chosen.items():
            guest.choose(name, value)
        if form.is_guarded:
            be_a_robot(page, form, monkeypatch)
            guest.look()
        if form.is_counted:
            be_too_many(page, form, monkeypatch, kind if form.view == "pages:feedback" else many)
        before = page.url
        go_through(guest, form)
        assert page.url != before or form.view in ("pages:ask", "joining:later"), form.view
    assert faults(town) == []


def test_question_sent_too_often_waits_on_its_check_page(
    town: Town, county: cast.Cast, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)
    guest = visitor(town, language)
    guest.open(reverse("pages:ask"))
    guest.fill(text="Kysymykseni", email=EMAIL)
    guest.press(_("Continue"), _("Check and send"))
    send = Form("pages:ask", _("Send the question"))
    be_too_many(guest.page, send, monkeypatch, _("One moment, please"))
    guest.reads("Kysymykseni")
    guest.look()
    guest.press(send.button, _("Your question"))
    assert faults(town) == []


def test_request_turns_away_kindly_and_loses_nothing(
    town: Town, county: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = visitor(town, "fi")
    fill_in_a_request(guest.page, town.home, county.unit.name)
    send = Form("gigs:request_check", "Lähetä pyyntö")
    be_a_robot(guest.page, send, monkeypatch)
    guest.reads("Tiina Tilaaja")
    guest.look()
    with monkeypatch.context() as patched:
        patched.setattr(ratelimit, "take_place", lambda *args, **kwargs: False)
        guest.press(send.button, "Hetkinen vain")
    guest.follow("Takaisin vastauksiini", "Tarkista vastauksesi")
    guest.reads("Tiina Tilaaja")
    assert not Gig.objects.filter(requester_email=REQUESTER).exists()
    guest.press(send.button, "Vielä yksi asia: vahvista sähköpostiosoitteesi")
    assert faults(town) == []
