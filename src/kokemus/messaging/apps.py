"""App registration of `messaging`."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Names the app for Django."""

    name = "kokemus.messaging"
    label = "messaging"
