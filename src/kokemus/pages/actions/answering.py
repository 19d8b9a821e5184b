"""What coordinators do with a question: take it, hand it on, answer it; and how it is forgotten afterwards."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.core.workflow import NotAllowed, WrongState
from kokemus.messaging import actions as messaging
from kokemus.organisation.models import Coordinator, Organisation
from kokemus.pages.emails import enquiries as emails
from kokemus.pages.models import Enquiry
from kokemus.pages.permissions import at_the_desk
from kokemus.pages.workflow import ENQUIRY


@transaction.atomic
def take(*, enquiry: Enquiry, by: Any) -> None:
    """The coordinator answers for it from now on. Raises NotAllowed, WrongState."""
    owner = Coordinator.objects.filter(user=by).first() if at_the_desk(by) else None
    if owner is None:
        raise NotAllowed("take")
    _give(enquiry, owner)
    audit.record("pages.take_enquiry", by=by, thing=enquiry)


@transaction.atomic
def hand_on(*, enquiry: Enquiry, to: Coordinator, by: Any) -> None:
    """Another coordinator answers for it from now on, and hears it. Raises NotAllowed, WrongState."""
    if not at_the_desk(by):
        raise NotAllowed("hand_on")
    _give(enquiry, to)
    audit.record("pages.hand_on_enquiry", by=by, thing=enquiry, to=to.user.public_id)
    if to.user != by:
        emails.handed_on(enquiry)


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, by: Any) -> None:
    """A written answer: by e-mail, or on the page of the link when no address was left. Raises as workflow.move."""
    _close(enquiry, "answer", text, _written(enquiry), by)
    audit.record("pages.answer_enquiry", by=by, thing=enquiry, channel=enquiry.channel)
    emails.answered(enquiry)


@transaction.atomic
def note_call(*, enquiry: Enquiry, text: str, by: Any) -> None:
    """It was answered on the phone; the note is for the coordinators. Raises as workflow.move."""
    _close(enquiry, "note_call", text, Enquiry.Channel.PHONE, by)
    audit.record("pages.answer_enquiry", by=by, thing=enquiry, channel=enquiry.channel)


@transaction.atomic
def decline(*, enquiry: Enquiry, text: str, by: Any) -> None:
    """It is not for us: the writer is told so kindly, and where to ask. Raises as workflow.move."""
    _close(enquiry, "decline", text, _written(enquiry), by)
    audit.record("pages.decline_enquiry", by=by, thing=enquiry, channel=enquiry.channel)
    emails.answered(enquiry)


def forget(*, now: dt.datetime, by: Any) -> int:
    """Erase what was answered so long ago as the organisation has set, with its messages; returns how many."""
    before = now - dt.timedelta(days=Organisation.current().forget_days)
    old = list(Enquiry.objects.forgettable(before))
    for enquiry in old:
        _forget(enquiry, by)
    return len(old)


@transaction.atomic
def _forget(enquiry: Enquiry, by: Any) -> None:
    messaging.erase(about=enquiry.public_id)
    audit.record("pages.forget_enquiry", by=by, thing=enquiry)
    enquiry.delete()


def _give(enquiry: Enquiry, owner: Coordinator) -> None:
    if not Enquiry.objects.open().filter(pk=enquiry.pk).update(owner=owner):
        raise WrongState("give")
    enquiry.owner = owner


def _close(enquiry: Enquiry, step: str, text: str, channel: str, by: Any) -> None:
    ENQUIRY.move(
        enquiry, step, by=by, answer=text, channel=channel, answered_at=timezone.now(), answered_by=by
    )


def _written(enquiry: Enquiry) -> str:
    return Enquiry.Channel.EMAIL if enquiry.email else Enquiry.Channel.LINK
