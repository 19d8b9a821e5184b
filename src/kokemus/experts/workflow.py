"""In which order a person's state and an application's state may move, who may, and what the button says."""

from django.utils.translation import gettext_lazy as _

from kokemus.core.workflow import Step, Workflow
from kokemus.experts.models import Application, Expert
from kokemus.experts.permissions import (
    applicant_or_coordinator,
    coordinator,
    may_accept,
    person_coordinator_or_tick,
)

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

DRAFT, FRESH, TALK, WAITING, ACCEPTED, NOT_NOW, DECLINED = (state.value for state in Application.State)
OPEN = (FRESH, TALK, WAITING)

APPLICATION = Workflow(
    [
        Step("send", (DRAFT,), FRESH, applicant_or_coordinator, _("Send my answers")),
        Step("agree_talk", OPEN, TALK, coordinator, _("Agree on a talk")),
        Step("note_talk", OPEN, WAITING, coordinator, _("Note the talk")),
        Step("accept", (WAITING,), ACCEPTED, may_accept, _("Accept into the register")),
        Step("not_now", OPEN, NOT_NOW, coordinator, _("Answer: not now")),
        Step("decline", OPEN, DECLINED, coordinator, _("Answer: no"), danger=True),
    ]
)
