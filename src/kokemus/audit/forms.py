"""What the data protection officer may look for in the log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kokemus.audit.models import Entry


class LogFilter(forms.Form):
    """By opaque id, kind and days; everything is optional."""

    person = forms.CharField(label=_("Whose data (ID)"), required=False, max_length=16)
    actor = forms.CharField(label=_("Who acted (ID)"), required=False, max_length=16)
    kind = forms.ChoiceField(
        label=_("What kind"),
        required=False,
        choices=[
            ("", _("everything")),
            (Entry.Kind.READ, _("looking at somebody's data")),
            (Entry.Kind.CHANGE, _("changes")),
            (Entry.Kind.SIGN_IN, _("sign-ins")),
        ],
    )
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("Until"), required=False)
