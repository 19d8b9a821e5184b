"""The request form without an account: five short steps, check your answers, send, confirm by e-mail."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.core import formats, ratelimit
from kokemus.core.forms import readable, typed
from kokemus.fees.models import Rate, WorkingForm
from kokemus.gigs.actions import requesting
from kokemus.gigs.calculation import SoFar, so_far
from kokemus.gigs.forms import suggesting
from kokemus.gigs.forms.drafts import Draft, typed_rows
from kokemus.gigs.forms.occasions import OccasionFormSet
from kokemus.gigs.forms.requests import (
    AskingForm,
    GigRequestForm,
    PaymentForm,
    PlaceForm,
    PracticalForm,
    SendForm,
    WhatForm,
    WhomForm,
)
from kokemus.gigs.forms.suggesting import Understood
from kokemus.gigs.models import Occasion
from kokemus.organisation.models import Organisation
from kokemus.pages import filling
from kokemus.pages.models import Text
from kokemus.pages.situations import own_topics
from kokemus.topics.actions import note_unfound

SENT = "gig_request_sent"  # the session's entry after sending: to which address
LIMIT, LIMIT_SECONDS = 30, 60 * 60  # a whole organisation may stand behind one address


@dataclass(frozen=True)
class Step:
    """One page of questions."""

    slug: str
    title: Promise
    form: type[AskingForm]
    fields: str  # template
    has_times: bool = False


STEPS = [
    Step("mita", _("What for"), WhatForm, "gigs/request/_what.html"),
    Step("kenelle", _("For whom"), WhomForm, "gigs/request/_whom.html"),
    Step("milloin", _("When and where"), PlaceForm, "gigs/request/_when.html", has_times=True),
    Step("kaytannot", _("Practical matters"), PracticalForm, "gigs/request/_practical.html"),
    Step("maksu", _("Payment and who you are"), PaymentForm, "gigs/request/_payment.html"),
]
BY_SLUG = {each.slug: each for each in STEPS}
TOTAL = len(STEPS) + 1
WHEN = "milloin"
PREPARATION_HOURS = Decimal(Occasion._meta.get_field("preparation_hours").default)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str = "mita") -> HttpResponse:
    """One step. What is typed is kept whatever button is pressed; only "Continue" checks it."""
    if slug not in BY_SLUG:
        raise Http404
    current, draft = BY_SLUG[slug], Draft(request.session)
    if request.method != "POST":
        return _page(request, current, draft, *_unbound(current, draft))
    form = current.form(request.POST)
    draft.keep(slug, request.POST, form.fields)
    if "back" in request.POST:
        return redirect("gigs:request_step", _before(current).slug)
    if "add" in request.POST and current.has_times:
        draft.add_row(slug)
        return redirect(f"{reverse('gigs:request_step', args=[slug])}#times")
    form, times = _bound(current, draft)
    if form.is_valid() and (times is None or times.is_valid()):
        if isinstance(form, WhatForm) and (understood := _suggest(current, draft, form)):
            return _page(request, current, draft, _unbound(current, draft)[0], None, understood)
        return _onward(current, draft)
    return _page(request, current, draft, form, times)


def _suggest(current: Step, draft: Draft, form: WhatForm) -> Understood | None:
    """Fill in what the requester's own words tell, once for each text; they confirm or mend it."""
    goal = form.cleaned_data["goal"]
    if draft.was_suggested(goal):
        return None
    language = translation.get_language() or "fi"
    understood = suggesting.understood(goal, language, form)
    draft.suggest(current.slug, goal, understood.answers)
    if not understood.topics and not form.cleaned_data["topics"]:
        note_unfound(text=goal, language=language, on=timezone.localdate())
    return understood if understood.is_worth_showing else None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check your answers, and send them. A double press shows what the first one did."""
    draft = Draft(request.session)
    if request.method == "POST" and draft.is_empty and SENT in request.session:
        return redirect("gigs:request_sent")
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not _unfinished(draft):
        return _send(request, draft, form)
    return _check_page(request, draft, form)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Sent; now the e-mail address must be confirmed."""
    if SENT not in request.session:
        return redirect("gigs:request")
    context = {"address": request.session[SENT], "days": requesting.UNCONFIRMED_DAYS}
    return render(request, "gigs/request/sent.html", context)


@login_not_required
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Throw away what has been filled in, on a shared computer for instance."""
    Draft(request.session).clear()
    request.session.pop(SENT, None)
    return redirect("gigs:request")


def _send(request: HttpRequest, draft: Draft, form: SendForm) -> HttpResponse:
    data = draft.data()
    data.update({name: request.POST.get(name, "") for name in form.guard_fields})
    whole, times = GigRequestForm(data), OccasionFormSet(draft.data(WHEN))
    if not (whole.is_valid() and times.is_valid()):
        return _check_page(request, draft, whole)
    try:
        ratelimit.count(request, "gig_request", limit=LIMIT, seconds=LIMIT_SECONDS)
    except ratelimit.TooMany:
        return _too_many(request)
    try:
        requesting.request(
            key=draft.key,
            answers=whole.cleaned_data,
            times=times.times(),
            language=translation.get_language() or "fi",
        )
    except requesting.TooManyUnconfirmed:
        text = _("Several requests of this e-mail address wait for their confirmation. Confirm them first.")
        form.add_error(None, text)
        return _check_page(request, draft, form)
    except requesting.AlreadySent:
        pass  # the other press of a double press did it
    request.session[SENT] = whole.cleaned_data["requester_email"]
    draft.clear()
    return redirect("gigs:request_sent")


def _too_many(request: HttpRequest) -> HttpResponse:
    again = timezone.now() + dt.timedelta(seconds=LIMIT_SECONDS)
    response = render(request, "gigs/request/too_many.html", {"again": formats.clock(again)}, status=429)
    response["Retry-After"] = str(LIMIT_SECONDS)
    return response


def _unbound(current: Step, draft: Draft) -> tuple[AskingForm, Any]:
    """The step's form with what was typed before, without errors."""
    data = draft.data(current.slug)
    form = current.form(initial=typed(current.form(), data) if draft.has(current.slug) else None)
    if not current.has_times:
        return form, None
    return form, OccasionFormSet(initial=typed_rows(data) or None)


def _bound(current: Step, draft: Draft) -> tuple[AskingForm, Any]:
    data = draft.data(current.slug)
    return current.form(data), OccasionFormSet(data) if current.has_times else None


def _is_whole(current: Step, draft: Draft) -> bool:
    if not draft.has(current.slug):
        return False
    form, times = _bound(current, draft)
    return form.is_valid() and (times is None or times.is_valid())


def _unfinished(draft: Draft) -> list[Step]:
    return [each for each in STEPS if not _is_whole(each, draft)]


def _onward(current: Step, draft: Draft) -> HttpResponse:
    """The next step; straight back to the check page when everything else has been answered."""
    if not _unfinished(draft) or current is STEPS[-1]:
        return redirect("gigs:request_check")
    return redirect("gigs:request_step", STEPS[STEPS.index(current) + 1].slug)


def _before(current: Step) -> Step:
    return STEPS[max(0, STEPS.index(current) - 1)]


def _facts(draft: Draft) -> SoFar:
    """Fee and lead time by what has been answered so far."""
    what = WhatForm(draft.data("mita"))
    what.is_valid()
    times = OccasionFormSet(draft.data(WHEN)) if draft.has(WHEN) else None
    role = what.cleaned_data.get("role")
    return so_far(
        rates=Rate.objects.all(),
        kind=role.code if role else "",
        working_form=WorkingForm.ASSIGNMENT,
        experts=what.cleaned_data.get("experts_needed") or 1,
        times=times.times() if times is not None and times.is_valid() else [],
        preparation_hours=PREPARATION_HOURS,
        lead_time_days=Organisation.current().lead_time_days,
        on=timezone.localdate(),
    )


def _page(
    request: HttpRequest,
    current: Step,
    draft: Draft,
    form: AskingForm,
    times: Any,
    understood: Understood | None = None,
) -> HttpResponse:
    goal = draft.data("mita").get("goal", "") if understood else ""
    context = {
        "understood": understood,
        "own_topics": own_topics(goal, translation.get_language() or "fi"),
        "current": current,
        "at": STEPS.index(current) + 1,
        "total": TOTAL,
        "form": form,
        "times": times,
        "so_far": _facts(draft),
        "is_begun": not draft.is_empty,
        "guidance": _guidance(current, draft),
    }
    return render(request, "gigs/request/step.html", context)


def _guidance(current: Step, draft: Draft) -> list[Text]:
    """Guidance that is needed at this step, and that of the role when it has been chosen."""
    what = WhatForm(draft.data("mita"))
    what.is_valid()
    role = what.cleaned_data.get("role")
    texts = Text.objects.published().at_step(current.slug, role=role.code if role else "")
    return filling.listed(texts.nearest(translation.get_language() or "fi"))


def _check_page(request: HttpRequest, draft: Draft, form: Any) -> HttpResponse:
    context = {
        "form": form,
        "sections": list(_sections(draft)),
        "unfinished": [{"title": each.title, "url": _url(each)} for each in _unfinished(draft)],
        "total": TOTAL,
        "so_far": _facts(draft),
        "is_begun": not draft.is_empty,
    }
    return render(request, "gigs/request/check.html", context)


def _url(current: Step) -> str:
    return reverse("gigs:request_step", args=[current.slug])


def _sections(draft: Draft) -> Iterator[dict[str, Any]]:
    for each in STEPS:
        form, times = _bound(each, draft)
        form.is_valid()
        rows = readable(form)
        if times is not None and times.is_valid():
            spans = "\n".join(formats.span(*pair) for pair in times.times())
            rows = [{"label": _("When"), "value": spans}, *rows]
        yield {"title": each.title, "url": _url(each), "rows": rows}
