"""A person's page: the register, gigs, fees, messages and history of one expert, for a coordinator."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.experts import languages, reading
from kokemus.experts.models import Audience, Consent, Experience, Expert, Purpose
from kokemus.experts.views.items import rows_of
from kokemus.experts.views.mine import refusal_words
from kokemus.experts.workflow import EXPERT
from kokemus.gigs.models import Occasion
from kokemus.home.history import events
from kokemus.messaging.models import Message

LATEST = 20
COLUMNS = (
    (Purpose.OFFERS, Audience.OWN_UNITS),
    (Purpose.OFFERS, Audience.OTHERS),
    (Purpose.OFFERS, Audience.MEDIA),
    (Purpose.TELLING, Audience.OWN_UNITS),
    (Purpose.COUNTING, Audience.OWN_UNITS),
)


@require_GET
@roles_required(Role.COORDINATOR)
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything of one person. That it is read is logged first; if the log fails, nothing is shown."""
    found = Expert.objects.select_related("user", "merged_into", "newcomer_talk_by")
    expert = get_object_or_404(found, public_id=public_id)
    if expert.merged_into:
        return redirect("home:person", expert.merged_into.public_id)
    audit.reading(reading.PAGE, by=request.user, subject=expert, purpose=reading.BROKERING)
    ids = expert.ids()
    context = {
        "expert": expert,
        "steps": EXPERT.available(expert, request.user),
        **_register(expert),
        **_availability(expert),
        **_work(expert),
        "messages_to": list(Message.objects.filter(recipient__in=ids)[:LATEST]),
        "history": events(list(_changes(ids)[:LATEST])),
    }
    return render(request, "home/person.html", context)


def _changes(ids: list[str]) -> "QuerySet[Entry]":
    """What was done to a person; each answer of an application is not told one by one."""
    return Entry.objects.changes().filter(subject_id__in=ids).exclude(verb="experts.keep_application")


def _register(expert: Expert) -> dict[str, Any]:
    """Topics with consent, roles, training, notes."""
    experiences = list(expert.experiences.select_related("topic").prefetch_related("services"))
    return {
        "topics": topic_rows(experiences, expert.consents.all()),
        "unasked": sum(experience.is_carried_over for experience in experiences),
        "applications": list(expert.applications.all()),
        "roles": [role.label for role in expert.roles.all()],
        "training": rows_of(expert, "koulutus"),
        "checks": rows_of(expert, "rikosrekisteriote"),
        "notes": rows_of(expert, "muistiinpanot"),
    }


def topic_rows(experiences: Iterable[Experience], consents: Iterable[Consent]) -> list[dict[str, Any]]:
    """Each topic with its perspective, services and what stands about consent: [{"experience", "consents"}]."""
    latest: dict[tuple[int, str, str], Consent] = {}
    for row in sorted(consents, key=lambda row: (row.withdrawn_at is None, row.pk)):
        latest[(row.topic_id, row.purpose, row.audience)] = row
    return [
        {
            "experience": experience,
            "consents": [_said(latest.get((experience.topic_id, *column))) for column in COLUMNS],
        }
        for experience in experiences
    ]


def _said(row: Consent | None) -> dict[str, str]:
    """One answer as a word and the kind of its tag."""
    if row is None:
        return {"word": _("not asked"), "kind": "attention"}
    if row.withdrawn_at:
        return {"word": _("withdrawn"), "kind": "neutral"}
    return {"word": _("yes"), "kind": "ok"} if row.is_given else {"word": _("no"), "kind": "neutral"}


def _availability(expert: Expert) -> dict[str, Any]:
    """Where, when and how much."""
    today = timezone.localdate()
    return {
        "languages": ", ".join(languages.names(expert.languages)),
        "areas": ", ".join(expert.areas.values_list("municipality", flat=True)),
        "refusals": [refusal_words(row) for row in expert.refusals.select_related("role", "topic")],
        "times": rows_of(expert, "ajat"),
        "pauses": [{"pause": row, "ahead": row.starts_on > today} for row in expert.pauses.all()[:LATEST]],
        "ahead": list(expert.commitments.standing().filter(ends_at__gt=timezone.now())[:LATEST]),
    }


def _work(expert: Expert) -> dict[str, Any]:
    """Offers with their gigs, and claims with their sums."""
    occasions = Prefetch("gig__occasions", queryset=Occasion.objects.order_by("starts_at"))
    offers = expert.offers.select_related("gig__role").prefetch_related(occasions).order_by("-created_at")
    claims = expert.claims.annotate(sum=Sum("lines__amount")).order_by("-occurred_on")
    return {"offers": list(offers[:LATEST]), "claims": list(claims[:LATEST])}
