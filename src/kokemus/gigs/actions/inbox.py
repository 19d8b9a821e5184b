"""What a coordinator does with a request before anybody is asked, and how every gig keeps an owner."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed
from kokemus.experts.actions.needs import note_need
from kokemus.gigs.actions.offering import STANDING, withdraw
from kokemus.gigs.emails import inbox as emails
from kokemus.gigs.models import Gig, Question
from kokemus.gigs.permissions import coordinator
from kokemus.gigs.workflow import move_gig
from kokemus.organisation.models import Coordinator, Route


@transaction.atomic
def check(*, gig: Gig, by: Any) -> None:
    """The request has been read and is in order: experts are looked for. Raises WrongState, NotAllowed."""
    move_gig(gig, "open", by=by, changed_at=None)
    audit.record("gigs.check", by=by, thing=gig)


@transaction.atomic
def note_change(*, gig: Gig, by: Any) -> None:
    """What the requester has changed has been read. Raises NotAllowed."""
    _only_coordinators(by, "note_change")
    Gig.objects.filter(pk=gig.pk).update(changed_at=None)
    gig.changed_at = None
    audit.record("gigs.note_change", by=by, thing=gig)


@transaction.atomic
def ask_requester(*, gig: Gig, text: str, by: Any) -> Question:
    """A question back to the requester, answered on the status page. Raises NotAllowed."""
    _only_coordinators(by, "ask_requester")
    question = Question.objects.create(gig=gig, text=text, asked_by=by)
    audit.record("gigs.ask_requester", by=by, thing=gig)
    emails.questioned(question)
    return question


@transaction.atomic
def hand_over(*, gig: Gig, to: Coordinator, by: Any) -> None:
    """Another coordinator answers for the gig from now on, and hears it. Raises NotAllowed."""
    _only_coordinators(by, "hand_over")
    Gig.objects.filter(pk=gig.pk).update(coordinator=to)
    gig.coordinator = to
    audit.record("gigs.hand_over", by=by, thing=gig, to=to.user.public_id)
    if to.user != by:
        emails.handed_over(gig)


@transaction.atomic
def give_up(*, gig: Gig, by: Any) -> None:
    """Nobody could come: the requester is told kindly, open offers are withdrawn. Raises WrongState, NotAllowed."""
    gig = Gig.objects.select_for_update().get(pk=gig.pk)
    move_gig(gig, "give_up", by=by)
    audit.record("gigs.give_up", by=by, thing=gig)
    note_need(topics=gig.topics.all(), on=timezone.localdate())
    for offer in gig.offers.filter(state__in=STANDING).select_related("expert", "gig__coordinator"):
        withdraw(offer=offer, by=by)
    emails.gave_up(gig)


@transaction.atomic
def adopt(*, gig: Gig, by: Any) -> None:
    """Give a gig without a working owner to whom the routing table names; unowned only if there is no coordinator."""
    areas = [topic.area_id for topic in gig.topics.all()]
    owner = Route.coordinator_for(door=Route.Door.REQUEST, areas=areas, on=timezone.localdate())
    if owner is None:
        return
    Gig.objects.filter(pk=gig.pk).update(coordinator=owner)
    gig.coordinator = owner
    audit.record("gigs.adopt", by=by, thing=gig, to=owner.user.public_id)
    emails.handed_over(gig)


def unowned() -> Any:
    """Running gigs that nobody answers for: no coordinator, or one who does not work here any more."""
    return Gig.objects.arrived().running().filter(Q(coordinator=None) | Q(coordinator__user__is_active=False))


def _only_coordinators(by: Any, what: str) -> None:
    if not coordinator(by):
        raise NotAllowed(what)
