"""What other pages show of the directories: where to get help now, and peer support by topic."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from kokemus.accounts.permissions import is_admin
from kokemus.organisation.models import Association, HelpLine
from kokemus.topics.models import Topic

register = template.Library()

MOST = 3  # as many as one reads when it is hard; the directory has the others


@register.inclusion_tag("organisation/_help_now.html", takes_context=True)
def help_now(context: Context, columns: int = 1, folded: bool = False) -> dict[str, Any]:
    """*Where to get help now*: the help lines; an administrator sees which numbers have not been checked.

    A panel for the side of a page; with `columns` (2, 3 or 4) a section across it, `folded` into one line.
    """
    user = context.get("user")
    lines = list(HelpLine.objects.shown())
    old = set()
    if user is not None and is_admin(user):
        old = {line.pk for line in lines if line.is_old(timezone.localdate())}
    return {"lines": [(line, line.pk in old) for line in lines], "columns": columns, "folded": folded}


@register.inclusion_tag("organisation/_peer_support.html")
def peer_support(topics: Iterable[Topic], municipality: str = "") -> dict[str, Any]:
    """Associations for somebody who has written of their own situation, or where to look for one.

    Without topics (the text is of something else) nothing.
    """
    asked = list(topics)
    fitting = Association.objects.for_topics(asked, municipality=municipality) if asked else []
    return {"topics": asked, "associations": fitting[:MOST]}
