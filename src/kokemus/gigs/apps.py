"""App registration of `gigs`."""

from django.apps import AppConfig


class GigsConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.gigs"
    label = "gigs"
