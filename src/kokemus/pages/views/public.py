"""What everybody reads: pages, guidance for staff, news and their pictures."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kokemus.core import context_processors
from kokemus.core.caching import for_everybody
from kokemus.core.listing import page_of
from kokemus.pages import filling, search
from kokemus.pages.forms.editing import SearchForm
from kokemus.pages.models import Page, Picture, Text

EASY = "fi-simple"
FOR_GOOD = 365 * 24 * 60 * 60  # a picture never changes
PER_PAGE = 20
WITH_HELP = ("mista-apua",)  # pages that have the help lines under their text


def _texts(kind: str) -> list[Text]:
    """The shown texts of a kind in the reader's language, or the nearest, in order."""
    language = translation.get_language() or "fi"
    return filling.listed(Text.objects.published().of_kind(kind).nearest(language))


def latest_news() -> list[Text]:
    """News in the reader's language, the newest first."""
    language = translation.get_language() or "fi"
    return filling.listed(Text.objects.published().of_kind(Page.Kind.NEWS).newest(language))


@for_everybody
def pages(request: HttpRequest) -> HttpResponse:
    """Every page for everybody."""
    return render(request, "pages/list.html", {"texts": _texts(Page.Kind.PAGE)})


@for_everybody
def page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One page, in the reader's language or in the nearest there is, which is said."""
    texts = Text.objects.published().of_kind(kind).filter(page__slug=slug)
    found = texts.nearest(translation.get_language() or "fi")
    if not found:
        raise Http404
    written = set(texts.values_list("language", flat=True))
    languages = [code for code, _label in settings.LANGUAGES if code in written]
    return render(request, "pages/page.html", page_context(request, found[0], languages))


def page_context(request: HttpRequest, text: Text, languages: list[str]) -> dict[str, Any]:
    """What the page of a text is drawn from; the language links lead to Easy Finnish where it is written."""
    addresses = {code: absolute(text.page, code) for code in languages}
    return {
        "text": text,
        "has_help": text.page.slug in WITH_HELP,
        "shown": filling.shown(text),
        "canonical_url": absolute(text.page, text.language),
        "alternates": addresses.items(),
        "language_links": [
            link
            for link in context_processors.page(request)["language_links"]
            if link["code"] != EASY or link["current"] or EASY in languages
        ],
    }


def absolute(page: Page, language: str) -> str:
    """A page's full address in a language."""
    with translation.override(language):
        return settings.SITE_URL + page.get_absolute_url()


@for_everybody
def guidance(request: HttpRequest) -> HttpResponse:
    """Guidance for staff: by search words, by moment and by role."""
    form, texts = SearchForm(request.GET), _texts(Page.Kind.GUIDANCE)
    asked = form.asked()
    context = {
        "form": form,
        "asked": asked,
        "found": search.ranked(asked, texts) if asked else [],
        "by_moment": [text for text in texts if text.page.role is None],
        "by_role": [text for text in texts if text.page.role],
    }
    return render(request, "pages/guidance.html", context)


@for_everybody
def news(request: HttpRequest) -> HttpResponse:
    """News, the newest first."""
    rows = page_of(latest_news(), request, per_page=PER_PAGE)
    return render(request, "pages/news.html", {"page": rows})


@login_not_required
@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """A picture of a text; the same for everybody, for good."""
    found = get_object_or_404(Picture, public_id=public_id)
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    if not request.user.is_authenticated:
        patch_cache_control(response, public=True, max_age=FOR_GOOD, immutable=True)
    return response
