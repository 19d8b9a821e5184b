"""For readers that are programs: news as RSS, the map of the site, and what search engines may walk."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as draw
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kokemus.core.caching import for_everybody
from kokemus.core.i18n import OF_SCREENS
from kokemus.organisation.models import Cooperation, Organisation
from kokemus.pages import filling
from kokemus.pages.models import Page, Text

NEWEST = 20
SCREENS = (
    "home:front", "home:contact", "home:call_me", "gigs:request", "joining:begin",
    "pages:pages", "pages:guidance_list", "pages:news_list", "pages:ask", "pages:feedback",
    "organisation:services", "organisation:projects", "organisation:peer_support", "organisation:talk",
)  # fmt: skip
# What only its own reader has something to do with: sign-in, and what a secret link opens.
CLOSED = (
    "kirjaudu",
    "tili",
    "keikat/ehdotus",
    "keikat/pyynto/tila",
    "keikat/pyynto/vahvista",
    "keikat/tunnit",
    "kysy/*",
    "tule-mukaan/*",
)


class News(Feed):
    """The newest pieces of news in the language of the address."""

    def title(self) -> str:
        """The organisation's name tells whose news they are."""
        return _("News of experts by experience – %(name)s") % {"name": Organisation.current().name}

    def description(self) -> str:
        """One sentence."""
        return _("What is new in the activity of experts by experience.")

    def link(self) -> str:
        """The page with the same news."""
        return settings.SITE_URL + reverse("pages:news_list")

    def feed_url(self) -> str:
        """The feed itself."""
        return settings.SITE_URL + reverse("pages:rss")

    def items(self) -> list[Text]:
        """The newest first."""
        language = translation.get_language() or "fi"
        return filling.listed(Text.objects.published().of_kind(Page.Kind.NEWS).newest(language)[:NEWEST])

    def item_title(self, item: Any) -> str:
        """Its title."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Its summary."""
        return str(item.summary)

    def item_link(self, item: Text) -> str:
        """Its page."""
        return settings.SITE_URL + item.page.get_absolute_url()

    def item_pubdate(self, item: Text) -> dt.datetime:
        """When it was published for the first time."""
        return item.page.told_at


class _Ours(Sitemap):
    """Addresses as SITE_URL has them, each with its other languages."""

    i18n = True
    alternates = True

    def get_domain(self, site: Any = None) -> str:
        """The host that readers use, whatever a proxy calls this one."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """As in SITE_URL."""
        return urlsplit(settings.SITE_URL).scheme


class Screens(_Ours):
    """Lists and forms that anybody may open."""

    languages = OF_SCREENS

    def items(self) -> list[str]:
        """By the names of their addresses."""
        return list(SCREENS)

    def location(self, item: str) -> str:
        """Where it stands."""
        return reverse(item)


class Services(_Ours):
    """What each service has done with experts."""

    languages = OF_SCREENS

    def items(self) -> list[str]:
        """By their codes."""
        rows = Cooperation.objects.filter(service__is_active=True)
        return list(rows.order_by("service__code").values_list("service__code", flat=True))

    def location(self, item: str) -> str:
        """Its page."""
        return reverse("organisation:service", args=[item])


class Pages(_Ours):
    """Pages, guidance, news and statements, in the languages in which they are written."""

    def items(self) -> list[Page]:
        """Those that are shown."""
        return list(Page.objects.shown().with_texts())

    def get_languages_for_item(self, item: Page) -> list[str]:
        """The languages with a published text."""
        return [text.language for text in item.texts.all() if text.state == Text.State.PUBLISHED]

    def lastmod(self, item: Page) -> dt.datetime:
        """When any of its languages was published last."""
        return max(text.published_at for text in item.texts.all() if text.published_at)


@for_everybody
def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml."""
    return draw(request, {"screens": Screens, "services": Services, "pages": Pages})


@for_everybody
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything but what is nobody else's."""
    closed = [f"Disallow: {prefix}/{path}/" for path in CLOSED for prefix in ("", "/*")]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


rss = for_everybody(News())
