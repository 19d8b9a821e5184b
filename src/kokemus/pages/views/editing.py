"""The admin's screens of public texts: the list, a page's place, writing, looking, publishing, history, pictures."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kokemus.accounts.models import Role
from kokemus.accounts.permissions import roles_required
from kokemus.core.listing import page_of
from kokemus.core.views import attempt
from kokemus.pages import filling
from kokemus.pages.actions import publishing
from kokemus.pages.forms.editing import PageForm, PictureForm, TextForm
from kokemus.pages.models import Page, Picture, Text
from kokemus.pages.models.page import LANGUAGE_NAMES
from kokemus.pages.views.public import page_context


def _page(slug: str) -> Page:
    return get_object_or_404(Page.objects.with_texts(), slug=slug)


def _language(language: str) -> str:
    if language not in LANGUAGE_NAMES:
        raise Http404
    return language


def _draft(slug: str, language: str) -> Text:
    return get_object_or_404(
        Text.objects.select_related("page"), page__slug=slug, language=language, state=Text.State.DRAFT
    )


@require_GET
@roles_required(Role.ADMIN)
def manage(request: HttpRequest) -> HttpResponse:
    """Every page with the state of each language and when it was checked."""
    found = list(Page.objects.with_texts().order_by("position", "pk"))
    kinds = [
        (label, [_row(page) for page in found if page.kind == kind]) for kind, label in Page.Kind.choices
    ]
    return render(request, "pages/manage/list.html", {"kinds": kinds})


def _row(page: Page) -> dict[str, Any]:
    """What a list or a page's own screen tells of it."""
    return {
        "page": page,
        "title": _title(page),
        "languages": _states(page),
        "is_old": page.check_by < timezone.localdate(),
    }


def _states(page: Page) -> list[dict[str, Any]]:
    """For each language: whether it is published, and whether a draft waits."""
    there = {(text.language, text.state): text for text in page.texts.all()}
    return [
        {
            "code": code,
            "name": name,
            "published": there.get((code, Text.State.PUBLISHED)),
            "draft": there.get((code, Text.State.DRAFT)),
        }
        for code, name in LANGUAGE_NAMES.items()
    ]


def _title(page: Page) -> str:
    """The Finnish title, or the first there is, or the address of a page without words."""
    texts = sorted(
        page.texts.all(), key=lambda text: (text.language != "fi", text.state != Text.State.PUBLISHED)
    )
    return texts[0].title if texts else page.slug


@roles_required(Role.ADMIN)
def add(request: HttpRequest) -> HttpResponse:
    """A new page; its Finnish words are written next."""
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = publishing.save_page(page=form.save(commit=False), by=request.user, fields=form.changed_data)
        return redirect("pages:edit", page.slug, "fi")
    return render(request, "pages/manage/add.html", {"form": form})


@roles_required(Role.ADMIN)
def manage_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page: its languages, its place, and when it was checked."""
    page = _page(slug)
    form = PageForm(request.POST or None, instance=page)
    if request.method == "POST" and form.is_valid():
        publishing.save_page(page=form.save(commit=False), by=request.user, fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("pages:manage_page", slug)
    return render(request, "pages/manage/page.html", {**_row(page), "form": form})


@require_POST
@roles_required(Role.ADMIN)
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on the page is right today."""
    publishing.mark_checked(page=_page(slug), by=request.user)
    messages.success(request, _("Noted: everything on the page is right today."))
    return redirect("pages:manage_page", slug)


@require_POST
@roles_required(Role.ADMIN)
def set_shown(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the page out of use, or into it again."""
    page, is_active = _page(slug), request.POST.get("is_active") == "1"
    publishing.set_shown(page=page, is_active=is_active, by=request.user)
    messages.success(request, _("The page is in use again.") if is_active else _("The page is out of use."))
    return redirect("pages:manage_page", slug)


@roles_required(Role.ADMIN)
def edit(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Write the draft of a page in a language; beside it, how links, pictures and placeholders are written."""
    page = _page(slug)
    texts = Text.objects.filter(page=page, language=_language(language)).select_related("by")
    now = texts.filter(state=Text.State.DRAFT).first() or texts.filter(state=Text.State.PUBLISHED).first()
    form = TextForm(request.POST or None, instance=now)
    if request.method == "POST" and form.is_valid():
        publishing.save_draft(page=page, language=language, words=form.cleaned_data, by=request.user)
        if "preview" in request.POST:
            return redirect("pages:preview", slug, language)
        messages.success(request, _("The draft is saved. The public sees it when you publish it."))
        return redirect("pages:edit", slug, language)
    context = {
        "page": page,
        "title": _title(page),
        "form": form,
        "language": language,
        "language_name": LANGUAGE_NAMES[language],
        "now": now,
        "doors": filling.DOORS,
        "facts": filling.FACTS,
        "pictures": Picture.objects.defer("content")[:5],
    }
    return render(request, "pages/manage/edit.html", context)


@require_GET
@roles_required(Role.ADMIN)
def preview(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The draft as readers will see it."""
    return _as_read(request, _draft(slug, _language(language)))


@require_POST
@roles_required(Role.ADMIN)
def publish(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The draft becomes what the public reads."""
    draft = _draft(slug, _language(language))
    act = partial(publishing.publish, draft=draft, by=request.user)
    attempt(request, act, _("Published. The version before is in the history."))
    return redirect("pages:manage_page", slug)


@require_POST
@roles_required(Role.ADMIN)
def drop_draft(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Throw the draft away."""
    act = partial(publishing.drop_draft, draft=_draft(slug, _language(language)), by=request.user)
    attempt(request, act, _("The draft is gone. The published text is as it was."))
    return redirect("pages:manage_page", slug)


@require_GET
@roles_required(Role.ADMIN)
def history(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Every version that was published, who published it and when."""
    page = _page(slug)
    versions = Text.objects.filter(page=page, language=_language(language)).exclude(state=Text.State.DRAFT)
    context = {
        "page": page,
        "title": _title(page),
        "language": language,
        "language_name": LANGUAGE_NAMES[language],
        "versions": page_of(versions.select_related("by"), request),
    }
    return render(request, "pages/manage/history.html", context)


def _version(slug: str, language: str, pk: int) -> Text:
    versions = Text.objects.select_related("page").exclude(state=Text.State.DRAFT)
    return get_object_or_404(versions, page__slug=slug, language=_language(language), pk=pk)


@require_GET
@roles_required(Role.ADMIN)
def version(request: HttpRequest, slug: str, language: str, pk: int) -> HttpResponse:
    """A version as it was read, with the placeholders of today."""
    return _as_read(request, _version(slug, language, pk))


def _as_read(request: HttpRequest, text: Text) -> HttpResponse:
    context = page_context(request, text, [text.language])
    return render(request, "pages/manage/as_read.html", context)


@require_POST
@roles_required(Role.ADMIN)
def restore(request: HttpRequest, slug: str, language: str, pk: int) -> HttpResponse:
    """Make a draft of an old version."""
    try:
        publishing.restore(version=_version(slug, language, pk), by=request.user)
    except publishing.HasDraft:
        messages.error(request, _("There is a draft already. Publish it or throw it away, then restore."))
        return redirect("pages:history", slug, language)
    messages.success(request, _("The old version is now a draft. Look at it and publish it."))
    return redirect("pages:edit", slug, language)


@roles_required(Role.ADMIN)
def pictures(request: HttpRequest) -> HttpResponse:
    """Pictures that texts may show, and a form for one more."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        publishing.keep_picture(picture=kept["file"], alternative=kept["alternative"], by=request.user)
        messages.success(request, _("The picture is here. Copy its line into a text."))
        return redirect("pages:pictures")
    rows = page_of(Picture.objects.defer("content"), request, per_page=20)
    return render(request, "pages/manage/pictures.html", {"form": form, "rows": rows})
