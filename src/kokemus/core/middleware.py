"""Security headers on every response, errors included."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse

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


def allow_frames(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let these sites show this one page inside a page of theirs; with none it stays as closed as every other."""
    sites = " ".join(origins)
    if sites:
        policy = CONTENT_SECURITY_POLICY.replace(NO_FRAMES, f"frame-ancestors {sites}")
        response.headers["Content-Security-Policy"] = policy
        response.xframe_options_exempt = True  # Django's own mark
    return response
