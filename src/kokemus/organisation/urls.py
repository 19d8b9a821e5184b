"""Addresses of `organisation`: what the public reads, and what the admin keeps."""

from django.urls import path

from kokemus.organisation.views import look, public, support, tables

app_name = "organisation"
urlpatterns = [
    path("palvelut/", public.services, name="services"),
    path("palvelut/<slug:code>/", public.service, name="service"),
    path("hankkeet/", public.projects, name="projects"),
    path("vertaistuki/", support.peer_support, name="peer_support"),
    path("haluan-jutella/", public.talk, name="talk"),
    path("organisaatio/vari.css", look.theme, name="theme"),
    path("organisaatio/logo.png", look.logo, name="logo"),
    path("organisaatio/", tables.settings, name="settings"),
    path("organisaatio/<slug:slug>/", tables.table, name="table"),
    path("organisaatio/<slug:slug>/uusi/", tables.row, name="add"),
    path("organisaatio/<slug:slug>/<int:pk>/", tables.row, name="row"),
    path("organisaatio/<slug:slug>/<int:pk>/tarkistettu/", tables.checked, name="checked"),
    path("organisaatio/<slug:slug>/<int:pk>/poista/", tables.delete, name="delete"),
]
