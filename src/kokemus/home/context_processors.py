"""The navigation: what this person may open, in one table."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav_items`: the main links for the signed-in person's roles."""
    return {"nav_items": []}
