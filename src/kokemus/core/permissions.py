"""A view for some roles only. What a role means is the business of `accounts`; here it is a word that a user has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def roles_required(*roles: str) -> Callable[[View], View]:
    """A view for the named roles only; others get the 403 page (signing in is the middleware's business)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate
