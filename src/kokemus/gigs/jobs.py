"""What `kokemus tick` does with gigs: offers run out, gigs are held, each keeps an owner, forgotten requests go."""

from collections.abc import Callable
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kokemus.core.workflow import WrongState
from kokemus.experts.models import Expert
from kokemus.gigs.actions import finishing, hours, inbox, offering, requesting
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer

LOOKING = (Gig.State.OPEN, Gig.State.OFFERED)  # one expert has cancelled or is still looked for


def _done(act: Callable[[], object]) -> int:
    """1 when it was done; 0 when somebody did something else at this very moment, and the next tick sees it."""
    try:
        act()
    except WrongState:
        return 0
    return 1


def expire_offers() -> int:
    """Offers whose time to answer has run out; each in its own transaction, and one just answered is left alone."""
    late = list(Offer.objects.overdue().select_related("expert", "gig__coordinator"))
    return sum(_done(partial(offering.expire, offer=offer, by="tick")) for offer in late)


def withdraw_from_the_gone() -> int:
    """Open offers to people who have left or died."""
    gone = Offer.objects.filter(state__in=offering.STANDING).exclude(expert__state__in=Expert.LIVING)
    offers = list(gone.select_related("expert", "gig__coordinator"))
    return sum(_done(partial(offering.withdraw, offer=offer, by="tick", tell=False)) for offer in offers)


def finish_past() -> int:
    """Gigs whose last occasion has ended with somebody bound to it are done; a second run finds nothing."""
    planned = Occasion.objects.filter(gig=OuterRef("pk"), state=Occasion.State.PLANNED)
    bound = Assignment.objects.filter(occasion__gig=OuterRef("pk"), cancelled_at=None)
    past = Gig.objects.filter(Exists(planned), ~Exists(planned.filter(ends_at__gt=timezone.now())))
    gigs = list(past.filter(Q(state=Gig.State.AGREED) | Q(Exists(bound), state__in=LOOKING)))
    return sum(_done(partial(finishing.finish, gig=gig, by="tick")) for gig in gigs)


def keep_owned() -> int:
    """Gigs without a working coordinator get one by the routing table."""
    gigs = list(inbox.unowned())
    for gig in gigs:
        inbox.adopt(gig=gig, by="tick")
    return len(gigs)


def forget_unconfirmed() -> int:
    """Requests whose e-mail address nobody confirmed in a week."""
    return requesting.forget_unconfirmed()


def ask_hours() -> int:
    """Parts of gigs that have been held: both are asked for the hours, once."""
    unasked = list(Assignment.objects.unasked().for_hours())
    return sum(_done(partial(hours.ask, assignment=assignment, by="tick")) for assignment in unasked)
