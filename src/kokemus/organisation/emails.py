"""Messages of `organisation`."""

from kokemus.accounts.models import User
from kokemus.core import links
from kokemus.messaging import actions as messaging
from kokemus.organisation.models import Organisation


def contacts_to_check(admin: User, *, associations: int, lines: int) -> None:
    """To an administrator: how many associations and help lines should be checked, and where."""
    messaging.queue(
        template="organisation/contacts_to_check",
        to=messaging.Recipient(address=admin.email, language=admin.language, reference=admin.public_id),
        context={
            "associations": associations,
            "lines": lines,
            "associations_link": links.absolute("organisation:table", "yhdistykset", language=admin.language),
            "lines_link": links.absolute("organisation:table", "auttavat-puhelimet", language=admin.language),
            "organisation": Organisation.current(),
        },
    )
