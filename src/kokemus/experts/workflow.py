"""In which order a person's state in the register may move, who may, and what the button says."""

from django.utils.translation import gettext_lazy as _

from kokemus.core.workflow import Step, Workflow
from kokemus.experts.models import Expert
from kokemus.experts.permissions import coordinator, person_coordinator_or_tick

NEW, ACTIVE, PAUSED, LEFT, DECEASED = (state.value for state in Expert.State)

EXPERT = Workflow(
    [
        Step("activate", (NEW,), ACTIVE, coordinator, _("Start: gigs may be offered")),
        Step("pause", (ACTIVE,), PAUSED, person_coordinator_or_tick, _("Put on a pause")),
        Step("resume", (PAUSED,), ACTIVE, person_coordinator_or_tick, _("End the pause")),
        Step("come_back", (LEFT, DECEASED), NEW, coordinator, _("Back in the register")),
        Step("leave", (NEW, ACTIVE, PAUSED), LEFT, coordinator, _("Has left the activity"), danger=True),
        Step("mark_deceased", (NEW, ACTIVE, PAUSED, LEFT), DECEASED, coordinator, _("Has died"), danger=True),
    ]
)
