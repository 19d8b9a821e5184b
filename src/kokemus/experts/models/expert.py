"""The expert: the two axes of state (in the register; trained), contacts, where and how they come."""

from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import made_in_demo
from kokemus.core import formats, text
from kokemus.core.models import PublicModel
from kokemus.experts import search
from kokemus.topics import search as topic_search
from kokemus.topics.models import Role


class ExpertQuerySet(models.QuerySet["Expert"]):
    """The register in business words."""

    def living(self) -> Self:
        """Everyone to whom a message may still go."""
        return self.filter(state__in=Expert.LIVING)

    def askable(self) -> Self:
        """Those who may be asked about gigs: active and not merged into somebody else."""
        return self.filter(state=Expert.State.ACTIVE, merged_into=None)

    def registered(self) -> Self:
        """The register as lists show it: without those merged into another row."""
        return self.filter(merged_into=None)

    def alphabetical(self) -> Self:
        """By surname, å ä ö last."""
        return self.order_by("sort_key", "pk")

    def longest_without_gig(self) -> Self:
        """Those who have never had a gig first, then by the day of the last one."""
        return self.order_by(F("last_gig_on").asc(nulls_first=True), "sort_key", "pk")

    def speaking(self, language: str) -> Self:
        """Those who speak a language (code)."""
        as_text = self.annotate(languages_text=Cast("languages", models.TextField()))
        return as_text.filter(languages_text__contains=f'"{language}"')

    def telling_of(self, topic: int | None, perspective: str = "") -> Self:
        """Those who tell of a topic (key) or its sub-topics, from a perspective if given; both in one experience."""
        experiences: dict[str, Any] = {"experiences__perspective": perspective} if perspective else {}
        of_topic = models.Q(experiences__topic=topic) | models.Q(experiences__topic__parent=topic)
        if topic is None and not perspective:
            return self
        telling = Expert.objects.filter(*([of_topic] if topic else []), **experiences)
        return self.filter(pk__in=telling.values("pk"))

    def coming_to(self, municipality: str) -> Self:
        """Those who name the municipality, or live there; where a protected person lives is never looked at."""
        named = Exists(Area.objects.filter(expert=OuterRef("pk"), municipality=municipality))
        return self.filter(named | models.Q(municipality=municipality, is_protected=False))

    def matching(self, words: str) -> Self:
        """Those in whose search text every word is found (`topics.search`), in any order."""
        return self.filter(topic_search.wanted(search.words(words)))

    def alike(self, known: Mapping[str, Any]) -> Self:
        """Those with the same phone, e-mail or whole name as what is known of somebody; for warning of a repeat."""
        same = models.Q(pk__in=[])
        for name in ("phone", "email"):
            if known.get(name):
                same |= models.Q(**{f"{name}__iexact": known[name]})
        whole = f"{known.get('last_name', '')} {known.get('first_name', '')}"
        return self.filter(same | models.Q(sort_key=text.sort_key(whole)[:250]))

    def unasked(self) -> Self:
        """Carried over from the old register and consent to some topic not asked (siirretty, suostumus kysymättä)."""
        return self.filter(pk__in=Expert.objects.filter(experiences__is_carried_over=True).values("pk"))


class Expert(PublicModel):
    """An expert by experience. Two axes of state: `state` in the register, and `training`."""

    class State(models.TextChoices):
        """new → active → (paused ↔ active) → left | deceased."""

        NEW = "new", _("new")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("on a pause")
        LEFT = "left", _("has left")
        DECEASED = "deceased", _("has died")

    class Training(models.TextChoices):
        """Written here by the training facts; the untrained can be active too."""

        NONE = "none", _("no training")
        IN_TRAINING = "in_training", _("in training")
        TRAINED = "trained", _("trained")

    class Channel(models.TextChoices):
        """How the person wants to be reached."""

        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        LETTER = "letter", _("letter")
        PHONE = "phone", _("phone call")

    class Attendance(models.TextChoices):
        """How they come."""

        BOTH = "both", _("on site or remotely")
        ON_SITE = "on_site", _("only on site")
        REMOTE = "remote", _("only remotely")

    LIVING = (State.NEW, State.ACTIVE, State.PAUSED)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="expert"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW, db_index=True)
    state_since = models.DateTimeField(default=timezone.now)
    training = models.CharField(_("training"), max_length=12, choices=Training, default=Training.NONE)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("surname"), max_length=80, blank=True)
    appears_as = models.CharField(
        _("appears as"),
        max_length=120,
        blank=True,
        help_text=_("The name that a requester is told; empty means the full name."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True, help_text="+358…")
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    channel = models.CharField(_("contact by"), max_length=10, choices=Channel, default=Channel.EMAIL)
    contact_note = models.CharField(_("safe contact"), max_length=300, blank=True)
    language = models.CharField(_("language of messages"), max_length=10, default="fi")
    languages = models.JSONField(_("languages spoken"), default=list, help_text='codes: ["fi", "sv"]')
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    is_protected = models.BooleanField(_("protected for personal safety (turvakielto)"), default=False)
    attendance = models.CharField(_("attendance"), max_length=10, choices=Attendance, default=Attendance.BOTH)
    max_distance_km = models.PositiveSmallIntegerField(_("travels at most, km"), null=True, blank=True)
    not_in_home_municipality = models.BooleanField(_("not in the home municipality"), default=False)
    monthly_limit = models.PositiveSmallIntegerField(_("gigs a month at most"), null=True, blank=True)
    rest_days = models.PositiveSmallIntegerField(_("days of rest between gigs"), default=0)
    guardian = models.CharField(_("who decides with the person"), max_length=200, blank=True)
    newcomer_talk_on = models.DateField(_("newcomer talk held on"), null=True, blank=True)
    newcomer_talk_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    access_needs = models.CharField(_("access needs"), max_length=300, blank=True)
    roles = models.ManyToManyField(Role, blank=True, related_name="experts", verbose_name=_("roles"))
    payroll_number = models.CharField(_("payroll's person number"), max_length=20, blank=True)
    fee_refused = models.BooleanField(_("wants no fee"), default=False)
    joined_on = models.DateField(_("in the register since"), null=True, blank=True)
    last_gig_on = models.DateField(
        _("last gig"), null=True, blank=True, help_text="written by the app that binds"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_demo = models.BooleanField(default=made_in_demo)
    sort_key = models.CharField(max_length=250, db_index=True, editable=False)
    search_text = models.TextField(
        editable=False, help_text="folded names, contacts, place, topics, roles, notes"
    )

    objects = ExpertQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["state", "training"])]

    def __str__(self) -> str:
        return self.public_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the sort key true to the name."""
        self.sort_key = text.sort_key(f"{self.last_name} {self.first_name}")[:250]
        super().save(*args, **kwargs)

    def ids(self) -> list[str]:
        """By which ids the log and the outbox know the person: own, and those of merged rows and of applications."""
        rows = Expert.objects.filter(models.Q(pk=self.pk) | models.Q(merged_into=self))
        pairs = rows.values_list("public_id", "applications__public_id")
        return sorted({each for pair in pairs for each in pair if each})

    @property
    def full_name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def public_name(self) -> str:
        """The name as the expert chose to appear to a requester who has chosen them."""
        return self.appears_as or self.full_name

    @property
    def phone_shown(self) -> str:
        """The phone number as people read it: "040 123 4567"."""
        return formats.phone(self.phone)

    @property
    def home_shown(self) -> str:
        """The home municipality; of a protected person never."""
        return "" if self.is_protected else self.municipality

    @property
    def address_shown(self) -> str:
        """The postal address; of a protected person never."""
        return "" if self.is_protected else self.address

    @property
    def is_living(self) -> bool:
        """Whether messages may still go to the person."""
        return self.state in self.LIVING


class Area(models.Model):
    """A municipality where the expert says they come; the only thing a protected person is matched by."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="areas")
    municipality = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["expert", "municipality"], name="one_row_per_area")]

    def __str__(self) -> str:
        return self.municipality


class TrainingFact(models.Model):
    """A dated fact of training: by whom, hours, year."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="training_facts")
    state = models.CharField(max_length=12, choices=Expert.Training, default=Expert.Training.TRAINED)
    organiser = models.CharField(_("organiser"), max_length=120, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="as the old register said it")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.organiser} {self.year or ''}"


class CriminalRecordCheck(models.Model):
    """That a criminal-record extract was shown, when and to whom. The extract itself is never copied or stored."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="criminal_record_checks")
    shown_on = models.DateField(_("shown on"))
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-shown_on", "-pk"]

    def __str__(self) -> str:
        return str(self.shown_on)


class Note(models.Model):
    """A coordinator's note, or words of the old register that stay as words."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    source = models.CharField(max_length=10, default="staff", help_text="staff | import")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
