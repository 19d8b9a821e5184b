"""App registration of `experts`."""

from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.experts"
    label = "experts"
