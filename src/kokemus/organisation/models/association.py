"""The directory of peer support: associations that meet people in their own situation."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.core.i18n import Written
from kokemus.organisation.models.checked import Checked, CheckedQuerySet
from kokemus.topics.models import Topic

LONGEST_NAME = 60  # a longer text is a story, not an association's name


class AssociationQuerySet(CheckedQuerySet["Association"]):
    """Associations in business words."""

    def alphabetical(self) -> "list[Association]":
        """Those shown, in the order of the Finnish alphabet."""
        return sorted(self.shown().prefetch_related("topics"), key=lambda each: text.sort_key(each.name))

    def for_topics(self, topics: Iterable[Topic], *, municipality: str = "") -> "list[Association]":
        """Those for somebody in this situation, the best first.

        An association of the very topic comes before one of its whole area, and one of the person's own municipality
        before a national one; those of other municipalities are left out when a municipality is given.
        """
        asked = list(topics)
        keys = {topic.pk for topic in asked}
        near = Q(topics__in=keys | {topic.area_id for topic in asked}) | Q(topics__parent__in=keys)
        shown: Any = self.shown()  # the types of Django's annotations know no `Self`
        found = shown.filter(near).annotate(exact=Count("topics", filter=Q(topics__in=keys), distinct=True))
        if municipality:
            found = found.filter(municipality__in=("", municipality))
        return sorted(
            found.prefetch_related("topics"),
            key=lambda each: (-each.exact, each.municipality != municipality, text.sort_key(each.name)),
        )

    def named(self, words: str) -> "list[Association]":
        """Those in whose name, in any language, the words stand; none when they are too many to be a name."""
        wanted = text.fold(words)
        if not wanted or len(wanted) > LONGEST_NAME:
            return []
        return [each for each in self.alphabetical() if wanted in each.all_names]


class Association(Checked):
    """An association that offers peer support, in a municipality or in the whole country."""

    GOOD_FOR = dt.timedelta(days=365)  # associations rarely move

    class Language(models.TextChoices):
        """In which languages there is support."""

        FINNISH = "fi", _("Finnish")
        SWEDISH = "sv", _("Swedish")
        ENGLISH = "en", _("English")
        RUSSIAN = "ru", _("Russian")
        ARABIC = "ar", _("Arabic")
        SOMALI = "so", _("Somali")
        SIGN = "fse", _("Finnish Sign Language")

    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    what_fi = models.TextField()
    what_sv = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, related_name="associations", verbose_name=_("topics"))
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    web = models.URLField(_("web address"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)

    exact: int  # how many of the topics asked for are its very own; `for_topics` counts them
    name = Written("name")
    what = Written("what")
    objects: ClassVar[AssociationQuerySet] = AssociationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name_fi"]

    def __str__(self) -> str:
        return self.name

    @property
    def all_names(self) -> str:
        """The names in every language, folded for searching."""
        return text.fold(f"{self.name_fi} {self.name_sv} {self.name_en}")

    @property
    def language_names(self) -> list[str]:
        """The languages of support in words."""
        return [str(self.Language(code).label) for code in self.languages if code in self.Language.values]
