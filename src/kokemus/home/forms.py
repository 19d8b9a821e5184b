"""What a visitor may fill in on the composed pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.core.forms import GuardedForm
from kokemus.organisation.forms.tables import CoordinatorChoice


class CallMeForm(GuardedForm):
    """Leave a number to be called."""

    who = CoordinatorChoice(label=_("Who should call you?"), required=False, empty_label=_("Anyone of us"))
    name = forms.CharField(
        label=_("Your name"), max_length=80, required=False, help_text=_("A first name is enough.")
    )
    phone = forms.RegexField(
        label=_("Phone number"),
        regex=r"^\+?[0-9 ()\-]{5,20}$",
        error_messages={"invalid": _("Write the number in digits, for example 040 123 4567.")},
    )
    when = forms.CharField(
        label=_("When is a good time to call?"),
        max_length=120,
        required=False,
        help_text=_("Do not write about your health or anybody else's here. We talk about it on the phone."),
    )
