"""Addresses of `pages`."""

from django.urls import URLPattern, URLResolver, path

from kokemus.pages.views import desk, enquiries

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kysy/", enquiries.ask, name="ask"),
    path("kysy/<str:token>/", enquiries.asked, name="asked"),
    path("palaute/", enquiries.feedback, name="feedback"),
    path("kysymykset/", desk.enquiries, name="enquiries"),
    path("kysymykset/<slug:public_id>/", desk.enquiry, name="enquiry"),
    path("kysymykset/<slug:public_id>/vaihe/", desk.enquiry_step, name="enquiry_step"),
]
