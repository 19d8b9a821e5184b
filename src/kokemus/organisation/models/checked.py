"""Facts about others that grow old: when they were checked, and when they must be checked again."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound="Checked", covariant=True)


class CheckedQuerySet(models.QuerySet[M]):
    """Dated facts in business words."""

    def shown(self) -> Self:
        """Those that the public sees."""
        return self.filter(is_active=True)

    def old(self, on: dt.date) -> Self:
        """Shown, and never checked or too long ago."""
        return self.shown().filter(Q(checked_on=None) | Q(checked_on__lt=on - self.model.GOOD_FOR))

    def not_reminded(self) -> Self:
        """Nobody has been told since they were last checked."""
        return self.filter(Q(reminded_on=None) | Q(reminded_on__lte=F("checked_on")))


class Checked(models.Model):
    """A fact that somebody else may change without telling us."""

    GOOD_FOR: ClassVar[dt.timedelta]  # how long a check holds

    is_active = models.BooleanField(_("shown to the public"), default=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_old(self, on: dt.date) -> bool:
        """Whether it must be checked: the same as the queryset's `old`, for one row."""
        return self.checked_on is None or self.checked_on < on - self.GOOD_FOR
