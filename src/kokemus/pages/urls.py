"""Addresses of `pages`; all of them are whole, since the public's are short ones at the root."""

from django.urls import URLPattern, URLResolver, path

from kokemus.pages import feeds
from kokemus.pages.views import desk, editing, enquiries, public

app_name = "pages"
EDITING = "sivut/hallinta/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sivut/", public.pages, name="pages"),
    path(EDITING, editing.manage, name="manage"),
    path("sivut/kuvat/<slug:public_id>/", public.picture, name="picture"),
    path("sivut/<slug:slug>/", public.page, {"kind": "page"}, name="page"),
    path("ohjeet/", public.guidance, name="guidance_list"),
    path("ohjeet/<slug:slug>/", public.page, {"kind": "guidance"}, name="guidance"),
    path("uutiset/", public.news, name="news_list"),
    path("uutiset/rss/", feeds.rss, name="rss"),
    path("uutiset/<slug:slug>/", public.page, {"kind": "news"}, name="news"),
    path("saavutettavuus/", public.page, {"kind": "statement", "slug": "saavutettavuus"}, name="statement"),
    path("tietosuoja/", public.page, {"kind": "statement", "slug": "tietosuoja"}, name="statement"),
    path(f"{EDITING}uusi/", editing.add, name="add"),
    path(f"{EDITING}kuvat/", editing.pictures, name="pictures"),
    path(f"{EDITING}sivu/<slug:slug>/", editing.manage_page, name="manage_page"),
    path(f"{EDITING}sivu/<slug:slug>/tarkistettu/", editing.check, name="check"),
    path(f"{EDITING}sivu/<slug:slug>/nakyvyys/", editing.set_shown, name="set_shown"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/", editing.edit, name="edit"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/esikatselu/", editing.preview, name="preview"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/julkaise/", editing.publish, name="publish"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/hylkaa/", editing.drop_draft, name="drop_draft"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/versiot/", editing.history, name="history"),
    path(f"{EDITING}sivu/<slug:slug>/<slug:language>/versiot/<int:pk>/", editing.version, name="version"),
    path(
        f"{EDITING}sivu/<slug:slug>/<slug:language>/versiot/<int:pk>/palauta/",
        editing.restore,
        name="restore",
    ),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("kysy/", enquiries.ask, name="ask"),
    path("kysy/<str:token>/", enquiries.asked, name="asked"),
    path("palaute/", enquiries.feedback, name="feedback"),
    path("kysymykset/", desk.enquiries, name="enquiries"),
    path("kysymykset/<slug:public_id>/", desk.enquiry, name="enquiry"),
    path("kysymykset/<slug:public_id>/vaihe/", desk.enquiry_step, name="enquiry_step"),
]
