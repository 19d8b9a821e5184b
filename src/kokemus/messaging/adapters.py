"""allauth's account hooks: its mail goes through the outbox, nobody signs up alone, each sign-in is logged."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from kokemus.audit import actions as audit
from kokemus.messaging.models import Message


class AccountAdapter(DefaultAccountAdapter):
    """The outbox sends sign-in mail as it sends all mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Experts and staff are added by the people who know them."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue instead of sending; allauth's own template gives subject and body."""
        rendered = self.render_mail(template_prefix, email, context)
        Message.objects.create(
            template=template_prefix,
            address=email,
            language=get_language() or "fi",
            recipient=getattr(context.get("user"), "public_id", ""),
            subject=rendered.subject,
            body=rendered.body,
        )

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Log the sign-in with its methods (password, code, mfa, socialaccount)."""
        methods = [record.get("method", "") for record in get_authentication_records(request, user)]
        audit.signed_in(user, method="+".join(methods))
        return super().post_login(request, user, **kwargs)
