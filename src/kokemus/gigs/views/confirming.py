"""The link in the first e-mail: opening it shows a button (mail scanners open links), pressing it confirms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kokemus.core import links
from kokemus.gigs.actions import requesting
from kokemus.gigs.emails.reaching import STATUS
from kokemus.gigs.emails.requesting import CONFIRM
from kokemus.gigs.models import Gig


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the e-mail address of a request; then on to its status page."""
    try:
        gig = Gig.objects.filter(public_id=links.read(CONFIRM, token)).first()
    except links.BadLink:
        return render(request, "gigs/status/bad_link.html", status=404)
    if gig is None or requesting.is_late(gig):
        return render(
            request, "gigs/request/forgotten.html", {"days": requesting.UNCONFIRMED_DAYS}, status=410
        )
    status_token = links.token(STATUS, gig.public_id)
    if request.method != "POST":
        context = {"is_confirmed": gig.confirmed_at is not None, "status_token": status_token}
        return render(request, "gigs/request/confirm.html", context)
    if requesting.confirm(gig=gig):
        messages.success(request, _("Thank you! Your request is now with the coordinator."))
    else:
        messages.info(request, _("You had already confirmed this request."))
    return redirect("gigs:status", status_token)
