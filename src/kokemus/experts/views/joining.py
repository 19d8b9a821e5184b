"""Becoming an expert, without an account: a question a page, saved as one goes, opened again by the link."""

import html
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokemus.audit import actions as audit
from kokemus.core import links, ratelimit
from kokemus.core.forms import say_too_many
from kokemus.core.workflow import WrongState
from kokemus.experts import reading
from kokemus.experts.actions import joining
from kokemus.experts.emails import JOIN, join_token, present
from kokemus.experts.forms.joining import BeginForm, LinkForm, SendForm
from kokemus.experts.forms.route import STEPS, Filled, Step
from kokemus.experts.models import Application, RecruitingNeed
from kokemus.experts.models.application import CONSENTS, TOPICS
from kokemus.experts.permissions import LINK, coordinator

HOUR = 60 * 60
LIMIT = 30  # a whole association may stand behind one address
LONGEST = 20_000  # characters of one answer that are kept; the fields themselves allow less
MOST_SOUGHT = 8  # topics named on the first page
MAIL_LIMIT = 5  # links sent of one application in an hour

View = Callable[..., HttpResponse]


def by_join_link(view: View) -> View:
    """A page that an application's link opens: no account, never stored; a coordinator's reading is logged."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            public_id = links.read(JOIN, token)
        except links.BadLink:
            return render(request, "experts/join_bad_link.html", status=404)
        rows = Application.objects.select_related("coordinator__user", "coordinator__stand_in__user")
        application = rows.filter(public_id=public_id).first()
        if application is None:
            return render(request, "experts/join_bad_link.html", status=404)
        if request.method == "GET" and coordinator(request.user):
            audit.reading(reading.APPLICATION, by=request.user, subject=application, purpose=reading.JOINING)
        return view(request, application, token, *args, **kwargs)

    return login_not_required(never_cache(opened))


def only_drafts(view: View) -> View:
    """What has been sent is no longer shown or changed by its link: the thanks page tells where it stands."""

    @wraps(view)
    def opened(
        request: HttpRequest, application: Application, token: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not application.is_draft:
            return redirect("joining:thanks", token)
        try:
            return view(request, application, token, *args, **kwargs)
        except WrongState:  # sent from another page meanwhile
            return redirect("joining:thanks", token)

    return opened


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What this is, how long it takes, and the button that begins it."""
    form, status = BeginForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            ratelimit.count(request, "join", limit=LIMIT, seconds=HOUR)
        except ratelimit.TooMany:
            say_too_many(form)
            status = 429
        else:
            application = joining.begin(language=_language(), helper=form.cleaned_data["helper"], by=LINK)
            return redirect("joining:step", join_token(application), STEPS[0].slug)
    sought = RecruitingNeed.objects.open().sought()[:MOST_SOUGHT]
    context = {"form": form, "days": joining.DRAFT_DAYS, "sought": sought}
    return render(request, "experts/join_begin.html", context, status=status)


@by_join_link
@only_drafts
@require_safe
def resume(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Where one left off: the first step that has not been answered, else check your answers."""
    ahead = [step.slug for step in Filled(application).steps if not application.has(step.slug)]
    return redirect("joining:step", token, ahead[0]) if ahead else redirect("joining:check", token)


@by_join_link
@only_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, application: Application, token: str, slug: str) -> HttpResponse:
    """One question. What is typed is kept whatever button is pressed; only "Continue" checks it."""
    filled = Filled(application)
    current = next((each for each in filled.steps if each.slug == slug), None)
    if current is None:
        return _not_here(filled, token, slug)
    if request.method != "POST":
        return _page(request, filled, token, current, filled.unbound(current))
    form = filled.form(current, request.POST)
    joining.keep(
        application=application,
        step=slug,
        answers=_typed(request, form),
        by=_by(request),
        consent_text=_words(form) if slug == CONSENTS else "",
    )
    filled = Filled(application)
    if "back" in request.POST:
        return redirect("joining:step", token, _beside(filled, current, -1))
    if "later" in request.POST:
        return redirect("joining:later", token)
    if not form.is_valid():
        return _page(request, filled, token, current, form)
    if current is filled.steps[-1] or not _ahead(filled, current):
        return redirect("joining:check", token)
    return redirect("joining:step", token, _beside(filled, current, 1))


@by_join_link
@only_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Check your answers, and send them."""
    filled, form = Filled(application), SendForm(request.POST or None)
    unfinished = filled.unfinished()
    if request.method == "POST" and form.is_valid() and not unfinished:
        try:
            joining.send(application=application, sent=filled.sent(), language=_language(), by=_by(request))
        except joining.AnswersChanged:
            messages.info(
                request, _("Your answers have changed on another page. Check them, and send them again.")
            )
            return redirect("joining:check", token)
        if coordinator(request.user):
            return redirect("experts:application", application.public_id)
        return redirect("joining:thanks", token)
    context = {
        "form": form,
        "filled": filled,
        "sections": [
            {"step": each, "url": _url(token, each), "rows": rows} for each, rows in filled.sections()
        ],
        "unfinished": [{"title": each.title, "url": _url(token, each)} for each in unfinished],
        "total": len(filled.steps) + 1,
        "back_url": _url(token, filled.steps[-1]),
    }
    return render(request, "experts/join_check.html", context)


@by_join_link
@only_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The link to go on with: to copy, or by e-mail."""
    form, status = LinkForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if _may_mail(request, application):
            joining.send_link(application=application, address=form.cleaned_data["email"], by=_by(request))
            messages.success(request, _("We sent the link. You can close this page now."))
            return redirect("joining:later", token)
        say_too_many(form)
        status = 429
    link = links.absolute("joining:resume", token, language=_language())
    context = {"form": form, "link": link, "token": token, "days": joining.DRAFT_DAYS}
    return render(request, "experts/join_later.html", context, status=status)


@by_join_link
@require_safe
def thanks(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Sent: what happens next and where it stands; nothing of what was told is shown any more."""
    if application.is_draft:
        return redirect("joining:resume", token)
    context = {
        "application": application,
        "coordinator": present(application.coordinator),
        "is_tired": Filled(application).is_tired,
        "token": token,
    }
    return render(request, "experts/join_thanks.html", context)


@by_join_link
@require_POST
def take_back(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The applicant wants it all gone."""
    try:
        joining.take_back(application=application, by=_by(request))
    except WrongState:  # in the register already: that is taken back with the coordinator
        return redirect("joining:thanks", token)
    messages.success(request, _("Everything that you wrote has been erased."))
    return redirect("joining:begin")


def _may_mail(request: HttpRequest, application: Application) -> bool:
    """Whether neither this address nor anybody with this link has had too many links sent."""
    try:
        ratelimit.count(request, "join_link", limit=LIMIT, seconds=HOUR)
    except ratelimit.TooMany:
        return False
    return ratelimit.take_place(f"join_link:{application.pk}", limit=MAIL_LIMIT, seconds=HOUR)


def _not_here(filled: Filled, token: str, slug: str) -> HttpResponse:
    """A step that this applicant does not meet (any more); an unknown one is nowhere."""
    if all(each.slug != slug for each in STEPS):
        raise Http404
    return redirect("joining:step", token, filled.steps[0].slug)


def _page(request: HttpRequest, filled: Filled, token: str, current: Step, form: Any) -> HttpResponse:
    at, total = filled.steps.index(current) + 1, len(filled.steps) + 1
    context = {
        "current": current,
        "form": form,
        "at": at,
        "total": total,
        "left": total - at,
        "is_first": at == 1,
        "understood": filled.understood if current.slug == TOPICS else [],
        "application": filled.application,
        "skip_url": "" if current.is_needed else _after(filled, token, at),
        "token": token,
    }
    return render(request, "experts/join_step.html", context)


def _after(filled: Filled, token: str, at: int) -> str:
    """The address of what comes after the first `at` steps."""
    return _url(token, filled.steps[at]) if at < len(filled.steps) else reverse("joining:check", args=[token])


def _ahead(filled: Filled, current: Step) -> bool:
    """Whether a step after this one has not been opened yet; if none, one goes straight back to the check page."""
    later_steps = filled.steps[filled.steps.index(current) + 1 :]
    return any(not filled.application.has(each.slug) for each in later_steps)


def _beside(filled: Filled, current: Step, by: int) -> str:
    """The step before or after; the first has none before it."""
    return filled.steps[max(0, filled.steps.index(current) + by)].slug


def _url(token: str, of: Step) -> str:
    return reverse("joining:step", args=[token, of.slug])


def _typed(request: HttpRequest, form: Any) -> dict[str, list[str]]:
    """What was posted into the form's own fields, cut only where nobody types so much."""
    posted = request.POST.lists()
    return {
        name: [str(value)[:LONGEST].replace("\0", "") for value in values]  # which PostgreSQL does not keep
        for name, values in posted
        if name in form.fields
    }


def _words(form: Any) -> str:
    """The questions of consent as text, as they stand on the page in its language."""
    page = render_to_string("experts/_consent_form.html", {"questions": form.asked()})
    lines = (
        " ".join(line.split()) for line in html.unescape(strip_tags(page.replace("<", "\n<"))).splitlines()
    )
    return "\n".join(line for line in lines if line)


def _by(request: HttpRequest) -> Any:
    """A coordinator on the phone acts as themselves; everybody else by the link."""
    return request.user if coordinator(request.user) else LINK


def _language() -> str:
    return translation.get_language() or "fi"
