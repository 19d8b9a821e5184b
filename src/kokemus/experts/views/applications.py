"""Applications as coordinators see them: the list, one application, and each act on it. Every reading is logged."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.core.listing import page_of
from kokemus.core.workflow import WorkflowError
from kokemus.experts import reading
from kokemus.experts.actions import deciding, joining, profile
from kokemus.experts.emails import join_token
from kokemus.experts.forms.deciding import (
    AcceptForm,
    GuardianYesForm,
    PhoneStartForm,
    TalkForm,
    TalkNoteForm,
)
from kokemus.experts.forms.route import REACH, STEPS, Filled
from kokemus.experts.models import Application, Expert, Purpose
from kokemus.experts.models.application import AGE
from kokemus.experts.views import opening
from kokemus.experts.workflow import APPLICATION
from kokemus.organisation.models import Association

MOST_TOLD = 5  # associations that a coordinator tells of
STATE = Application.State
TABS = {
    "uudet": (gettext_lazy("New"), (STATE.NEW,)),
    "keskustelut": (gettext_lazy("Talk agreed"), (STATE.TALK,)),
    "odottavat": (gettext_lazy("Waiting for an answer"), (STATE.WAITING,)),
    "ratkaistut": (gettext_lazy("Decided"), Application.DECIDED),
    "kesken": (gettext_lazy("Left unfinished on the phone"), (STATE.DRAFT,)),
}
# The usual next step: its button stands first.
NEXT: dict[str, str] = {
    STATE.NEW: "agree_talk",
    STATE.TALK: "note_talk",
    STATE.WAITING: "accept",
}
ENDINGS: dict[str, Callable[..., None]] = {"not_now": deciding.not_now, "decline": deciding.decline}
EVENTS = {
    "experts.begin_application": gettext_lazy("Begun"),
    "experts.send_application": gettext_lazy("Sent"),
    "experts.agree_talk": gettext_lazy("Talk agreed"),
    "experts.note_talk": gettext_lazy("Talk held"),
    "experts.note_guardian": gettext_lazy("Guardian's yes noted"),
    "experts.accept_application": gettext_lazy("Accepted"),
    "experts.not_now_application": gettext_lazy("Answered: not now"),
    "experts.decline_application": gettext_lazy("Answered: not at all"),
}


@require_GET
@roles_required(Role.COORDINATOR)
def applications(request: HttpRequest) -> HttpResponse:
    """The list: by state, what is due soonest first."""
    shown = request.GET.get("nayta", "")
    shown = shown if shown in TABS else "uudet"
    rows = Application.objects.shown_to_coordinators()
    numbers = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    of_tab = rows.filter(state__in=TABS[shown][1]).select_related("coordinator__user").soonest_first()
    page = page_of(of_tab, request)
    audit.reading_many(reading.APPLICATIONS, by=request.user, subjects=page, purpose=reading.JOINING)
    address = reverse("experts:applications")
    context = {
        "tabs": [
            {
                "title": title,
                "url": f"{address}?nayta={key}",
                "is_current": key == shown,
                "count": sum(numbers.get(state, 0) for state in of) if key != "ratkaistut" else None,
            }
            for key, (title, of) in TABS.items()
        ],
        "page": page,
        "rows": list(lines(page, timezone.localdate())),
    }
    return render(request, "experts/application_list.html", context)


def lines(found: Iterable[Application], today: dt.date) -> Iterable[dict[str, Any]]:
    """Each application with its address, by when it is due, whose turn it is, and how pressing that is."""
    for application in found:
        is_late = application.is_open and application.due_on is not None and application.due_on < today
        words, is_mine = _turn(application)
        kind = "late" if is_late else "attention" if is_mine else "neutral"
        url = reverse("experts:application", args=[application.public_id])
        yield {"application": application, "url": url, "turn": words, "kind": kind}


def _turn(application: Application) -> tuple[str, bool]:
    """Whose turn in words, and whether it is the coordinator's."""
    if application.state == STATE.DRAFT:
        return _("Your turn: fill in to the end"), True
    if application.lacks_guardian and application.is_open:
        return _("Your turn: call the guardian"), True
    if application.state == STATE.NEW:
        return _("Your turn: agree on a talk"), True
    if application.state == STATE.TALK:
        past = application.talk_at is not None and application.talk_at < timezone.now()
        return (_("Your turn: was the talk held?"), True) if past else (_("Talk agreed"), False)
    if application.state == STATE.WAITING:
        if application.thinks_it_over:
            return _("The applicant's turn: thinks it over"), False
        return _("Your turn: answer"), True
    return str(application.get_state_display()), False


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def start(request: HttpRequest) -> HttpResponse:
    """Begin an application with somebody on the phone; it is filled in on the same pages as on the web."""
    form = PhoneStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = translation.get_language() or "fi"
        begun = joining.begin(language=language, helper=form.cleaned_data["helper"], by=request.user)
        return redirect("joining:step", join_token(begun), STEPS[0].slug)
    return render(request, "experts/application_start.html", {"form": form})


@require_GET
@roles_required(Role.COORDINATOR)
def application(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything of one application, whose turn it is, and what can be done."""
    found = _opened(request, public_id)
    if found.is_draft:
        return redirect("joining:resume", join_token(found))
    filled = Filled(found)
    reach = filled.told().values
    steps = sorted(
        APPLICATION.available(found, request.user), key=lambda each: each.name != NEXT.get(found.state)
    )
    line = next(iter(lines([found], timezone.localdate())))
    changes = Entry.objects.changes().of(found.public_id).filter(verb__in=EVENTS)
    context = {
        "application": found,
        "line": line,
        "buttons": [{"step": each, "url": _act_url(found, each.name)} for each in steps],
        "sections": [
            {"step": each, "rows": rows}
            for each, rows in filled.sections()
            if rows and each.slug not in (AGE, REACH)
        ],
        "alike": _alike(request, found, reach),
        "reach": reach,
        "events": [{"title": EVENTS[each.verb], "at": each.at} for each in changes],
        "person_url": opening.page_of(found.expert) if found.expert else "",
    }
    return render(request, "experts/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def talk(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree on the newcomer's talk."""
    found, form = _opened(request, public_id), TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at, place = form.cleaned_data["at"], form.cleaned_data["place"]
        return _done(
            request,
            found,
            lambda: deciding.agree_talk(application=found, at=at, place=place, by=request.user),
            _("The talk has been agreed, and the applicant is told."),
        )
    return _form_page(
        request,
        found,
        form,
        "agree_talk",
        _("Agree on a talk"),
        _("The applicant is told by their own channel."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def talk_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note the talk that was held."""
    found, form = _opened(request, public_id), TalkNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            found,
            lambda: deciding.note_talk(application=found, by=request.user, **form.cleaned_data),
            _("The talk has been noted."),
        )
    return _form_page(request, found, form, "note_talk", _("Note the talk"), _("Nothing is sent."))


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def guardian(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note that the guardian of somebody under 18 has said yes."""
    found, form = _opened(request, public_id), GuardianYesForm(request.POST or None)
    if not found.is_minor:
        raise Http404
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        return _done(
            request,
            found,
            lambda: deciding.note_guardian(application=found, on=on, by=request.user),
            _("The guardian's yes has been noted."),
        )
    lead = _("Talk with the guardian and with the young person first.")
    return _form_page(request, found, form, "", _("The guardian says yes"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Into the register."""
    found = _opened(request, public_id)
    if not APPLICATION.can("accept", found, request.user):
        return _too_late(request, found)
    told = Filled(found).told()
    alike = _alike(request, found, told.values)
    has_yes = any(each.is_given and each.purpose == Purpose.OFFERS for each in told.consents)
    form = AcceptForm(request.POST or None, application=found, has_yes=has_yes, has_alike=bool(alike))
    if request.method == "POST" and form.is_valid():
        starts, may_sign_in = form.cleaned_data["starts"], form.cleaned_data.get("may_sign_in", False)
        try:
            expert = deciding.accept(
                application=found, told=told, starts=starts, may_sign_in=may_sign_in, by=request.user
            )
        except profile.AccountExists:
            text = _(
                "Somebody signs in with this e-mail address already. Take the tick away, and ask the person for "
                "an address of their own."
            )
            form.add_error("may_sign_in", text)
        except WorkflowError:
            return _too_late(request, found)
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": expert.full_name})
            return redirect(opening.page_of(expert))
    context = {
        "application": found,
        "form": form,
        "alike": alike,
        "page_url": _page_url(found),
        "has_yes": has_yes,
    }
    return render(request, "experts/application_accept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def end(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Not now, or not at all: the page says what the person is told."""
    if name not in ENDINGS:
        raise Http404
    found = _opened(request, public_id)
    if not APPLICATION.can(name, found, request.user):
        return _too_late(request, found)
    if request.method == "POST":
        act = ENDINGS[name]
        return _done(
            request, found, lambda: act(application=found, by=request.user), _("The applicant is told.")
        )
    context = {
        "application": found,
        "step": APPLICATION.steps[name],
        "page_url": _page_url(found),
        "days": joining.DECLINED_DAYS,
        "associations": Association.objects.for_topics(Filled(found).topics)[:MOST_TOLD],
    }
    return render(request, "experts/application_end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(Role.COORDINATOR)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """The applicant has taken it back by phone: everything is erased."""
    found = _opened(request, public_id)
    if request.method == "POST":
        try:
            joining.take_back(application=found, by=request.user)
        except WorkflowError:
            return _too_late(request, found)
        messages.success(request, _("The application has been erased."))
        return redirect("experts:applications")
    context = {"application": found, "page_url": _page_url(found)}
    return render(request, "experts/application_erase.html", context)


def _opened(request: HttpRequest, public_id: str) -> Application:
    """The application, logged as read before anything is shown; a draft that was not begun on the phone is nowhere."""
    rows = Application.objects.shown_to_coordinators().select_related(
        "coordinator__user", "taken_by", "expert", "coordinator__stand_in__user"
    )
    found = get_object_or_404(rows, public_id=public_id)
    if request.method == "GET":
        subject = found.expert or found
        audit.reading(
            reading.APPLICATION, by=request.user, subject=subject, thing=found, purpose=reading.JOINING
        )
    return found


def _alike(request: HttpRequest, found: Application, values: Mapping[str, Any]) -> list[Expert]:
    """People of the register with the same name or contacts, logged as seen."""
    if found.expert:
        return []
    alike = list(Expert.objects.registered().alike(values)[:10])
    audit.reading_many(reading.ALIKE, by=request.user, subjects=alike, purpose=reading.JOINING)
    return alike


def _form_page(
    request: HttpRequest, found: Application, form: Any, step: str, title: str, lead: str
) -> HttpResponse:
    if step and not APPLICATION.can(step, found, request.user):
        return _too_late(request, found)
    context = {"application": found, "form": form, "title": title, "lead": lead, "page_url": _page_url(found)}
    return render(request, "experts/application_form.html", context)


def _done(request: HttpRequest, found: Application, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it, say what was done, and back to the application."""
    try:
        act()
    except WorkflowError:
        return _too_late(request, found)
    messages.success(request, words)
    return redirect(_page_url(found))


def _too_late(request: HttpRequest, found: Application) -> HttpResponse:
    messages.info(request, _("This is no longer possible. The page shows how things stand now."))
    return redirect(_page_url(found))


def _page_url(found: Application) -> str:
    return reverse("experts:application", args=[found.public_id])


def _act_url(found: Application, name: str) -> str:
    """Where the button of a step leads."""
    views = {
        "agree_talk": "application_talk",
        "note_talk": "application_note",
        "accept": "application_accept",
    }
    if name in views:
        return reverse(f"experts:{views[name]}", args=[found.public_id])
    return reverse("experts:application_end", args=[found.public_id, name])
