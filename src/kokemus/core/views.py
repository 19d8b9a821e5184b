"""Pages of the frame itself: errors and the living style page; and how a view tries one act."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kokemus.core import style
from kokemus.core.workflow import NotAllowed, WrongState


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so; a double press or a faster colleague is told in words, and not being allowed is a 403."""
    try:
        act()
    except WrongState:
        messages.warning(
            request,
            _("Something has happened here meanwhile, so nothing was done. This is how it stands now."),
        )
        return False
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, done)
    return True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key had run out: says what to do, loses nothing that the browser keeps."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this page."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: stands alone, since anything may be broken."""
    return HttpResponse(render_to_string("500.html"), status=500)


@login_not_required
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; ?frame=staff shows them in the staff's frame."""
    frame = "staff" if request.GET.get("frame") == "staff" else "public"
    return render(request, "core/style.html", {"frame": f"base_{frame}.html", **style.sample(request)})
