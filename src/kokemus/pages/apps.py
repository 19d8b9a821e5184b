"""App registration of `pages`."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.pages"
    label = "pages"
