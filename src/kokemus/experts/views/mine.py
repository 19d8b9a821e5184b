"""The expert's own pages. There are no ids in their addresses: everybody opens only what is their own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.core.listing import page_of
from kokemus.core.workflow import WrongState
from kokemus.experts import exports, languages, reading
from kokemus.experts.actions import consents, profile, states
from kokemus.experts.forms.consent import QUESTIONS, ConsentForm
from kokemus.experts.forms.items import PauseForm
from kokemus.experts.forms.profile import LimitsForm, MyComingForm, MyContactsForm, PartForm
from kokemus.experts.models import Expert, Source

PARTS: dict[str, tuple[Any, type[PartForm]]] = {
    "yhteystiedot": (_("My contacts"), MyContactsForm),
    "tuleminen": (_("Where and how I come"), MyComingForm),
    "rajat": (_("How much and what I do not want"), LimitsForm),
}


def myself(request: HttpRequest) -> Expert:
    """The signed-in expert's own row; anybody else gets the 403 page."""
    expert = Expert.objects.registered().filter(user=request.user.pk).first()
    if expert is None or not request.user.has_role(Role.EXPERT):  # type: ignore[union-attr]
        raise PermissionDenied
    return expert


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What is known of me."""
    expert = myself(request)
    context = {
        "expert": expert,
        "topics": [exports.topic_words(row) for row in expert.experiences.select_related("topic")],
        "languages": ", ".join(languages.names(expert.languages)),
        "areas": ", ".join(expert.areas.values_list("municipality", flat=True)),
        "roles": [role.label for role in expert.roles.all()],
        "refusals": [refusal_words(row) for row in expert.refusals.select_related("role", "topic")],
        "training": list(expert.training_facts.all()),
        "pause": expert.pauses.on(timezone.localdate()).first(),
    }
    return render(request, "experts/me.html", context)


def refusal_words(row: Any) -> str:
    """What one refusal is about, in words."""
    if row.role:
        return str(row.role.label)
    return str(row.topic.label) if row.topic else str(row.get_audience_display())


def my_part(request: HttpRequest, part: str) -> HttpResponse:
    """Change one part of what is known of me."""
    if part not in PARTS:
        raise Http404
    expert, (title, form_class) = myself(request), PARTS[part]
    form = form_class(request.POST or None, instance=expert)
    if request.method == "POST" and form.is_valid():
        profile.edit(expert=expert, by=request.user, **form.changes())
        messages.success(request, _t("Saved."))
        return redirect("experts:me")
    return render(request, "experts/me_edit.html", {"form": form, "title": title, "expert": expert})


def my_consents(request: HttpRequest) -> HttpResponse:
    """The three questions, and what I have answered to them."""
    expert = myself(request)
    form = ConsentForm(request.POST or None, expert=expert)
    if request.method == "POST" and form.is_valid():
        changed = consents.answer(expert=expert, answers=form.answers(), source=Source.WEB, by=request.user)
        messages.success(request, _t("Your answers have been saved.") if changed else _t("Nothing changed."))
        return redirect("experts:my_consents")
    return render(request, "experts/my_consents.html", {"form": form, "expert": expert})


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back one yes, or all of them, with one press."""
    expert, name = myself(request), request.POST.get("question", "")
    taken = [question for question in QUESTIONS if name in (question.name, "all")]
    count = sum(
        consents.withdraw(
            expert=expert,
            purposes=[question.purpose],
            audiences=question.audiences,
            source=Source.WEB,
            by=request.user,
        )
        for question in taken
    )
    if count:
        messages.success(
            request, _t("Your consent has been withdrawn. It no longer holds from this moment on.")
        )
    return redirect("experts:my_consents")


def my_pause(request: HttpRequest) -> HttpResponse:
    """Begin a pause now or later; no reason is asked."""
    expert = myself(request)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            states.pause(expert=expert, by=request.user, **form.cleaned_data)
        except WrongState:
            messages.info(request, _t("You are not being offered gigs now, so there is nothing to pause."))
        else:
            messages.success(
                request, _t("Your pause has been recorded. Gigs that you have agreed to still stand.")
            )
        return redirect("experts:my_pause")
    today = timezone.localdate()
    context = {
        "form": form,
        "expert": expert,
        "now": expert.pauses.on(today).first(),
        "planned": list(expert.pauses.filter(starts_on__gt=today)),
    }
    return render(request, "experts/my_pause.html", context)


@require_POST
def end_pause(request: HttpRequest) -> HttpResponse:
    """My pause ends now."""
    expert = myself(request)
    try:
        states.resume(expert=expert, by=request.user)
    except WrongState:
        messages.info(request, _t("You are not on a pause."))
    else:
        messages.success(request, _t("Welcome back. Gigs may be offered to you again."))
    return redirect("experts:my_pause")


@require_POST
def cancel_my_pause(request: HttpRequest, key: int) -> HttpResponse:
    """Take away my pause that has not begun."""
    pause = get_object_or_404(myself(request).pauses, pk=key)
    states.cancel_pause(pause=pause, by=request.user)
    messages.success(request, _t("The pause has been cancelled."))
    return redirect("experts:my_pause")


@require_GET
def my_log(request: HttpRequest) -> HttpResponse:
    """Who has looked at my data: role, time and purpose. Names of staff only through the data protection officer."""
    expert = myself(request)
    ids = expert.ids()
    page = page_of(
        Entry.objects.reading().filter(subject_id__in=ids).exclude(actor_id=_own_id(request)), request
    )
    labels = dict(Role.choices)
    rows = [
        {
            "at": entry.at,
            "who": labels.get(entry.actor_role, _t("the system")),
            "what": reading.words(entry.verb),
            "purpose": reading.purpose(entry.purpose),
        }
        for entry in page
    ]
    return render(request, "experts/my_log.html", {"page": page, "rows": rows})


def _own_id(request: HttpRequest) -> str:
    return request.user.public_id if isinstance(request.user, User) else ""
