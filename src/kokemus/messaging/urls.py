"""Addresses of `messaging`."""

from django.urls import path

from kokemus.messaging import views

app_name = "messaging"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<str:public_id>/soitettu/", views.finish_phone_task, name="finish_phone_task"),
    path("<str:public_id>/uudelleen/", views.retry, name="retry"),
    path("<str:public_id>/hoidettu/", views.mark_seen, name="mark_seen"),
]
