"""Pages that are the same for everybody who comes without a cookie, and may be kept for a short while."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]
SECONDS = 300


def for_everybody(view: View) -> View:
    """No sign-in, an ETag, and five minutes in any cache. With a cookie the page may hold a name: no cache keeps it."""

    @login_not_required
    @require_safe
    @conditional_page
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if not request.COOKIES:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return shown
