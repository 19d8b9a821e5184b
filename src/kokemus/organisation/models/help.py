"""Whom one can call: help lines when it is hard now, and units where one can talk with an expert by experience."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokemus.core.i18n import Text, Written
from kokemus.organisation.models.association import Association
from kokemus.organisation.models.checked import Checked, CheckedQuerySet
from kokemus.organisation.models.organisation import Unit
from kokemus.topics.models import Topic


class HelpLineQuerySet(CheckedQuerySet["HelpLine"]):
    """Help lines in business words."""


class HelpLine(Checked):
    """A number to call when help is needed now."""

    GOOD_FOR = dt.timedelta(days=183)  # a wrong number here does harm
    Language = Association.Language

    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    whom_fi = models.CharField(max_length=200, blank=True)
    whom_sv = models.CharField(max_length=200, blank=True)
    whom_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30)
    hours_fi = models.CharField(max_length=120, blank=True)
    hours_sv = models.CharField(max_length=120, blank=True)
    hours_en = models.CharField(max_length=120, blank=True)
    web = models.URLField(_("web address"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=50)

    name = Written("name")
    whom = Written("whom")
    hours = Written("hours")
    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def language_names(self) -> list[str]:
        """The languages of the line in words."""
        return [str(self.Language(code).label) for code in self.languages if code in self.Language.values]


class TalkPlace(models.Model):
    """A unit, or another place, where anyone may talk with an expert by experience."""

    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="talk_places",
        verbose_name=pgettext_lazy("of an organisation", "unit"),
    )
    name_fi = models.CharField(max_length=120, blank=True)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    what_fi = models.TextField()
    what_sv = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    hours_fi = models.CharField(max_length=120, blank=True)
    hours_sv = models.CharField(max_length=120, blank=True)
    hours_en = models.CharField(max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30)
    areas = models.ManyToManyField(
        Topic, blank=True, limit_choices_to={"parent": None}, related_name="+", verbose_name=_("topic areas")
    )
    is_active = models.BooleanField(_("shown to the public"), default=True)

    name = Written("name")
    what = Written("what")
    hours = Written("hours")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(name_fi=""), name="talk_place_has_unit_or_name"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> Text:
        """Its own name, or the unit's."""
        return self.name or Text(self.unit.name if self.unit else "")
