"""Security headers on every response, errors included; visitors' pages are sent packed."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

NO_FRAMES = "frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "img-src 'self' data:",  # the look's icons and the TOTP QR code are data URIs
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        NO_FRAMES,
    ]
)
FRAMES = "X-Frame-Options"  # can say nobody, but no list of sites
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    FRAMES: "DENY",
    "Referrer-Policy": "same-origin",
}

Respond = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Respond) -> Respond:
    """Outermost, so that pages of other middleware and error pages carry the headers too."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            if name != FRAMES or not getattr(response, "xframe_options_exempt", False):
                response.headers.setdefault(name, value)
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault(
                "Cache-Control", "no-store"
            )  # a shared computer's back button shows nothing
        return response

    return respond


def packed(get_response: Respond) -> Respond:
    """Gzip for visitors: a page and its typeface come over a slow network as one small thing.

    What somebody who is signed in reads is sent as it is: how well a page packs would tell of the names on it to
    somebody who chooses words for the same page and sees only how long it is.
    """
    gzip = GZipMiddleware(get_response)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_signed_in = request.user.is_authenticated if hasattr(request, "user") else False
        if not is_signed_in and not response.headers.get("Content-Type", "").startswith("image/"):
            gzip.process_response(request, response)
        return response

    return respond


def allow_frames(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let these sites show this one page inside a page of theirs; with none it stays as closed as every other."""
    sites = " ".join(origins)
    if sites:
        policy = CONTENT_SECURITY_POLICY.replace(NO_FRAMES, f"frame-ancestors {sites}")
        response.headers["Content-Security-Policy"] = policy
        response.xframe_options_exempt = True  # Django's own mark
    return response
