"""The organisation's name and contacts, on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kokemus.organisation.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation` for the header and the footer; read only by a page that shows it."""
    return {"organisation": SimpleLazyObject(Organisation.current)}
