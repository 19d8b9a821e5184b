"""Addresses of `topics`."""

from django.urls import path

from kokemus.topics import views

app_name = "topics"
urlpatterns = [
    path("sanat/", views.own_words, name="own_words"),
    path("sanat/<slug:public_id>/poista/", views.remove_word, name="remove_word"),
    path("sanat/<slug:public_id>/palauta/", views.restore_word, name="restore_word"),
    path("loytymatta/", views.unfound_words, name="unfound_words"),
    path("loytymatta/ohita/", views.pass_over, name="pass_over"),
]
