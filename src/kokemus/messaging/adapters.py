"""allauth's account hooks: its mail goes through the outbox, nobody signs up alone, each sign-in is logged."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from kokemus.accounts.adapters import WORDS
from kokemus.accounts.models import User
from kokemus.audit import actions as audit
from kokemus.messaging.models import Message


class AccountAdapter(DefaultAccountAdapter):
    """The outbox sends sign-in mail as it sends all mail."""

    error_messages = {**DefaultAccountAdapter.error_messages, **WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Experts and staff are added by the people who know them."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Without the name of the host in front."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue instead of sending, in the reader's language when we know the reader."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(user, "language", "") or translation.get_language() or "fi"
        with translation.override(language):
            rendered = self.render_mail(template_prefix, email, context)
        Message.objects.create(
            template=template_prefix,
            address=email,
            language=language,
            recipient=getattr(user, "public_id", ""),
            subject=rendered.subject,
            body=rendered.body,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody of a change to their account."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who signed in within the last minutes has just shown who they are, and is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0.0)
        recent = time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to my account."""
        return reverse("accounts:me")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Log the sign-in with its methods (password, code, mfa, socialaccount)."""
        methods = [record.get("method", "") for record in get_authentication_records(request, user)]
        audit.signed_in(user, method="+".join(methods))
        return super().post_login(request, user, **kwargs)
