"""What every page needs: the language links and its own full address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kokemus.core.i18n import OF_SCREENS


def page(request: HttpRequest) -> dict[str, Any]:
    """Links to this page in the other languages (`language_links`) and whether this is a demonstration.

    `canonical_url` and `alternates` are for `core/_meta.html`, and only a page that has it works them out.
    """
    here = request.get_full_path() if request.method == "GET" else request.path
    current = get_language()

    def full(code: str | None) -> str:
        return settings.SITE_URL + translate_url(request.path, code if code in OF_SCREENS else "fi")

    return {
        "language_links": [
            {"code": code, "label": label, "url": translate_url(here, code), "current": code == current}
            for code, label in settings.LANGUAGES
        ],
        "canonical_url": SimpleLazyObject(lambda: full(current)),
        "alternates": SimpleLazyObject(lambda: [(code, full(code)) for code in OF_SCREENS]),
        "demo": settings.DEMO,
    }
