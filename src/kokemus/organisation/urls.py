"""Addresses of `organisation`."""

from django.urls import path

from kokemus.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("<slug:slug>/", views.table, name="table"),
    path("<slug:slug>/uusi/", views.row, name="add"),
    path("<slug:slug>/<int:pk>/", views.row, name="row"),
    path("<slug:slug>/<int:pk>/poista/", views.delete, name="delete"),
]
