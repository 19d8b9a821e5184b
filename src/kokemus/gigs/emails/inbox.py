"""Messages from the coordinator's inbox: a question back, a kind no, a hand-over."""

from kokemus.gigs.emails.reaching import tell_coordinator, tell_requester
from kokemus.gigs.models import Gig, Question


def questioned(question: Question) -> None:
    """The coordinator asks the requester something; answered on the status page."""
    tell_requester(question.gig, "questioned", {"question": question})


def gave_up(gig: Gig) -> None:
    """Nobody could come: said kindly, with what to do next."""
    tell_requester(gig, "gave_up", {"first": gig.occasions.first()})


def handed_over(gig: Gig) -> None:
    """Another coordinator has got a gig."""
    tell_coordinator(gig, "handed_over", {"first": gig.occasions.first()})
