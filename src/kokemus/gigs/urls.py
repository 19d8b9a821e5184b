"""Addresses of `gigs`."""

from django.urls import URLPattern, URLResolver

app_name = "gigs"
urlpatterns: list[URLPattern | URLResolver] = []
