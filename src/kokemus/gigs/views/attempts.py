"""One act of a POST, and what the person reads when it could not be done any more."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.gigs.models import Gig

# Why a person's data are read, as the log keeps it and the person reads it.
WHOM_TO_ASK = gettext_noop("choosing whom to ask about a gig")
BROKERING_A_GIG = gettext_noop("brokering a gig on which you were asked")
AGREED_GIG = gettext_noop("an agreed gig")


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so; a double press or a faster colleague is told in words, and not being allowed is a 403."""
    try:
        act()
    except WrongState:
        messages.warning(
            request,
            _("Something has happened here meanwhile, so nothing was done. This is how it stands now."),
        )
        return False
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, done)
    return True


def gig_for(request: HttpRequest, public_id: str) -> Gig:
    """The gig, if this person may see it; else 404."""
    gigs = Gig.objects.visible_to(request.user).select_related(
        "coordinator__user", "role", "unit", "cost_centre", "wished_expert"
    )
    return get_object_or_404(gigs, public_id=public_id)
