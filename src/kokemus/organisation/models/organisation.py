"""The organisation that runs the programme: its name, contacts and look, its cost centres and units."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokemus.core.i18n import Written
from kokemus.core.models import PublicModel
from kokemus.topics.models import Service


class Organisation(models.Model):
    """The one organisation of this installation (row 1); made by migrate, edited by the admin."""

    name = models.CharField(_("name"), max_length=120, default="Esimerkkilän hyvinvointialue")
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    phone_hours_fi = models.CharField(_("phone hours"), max_length=120, blank=True)
    phone_hours_sv = models.CharField(_("phone hours in Swedish"), max_length=120, blank=True)
    phone_hours_en = models.CharField(_("phone hours in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time, days"), default=14)
    status_link_days = models.PositiveSmallIntegerField(
        _("days after the gig for which the status link names the expert"), default=14
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a question, working days"), default=5, validators=[MinValueValidator(1)]
    )
    forget_days = models.PositiveSmallIntegerField(
        _("days after the answer until a question is erased"), default=180, validators=[MinValueValidator(1)]
    )
    accident_cover_fi = models.TextField(_("accident cover"), blank=True)
    accident_cover_sv = models.TextField(_("accident cover in Swedish"), blank=True)
    accident_cover_en = models.TextField(_("accident cover in English"), blank=True)
    frame_sites = models.TextField(_("sites that may show the box of doors"), blank=True)
    colour = models.CharField(_("main colour"), max_length=7, blank=True)
    logo_alt = models.CharField(_("the logo in words"), max_length=120, blank=True)
    logo_version = models.CharField(max_length=16, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)

    phone_hours = Written("phone_hours")
    accident_cover = Written("accident_cover")

    def __str__(self) -> str:
        return self.name

    @property
    def theme_url(self) -> str:
        """Where the style sheet with the organisation's own colour is; empty when it has none."""
        return f"{reverse('organisation:theme')}?v={self.colour[1:]}" if self.colour else ""

    @property
    def logo_url(self) -> str:
        """Where the logo is; empty when there is none."""
        return f"{reverse('organisation:logo')}?v={self.logo_version}" if self.logo_version else ""

    @property
    def frame_origins(self) -> list[str]:
        """The sites that may show the box (`home:embed`), as https://name."""
        return self.frame_sites.split()

    @classmethod
    def current(cls) -> "Organisation":
        """The organisation's row; unsaved defaults before the first migrate has made it."""
        return cls.objects.first() or cls()


class Logo(models.Model):
    """The logo as it is served: a PNG made anew from what was uploaded (organisation/logo.py).

    A row of its own, since the organisation's is read by every page.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="logo")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.organisation)


class CostCentre(models.Model):
    """Who pays inside the organisation. Its code goes to payroll; its name never does."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    checkers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="checks_for")
    approvers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="approves_for")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Unit(PublicModel):
    """A unit of the organisation that asks for experts."""

    name = models.CharField(_("name"), max_length=120)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    cost_centre = models.ForeignKey(CostCentre, null=True, blank=True, on_delete=models.PROTECT)
    place = models.CharField(_("municipality"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contacts = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="contact_for")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
