"""Public texts, guidance for staff and news: a page, its words in each language with their history, its pictures."""

import calendar
import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokemus.core.models import PublicModel
from kokemus.topics.models import Role

LANGUAGES = [code for code, _label in settings.LANGUAGES]
FALLBACKS = ("fi", "sv", "en")  # whose words a reader gets when a page has none in the language asked


class PageQuerySet(models.QuerySet["Page"]):
    """Pages in business words."""

    def shown(self) -> Self:
        """What the public may read: in use, and published in some language."""
        return self.filter(is_active=True, texts__state=Text.State.PUBLISHED).distinct()

    def with_texts(self) -> Self:
        """With the drafts and published texts of each, but for what only a page's own screen shows."""
        current = Text.objects.exclude(state=Text.State.REPLACED).defer("body", "words")
        return self.prefetch_related(models.Prefetch("texts", current))

    def to_check(self, on: dt.date) -> list["Page"]:
        """Shown pages that nobody has checked for as long as they may stand."""
        return [page for page in self.shown() if page.check_by < on]


class Page(PublicModel):
    """A page and its place. Its words are its texts, one line of versions for each language."""

    class Kind(models.TextChoices):
        """What a page is for, which decides its address."""

        PAGE = "page", _("page for everybody")
        GUIDANCE = "guidance", _("guidance for staff")
        NEWS = "news", _("piece of news")
        STATEMENT = "statement", _("statement that the law asks for")

    class Step(models.TextChoices):
        """The steps of the request form, by their addresses."""

        WHAT = "mita", _("what for")
        WHOM = "kenelle", _("for whom")
        WHEN = "milloin", _("when and where")
        PRACTICAL = "kaytannot", _("practical matters")
        PAYMENT = "maksu", _("payment")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    role = models.ForeignKey(
        Role, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("role of the expert")
    )
    step = models.CharField(
        _("shown at the step of the request form"), max_length=10, choices=Step, blank=True
    )
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    in_footer = models.BooleanField(_("link at the bottom of every page"), default=False)
    is_active = models.BooleanField(default=True)
    check_months = models.PositiveSmallIntegerField(_("months until it must be checked again"), default=12)
    checked_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """The address in the active language."""
        return address(self.slug, self.kind)

    @property
    def told_at(self) -> dt.datetime:
        """When the public could read it for the first time."""
        return self.first_published_at or self.created_at

    @property
    def check_by(self) -> dt.date:
        """The day by which somebody must have read it again and found it true."""
        since = self.checked_on or timezone.localdate(self.created_at)
        return months_later(since, self.check_months)


def address(slug: str, kind: str) -> str:
    """Where a page of this kind stands; a statement has an address of its own, the others a folder."""
    return reverse(f"pages:{kind}", kwargs={"slug": slug})


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


class TextQuerySet(models.QuerySet["Text"]):
    """Texts in business words."""

    def published(self) -> Self:
        """What the public reads now, without the bodies' history."""
        return self.filter(state=Text.State.PUBLISHED, page__is_active=True)

    def of_kind(self, kind: str) -> Self:
        """Texts of one kind of page."""
        return self.filter(page__kind=kind)

    def at_step(self, step: str, *, role: str = "") -> Self:
        """Guidance for a step of the request form: for every role, and for the one that was chosen."""
        return self.filter(page__step=step).filter(Q(page__role=None) | Q(page__role__code=role))

    def nearest(self, language: str) -> list["Text"]:
        """One text of each page, in the pages' order: in the language asked, else the first of the fallbacks."""
        order = [language, *FALLBACKS, *LANGUAGES]
        rows = self.select_related("page__role").order_by("page__position", "page_id")
        chosen: dict[int, Text] = {}
        for text in sorted(rows, key=lambda text: order.index(text.language)):
            chosen.setdefault(text.page_id, text)
        return sorted(chosen.values(), key=lambda text: (text.page.position, text.page_id))

    def newest(self, language: str) -> list["Text"]:
        """As `nearest`, the page that was published last first."""
        return sorted(self.nearest(language), key=lambda text: text.page.told_at, reverse=True)


class Text(models.Model):
    """The words of a page in one language: a draft, what is published, or a version that was published before."""

    class State(models.TextChoices):
        """At most one draft and one published text of each page and language; old versions are kept for good."""

        DRAFT = "draft", pgettext_lazy("of a text", "draft")
        PUBLISHED = "published", pgettext_lazy("of a text", "published")
        REPLACED = "replaced", pgettext_lazy("of a text", "replaced by a newer one")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(pgettext_lazy("of a page", "title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=200)
    words = models.TextField(_("search words"), max_length=1000, blank=True)
    body = models.TextField(_("text"), max_length=30_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"], name="one_draft_text", condition=Q(state="draft")
            ),
            models.UniqueConstraint(
                fields=["page", "language"], name="one_published_text", condition=Q(state="published")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.language} {self.state}"

    @property
    def is_draft(self) -> bool:
        """Whether it waits to be published."""
        return self.state == self.State.DRAFT

    @property
    def language_name(self) -> str | Promise:
        """The language in the reader's language."""
        return LANGUAGE_NAMES[self.language]


LANGUAGE_NAMES: dict[str, Any] = {
    "fi": pgettext_lazy("language", "Finnish"),
    "sv": pgettext_lazy("language", "Swedish"),
    "en": pgettext_lazy("language", "English"),
    "fi-simple": pgettext_lazy("language", "Easy Finnish"),
}


class Picture(PublicModel):
    """A picture of the texts, drawn anew when it came (actions/publishing.py); it never changes."""

    content = models.BinaryField()
    media_type = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alternative = models.CharField(_("what the picture shows"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.alternative

    def get_absolute_url(self) -> str:
        """Where it is served."""
        return reverse("pages:picture", args=[self.public_id])
