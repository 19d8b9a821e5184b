"""allauth's hooks: mail goes through the outbox, nobody signs up alone, staff are known by the organisation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Replaced by the accounts helper."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Replaced by the accounts helper."""


class MfaAdapter(DefaultMFAAdapter):
    """Replaced by the accounts helper."""
