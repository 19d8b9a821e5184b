"""A gig has been held: its occasions are done, and the register knows when each expert's last gig was."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.experts.actions import binding
from kokemus.gigs.actions.offering import STANDING, withdraw
from kokemus.gigs.models import Assignment, Gig, Occasion
from kokemus.gigs.workflow import move_gig


@transaction.atomic
def finish(*, gig: Gig, by: Any) -> None:
    """Every occasion has ended. Raises WrongState, NotAllowed."""
    move_gig(gig, "finish", by=by)
    for offer in gig.offers.filter(state__in=STANDING).select_related("expert", "gig__coordinator"):
        withdraw(offer=offer, by="tick")
    held = gig.occasions.filter(state=Occasion.State.PLANNED, ends_at__lte=timezone.now())
    occasions = [occasion.pk for occasion in held]
    Occasion.objects.filter(pk__in=occasions).update(state=Occasion.State.DONE)
    for assignment in Assignment.objects.filter(occasion__in=occasions, cancelled_at=None).select_related(
        "expert", "occasion"
    ):
        day = timezone.localtime(assignment.occasion.starts_at).date()
        binding.record_last_gig(expert=assignment.expert, on=day)
    audit.record("gigs.finish", by=by, thing=gig)
