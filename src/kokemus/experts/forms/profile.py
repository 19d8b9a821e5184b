"""The parts of a person's data, one small form for each; `changes` is what `actions.profile.edit` takes."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import User
from kokemus.experts import languages
from kokemus.experts.actions.profile import Refused
from kokemus.experts.fields import MunicipalitiesField, MunicipalityField, PhoneField
from kokemus.experts.forms.folding import FoldedFields
from kokemus.experts.models import Audience, Expert
from kokemus.topics.models import Role, Topic

HIDDEN_WHEN_PROTECTED = ("address", "municipality")


class PartForm(FoldedFields, forms.ModelForm):
    """A part of a person's data. Where a protected person lives is neither shown nor asked."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._stored
        if self.instance.is_protected:
            for name in HIDDEN_WHEN_PROTECTED:
                self.fields.pop(name, None)

    def _stored(self) -> str:
        """A fingerprint of what is stored now, to notice that somebody else has changed it meanwhile."""
        names = [name for name in self.fields if name != "seen"]
        values = [(name, _plain(self.get_initial_for_field(self.fields[name], name))) for name in names]
        return hashlib.sha256(repr(values).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        """Nobody's change is written over unseen: the form says it once, and the next save is on purpose."""
        cleaned = super().clean() or self.cleaned_data
        stored = self._stored()
        if cleaned.get("seen") and cleaned["seen"] != stored:
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("seen")] = stored
            self.data = data
            raise forms.ValidationError(
                _(
                    "Somebody has changed these details meanwhile. Check what you wrote, and save again to keep it."
                )
            )
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Arguments for the action."""
        names = [name for name in self._meta.fields or () if name in self.fields]
        return {"values": {name: self.cleaned_data[name] for name in names}}


def _plain(value: Any) -> Any:
    """An initial value in a form that is the same each time: keys for rows, text for the rest."""
    if isinstance(value, QuerySet):
        return sorted(str(row.pk) for row in value)
    return [str(each) for each in value] if isinstance(value, list) else str(value)


class ContactsForm(PartForm):
    """Name, contacts, the way and the language of messages."""

    phone = PhoneField(label=_("Phone"), required=False, max_length=30)
    municipality = MunicipalityField(label=_("Home municipality"), required=False, max_length=60)
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)

    class Meta:
        model = Expert
        fields = [
            "first_name", "last_name", "appears_as", "phone", "email", "channel", "language", "address", "municipality",
        ]  # fmt: skip
        widgets = {"channel": forms.RadioSelect}
        labels = {
            "first_name": _("First name"),
            "last_name": _("Surname"),
            "appears_as": _("Name told to the requester"),
            "email": _("E-mail address"),
            "channel": _("Contact by"),
            "address": _("Postal address"),
        }
        help_texts = {"appears_as": _("For example the first name only. Empty means the full name.")}

    def clean_email(self) -> str:
        """Sign-in codes go to this address, so it cannot be somebody else's way to sign in."""
        email: str = self.cleaned_data["email"]
        user_id = self.instance.user_id
        if email and user_id and User.objects.filter(email__iexact=email).exclude(pk=user_id).exists():
            raise forms.ValidationError(_("Somebody else signs in with this address. Write another one."))
        return email

    def clean(self) -> dict[str, Any]:
        """The chosen way of contact needs its address."""
        cleaned = super().clean() or {}
        channel = cleaned.get("channel")
        if channel == Expert.Channel.EMAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Add the e-mail address, or choose another way of contact."))
        if (
            channel in (Expert.Channel.SMS, Expert.Channel.PHONE)
            and not cleaned.get("phone")
            and "phone" not in self.errors
        ):
            self.add_error("phone", _("Add the phone number, or choose another way of contact."))
        return cleaned


class SafetyForm(PartForm):
    """What makes contact safe, and who decides with the person."""

    class Meta:
        model = Expert
        fields = ["contact_note", "is_protected", "guardian"]
        labels = {
            "contact_note": _("Safe contact"),
            "is_protected": _("Protected for personal safety (turvakielto)"),
            "guardian": _("Who decides with the person"),
        }
        help_texts = {
            "contact_note": _("For example: shared phone, nothing on the voicemail, only between 9 and 12."),
            "is_protected": _(
                "Address and home municipality are then shown nowhere, the person is matched only by the areas that "
                "they name themselves, and is contacted only through a coordinator."
            ),
            "guardian": _(
                "For a person under 18 or with a legal guardian: name and phone of who must agree to a gig."
            ),
        }


class ComingForm(PartForm):
    """In which roles, where, how and in which languages the person comes."""

    roles = forms.ModelMultipleChoiceField(
        Role.objects.none(), label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_languages = forms.MultipleChoiceField(
        label=_("Other languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = MunicipalitiesField(
        label=_("Municipalities where the person comes"),
        required=False,
        help_text=_("With commas between them. A protected person is matched by these alone."),
    )

    folds = {"more_languages": _("Other languages")}
    field_order = [
        "roles", "areas", "attendance", "max_distance_km", "not_in_home_municipality", "languages", "more_languages",
    ]  # fmt: skip

    class Meta:
        model = Expert
        fields = ["languages", "attendance", "max_distance_km", "not_in_home_municipality", "access_needs"]
        widgets = {"attendance": forms.RadioSelect}
        labels = {
            "attendance": _("On site or remotely"),
            "max_distance_km": _("Travels at most, km"),
            "not_in_home_municipality": _("Not in the home municipality"),
            "access_needs": _("What the person needs in order to come"),
        }
        help_texts = {
            "access_needs": _("For example an accessible entrance, an interpreter, a support person.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = dict.fromkeys([*languages.FIRST, *self.instance.languages])
        self.fields["languages"].choices = [(code, languages.name(code)) for code in first]  # type: ignore[attr-defined]
        others = [each for each in languages.choices() if each[0] not in first]
        self.fields["more_languages"].choices = others  # type: ignore[attr-defined]
        self.fields["roles"].queryset = Role.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["roles"].initial = self.instance.roles.all() if self.instance.pk else []
        named = self.instance.areas.values_list("municipality", flat=True) if self.instance.pk else []
        self.fields["areas"].initial = list(named)

    def changes(self) -> dict[str, Any]:
        """Arguments for the action."""
        data, changes = self.cleaned_data, super().changes()
        changes["values"]["languages"] = [*data["languages"], *data["more_languages"]]
        return {**changes, "roles": data.get("roles"), "areas": data["areas"]}


class LimitsForm(PartForm):
    """How much the person does, and what they do not want."""

    refused_roles = forms.ModelMultipleChoiceField(
        Role.objects.none(),
        label=_("Not in these roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    refused_audiences = forms.MultipleChoiceField(
        label=_("Not for these"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    refused_topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Not about these topics now"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Expert
        fields = ["monthly_limit", "rest_days"]
        labels = {"monthly_limit": _("Gigs a month at most"), "rest_days": _("Days of rest between gigs")}
        help_texts = {
            "monthly_limit": _("Empty means no limit."),
            "rest_days": _("0 means no rest is wished for."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rest_days"].required = False
        refusals = list(self.instance.refusals.all())
        refused = [row.topic_id for row in refusals if row.topic_id]
        topics = Topic.objects.filter(
            pk__in=[*refused, *self.instance.experiences.values_list("topic", flat=True)]
        )
        self.fields["refused_roles"].queryset = Role.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["refused_roles"].initial = [row.role_id for row in refusals if row.role_id]
        self.fields["refused_audiences"].initial = [row.audience for row in refusals if row.audience]
        self.fields["refused_topics"].queryset = topics  # type: ignore[attr-defined]
        self.fields["refused_topics"].initial = refused
        if not topics:
            del self.fields["refused_topics"]

    def clean_rest_days(self) -> int:
        """Empty is no rest."""
        return self.cleaned_data.get("rest_days") or 0

    def changes(self) -> dict[str, Any]:
        """Arguments for the action."""
        data = self.cleaned_data
        topics: Iterable[Topic] = data.get("refused_topics", ())
        refused = Refused(roles=data["refused_roles"], audiences=data["refused_audiences"], topics=topics)
        return {**super().changes(), "refused": refused}


class RegisterForm(PartForm):
    """What the register keeps of the person for the programme and for payroll."""

    class Meta:
        model = Expert
        fields = ["joined_on", "newcomer_talk_on", "payroll_number", "fee_refused"]
        widgets = {"joined_on": forms.DateInput, "newcomer_talk_on": forms.DateInput}
        labels = {
            "joined_on": _("In the register since"),
            "newcomer_talk_on": _("Newcomer talk held on"),
            "payroll_number": _("Payroll's person number"),
            "fee_refused": _("Wants no fee"),
        }
        help_texts = {
            "payroll_number": _("From payroll. Never the personal identity code."),
            "fee_refused": _("Costs are paid all the same. The person may change their mind for each gig."),
        }

    def clean_newcomer_talk_on(self) -> dt.date | None:
        """A talk that was held is not in the future."""
        day: dt.date | None = self.cleaned_data["newcomer_talk_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day is in the future. Give the day when the talk was held."))
        return day

    def clean_payroll_number(self) -> str:
        """An identity code is never stored."""
        number: str = self.cleaned_data["payroll_number"].strip()
        if len(number) == 11 and number[6] in "+-ABCDEFYXWVU" and number[:6].isdigit():
            raise forms.ValidationError(
                _("This looks like a personal identity code, which is never stored here.")
            )
        return number


class MyContactsForm(ContactsForm):
    """The person's own contacts."""

    class Meta(ContactsForm.Meta):
        fields = [
            "appears_as",
            "phone",
            "email",
            "channel",
            "contact_note",
            "language",
            "address",
            "municipality",
        ]
        labels = {
            **ContactsForm.Meta.labels,
            "appears_as": _("Name told to the requester when a gig is agreed"),
            "contact_note": _("What should we know when we contact you?"),
        }
        help_texts = {
            **ContactsForm.Meta.help_texts,
            "contact_note": _("For example: call only in the morning, leave nothing on the voicemail."),
        }


class MyComingForm(ComingForm):
    """How the person comes, in their own words."""

    areas = MunicipalitiesField(
        label=_("Municipalities where you come"), required=False, help_text=_("With commas between them.")
    )

    class Meta(ComingForm.Meta):
        labels = {
            **ComingForm.Meta.labels,
            "max_distance_km": _("How far do you travel at most, km?"),
            "not_in_home_municipality": _("I do not want gigs in my home municipality"),
            "access_needs": _("What do you need in order to come?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["roles"]  # agreed with the coordinator
