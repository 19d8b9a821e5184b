"""What the admin writes: a page's place, its words in a language, a picture."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from kokemus.pages import filling, markup
from kokemus.pages.models import Page, Text

TAKEN = {"hallinta", "kuvat", "rss"}  # addresses that stand in the same folders
SUMMARY = 150
LARGEST_MB = 8
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
LARGEST_PIXELS = 50_000_000
TYPES = ("PNG", "JPEG", "WEBP")


class SearchForm(forms.Form):
    """A question in the reader's own words; whatever is wrong in the address is left out."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=100)

    def asked(self) -> str:
        """The words, or nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")


class PageForm(forms.ModelForm):
    """Where a page stands. Kind and address are chosen once: links lead there."""

    class Meta:
        model = Page
        fields = ["kind", "slug", "position", "role", "step", "in_footer", "check_months"]
        help_texts = {
            "slug": _(
                "Small letters, numbers and hyphens, for example kesan-tapaamiset. It cannot be changed later."
            ),
            "position": _("Pages stand in the order of this number."),
            "role": _("Of a guidance page: the role that it is about. Empty: all roles."),
            "step": _("Of a guidance page: where the request form links to it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["check_months"].min_value = 1  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["kind"], self.fields["slug"]
        else:
            choices = [choice for choice in Page.Kind.choices if choice[0] != Page.Kind.STATEMENT]
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind"), choices=choices, widget=forms.RadioSelect, initial=Page.Kind.NEWS
            )

    def clean_slug(self) -> str:
        """An address of its own."""
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in TAKEN:
            raise ValidationError(_("This address is in use by the service itself. Choose another."))
        return slug

    def clean_check_months(self) -> int:
        """At least a month."""
        months = int(self.cleaned_data["check_months"])
        if not 1 <= months <= 120:
            raise ValidationError(_("Write a number of months from 1 to 120."))
        return months


class TextForm(forms.ModelForm):
    """The words of a page in one language."""

    class Meta:
        model = Text
        fields = ["title", "summary", "words", "body"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 24}),
        }
        help_texts = {
            "summary": _("One sentence, at most 150 characters. It is shown in lists and to search engines."),
            "words": _(
                "What people type when they look for this, with commas between: lecturer, what does it cost."
            ),
            "body": _("In Markdown. An empty line begins a new paragraph, ## a heading, - a line of a list."),
        }

    def clean_summary(self) -> str:
        """Short enough to be shown whole."""
        summary = " ".join(str(self.cleaned_data["summary"]).split())
        if len(summary) > SUMMARY:
            raise ValidationError(_("The summary is too long. Shorten it to 150 characters."))
        return summary

    def clean(self) -> dict[str, Any]:
        """Links, pictures and placeholders of the words stand for something."""
        cleaned = super().clean() or {}
        for fault in filling.faults(cleaned.get("body", "")):
            self.add_error("body", fault)
        for name in ("title", "summary"):
            for unknown in set(markup.placeholders(cleaned.get(name, ""))) - set(filling.FACTS):
                self.add_error(name, filling.unknown_placeholder(unknown))
        return cleaned


class PictureForm(forms.Form):
    """A picture and what it shows."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "A PNG, JPEG or WebP file of at most 8 MB. Where and with what it was taken is not kept."
        ),
    )
    alternative = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("In Finnish, for those who do not see it: Two people sit on a jetty and talk."),
    )

    def clean_file(self) -> Image.Image:
        """The picture itself, read whole."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise ValidationError(_("The file is too big. Make it smaller than 8 MB and try again."))
        try:
            picture = Image.open(file, formats=TYPES)
            if picture.width * picture.height > LARGEST_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller and try again."))
            picture.load()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise ValidationError(
                _("We cannot read this as a picture. Choose a PNG, JPEG or WebP file.")
            ) from None
        return picture
