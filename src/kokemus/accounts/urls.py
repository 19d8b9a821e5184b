"""Addresses of `accounts`; allauth's own pages (sign-in, passkeys, codes) come after ours."""

from django.urls import path

from kokemus.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("kieli/", views.language, name="language"),
    path("organisaatio/", views.organisation, name="organisation"),
    path("toinen-tunniste/", views.second_factor, name="second_factor"),
    path("kokeile/<str:public_id>/", views.demo_sign_in, name="demo_sign_in"),
    path("kayttajat/", views.users, name="users"),
    path("kayttajat/uusi/", views.add_user, name="add_user"),
    path("kayttajat/<str:public_id>/", views.user, name="user"),
    path("kayttajat/<str:public_id>/kutsu/", views.invite, name="invite"),
    path("kayttajat/<str:public_id>/tunnisteet/", views.reset, name="reset"),
    path("kayttajat/<str:public_id>/sulje/", views.close, name="close"),
]
