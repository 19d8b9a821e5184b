"""App registration of `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.home"
    label = "home"
