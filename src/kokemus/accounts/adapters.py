"""allauth's hooks that need no message: the organisation's sign-in and second factors, and its words in our voice."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokemus.accounts import actions
from kokemus.accounts.models import User

WAIT = _("Too many tries. Wait five minutes and try again.")

# Errors of the sign-in forms; messaging/adapters.py puts them in place of allauth's own.
WORDS = {
    "account_inactive": _("This account is closed. Call us if you think that this is a mistake."),
    "email_password_mismatch": _("The e-mail address or the password is not right."),
    "enter_current_password": _("This is not your password."),
    "incorrect_code": _("The code is not right. Check it and try again."),
    "incorrect_password": _("The password is not right."),
    "too_many_login_attempts": WAIT,
    "rate_limited": WAIT,
}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The organisation's sign-in opens the account of a user who already has one, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by signing in; the admin adds people."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only an address that the provider calls verified tells who somebody is.

        A provider that says so with the text "false" is not believed either (OpenID Connect Core 5.1: a boolean).
        """
        return any(address.verified is True and address.email == email for address in login.email_addresses)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Whoever has the address; the provider has proved it, so no code is asked besides."""
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            actions.prove_address(user=found[0], email=found[1], by=found[0])
        return found


class MfaAdapter(DefaultMFAAdapter):
    """Names of second factors as people see them."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WORDS["incorrect_code"]}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The service's name in the browser's passkey window."""
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Kokemus"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new passkey is called until its owner names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}
