"""Addresses of `home`."""

from django.urls import path

from kokemus.home.views import person, public, search, start

app_name = "home"
urlpatterns = [
    path("", public.front, name="front"),
    path("upote/", public.embed, name="embed"),
    path("yhteys/", public.contact, name="contact"),
    path("soita-minulle/", public.call_me, name="call_me"),
    path("ihminen/<slug:public_id>/", person.person, name="person"),
    path("alku/", start.start, name="start"),
    path("haku/", search.search, name="search"),
]
