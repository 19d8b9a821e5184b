"""Each role's start page: what needs this person today."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kokemus.accounts.models import Role
from kokemus.audit import actions as audit
from kokemus.core import formats
from kokemus.experts import reading
from kokemus.experts.models import Application, Expert
from kokemus.experts.views import applications
from kokemus.fees.models import Claim
from kokemus.gigs import inbox
from kokemus.gigs.models import Assignment, Gig, Offer
from kokemus.messaging.models import Message
from kokemus.organisation.models import Absence, Coordinator
from kokemus.pages.models import Enquiry

# Roles whose start page is a list of their own app.
LISTS = (
    (Role.CHECKER, "fees:to_check"),
    (Role.APPROVER, "fees:to_approve"),
    (Role.PAYROLL, "fees:batches"),
    (Role.UNIT_CONTACT, "gigs:unit_list"),
    (Role.DATA_PROTECTION_OFFICER, "audit:log"),
    (Role.ADMIN, "organisation:settings"),
)


def start(request: HttpRequest) -> HttpResponse:
    """The coordinator's and the expert's page are composed here; other roles go to the list that is their work."""
    user: Any = request.user
    if user.has_role(Role.COORDINATOR):
        return _coordinator(request)
    if user.has_role(Role.EXPERT) and hasattr(user, "expert"):
        return _expert(request, user.expert)
    for role, view in LISTS:
        if user.has_role(role):
            return redirect(view)
    return render(request, "home/nothing.html")


def _coordinator(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    calls = list(_calls(request.user, today).order_by("created_at")[:20])
    questions = Enquiry.objects.open().needing(request.user, today)
    undelivered = list(Message.objects.undelivered()[:20])
    people = [message.recipient for message in (*calls, *undelivered)]
    audit.reading_ids("home.start", by=request.user, subject_ids=people, purpose="calls to make")
    month = today.replace(day=1)
    return render(
        request,
        "home/coordinator.html",
        {
            "today": today,
            "groups": inbox.groups(request.user, today),
            "questions": list(questions.soonest().select_related("owner__user", "area")[:20]),
            "question_count": questions.count(),
            "applications": _applications(request.user, today),
            "calls": calls,
            "undelivered": undelivered,
            "requests": Gig.objects.arrived().filter(confirmed_at__date__gte=month).count(),
            "held": _held_since(month),
            "unasked": Expert.objects.registered().living().unasked().count(),
            "hours_waiting": Assignment.objects.unclaimed().count(),
        },
    )


def _calls(user: Any, today: dt.date) -> "QuerySet[Message]":
    """Calls to make, but for those that a colleague who is at work was asked for by name."""
    others = Coordinator.objects.filter(user__is_active=True).exclude(user=user)
    at_work = others.exclude(absences__in=Absence.objects.on(today))
    return Message.objects.phone_tasks().exclude(about__in=at_work.values("user__public_id"))


def _applications(user: Any, today: dt.date) -> dict[str, Any]:
    """Open applications of a coordinator and of those they stand in for, as one group more of the day."""
    mine = Application.objects.open().filter(inbox.owned_by(user, today)).select_related("coordinator__user")
    found = list(mine.soonest_first())
    audit.reading_many(reading.APPLICATIONS, by=user, subjects=found, purpose=reading.JOINING)
    lines = [
        inbox.Line(
            public_id=each["application"].public_id,
            url=each["url"],
            what=_("Application to become an expert"),
            for_whom=each["application"].full_name,
            by_when=formats.day(each["application"].due_on) if each["application"].due_on else "",
            turn=each["turn"],
            kind=each["kind"],
        )
        for each in applications.lines(found, today)
    ]
    return {"name": "applications", "title": _("Applications"), "lines": lines}


def _held_since(month: Any) -> int:
    held = Gig.objects.filter(
        state__in=[Gig.State.DONE, Gig.State.CLOSED], occasions__starts_at__date__gte=month
    )
    return held.distinct().count()


def _expert(request: HttpRequest, me: Expert) -> HttpResponse:
    now = timezone.now()
    agreed = Assignment.objects.filter(expert=me, cancelled_at=None, occasion__ends_at__gte=now)
    agreed = agreed.exclude(occasion__gig__state=Gig.State.CANCELLED)
    return render(
        request,
        "home/expert.html",
        {
            "me": me,
            "offers": Offer.objects.open()
            .filter(expert=me)
            .select_related("gig__role")
            .order_by("expires_at"),
            "agreed": agreed.select_related("occasion__gig__role", "offer").order_by("occasion__starts_at"),
            "money": sum((claim.total for claim in Claim.objects.on_the_way().filter(expert=me)), Decimal(0)),
        },
    )
