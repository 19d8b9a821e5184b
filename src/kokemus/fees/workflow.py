"""In which order a claim may move, who may, and what the button says. Read this table first."""

from django.utils.translation import gettext_lazy as _

from kokemus.core.workflow import Step, Workflow
from kokemus.fees.models import Claim
from kokemus.fees.permissions import another_approver_of, checker_of, coordinator, payroll, whose_turn

CLAIMED, RETURNED, CHECKED, APPROVED, BATCHED, INVOICED, PAID, SETTLED, VOID = (s.value for s in Claim.State)

CLAIM = Workflow(
    [
        Step("check", (CLAIMED,), CHECKED, checker_of, _("Checked")),
        Step("approve", (CHECKED,), APPROVED, another_approver_of, _("Approve")),
        Step("send_back", (CLAIMED, CHECKED, APPROVED), RETURNED, whose_turn, _("Send back")),
        Step("take_back", (CLAIMED, CHECKED, SETTLED), RETURNED, coordinator, _("Take back to be mended")),
        Step("mend", (RETURNED,), CLAIMED, coordinator, _("Claim again")),
        Step("mend_to_nothing", (RETURNED,), SETTLED, coordinator),
        Step("void", (RETURNED,), VOID, coordinator, _("Withdraw the claim"), danger=True),
        Step("batch", (APPROVED,), BATCHED, payroll),
        Step("invoice", (APPROVED,), INVOICED, payroll),
        Step("pay", (BATCHED, INVOICED), PAID, payroll),
    ]
)
