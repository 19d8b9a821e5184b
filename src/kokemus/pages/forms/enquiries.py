"""What a visitor asks or says, and what a coordinator answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kokemus.core import links, text
from kokemus.core.forms import GuardedForm
from kokemus.organisation.forms.tables import CoordinatorChoice
from kokemus.pages.models import Enquiry
from kokemus.topics.models import Topic

KEY = "enquiry_key"
NO_AREA = "none"
LONGEST = 3000


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WritingForm(GuardedForm):
    """A text and how to reach the writer. `key` becomes the public id, so that a double press makes one."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(max_length=LONGEST, widget=_box(6))
    name = forms.CharField(
        label=_("Your name"), max_length=80, required=False, help_text=_("A first name is enough.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("If others read your e-mail, leave a phone number instead."),
    )
    phone = forms.RegexField(
        label=_("Phone number"),
        regex=r"^\+?[0-9 ()\-]{5,20}$",
        required=False,
        help_text=_("We tell nobody but you what it is about."),
        error_messages={"invalid": _("Write the number in digits, for example 040 123 4567.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = links.token(KEY, text.public_id())

    def clean_key(self) -> str:
        """The public id that this page was given; a broken one is replaced."""
        try:
            return links.read(KEY, self.cleaned_data["key"])
        except links.BadLink:
            return text.public_id()

    def typed(self) -> dict[str, str]:
        """What was typed, right or wrong, to be shown again without errors."""
        return {name: self.data.get(name, "") for name in self.fields if name not in self.guard_fields}

    def carried(self) -> list[forms.BoundField]:
        """The fields that travel hidden through the page where the answers are checked."""
        return [bound for bound in self.visible_fields() if bound.name not in self.guard_fields]


class AskForm(WritingForm):
    """One box, and a way to answer. `area` is empty until the writer has chosen one."""

    area = forms.ChoiceField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What would you like to know?")
        self.fields["text"].help_text = _(
            "Write in your own words. Do not write anybody's full name or identity code."
        )
        self.areas = list(Topic.objects.active().areas())
        area: Any = self.fields["area"]
        area.choices = [(NO_AREA, ""), *((each.code, each.label) for each in self.areas)]

    def clean(self) -> dict[str, Any]:
        """One way to answer is needed."""
        cleaned = super().clean()
        broken = {"email", "phone"} & self.errors.keys()
        if not (cleaned.get("email") or cleaned.get("phone") or broken):
            self.add_error(
                "email",
                ValidationError(
                    _("Write your e-mail address or your phone number, so that we can answer you.")
                ),
            )
        return cleaned


class FeedbackForm(WritingForm):
    """What somebody says of these pages or of the activity; no contact is needed."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Enquiry.Kind.ACCESSIBILITY, _("Something on these pages is hard to read or use")),
            (Enquiry.Kind.FEEDBACK, _("Something else")),
        ],
        widget=forms.RadioSelect,
    )
    page = forms.CharField(
        label=_("Which page?"),
        max_length=300,
        required=False,
        help_text=_("The address of the page, if it is about one."),
    )
    field_order = ("kind", "text", "page", "email", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your feedback")
        self.fields["text"].help_text = _(
            "Tell what happened and what you would have needed. Do not write anybody's full name."
        )
        del self.fields["name"]
        self.fields["email"].help_text = _("Only if you want an answer.")
        self.fields["phone"].help_text = ""


class AnswerForm(forms.Form):
    """A written answer."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=_box(8),
        help_text=_("Begin with what was asked. Do not repeat what they told of their own situation."),
    )


class DeclineForm(AnswerForm):
    """A kind answer to what is not for us."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("A kind answer: where can they ask?")
        self.fields["text"].help_text = ""


class CallForm(forms.Form):
    """A note of a call."""

    text = forms.CharField(
        label=_("What did you agree?"),
        max_length=LONGEST,
        required=False,
        widget=_box(3),
        help_text=_("For the coordinators only. Write no health information."),
    )


class HandOnForm(forms.Form):
    """To whom a question is handed on."""

    to = CoordinatorChoice(label=_("Who answers for this from now on"), empty_label=_("Choose a coordinator"))
