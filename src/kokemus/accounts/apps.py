"""App registration of `accounts`."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app and registers its deployment checks."""

    name = "kokemus.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The checks import models, which stand only now."""
        import_module("kokemus.accounts.checks").register_all()
