"""Staff work only with a second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Replaced by the accounts helper."""
    return get_response
