"""The organisation's dated rule of late cancelling."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class CancellationRule(models.Model):
    """A dated rule of the organisation: a gig cancelled by the requester this late is paid all the same."""

    valid_from = models.DateField(_("valid from"), unique=True)
    paid_when_hours_before = models.PositiveSmallIntegerField(
        _("paid when cancelled later than, hours before"), default=48
    )
    share_percent = models.PositiveSmallIntegerField(_("share of the fee, %"), default=100)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.paid_when_hours_before} h, {self.share_percent} %"

    @classmethod
    def on(cls, day: dt.date) -> "CancellationRule | None":
        """The rule in force on a day."""
        return cls.objects.filter(valid_from__lte=day).first()
