"""What every page needs: the language links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """Links to this page in the other languages (`language_links`) and whether this is a demonstration."""
    here = request.get_full_path() if request.method == "GET" else request.path
    current = get_language()
    return {
        "language_links": [
            {"code": code, "label": label, "url": translate_url(here, code), "current": code == current}
            for code, label in settings.LANGUAGES
        ],
        "demo": settings.DEMO,
    }
