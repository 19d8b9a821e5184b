"""The organisation's own row: name, contacts, promises of time, colour and logo."""

import re
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kokemus.core import formats
from kokemus.organisation import contrast
from kokemus.organisation.logo import MOST_BYTES, Drawn, Unusable, redrawn
from kokemus.organisation.models import Organisation

NAME = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
SITE = re.compile(rf"https://{NAME}(?:\.{NAME})+(?::\d{{1,5}})?")
COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def _tenths(ratio: float) -> Decimal:
    """Rounded down, so that what is not enough never looks as if it were."""
    return Decimal(str(ratio)).quantize(Decimal("0.1"), ROUND_DOWN)


class OrganisationForm(forms.ModelForm):
    """The name, contacts and look that every page shows, and the promises of time."""

    logo = forms.FileField(
        label=_("Logo file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, at most 2 MB. An SVG may hold programs, so it is not taken."),
    )
    remove_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "phone",
            "phone_hours_fi",
            "phone_hours_sv",
            "phone_hours_en",
            "email",
            "lead_time_days",
            "status_link_days",
            "answer_days",
            "forget_days",
            "accident_cover_fi",
            "accident_cover_sv",
            "accident_cover_en",
            "colour",
            "logo_alt",
            "frame_sites",
        ]
        help_texts = {
            "colour": _("For example #0b5563. Empty: the lake blue of Kokemus."),
            "frame_sites": _("One a line, for example https://www.example.fi. Empty: no site."),
            "logo_alt": _("What a screen reader says, for example the name that stands in the logo."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo_version:
            del self.fields["remove_logo"]

    def clean_colour(self) -> str:
        """A colour that can be read on every background, as #rrggbb."""
        typed = self.cleaned_data["colour"].strip()
        if not typed:
            return ""
        found = COLOUR.fullmatch(typed)
        if not found:
            raise ValidationError(
                _("Write the colour as a # and six digits or letters a–f, for example #0b5563.")
            )
        colour = f"#{found[1].lower()}"
        if contrast.least(colour) < contrast.LEAST:
            raise ValidationError(
                _(
                    "Text in this colour cannot be read by everybody: its contrast is %(found)s and at least "
                    "%(least)s is needed. Try this darker one: %(darker)s."
                )
                % {
                    "found": formats.number(_tenths(contrast.least(colour))),
                    "least": formats.number(_tenths(contrast.LEAST)),
                    "darker": contrast.darker(colour),
                }
            )
        return colour

    def clean_frame_sites(self) -> str:
        """Each an https origin and nothing else, once, one a line: they go into a header as they stand."""
        typed = self.cleaned_data["frame_sites"].split("\n")
        sites = dict.fromkeys(site for line in typed if (site := line.strip().lower().rstrip("/")))
        for site in sites:
            if not SITE.fullmatch(site):
                raise ValidationError(
                    _(
                        "This is not the address of a site: %(site)s. Write https:// and the site's name, without "
                        "what follows the name, for example https://www.example.fi."
                    )
                    % {"site": site}
                )
        return "\n".join(sites)

    def clean_logo(self) -> Drawn | None:
        """The logo drawn anew, or nothing when none was sent."""
        sent: UploadedFile | None = self.cleaned_data["logo"]
        if sent is None:
            return None
        if sent.size and sent.size > MOST_BYTES:
            raise ValidationError(_("The file is too large. Make the picture smaller: at most 2 MB."))
        try:
            return redrawn(sent.read())
        except Unusable:
            raise ValidationError(
                _("This file is not a PNG, JPEG or WebP picture. Save the logo as PNG and choose that file.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """A logo is never without words for those who do not see it."""
        cleaned = super().clean() or {}
        stays = self.instance.logo_version and not cleaned.get("remove_logo")
        if (cleaned.get("logo") or stays) and not cleaned.get("logo_alt") and "logo_alt" not in self.errors:
            self.add_error("logo_alt", _("Write what the logo says, for those who do not see it."))
        return cleaned
