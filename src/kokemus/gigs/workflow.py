"""In which order a gig and an offer may move, who may, and what the button says. Read this table first."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.core.workflow import Step, Workflow
from kokemus.gigs.models import Gig, Offer
from kokemus.gigs.permissions import coordinator, coordinator_or_system, may_answer, may_cancel

REQUESTED, OPEN, OFFERED, AGREED, DONE, CLOSED, CANCELLED, UNMET = (state.value for state in Gig.State)

GIG = Workflow(
    [
        Step("open", (REQUESTED,), OPEN, coordinator, _("Checked, start looking")),
        Step("offer", (REQUESTED, OPEN, OFFERED), OFFERED, coordinator, _("Ask")),
        Step("reopen", (OFFERED,), OPEN, coordinator_or_system, _("Look again")),
        Step("agree", (OFFERED,), AGREED, coordinator, _("Agree")),
        Step(
            "lose_expert", (AGREED,), OPEN, coordinator_or_system, _("The expert cancelled, look for another")
        ),
        Step("enter_past", (REQUESTED,), DONE, coordinator, _("Enter as done")),
        Step("finish", (OPEN, OFFERED, AGREED), DONE, coordinator_or_system, _("The gig was held")),
        Step("close", (DONE,), CLOSED, coordinator_or_system, _("Close")),
        Step("give_up", (REQUESTED, OPEN, OFFERED), UNMET, coordinator, _("Nobody could"), danger=True),
        Step(
            "cancel",
            (REQUESTED, OPEN, OFFERED, AGREED),
            CANCELLED,
            may_cancel,
            _("Cancel the gig"),
            danger=True,
        ),
    ]
)

SENT, YES, ANOTHER_TIME, NO, EXPIRED, WITHDRAWN, CHOSEN, NOT_CHOSEN = (state.value for state in Offer.State)

OFFER = Workflow(
    [
        Step("accept", (SENT,), YES, may_answer, _("Yes, this suits me")),
        Step("propose_another_time", (SENT,), ANOTHER_TIME, may_answer, _("Another time would suit")),
        Step("decline", (SENT,), NO, may_answer, _("Not this time")),
        Step("expire", (SENT,), EXPIRED, coordinator_or_system),
        Step("accept_late", (EXPIRED, ANOTHER_TIME), YES, coordinator, _("Says yes after all")),
        Step("withdraw", (SENT, YES, ANOTHER_TIME), WITHDRAWN, coordinator_or_system, _("Withdraw")),
        Step("take_back", (YES,), NO, may_answer, _("I cannot after all")),
        Step("choose", (YES,), CHOSEN, coordinator, _("Choose")),
        Step("pass_over", (YES,), NOT_CHOSEN, coordinator, _("Not chosen")),
        Step("drop_out", (CHOSEN,), NO, may_answer, _("I cannot come after all"), danger=True),
    ]
)


def move_gig(gig: Gig, step: str, *, by: Any, **changes: Any) -> None:
    """Take a step of GIG and note since when the gig is in its new state, by which the inbox ages it."""
    GIG.move(gig, step, by=by, state_since=timezone.now(), **changes)
