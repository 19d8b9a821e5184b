"""Addresses of `audit`."""

from django.urls import path

from kokemus.audit import views

app_name = "audit"
urlpatterns = [path("", views.log, name="log")]
