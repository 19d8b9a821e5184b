"""What needs a coordinator today: their gigs and those they stand in for, in four groups, oldest first. Reads only."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from kokemus.core import formats
from kokemus.gigs.models import Gig, Offer
from kokemus.organisation.models import Absence, Coordinator

NEAR_DAYS = 14
SOON_DAYS = 3  # a gig not agreed this close to its day is late
NEW, WAITING, AGREED, UNFINISHED = "new", "waiting", "agreed", "unfinished"
TITLES: dict[str, Promise] = {
    NEW: gettext_lazy("New"),
    WAITING: gettext_lazy("Waiting for an answer"),
    AGREED: gettext_lazy("Agreed, in the next two weeks"),
    UNFINISHED: gettext_lazy("Left unfinished"),
}
EMPTY: dict[str, Promise] = {
    NEW: gettext_lazy(
        "No new requests. When somebody asks for an expert by experience, the request comes here."
    ),
    WAITING: gettext_lazy("Nobody owes an answer. Offers and questions that wait for an answer come here."),
    AGREED: gettext_lazy("No agreed gigs in the next two weeks. When a gig is agreed, it comes here."),
    UNFINISHED: gettext_lazy("Nothing left unfinished. Gigs that need your next step come here."),
}


@dataclass(frozen=True)
class Line:
    """One gig: what, for whom, by when, whose turn. `kind` is that of `status_tag`; `owner`: of another's gig."""

    public_id: str
    url: str
    what: str
    for_whom: str
    by_when: str
    turn: str
    kind: str
    owner: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its day has passed: red."""
        return self.kind == "late"


@dataclass(frozen=True)
class Group:
    """One of the four groups of look.md's third screen."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def title(self) -> Promise:
        """The heading."""
        return TITLES[self.name]

    @property
    def empty(self) -> Promise:
        """What will come here, for an empty group."""
        return EMPTY[self.name]


@dataclass(frozen=True)
class _Turn:
    """Where a gig stands for its coordinator."""

    group: str
    words: str
    by: dt.date | None = None
    is_late: bool = False
    is_mine: bool = True


def groups(user: Any, today: dt.date) -> list[Group]:
    """The four groups of one coordinator, each oldest first; four queries, however many gigs."""
    found = {name: Group(name) for name in TITLES}
    for gig in _needing(user, today):
        turn = _turn(gig, today)
        if turn is not None:
            found[turn.group].lines.append(_line(gig, turn, user))
    return list(found.values())


def owned_by(user: Any, today: dt.date) -> Q:
    """Gigs of a coordinator: their own, those of whom they stand in for today, and those that nobody owns."""
    away = Absence.objects.on(today).values("coordinator")
    covered = Coordinator.objects.filter(stand_in__user=user, pk__in=away)
    unowned = Q(coordinator=None) | Q(coordinator__user__is_active=False)
    return Q(coordinator__user=user) | Q(coordinator__in=covered) | unowned


def _needing(user: Any, today: dt.date) -> "QuerySet[Gig]":
    offers = Offer.State
    ahead = Q(occasions__state="planned", occasions__ends_at__gte=timezone.now())
    gigs = Gig.objects.arrived().running().filter(owned_by(user, today))
    return (
        gigs.select_related("coordinator__user", "role", "unit")
        .prefetch_related("topics")
        .annotate(
            sent=_count("offers", state=offers.SENT),
            answer_by=Max("offers__expires_at", filter=Q(offers__state=offers.SENT)),
            yes=_count("offers", state=offers.YES),
            chosen=_count("offers", state=offers.CHOSEN),
            other_times=_count("offers", state=offers.ANOTHER_TIME),
            questions_open=Count("questions", filter=Q(questions__answered_at=None), distinct=True),
            first_at=Min("occasions__starts_at", filter=ahead),
        )
        .order_by("state_since", "pk")
    )


def _count(relation: str, **conditions: Any) -> Count:
    return Count(
        relation,
        filter=Q(**{f"{relation}__{name}": value for name, value in conditions.items()}),
        distinct=True,
    )


def _turn(gig: Any, today: dt.date) -> _Turn | None:
    """Which group, whose turn, by when; None for what needs nobody now."""
    first = timezone.localtime(gig.first_at).date() if gig.first_at else None
    pressing = first is not None and first <= today + dt.timedelta(days=SOON_DAYS)
    if gig.state == Gig.State.AGREED:
        return _agreed(first, today)
    if gig.state == Gig.State.DONE:
        return _Turn(UNFINISHED, gettext("Hours to be confirmed"), is_mine=False)
    if gig.questions_open:
        return _Turn(
            WAITING, gettext("The requester's turn: a question"), gig.respond_by, pressing, is_mine=False
        )
    if gig.state == Gig.State.REQUESTED:
        late = pressing or (gig.respond_by is not None and gig.respond_by < today)
        return _Turn(NEW, _new_words(gig), gig.respond_by, late)
    if gig.sent:
        return _waiting(gig, pressing)
    return _Turn(UNFINISHED, _unfinished_words(gig), first, pressing)


def _agreed(first: dt.date | None, today: dt.date) -> _Turn | None:
    if first is None:
        return _Turn(UNFINISHED, gettext("Your turn: was it held?"), today, is_late=True)
    if first > today + dt.timedelta(days=NEAR_DAYS):
        return None
    return _Turn(AGREED, gettext("Agreed"), first, is_mine=False)


def _waiting(gig: Any, pressing: bool) -> _Turn:
    late = pressing or gig.answer_by <= timezone.now()
    words = gettext("The experts' turn: %(sent)s asked, %(yes)s yes") % {"sent": gig.sent, "yes": gig.yes}
    if gig.yes and gig.yes + gig.chosen >= gig.experts_needed:
        return _Turn(
            WAITING, gettext("You may choose: %(yes)s yes") % {"yes": gig.yes}, _day(gig.answer_by), late
        )
    return _Turn(WAITING, words, _day(gig.answer_by), late, is_mine=False)


def _new_words(gig: Any) -> str:
    if not gig.is_complete:
        return gettext("Your turn: incomplete, fill in")
    return gettext("Your turn: check the request")


def _unfinished_words(gig: Any) -> str:
    missing = gig.experts_needed - gig.chosen - gig.yes
    if gig.yes and missing <= 0:
        return gettext("Your turn: choose, %(yes)s yes") % {"yes": gig.yes}
    if gig.other_times:
        return gettext("Your turn: another time was proposed")
    if gig.yes or gig.chosen or gig.state == Gig.State.OFFERED:
        return gettext("Your turn: too few said yes, propose the next")
    return gettext("Your turn: ask experts")


def _line(gig: Any, turn: _Turn, user: Any) -> Line:
    owner = gig.coordinator
    kind = (
        "late"
        if turn.is_late
        else "attention"
        if turn.is_mine
        else "ok"
        if turn.group == AGREED
        else "neutral"
    )
    return Line(
        public_id=gig.public_id,
        url=reverse("gigs:detail", args=[gig.public_id]),
        what=what(gig),
        for_whom=for_whom(gig),
        by_when=formats.day(turn.by) if turn.by else "",
        turn=turn.words,
        kind=kind,
        owner=str(owner) if owner and owner.user_id != user.pk else "",
    )


def what(gig: Gig) -> str:
    """ "Kokemuskouluttaja: masennus, ahdistus": the role and the topics, for staff who may see them."""
    topics = ", ".join(topic.label for topic in gig.topics.all())
    parts = [part for part in (gig.role.label if gig.role else "", topics) if part]
    return ": ".join(parts) or gig.goal[:80] or gettext("Not known yet")


def for_whom(gig: Gig) -> str:
    """The unit or organisation that asks, else the person."""
    return (gig.unit.name if gig.unit else "") or gig.requester_organisation or gig.requester_name


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()
