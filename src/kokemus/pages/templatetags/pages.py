"""What other screens show of public texts: a link to one, where it is shown to the public."""

from typing import Any

from django import template

from kokemus.pages.models import Page

register = template.Library()


@register.inclusion_tag("pages/_page_link.html")
def page_link(slug: str, words: str) -> dict[str, Any]:
    """A line that leads to a public text; nothing when the administrator has put it away."""
    page = Page.objects.shown().filter(slug=slug).first()
    return {"url": page.get_absolute_url() if page else "", "words": words}
