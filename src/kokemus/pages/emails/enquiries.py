"""Messages of a question: it has arrived, it has been answered, it is yours now, it is for whoever takes it.

None of them tells what was asked: the page of the link does.
"""

from typing import Any

from kokemus.accounts.models import Role, User
from kokemus.core import links
from kokemus.messaging.actions import Recipient, queue
from kokemus.organisation.models import Organisation
from kokemus.pages.models import Enquiry

LINK = "enquiry"  # what the token of the writer's link is good for


def received(enquiry: Enquiry) -> None:
    """It has arrived: who answers by when, and the secret link."""
    _tell_writer(enquiry, "enquiry_received")


def answered(enquiry: Enquiry) -> None:
    """Here is the answer."""
    _tell_writer(enquiry, "enquiry_answered")


def handed_on(enquiry: Enquiry) -> None:
    """Another coordinator has got a question."""
    if enquiry.owner:
        _tell_staff(enquiry, "enquiry_handed_on", enquiry.owner.user)


def shared(enquiry: Enquiry) -> None:
    """A question that no row of the routing table takes: every coordinator hears it."""
    for user in User.objects.having(Role.COORDINATOR):
        _tell_staff(enquiry, "enquiry_shared", user)


def _tell_writer(enquiry: Enquiry, name: str) -> None:
    if not enquiry.email:
        return
    token = links.token(LINK, enquiry.public_id)
    url = links.absolute("pages:asked", token, language=enquiry.language)
    _queue(enquiry, name, Recipient(enquiry.email, language=enquiry.language), url)


def _tell_staff(enquiry: Enquiry, name: str, user: User) -> None:
    url = links.absolute("pages:enquiry", enquiry.public_id, language=user.language)
    _queue(enquiry, name, Recipient(user.email, language=user.language), url)


def _queue(enquiry: Enquiry, name: str, to: Recipient, url: str) -> None:
    context: dict[str, Any] = {"enquiry": enquiry, "url": url, "organisation": Organisation.current()}
    queue(template=f"pages/{name}", to=to, context=context, about=enquiry.public_id)
