"""A counter per sender and form in the shared cache: a form closes for a while to those who press too often."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


class TooMany(Exception):
    """More tries than the form allows in its time; the page says when to try again."""


def sender(request: HttpRequest) -> str:
    """A short hash of the sender's address; behind N trusted proxies the N-th last forwarded address counts."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    count = settings.TRUSTED_PROXY_COUNT
    address = hops[-count] if count and len(hops) >= count else request.META.get("REMOTE_ADDR", "")
    return hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:20]


def count(request: HttpRequest, form: str, *, limit: int, seconds: int) -> None:
    """Count one try; raises TooMany above `limit` tries in `seconds`. Call from POST only (it writes)."""
    key = f"rate:{form}:{sender(request)}"
    if not take_place(key, limit=limit, seconds=seconds):
        raise TooMany(form)


def take_place(key: str, *, limit: int, seconds: int) -> bool:
    """Take one of `limit` places that come free after `seconds`; `add` is atomic: two presses never share one."""
    return any(cache.add(f"{key}:{place}", 1, seconds) for place in range(limit))
