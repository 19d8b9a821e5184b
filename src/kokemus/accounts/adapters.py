"""allauth's hooks that need no message: the organisation's sign-in and second factors."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The organisation's sign-in opens the account of a user who already works here, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by signing in; the admin adds people."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only an address that the provider has verified tells who somebody is (allauth asks for verified ones)."""
        return True


class MfaAdapter(DefaultMFAAdapter):
    """Names of second factors as people see them."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The service's name in the browser's passkey window."""
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Kokemus"}
