"""The organisation's own look as files: its colour and its logo, the same for everybody, so browsers may keep them."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from kokemus.organisation.models import Logo, Organisation

DAY = 24 * 60 * 60


def _theme() -> str:
    colour = Organisation.current().colour
    return f":root {{ --k-lake: {colour}; }}\n" if colour else ""


def _theme_etag(request: HttpRequest) -> str:
    return f'"{hashlib.sha256(_theme().encode()).hexdigest()[:16]}"'


def _logo_etag(request: HttpRequest) -> str:
    return f'"{Organisation.current().logo_version}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=DAY)
@condition(etag_func=_theme_etag)
def theme(request: HttpRequest) -> HttpResponse:
    """The style sheet with the organisation's own colour; empty when it has none."""
    return HttpResponse(_theme(), content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=DAY)
@condition(etag_func=_logo_etag)
def logo(request: HttpRequest) -> HttpResponse:
    """The logo."""
    found = Logo.objects.first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type="image/png")
