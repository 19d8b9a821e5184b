"""App registration of `organisation`."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.organisation"
    label = "organisation"
