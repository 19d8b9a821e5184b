"""Security headers on every response, errors included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}

Respond = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Respond) -> Respond:
    """Outermost, so that pages of other middleware and error pages carry the headers too."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault(
                "Cache-Control", "no-store"
            )  # a shared computer's back button shows nothing
        return response

    return respond
