"""Messages of public texts, to those who keep them."""

from kokemus.accounts.models import Role, User
from kokemus.core import links
from kokemus.messaging import actions as messaging
from kokemus.pages.models import Page


def pages_to_check(pages: list[Page]) -> int:
    """Tell every admin which pages have stood for long without a check; returns to how many it was sent."""
    admins = list(User.objects.having(Role.ADMIN))
    for admin in admins:
        rows = [
            {
                "slug": page.slug,
                "url": links.absolute("pages:manage_page", page.slug, language=admin.language),
            }
            for page in pages
        ]
        messaging.queue(
            template="pages/to_check",
            to=messaging.Recipient(address=admin.email, language=admin.language, reference=admin.public_id),
            context={"pages": rows},
        )
    return len(admins)
