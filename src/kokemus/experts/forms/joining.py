"""What somebody who wants to become an expert is asked, one form a step; the order and the whole are in route.py.

Little is required: a name and a way to reach the person. What is left open is asked in the newcomer's talk.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.core import formats
from kokemus.core.forms import GuardedForm
from kokemus.experts import languages
from kokemus.experts.fields import MunicipalitiesField, OfferedModelsField, PhoneField
from kokemus.experts.models import Audience, Expert, Perspective
from kokemus.topics.models import Role, Service, Topic

YES, NO, NOT_YET, UNSURE = "yes", "no", "not_yet", "unsure"
BOTH = "both"
STORY = 4000
ADD_EMAIL = _("Add the e-mail address, or choose another way of contact.")
ADD_PHONE = _("Add the phone number, or choose another way of contact.")
ADD_ADDRESS = _("Add the postal address, or choose another way of contact.")


class WhoForm(forms.Form):
    """Whether somebody helps: it is written down who did."""

    who = forms.ChoiceField(
        label=_("Who fills this in?"),
        choices=[("me", _("I myself")), ("helper", _("I help somebody else to fill this in"))],
        initial="me",
        widget=forms.RadioSelect,
    )
    helper = forms.CharField(
        label=_("The helper's name, and who you are to the person"),
        help_text=_("Only if somebody helps. For example: Sari Esimerkki, social worker."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A helper tells their name; without a helper none is kept."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == "helper" and not cleaned.get("helper"):
            self.add_error("helper", _("Write the helper's name."))
        if cleaned.get("who") == "me":
            cleaned["helper"] = ""
        return cleaned


class BeginForm(WhoForm, GuardedForm):
    """The start, with the robot trap."""


class AgeForm(forms.Form):
    """Only whether, never a date of birth."""

    is_adult = forms.ChoiceField(
        label=_("Are you 18 or older?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
    )


class GuardianForm(forms.Form):
    """Under 18: a guardian is told, and the young person says that they want this themselves."""

    guardian_name = forms.CharField(label=_("Your guardian's name"), max_length=100)
    guardian_phone = PhoneField(label=_("Your guardian's phone"), required=False, max_length=30)
    guardian_email = forms.EmailField(
        label=_("Your guardian's e-mail address"), required=False, max_length=60
    )
    own_yes = forms.BooleanField(
        label=_("I want this myself, and I have talked about it with my guardian"),
        error_messages={"required": _("Talk with your guardian first, and tick this when you both want it.")},
    )

    def clean(self) -> dict[str, Any]:
        """One way to reach the guardian is needed."""
        cleaned = super().clean() or self.cleaned_data
        reached = cleaned.get("guardian_phone") or cleaned.get("guardian_email")
        if not reached and not self.errors:
            self.add_error("guardian_phone", _("Write a phone number or an e-mail address of your guardian."))
        return cleaned

    def guardian(self) -> str:
        """Name and contacts on one line."""
        data = self.cleaned_data
        told = (data["guardian_name"], formats.phone(data["guardian_phone"]), data["guardian_email"])
        return ", ".join(each for each in told if each)


class StoryForm(forms.Form):
    """In the person's own words; topics are proposed from it."""

    story = forms.CharField(
        label=_("What have you lived, in your own words?"),
        help_text=_(
            "A few sentences are enough. Leave other people's names out. Only the coordinators read this."
        ),
        max_length=STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class PerspectiveForm(forms.Form):
    """Own or a close one's, for each topic."""

    def __init__(self, *args: Any, topics: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Promise]] = [
            (Perspective.OWN, _("My own experience")),
            (Perspective.CLOSE_ONE, _("I have lived it as a close one")),
            (BOTH, _("Both")),
        ]
        for topic in topics:
            self.fields[f"of_{topic.pk}"] = forms.ChoiceField(
                label=topic.label, choices=choices, required=False, widget=forms.RadioSelect
            )

    def of(self, topic: Topic) -> list[str]:
        """The perspectives of a topic; not asked when it was left open."""
        said = self.cleaned_data[f"of_{topic.pk}"]
        if said == BOTH:
            return [Perspective.OWN, Perspective.CLOSE_ONE]
        return [said or Perspective.UNKNOWN]


class ServicesForm(forms.Form):
    """Services used."""

    services = OfferedModelsField(
        Service.objects.filter(is_active=True),
        label=_("Which services have you used, for yourself or for your close one?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class BoundariesForm(forms.Form):
    """What is not talked about, and to whom not."""

    not_told = forms.CharField(
        label=_("Is there something that you do not talk about?"),
        help_text=_("You need not say why."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    refused_audiences = forms.MultipleChoiceField(
        label=_("For whom do you not want to speak?"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class RolesForm(forms.Form):
    """In which roles, and in which not."""

    roles = OfferedModelsField(
        Role.objects.filter(is_active=True),
        label=_("What would you like to do?"),
        help_text=_("Tick as many as you like. You can change your mind later."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    refused_roles = OfferedModelsField(
        Role.objects.filter(is_active=True),
        label=_("What do you not want to do?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Nothing is both wanted and not wanted."""
        cleaned = super().clean() or self.cleaned_data
        both = set(cleaned.get("roles", ())) & set(cleaned.get("refused_roles", ()))
        if both:
            names = ", ".join(sorted(role.label for role in both))
            text = _("You ticked both yes and no: %(roles)s. Take one of the ticks away.") % {"roles": names}
            self.add_error("refused_roles", text)
        return cleaned


class WhereForm(forms.Form):
    """Languages, places, access needs."""

    languages = forms.MultipleChoiceField(
        label=_("In which languages can you tell?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_languages = forms.MultipleChoiceField(
        label=_("Other languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = MunicipalitiesField(
        label=_("Municipalities where you come"), help_text=_("With commas between them."), required=False
    )
    access_needs = forms.CharField(
        label=_("What do you need in order to come?"),
        help_text=_("For example an accessible entrance, an interpreter, a support person."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = list(languages.FIRST)
        choices = [(code, languages.name(code)) for code in first]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        others = [each for each in languages.choices() if each[0] not in first]
        self.fields["more_languages"].choices = others  # type: ignore[attr-defined]


class TrainedForm(forms.Form):
    """With or without training."""

    training = forms.ChoiceField(
        label=_("Have you been trained as an expert by experience?"),
        choices=[
            (Expert.Training.NONE, _("No, and that is fine")),
            (Expert.Training.IN_TRAINING, _("I am in training now")),
            (Expert.Training.TRAINED, _("Yes")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    organiser = forms.CharField(
        label=_("Who held the training?"),
        help_text=_("The wellbeing services county or an association, for example."),
        max_length=120,
        required=False,
    )
    year = forms.IntegerField(label=_("Year"), min_value=1970, required=False)

    def clean_year(self) -> int | None:
        """Not in the future."""
        year: int | None = self.cleaned_data["year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(_("The year is in the future. Write the year of the training."))
        return year


class NameForm(forms.Form):
    """Name, and how to appear."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Surname"), max_length=80, required=False)
    appears_as = forms.CharField(
        label=_("By which name do you want to appear?"),
        help_text=_("For example the first name only. Empty means the full name."),
        max_length=120,
        required=False,
    )


class ReachForm(forms.Form):
    """A way to reach the person that is safe for them."""

    channel = forms.ChoiceField(
        label=_("How may we contact you?"), choices=Expert.Channel.choices, widget=forms.RadioSelect
    )
    phone = PhoneField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    shared_phone = forms.BooleanField(label=_("Somebody else may answer my phone"), required=False)
    no_voicemail = forms.BooleanField(label=_("Leave nothing on the voicemail"), required=False)
    neutral_sender = forms.BooleanField(
        label=_("Nothing in writing: nobody may see from a message that I have applied"), required=False
    )
    is_protected = forms.BooleanField(label=_("I am protected (turvakielto)"), required=False)
    note = forms.CharField(
        label=_("What else should we know when we contact you?"),
        help_text=_("For example: call only in the morning."),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The chosen way needs its address; whoever may only be called needs a phone."""
        cleaned = super().clean() or self.cleaned_data
        channel = cleaned.get("channel")
        needs_phone = channel in (Expert.Channel.PHONE, Expert.Channel.SMS) or self.only_by_person()
        for name, is_needed, text in (
            ("email", channel == Expert.Channel.EMAIL, ADD_EMAIL),
            ("phone", needs_phone, ADD_PHONE),
            ("address", channel == Expert.Channel.LETTER, ADD_ADDRESS),
        ):
            if is_needed and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, text)
        return cleaned

    def only_by_person(self) -> bool:
        """Whether nothing may be sent: a coordinator calls."""
        return bool(self.cleaned_data.get("neutral_sender") or self.cleaned_data.get("is_protected"))

    def contact_note(self) -> str:
        """What makes contact safe, as the register keeps it."""
        ticks = {
            "shared_phone": _("Shared phone."),
            "no_voicemail": _("Nothing on the voicemail."),
            "neutral_sender": _("Nothing in writing."),
        }
        told = [str(words) for name, words in ticks.items() if self.cleaned_data[name]]
        return " ".join([*told, self.cleaned_data["note"]]).strip()


class StrengthForm(forms.Form):
    """No answer ends the application."""

    strength = forms.ChoiceField(
        label=_("Do you have the strength to tell now?"),
        choices=[(YES, _("Yes")), (NOT_YET, _("Not yet")), (UNSURE, _("I do not know"))],
        required=False,
        widget=forms.RadioSelect,
    )


class SendForm(GuardedForm):
    """Send, with the robot trap."""


class LinkForm(forms.Form):
    """Where to send the link by which one goes on later."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("We send you only the link."))
