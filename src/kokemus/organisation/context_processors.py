"""The organisation's name, contacts and look, on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kokemus.organisation.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation` for the header and the footer, and its style sheet; read once, by a page that shows them."""
    current: Any = SimpleLazyObject(Organisation.current)
    return {"organisation": current, "theme_url": SimpleLazyObject(lambda: current.theme_url)}
