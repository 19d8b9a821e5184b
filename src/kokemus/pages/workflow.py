"""In which order a question may move, who may, and what the button says."""

from django.utils.translation import gettext_lazy as _

from kokemus.core.workflow import Step, Workflow
from kokemus.pages.models.enquiry import Enquiry
from kokemus.pages.permissions import at_the_desk

OPEN, ANSWERED, NOT_OURS = (state.value for state in Enquiry.State)

ENQUIRY = Workflow(
    [
        Step("answer", (OPEN,), ANSWERED, at_the_desk, _("Send the answer")),
        Step("note_call", (OPEN,), ANSWERED, at_the_desk, _("I answered by phone")),
        Step("decline", (OPEN,), NOT_OURS, at_the_desk, _("Tell kindly that this is not for us")),
    ]
)
