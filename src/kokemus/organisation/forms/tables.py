"""What the admin may edit of units, cost centres, coordinators and routing."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role
from kokemus.organisation import places
from kokemus.organisation.models import Absence, Coordinator, CostCentre, Route, Unit
from kokemus.topics.models import Topic


def _people(*roles: str) -> Any:
    """Active users with any of the roles, by name."""
    users = get_user_model().objects.filter(is_active=True, grants__role__in=roles)
    return users.distinct().order_by("name", "email")


def _choices(form: forms.BaseForm, name: str) -> Any:
    """The field, known to choose among rows."""
    return form.fields[name]


class CoordinatorChoice(forms.ModelChoiceField):
    """Coordinators who work here, by name."""

    def __init__(self, **kwargs: Any) -> None:
        working = Coordinator.objects.filter(user__is_active=True).select_related("user")
        super().__init__(**{"queryset": working, **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        """Name and title."""
        return f"{obj.user}, {obj.title}" if obj.title else str(obj.user)


def known_place(place: str) -> str:
    """A municipality or a known place, or nothing; raises ValidationError."""
    if place and places.find(place) is None:
        raise ValidationError(_("We do not know this place. Write the municipality, for example Imatra."))
    return place


class UnitForm(forms.ModelForm):
    """A unit, who pays for it and who meets the experts there."""

    contacts: Any = forms.ModelMultipleChoiceField(
        label=_("Contact persons"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Unit
        fields = ["name", "service", "cost_centre", "place", "address", "contacts", "is_active"]
        labels = {"service": _("Service"), "cost_centre": _("Cost centre"), "is_active": _("In use")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "contacts").queryset = _people(Role.UNIT_CONTACT)

    def clean_place(self) -> str:
        """A municipality or a known place; the distance is counted from there."""
        return known_place(self.cleaned_data["place"])


class CostCentreForm(forms.ModelForm):
    """A cost centre and the two groups of people who pass its claims."""

    checkers: Any = forms.ModelMultipleChoiceField(
        label=_("Checkers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    approvers: Any = forms.ModelMultipleChoiceField(
        label=_("Approvers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CostCentre
        fields = ["code", "name", "checkers", "approvers"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "checkers").queryset = _people(Role.CHECKER)
        _choices(self, "approvers").queryset = _people(Role.APPROVER)

    def clean(self) -> dict[str, Any]:
        """One person alone could pass nothing, so a cost centre needs two."""
        cleaned = super().clean() or {}
        checkers, approvers = set(cleaned.get("checkers") or ()), set(cleaned.get("approvers") or ())
        if checkers and checkers == approvers and len(checkers) == 1:
            raise ValidationError(
                _("The checker and the approver must be two different people. Add another person.")
            )
        return cleaned


class CoordinatorForm(forms.ModelForm):
    """A coordinator as others see them, and who stands in."""

    class Meta:
        model = Coordinator
        fields = ["user", "title", "phone", "phone_hours", "stand_in"]
        labels = {"user": _("Person"), "stand_in": _("Stand-in")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "user").queryset = _people(Role.COORDINATOR)
        if self.instance.pk:
            _choices(self, "stand_in").queryset = Coordinator.objects.exclude(pk=self.instance.pk)


class AbsenceForm(forms.ModelForm):
    """Days when the stand-in answers."""

    class Meta:
        model = Absence
        fields = ["coordinator", "starts_on", "ends_on"]
        labels = {"coordinator": _("Coordinator")}

    def clean(self) -> dict[str, Any]:
        """The last day cannot be before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Choose a later day."))
        return cleaned


class RouteForm(forms.ModelForm):
    """One row of the routing table; without a topic area it is the door's default."""

    class Meta:
        model = Route
        fields = ["door", "area", "coordinator"]
        labels = {"coordinator": _("Coordinator")}
        help_texts = {"area": _("Empty: everything at this door that no other row takes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "area").queryset = Topic.objects.active().areas()

    def clean(self) -> dict[str, Any]:
        """One row for each door and area; a database rule holds it too, but says it less plainly."""
        cleaned = super().clean() or {}
        same = Route.objects.filter(door=cleaned.get("door"), area=cleaned.get("area")).exclude(
            pk=self.instance.pk
        )
        if same.exists():
            raise ValidationError(_("There is a row for this door and area already. Edit that one."))
        return cleaned
