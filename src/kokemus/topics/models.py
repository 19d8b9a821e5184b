"""The taxonomy (topics, services, roles), and what the county has taught the finder of its topics' words."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokemus.core.models import PublicModel


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


class Language(models.TextChoices):
    """Languages of the finder's words."""

    FI = "fi", _("Finnish")
    SV = "sv", _("Swedish")
    EN = "en", _("English")


class OwnWordQuerySet(models.QuerySet["OwnWord"]):
    """Own words in business words."""

    def living(self) -> Self:
        """Those in use."""
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        """Those taken out of use, the latest first; each can be taken back."""
        return self.exclude(removed_at=None).order_by("-removed_at")


class OwnWord(PublicModel):
    """A coordinator's "this word means this topic", or that it does not; rows stay, so that it can be undone."""

    text = models.CharField(_("word or phrase"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="own_words", verbose_name=_("topic")
    )
    means = models.BooleanField(default=True, help_text="False: the word does not mean the topic")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OwnWordQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "topic"],
                condition=models.Q(removed_at=None),
                name="one_living_word_per_topic",
            )
        ]

    def __str__(self) -> str:
        return self.text


class UnfoundWordQuerySet(models.QuerySet["UnfoundWord"]):
    """Words that found nothing, in business words."""

    def frequent(self) -> Self:
        """Those to look through, most frequent first. One text's word alone may be anybody's name: it is not shown."""
        return self.filter(is_passed=False, times__gte=UnfoundWord.SHOWN_FROM).order_by("-times", "word")


class UnfoundWord(models.Model):
    """A word of texts that told no topic: how many texts and the latest day, nothing of who wrote or what else."""

    SHOWN_FROM = 2  # texts
    KEPT_DAYS = 180  # after the latest text

    word = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language)
    times = models.PositiveIntegerField(default=0)
    last_on = models.DateField()
    is_passed = models.BooleanField(default=False, help_text="a coordinator said that it is no topic's word")

    objects = UnfoundWordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="one_row_per_unfound_word")]

    def __str__(self) -> str:
        return self.word
