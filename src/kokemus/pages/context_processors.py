"""What the frame of every page shows of public texts: the statements, the links at the bottom, the feed of news."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kokemus.pages import filling
from kokemus.pages.models import Page, Text
from kokemus.pages.models.page import address


def pages(request: HttpRequest) -> dict[str, Any]:
    """`accessibility_url`, `privacy_url`, `feed_url` and `footer_links`, which only a page that shows them reads."""
    return {
        "accessibility_url": address("saavutettavuus", Page.Kind.STATEMENT),
        "privacy_url": address("tietosuoja", Page.Kind.STATEMENT),
        "footer_links": SimpleLazyObject(_footer_links),
        "feed_url": reverse("pages:rss"),
    }


def _footer_links() -> list[dict[str, Any]]:
    texts = Text.objects.published().filter(page__in_footer=True).defer("body", "words")
    lists = (
        (_("What experts by experience do"), "pages:pages"),
        (_("Guidance for staff"), "pages:guidance_list"),
    )
    return [
        *({"label": label, "url": reverse(view), "language": ""} for label, view in lists),
        *(
            {"label": text.title, "url": text.page.get_absolute_url(), "language": text.language}
            for text in filling.listed(texts.nearest(translation.get_language() or "fi"))
        ),
        {"label": _("News"), "url": reverse("pages:news_list"), "language": ""},
    ]
