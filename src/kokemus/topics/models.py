"""The taxonomy: what an expert can tell of, which services they have used, in which role they may come."""

from typing import Self

from django.db import models
from django.utils.translation import get_language


class Labelled(models.Model):
    """A row with a code and a label in each language; Easy Finnish uses the Finnish one."""

    code = models.SlugField(max_length=60, unique=True)
    fi = models.CharField(max_length=120)
    sv = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language."""
        language = (get_language() or "fi")[:2]
        return str(getattr(self, language, self.fi))


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics in business words."""

    def areas(self) -> Self:
        """The top level: what routing is done by."""
        return self.filter(parent=None)

    def active(self) -> Self:
        """Topics that can be chosen."""
        return self.filter(is_active=True)


class Topic(Labelled):
    """One of the topics; two levels: an area and its topics."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    objects = TopicQuerySet.as_manager()

    class Meta(Labelled.Meta):
        pass

    @property
    def area_id(self) -> int:
        """The top-level topic's key."""
        return self.parent_id or self.pk


class Service(Labelled):
    """A service that an expert has used as a client, or that a unit gives."""


class Role(Labelled):
    """A role in which an expert comes: an editable list seeded with product.md's eight."""
