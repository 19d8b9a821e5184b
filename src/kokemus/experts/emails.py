"""Messages of an application. No topic and no name in any; the answer goes by the person's own channel."""

from typing import Any

from django.utils import timezone

from kokemus.core import links
from kokemus.experts.models import Application, Expert
from kokemus.messaging.actions import Recipient, queue
from kokemus.messaging.models import Message
from kokemus.organisation.models import Coordinator, Organisation

JOIN = "join"  # what the token of an application's link is good for


def join_token(application: Application) -> str:
    """The secret part of an application's link."""
    return links.token(JOIN, application.public_id)


def draft_link(application: Application, address: str, days: int) -> None:
    """The link by which one goes on later."""
    url = links.absolute("joining:resume", join_token(application), language=application.language)
    context = _common(application) | {"url": url, "days": days}
    to = Recipient(address, language=application.language)
    queue(template="experts/join_link", to=to, context=context, about=application.public_id)


def arrived(application: Application) -> None:
    """Thank you; what happens next and by when."""
    _tell(application, "join_arrived")


def arrived_for_coordinator(application: Application, *, by: Any) -> None:
    """An application waits; it stands in the list whether or not this arrives. Whoever sent it knows."""
    coordinator = application.coordinator
    if coordinator is None or coordinator.user == by:
        return
    user = coordinator.user
    context = _common(application) | {"url": _page(application, user.language)}
    to = Recipient(user.email, language=user.language)
    queue(template="experts/join_coordinator", to=to, context=context, about=application.public_id)


def talk_agreed(application: Application) -> None:
    """Time and place of the newcomer's talk."""
    _tell(application, "join_talk")


def accepted(application: Application) -> None:
    """Welcome, and how to sign in when that has been opened."""
    may_sign_in = bool(application.expert and application.expert.user_id)
    sign_in_url = links.absolute("account_login", language=application.language) if may_sign_in else ""
    _tell(application, "join_accepted", sign_in_url=sign_in_url)


def put_off(application: Application) -> None:
    """Not now; the door stays open."""
    _tell(application, "join_not_now")


def declined(application: Application) -> None:
    """Thank you, and where there is support."""
    support_url = links.absolute("organisation:peer_support", language=application.language)
    _tell(application, "join_declined", support_url=support_url)


def _tell(application: Application, name: str, **more: str) -> None:
    """One message by e-mail, else a call for a coordinator, who reads the safe-contact note on the page first."""
    is_mailed = application.channel == Expert.Channel.EMAIL and application.email
    if is_mailed and not application.only_by_person:
        to = Recipient(application.email, language=application.language, reference=application.public_id)
        context = _common(application) | {
            "url": links.absolute("joining:thanks", join_token(application), language=application.language),
            "begin_url": links.absolute("joining:begin", language=application.language),
            **more,
        }
        queue(template=f"experts/{name}", to=to, context=context, about=application.public_id)
        return
    to = Recipient(application.phone, kind=Message.Kind.PHONE, reference=application.public_id)
    context = _common(application) | {"url": _page(application, "fi")}
    queue(template=f"experts/call_{name}", to=to, context=context, about=application.public_id)


def _common(application: Application) -> dict[str, Any]:
    return {
        "application": application,
        "organisation": Organisation.current(),
        "coordinator": present(application.coordinator),
    }


def present(coordinator: Coordinator | None) -> Coordinator | None:
    """The coordinator, or the stand-in on a day of absence."""
    return coordinator.present(timezone.localdate()) if coordinator else None


def _page(application: Application, language: str) -> str:
    return links.absolute("experts:application", application.public_id, language=language)
