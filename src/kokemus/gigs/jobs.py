"""What `kokemus tick` does with gigs: offers run out, gigs are held, each keeps an owner, forgotten requests go."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kokemus.core.workflow import WrongState
from kokemus.experts.models import Expert
from kokemus.gigs.actions import finishing, hours, inbox, offering, requesting
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer


def expire_offers() -> int:
    """Offers whose time to answer has run out; each in its own transaction, and one just answered is left alone."""
    return sum(
        _expire(offer) for offer in Offer.objects.overdue().select_related("expert", "gig__coordinator")
    )


def _expire(offer: Offer) -> int:
    try:
        offering.expire(offer=offer, by="tick")
    except WrongState:  # answered at this very moment
        return 0
    return 1


def withdraw_from_the_gone() -> int:
    """Open offers to people who have left or died."""
    states = [Offer.State.SENT, Offer.State.YES, Offer.State.ANOTHER_TIME]
    gone = Offer.objects.filter(state__in=states).exclude(expert__state__in=Expert.LIVING)
    offers = list(gone.select_related("expert", "gig__coordinator"))
    for offer in offers:
        offering.withdraw(offer=offer, by="tick", tell=False)
    return len(offers)


def finish_past() -> int:
    """Agreed gigs whose last occasion has ended are done; a second run finds nothing."""
    ahead = Occasion.objects.filter(
        gig=OuterRef("pk"), state=Occasion.State.PLANNED, ends_at__gt=timezone.now()
    )
    held = Occasion.objects.filter(gig=OuterRef("pk"), state=Occasion.State.PLANNED)
    gigs = list(Gig.objects.filter(Exists(held), ~Exists(ahead), state=Gig.State.AGREED))
    for gig in gigs:
        finishing.finish(gig=gig, by="tick")
    return len(gigs)


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
    return sum(_ask_hours(assignment) for assignment in unasked)


def _ask_hours(assignment: Assignment) -> int:
    try:
        hours.ask(assignment=assignment, by="tick")
    except WrongState:  # claimed or cancelled at this very moment
        return 0
    return 1
