"""What may be filled in to sign in and to keep users."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.accounts.models import Role, User


class CodeForm(RequestLoginCodeForm):
    """A code by e-mail, for experts only: staff sign in with a second factor."""

    def clean_email(self) -> str:
        """A staff address is treated as one that nobody has, without telling which."""
        email: str = super().clean_email()
        if self._user is not None and self._user.works_here:
            self._user = None
        return email


class StaffForm(forms.ModelForm):
    """Somebody who works here, and what they do."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in Role if role != Role.EXPERT],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ["name", "email", "phone", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if self.instance.pk:
            self.fields["email"].disabled = True
            self.initial["roles"] = sorted(self.instance.roles)
