"""The gig of a page, and why a person's data are read there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop

from kokemus.gigs.models import Gig

# Why a person's data are read, as the log keeps it and the person reads it.
WHOM_TO_ASK = gettext_noop("choosing whom to ask about a gig")
BROKERING_A_GIG = gettext_noop("brokering a gig on which you were asked")
AGREED_GIG = gettext_noop("an agreed gig")


def gig_for(request: HttpRequest, public_id: str) -> Gig:
    """The gig, if this person may see it; else 404."""
    gigs = Gig.objects.visible_to(request.user).select_related(
        "coordinator__user", "role", "unit", "cost_centre", "wished_expert"
    )
    return get_object_or_404(gigs, public_id=public_id)
