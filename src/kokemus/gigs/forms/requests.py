"""What the requester is asked, one form a step; `GigRequestForm` is all of them together, checked once more on sending.

What must be answered is said here and nowhere else: `required` fields, and `need` where it depends on another answer.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.fi import ytunnus

from kokemus.core.forms import GuardedForm
from kokemus.experts import languages
from kokemus.experts.forms.topics import TopicsForm
from kokemus.experts.models import Audience
from kokemus.gigs.models import Gig
from kokemus.organisation import places
from kokemus.organisation.models import CostCentre, Unit
from kokemus.topics.models import Role

MOST_EXPERTS = 20
AUDIENCES = [
    (Audience.OWN_UNITS, _("A unit of the wellbeing services county")),
    (Audience.OTHERS, _("Somebody else: a school, an association, a student")),
    (Audience.MEDIA, _("Media")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ANSWER = _("This needs an answer.")
PHONE = RegexValidator(
    r"^\+?[\d\s()-]{5,}$", _("Write the phone number in digits, for example 040 123 4567.")
)

SPOKEN = ("fi", "sv", "en", "fse", "se", "ru", "et", "ar", "so", "uk")


def _spoken() -> list[tuple[str, str]]:
    """Languages to tick, by their names."""
    return [(code, languages.name(code)) for code in SPOKEN]


def area(rows: int = 3) -> forms.Textarea:
    """A box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class AskingForm(forms.Form):
    """A form some of whose questions must be answered depending on the other answers."""

    def need(self, *names: str, because: Any = ANSWER) -> None:
        """Say of each named question without an answer that it needs one."""
        for name in names:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, ValidationError(because, code="required"))


class GoalForm(AskingForm):
    """The one box that begins it."""

    goal = forms.CharField(
        label=_("Tell us what you are looking for an expert by experience for"),
        help_text=_("Do not write anybody's name or health information."),
        max_length=3000,
        widget=area(6),
    )


class WhatForm(GoalForm, TopicsForm):
    """Step 1: what for."""

    perspective = forms.ChoiceField(
        label=_("Whose experience?"),
        choices=[
            (Gig.Perspective.OWN, _("The expert's own experience")),
            (Gig.Perspective.CLOSE_ONE, _("Experience as somebody's close one")),
            (Gig.Perspective.ANY, _("Either suits")),
        ],
        initial=Gig.Perspective.ANY,
        widget=forms.RadioSelect,
    )
    role = forms.ModelChoiceField(
        label=_("In which role?"),
        queryset=Role.objects.filter(is_active=True),
        required=False,
        empty_label=_("We do not know yet"),
    )
    experts_needed = forms.IntegerField(
        label=_("How many experts?"), min_value=1, max_value=MOST_EXPERTS, initial=1
    )


class WhomForm(AskingForm):
    """Step 2: for whom."""

    audience = forms.ChoiceField(label=_("Who asks?"), choices=AUDIENCES, widget=forms.RadioSelect)
    audience_description = forms.CharField(
        label=_("To whom does the expert speak, or with whom do they work?"),
        help_text=_("For example: nursing students, about 30; the team of one unit; a client group of 8."),
        max_length=300,
    )
    with_minors = forms.ChoiceField(
        label=_("Do children, older people or disabled people take part?"),
        help_text=_(
            "Then the expert may have to show a criminal record extract beforehand. We take care of it."
        ),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )


class PlaceForm(AskingForm):
    """Step 3, beside the times: where, and in which languages."""

    place_kind = forms.ChoiceField(
        label=_("On site or remotely?"),
        choices=[
            (Gig.Place.ON_SITE, _("On site")),
            (Gig.Place.REMOTE, _("Remotely")),
            (Gig.Place.EITHER, _("Either suits")),
        ],
        widget=forms.RadioSelect,
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=60, required=False)
    address = forms.CharField(
        label=_("Address and room"), help_text=_("And where to come in."), max_length=200, required=False
    )
    remote_link = forms.CharField(
        label=_("Link to the remote meeting"),
        help_text=_("If there is no link yet, write when you will send it."),
        max_length=300,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages the expert must speak"),
        choices=_spoken,
        initial=["fi"],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_municipality(self) -> str:
        """The municipality's Finnish name when the place is known (Joutseno → Lappeenranta), else as written."""
        written = self.cleaned_data["municipality"].strip()
        return places.municipality_of(written) or written

    def clean(self) -> dict[str, Any]:
        """On site needs the place, remotely the link."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("place_kind") in (Gig.Place.ON_SITE, Gig.Place.EITHER):
            self.need("municipality", "address", because=_("Tell where the expert should come."))
        if cleaned.get("place_kind") == Gig.Place.REMOTE:
            self.need("remote_link", because=_("Give the link, or tell when you will send it."))
        return cleaned


class PracticalForm(AskingForm):
    """Step 4: practical matters."""

    meets_myself = forms.BooleanField(label=_("I meet the expert myself"), required=False)
    contact_name = forms.CharField(label=_("Name of who meets the expert"), max_length=120, required=False)
    contact_phone = forms.CharField(
        label=_("Their phone on the day"), max_length=30, required=False, validators=[PHONE]
    )
    contact_email = forms.EmailField(label=_("Their e-mail address"), required=False)
    briefing = forms.CharField(
        label=_("How do you prepare the expert beforehand?"),
        help_text=_("For example: we call a week before and go through the contents."),
        max_length=1000,
        widget=area(),
    )
    debrief = forms.CharField(
        label=_("With whom can the expert talk it over afterwards?"),
        help_text=_("For example: the nurse stays for 15 minutes afterwards."),
        max_length=1000,
        widget=area(),
    )
    recording = forms.ChoiceField(
        label=_("Will it be recorded or photographed?"),
        help_text=_("Recording always needs the expert's own yes."),
        choices=[
            (Gig.Recording.NO, _("No")),
            (Gig.Recording.YES, _("Yes")),
            (Gig.Recording.UNKNOWN, _("We do not know yet")),
        ],
        widget=forms.RadioSelect,
    )
    accessibility = forms.CharField(
        label=_("Accessibility of the place"),
        help_text=_("Steps, lift, accessible toilet, induction loop, parking."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Somebody must meet the expert."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("meets_myself"):
            self.need("contact_name", "contact_phone", because=_("Tell who meets the expert on the day."))
        return cleaned


class PayerForm(AskingForm):
    """Step 5: who pays."""

    payer = forms.ChoiceField(
        label=_("Who pays the expert's fee and travel?"),
        choices=[("own", _("A unit of the wellbeing services county")), ("external", _("Somebody else"))],
        widget=forms.RadioSelect,
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.filter(is_active=True),
        required=False,
        empty_label=_("Choose the unit"),
    )
    cost_centre = forms.CharField(label=_("or the code of the cost centre"), max_length=20, required=False)
    payer_name = forms.CharField(label=_("Payer's name"), max_length=120, required=False)
    payer_business_id = forms.CharField(
        label=_("Business ID"),
        help_text=_("For example 1234567-1. If there is none, please call us."),
        max_length=20,
        required=False,
    )
    payer_address = forms.CharField(
        label=_("Invoicing address"),
        help_text=_("An e-invoice address or a postal address."),
        max_length=300,
        required=False,
    )

    def clean_cost_centre(self) -> CostCentre | None:
        """The cost centre that has the code."""
        code = self.cleaned_data["cost_centre"].strip()
        if not code:
            return None
        found = CostCentre.objects.filter(code__iexact=code).first()
        if found is None:
            raise ValidationError(
                _("There is no cost centre with this code. Check the code or choose the unit.")
            )
        return found

    def clean_payer_business_id(self) -> str:
        """The business ID with its check digit right, as 1234567-1."""
        written = self.cleaned_data["payer_business_id"].strip()
        if not written:
            return ""
        try:
            return str(ytunnus.format(ytunnus.validate(written)))
        except BadNumber as error:
            raise ValidationError(
                _("This is not a Finnish business ID. It has seven digits, a hyphen and a check digit.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """An own unit or its code, or all of the external payer."""
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("payer") == "own"
            and "cost_centre" not in self.errors
            and not cleaned.get("cost_centre")
        ):
            self.need("unit", because=_("Choose the unit, or give the code of the cost centre."))
        if cleaned.get("payer") == "external":
            self.need("payer_name", "payer_business_id", "payer_address")
        return cleaned


class RequesterForm(AskingForm):
    """Step 5, below the payer: who asks."""

    requester_name = forms.CharField(label=_("Your name"), max_length=120)
    requester_organisation = forms.CharField(label=_("Your organisation or unit"), max_length=120)
    requester_email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We send a link there, by which you follow the request.")
    )
    requester_phone = forms.CharField(
        label=_("Your phone"),
        help_text=_("The coordinator calls if something is unclear."),
        max_length=30,
        validators=[PHONE],
    )


class PaymentForm(RequesterForm, PayerForm):
    """Step 5: payment and who you are."""


class SendForm(GuardedForm):
    """Step 6: send, with the robot trap."""


class GigRequestForm(WhatForm, WhomForm, PlaceForm, PracticalForm, PaymentForm, GuardedForm):
    """All that the requester is asked. A request is made of this form only, so it cannot be half made."""
