"""The expert's pages of an offer: by its secret link, or signed in. The same pages; only who acts differs.

Opening changes nothing (mail scanners open links): every answer is a POST.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.core import links
from kokemus.core.views import attempt
from kokemus.gigs import feeds
from kokemus.gigs.actions import answering, cancelling
from kokemus.gigs.calculation import link_is_over
from kokemus.gigs.emails.reaching import OFFER as OFFER_LINK
from kokemus.gigs.forms.offers import AnotherTimeForm
from kokemus.gigs.models import Gig, Occasion, Offer
from kokemus.gigs.permissions import LINK
from kokemus.gigs.views.sheets import sheet_for_expert
from kokemus.gigs.views.telling import told
from kokemus.organisation.models import Organisation


@dataclass(frozen=True)
class Access:
    """Who has opened which offer, and the addresses that go on from there."""

    offer: Offer
    by: Any
    key: str

    def url(self, action: str = "") -> str:
        """The address of one of the offer's pages for the same way in."""
        prefix = "gigs:offer" if self.by == LINK else "gigs:my_offer"
        return reverse(f"{prefix}_{action}" if action else prefix, args=[self.key])

    @property
    def urls(self) -> dict[str, str]:
        """Every address that the templates use."""
        names = ("answer", "another_time", "take_back", "drop_out", "day_sheet", "calendar")
        return {name: self.url(name) for name in names} | {"page": self.url()}


View = Callable[[HttpRequest, Access], HttpResponse]
LINK_DAYS = 90  # how long after the gig the link shows it
OFFERS = Offer.objects.select_related("expert", "gig__coordinator__user", "gig__role", "gig__unit")


def by_link(view: View) -> Callable[..., HttpResponse]:
    """The view for whoever holds the offer's secret link; a bad link is a page that says what to do."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            public_id = links.read(OFFER_LINK, token)
        except links.BadLink:
            return _bad_link(request)
        offer = OFFERS.all().filter(public_id=public_id).first()
        if offer is None or not offer.expert.is_living:
            return _bad_link(request)
        if link_is_over(ended_on=_ended_on(offer.gig), days=LINK_DAYS, on=timezone.localdate()):
            return render(request, "gigs/offer_over.html", {"offer": offer})
        return view(request, Access(offer, LINK, token))

    return opened


def _ended_on(gig: Gig) -> dt.date | None:
    last = gig.occasions.exclude(state=Occasion.State.CANCELLED).order_by("-ends_at").first()
    return timezone.localdate(last.ends_at) if last else None


def signed_in(view: View) -> Callable[..., HttpResponse]:
    """The view for the expert to whom the offer was sent; somebody else's is not found."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, public_id: str) -> HttpResponse:
        offer = get_object_or_404(OFFERS.all(), public_id=public_id, expert__user=request.user)
        return view(request, Access(offer, request.user, public_id))

    return opened


def _bad_link(request: HttpRequest) -> HttpResponse:
    return render(request, "gigs/offer_bad_link.html", {"office": Organisation.current()}, status=404)


@require_safe
def page(request: HttpRequest, access: Access) -> HttpResponse:
    """The offer as it stands: to be answered, answered, late, withdrawn, agreed, cancelled."""
    context = told(access.offer) | {"urls": access.urls, "signed_in": access.by != LINK}
    return render(request, f"gigs/{_template(access.offer)}.html", context)


def _template(offer: Offer) -> str:
    if offer.gig.state == Gig.State.CANCELLED:
        return "offer_cancelled"
    if offer.state == Offer.State.SENT:
        return "offer_late" if offer.is_late else "offer"
    return {
        Offer.State.YES: "offer_yes",
        Offer.State.CHOSEN: "agreed",
        Offer.State.EXPIRED: "offer_late",
        Offer.State.WITHDRAWN: "offer_withdrawn",
        Offer.State.NOT_CHOSEN: "offer_not_chosen",
    }.get(Offer.State(offer.state), "offer_answered")


@require_POST
def answer(request: HttpRequest, access: Access) -> HttpResponse:
    """Yes or no. Pressed twice, the first press counts and the page shows it."""
    offer, chosen = access.offer, request.POST.get("answer")
    if chosen == "another_time":
        return redirect(access.url("another_time"))
    if _same_again(offer, chosen):
        return redirect(access.url())
    try:
        if chosen == "yes":
            attempt(
                request,
                lambda: answering.accept(offer=offer, by=access.by),
                _("Thank you! Your yes has been recorded."),
            )
        elif chosen == "no":
            attempt(
                request, lambda: answering.decline(offer=offer, by=access.by), _("Thank you for your answer.")
            )
    except answering.ConsentNotAsked:
        messages.warning(
            request, _("Before a yes we must ask you for your consent. Please call us, or wait for our call.")
        )
    return redirect(access.url())


def _same_again(offer: Offer, chosen: str | None) -> bool:
    """A double press of the same answer is no error."""
    return (chosen, offer.state) in (
        ("yes", Offer.State.YES),
        ("yes", Offer.State.CHOSEN),
        ("no", Offer.State.NO),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def another_time(request: HttpRequest, access: Access) -> HttpResponse:
    """When it would suit instead, in the expert's own words."""
    offer = access.offer
    form = AnotherTimeForm(request.POST or None)
    if offer.state != Offer.State.SENT or offer.is_late:
        return redirect(access.url())
    if form.is_valid():
        words = form.cleaned_data["another_time"]
        done = _("Thank you! We ask whether that time suits the others.")
        attempt(request, lambda: answering.propose_another_time(offer=offer, words=words, by=access.by), done)
        return redirect(access.url())
    return render(request, "gigs/offer_another_time.html", {"form": form, "urls": access.urls})


@require_POST
def take_back(request: HttpRequest, access: Access) -> HttpResponse:
    """A yes taken back before anybody has been chosen."""
    offer = access.offer
    if offer.state != Offer.State.NO:
        attempt(
            request,
            lambda: answering.take_back(offer=offer, by=access.by),
            _("Your yes is taken back. Thank you for telling us."),
        )
    return redirect(access.url())


@require_http_methods(["GET", "HEAD", "POST"])
def drop_out(request: HttpRequest, access: Access) -> HttpResponse:
    """A chosen expert cannot come after all; asked once more, since others rely on it."""
    offer = access.offer
    if request.method == "POST":
        if offer.state != Offer.State.NO:
            done = _("Thank you for telling us. We look for somebody else.")
            attempt(request, lambda: cancelling.drop_out(offer=offer, by=access.by), done)
        return redirect(access.url())
    if offer.state != Offer.State.CHOSEN or not cancelling.may_still_drop_out(offer.gig):
        return redirect(access.url())
    return render(request, "gigs/agreed_drop_out.html", told(offer) | {"urls": access.urls})


@require_safe
def day_sheet(request: HttpRequest, access: Access) -> HttpResponse:
    """The expert's day sheet to print, with the fee."""
    if access.offer.state != Offer.State.CHOSEN:
        return redirect(access.url())
    return render(request, "gigs/day_sheet.html", sheet_for_expert(access.offer))


@require_safe
def calendar(request: HttpRequest, access: Access) -> HttpResponse:
    """The agreed times as an .ics file."""
    offer = access.offer
    if offer.state != Offer.State.CHOSEN:
        return redirect(access.url())
    occasions = offer.gig.occasions.filter(state=Occasion.State.PLANNED)
    text = feeds.calendar(occasions, place=offer.gig.address, language=offer.expert.language)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="kokemus.ics"'
    return response


link_page, my_page = by_link(page), signed_in(page)
link_answer, my_answer = by_link(answer), signed_in(answer)
link_another_time, my_another_time = by_link(another_time), signed_in(another_time)
link_take_back, my_take_back = by_link(take_back), signed_in(take_back)
link_drop_out, my_drop_out = by_link(drop_out), signed_in(drop_out)
link_day_sheet, my_day_sheet = by_link(day_sheet), signed_in(day_sheet)
link_calendar, my_calendar = by_link(calendar), signed_in(calendar)
