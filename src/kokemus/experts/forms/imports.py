"""The forms of bringing in an old register: the file, what its columns are, and what is asked about its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kokemus.core import text
from kokemus.experts import languages
from kokemus.experts.fields import municipality
from kokemus.experts.importer.answers import LEAVE, PARTED, key_of
from kokemus.experts.importer.outcome import ColumnQuestion, Override, Question, SheetPlan
from kokemus.experts.importer.remarks import FIELD_NAMES, OPTIONS, text_of
from kokemus.experts.importer.workbook import MAX_BYTES
from kokemus.experts.phones import kept
from kokemus.organisation import places
from kokemus.topics.models import Role, Service, Topic

MEGABYTE = 1024 * 1024
Choice = tuple[str, Any]
UNDECIDED: Choice = ("", _("Decide later"))
AS_NOTE: Choice = (LEAVE, _("Leave as a note"))
LISTS = {
    "topic_unknown": "topics", "service_unknown": "services", "role_unknown": "roles",
    "language_unknown": "languages", "place_unknown": "places", "place_several": "places",
}  # fmt: skip
OTHER = {
    "topics": _("Or another topic"), "services": _("Or another service"), "roles": _("Or another role"),
    "languages": _("Or another language"), "places": _("Or another municipality"),
    "": _("Or another address"),
}  # fmt: skip
NAMES = {"name_missing", "name_incomplete", "name_two_people", "name_unreadable"}
PICKED: dict[str, list[Choice]] = {
    "perspective_unread": [
        ("own", OPTIONS["own"]), ("close_one", OPTIONS["close_one"]), ("both", OPTIONS["both"]), AS_NOTE,
    ],
    "state_unread": [("active", OPTIONS["active"]), ("paused", OPTIONS["paused"]), ("left", OPTIONS["left"])],
    "pause_over": [("active", OPTIONS["active"]), ("paused", OPTIONS["paused"])],
    "protection_check": [("yes", _("yes, protected (turvakielto)")), ("no", _("no, not protected"))],
    "training_unread": [
        ("trained", _("trained")), ("in_training", _("in training")), ("none", _("no training")), AS_NOTE,
    ],
}  # fmt: skip
ADDRESSES = {"email_mended", "email_check"}
TYPED = {
    "phone_unread": _("Phone number"), "email_broken": _("E-mail address"), "year_unread": _("Year"),
    "areas_to_ask": _("Areas"),
}  # fmt: skip


class UploadForm(forms.Form):
    """The file. Whether it can be read is told by the importer; a file that is too big is not even tried."""

    file = forms.FileField(
        label=_("The register as a file"),
        help_text=_("Excel (.xlsx) or .csv, at most 20 MB. All sheets are read."),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        """Refuse what is too big before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            size = {"size": file.size // MEGABYTE, "most": MAX_BYTES // MEGABYTE}
            raise ValidationError(
                _(
                    "The file is %(size)s MB, and at most %(most)s MB can be read. Save only the sheets with people."
                ),
                params=size,
            )
        return file


@dataclass
class Words:
    """Codes and labels to choose from, by the name of the list."""

    lists: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Words":
        """Those in use, in the language of the screen."""
        tables: dict[str, Any] = {"topics": Topic, "services": Service, "roles": Role}
        lists = {
            name: {each.code: each.label for each in table._default_manager.filter(is_active=True)}
            for name, table in tables.items()
        }
        lists["languages"] = dict(languages.choices())
        lists["places"] = {name: name for name in places.names("fi")}
        return cls(lists)

    def label(self, kind: str, code: str) -> str:
        """What a code is called."""
        return self.lists.get(kind, {}).get(code, code)

    def code(self, kind: str, typed: str) -> str:
        """The code whose label was typed, "" when there is none."""
        if kind == "places":
            name = municipality(typed)
            return name if name in self.lists["places"] else ""
        folded = text.fold(typed)
        return next((code for code, label in self.lists[kind].items() if text.fold(label) == folded), "")


class QuestionsForm(forms.Form):
    """Questions with their answers so far; each may be left for later. `answers_given` maps `key_of` to a value."""

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        answers: Mapping[str, str],
        words: Words,
        people: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.people, self.kept = words, people or {}, answers
        self.asked = {f"q{at}": question for at, question in enumerate(questions)}
        names = {code: label for labels in words.lists.values() for code, label in labels.items()}
        for name, question in self.asked.items():
            self._add(name, question, str(text_of(question, names)), answers.get(key_of(question), ""))

    @property
    def lists(self) -> dict[str, list[str]]:
        """The lists that the fields of "another" need, by name."""
        used = {LISTS[each.code] for each in self.asked.values() if each.code in LISTS}
        return {name: list(self.words.lists[name].values()) for name in sorted(used)}

    def _add(self, name: str, question: Question, label: str, answer: str) -> None:
        if question.code in LISTS or question.code in ADDRESSES:
            self._add_listed(name, question, label, answer)
        elif question.code in NAMES:
            self._add_name(name, label, answer)
        elif question.code in TYPED:
            self._add_typed(name, question, label, answer)
        else:
            self._pick(name, label, self._options(question), answer)

    def _options(self, question: Question) -> list[Choice]:
        if question.code == "same_person":
            return [
                (
                    each,
                    OPTIONS["new"]
                    if each == "new"
                    else _t("the same as %(who)s") % {"who": self.people.get(each, "…")},
                )
                for each in question.options
            ]
        return PICKED.get(question.code) or [(each, OPTIONS[each]) for each in question.options]

    def _pick(self, name: str, label: str, options: list[Choice], answer: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=[UNDECIDED, *options], required=False, initial=answer
        )

    def _add_listed(self, name: str, question: Question, label: str, answer: str) -> None:
        kind = LISTS.get(question.code, "")
        codes = dict.fromkeys((*question.options, *([answer] if answer and answer != LEAVE else [])))
        self._pick(name, label, [*((code, self.words.label(kind, code)) for code in codes), AS_NOTE], answer)
        self.fields[f"{name}_other"] = forms.CharField(
            label=OTHER[kind],
            required=False,
            max_length=120,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", **({"list": f"list-{kind}"} if kind else {})}
            ),
        )

    def _add_name(self, name: str, label: str, answer: str) -> None:
        given, _sep, family = answer.partition(PARTED)
        self.fields[f"{name}_given"] = forms.CharField(
            label=_("First name"), help_text=label, required=False, max_length=80, initial=given
        )
        self.fields[f"{name}_family"] = forms.CharField(
            label=_("Surname"), required=False, max_length=80, initial=family
        )

    def _add_typed(self, name: str, question: Question, label: str, answer: str) -> None:
        proposal = question.options[0] if question.options and not answer else ""
        self.fields[name] = forms.CharField(
            label=TYPED[question.code],
            help_text=label,
            required=False,
            max_length=254,
            initial="" if answer == LEAVE else answer or proposal,
        )
        if question.code != "areas_to_ask":
            self.fields[f"{name}_leave"] = forms.BooleanField(
                label=_("Leave as a note"), required=False, initial=answer == LEAVE
            )

    def clean(self) -> dict[str, Any]:
        """Each answer must be something that the register can keep."""
        cleaned = super().clean() or {}
        self.answers_given: dict[str, str] = {}
        for name, question in self.asked.items():
            try:
                value = self._value(name, question, cleaned)
            except ValidationError as error:
                other = f"{name}_other"
                self.add_error(other if other in self.fields else name, error)
            else:
                self.answers_given[key_of(question)] = value
        return cleaned

    def _value(self, name: str, question: Question, cleaned: dict[str, Any]) -> str:
        if question.code in LISTS or question.code in ADDRESSES:
            return self._listed(name, LISTS.get(question.code, ""), cleaned)
        if question.code in NAMES:
            given, family = cleaned.get(f"{name}_given", ""), cleaned.get(f"{name}_family", "")
            return f"{given}{PARTED}{family}" if given or family else ""
        if cleaned.get(f"{name}_leave"):
            return LEAVE
        typed = str(cleaned.get(name) or "").strip()
        return _CHECKS[question.code](typed) if typed and question.code in _CHECKS else typed

    def _listed(self, name: str, kind: str, cleaned: dict[str, Any]) -> str:
        typed = cleaned.get(f"{name}_other", "")
        if not typed:
            return str(cleaned.get(name) or "")
        code = self.words.code(kind, typed) if kind else _email(typed)
        if not code:
            raise ValidationError(
                _("“%(typed)s” is not on the list. Choose one that is."), params={"typed": typed}
            )
        return code


def _phone(typed: str) -> str:
    number = kept(typed)
    if number is None:
        raise ValidationError(_("Check the phone number. Write one number, for example 040 123 4567."))
    return number


def _email(typed: str) -> str:
    validate_email(typed)
    return typed


def _year(typed: str) -> str:
    if not (typed.isascii() and typed.isdigit() and 1900 <= int(typed) <= 2100):
        raise ValidationError(
            _("Give the year with four digits, for example %(year)s."), params={"year": 2024}
        )
    return typed


def _areas(typed: str) -> str:
    return ", ".join(dict.fromkeys(municipality(each)[:60] for each in typed.split(",") if each.strip()))


_CHECKS = {
    "phone_unread": _phone, "email_broken": _email, "year_unread": _year, "areas_to_ask": _areas,
}  # fmt: skip


class ColumnQuestionsForm(forms.Form):
    """What is asked once of a whole column or sheet."""

    def __init__(
        self, *args: Any, questions: Iterable[ColumnQuestion], answers: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"c{at}": question for at, question in enumerate(questions)}
        for name, question in self.asked.items():
            examples = ", ".join(question.examples)
            self.fields[name] = forms.ChoiceField(
                label=f"{question.sheet}: {text_of(question)}",
                help_text=_t("%(rows)s rows, for example %(examples)s")
                % {"rows": question.rows, "examples": examples}
                if examples
                else "",
                choices=[UNDECIDED, *((each, OPTIONS[each]) for each in question.options)],
                required=False,
                initial=answers.get(column_key(question), ""),
            )

    def answers(self) -> dict[str, str]:
        """Key of the question → value."""
        return {column_key(question): self.cleaned_data[name] for name, question in self.asked.items()}


def column_key(question: ColumnQuestion) -> str:
    """The key under which the answer is kept."""
    return f"{question.code}:{question.sheet}"


class ColumnsForm(forms.Form):
    """What the columns of one sheet are, by hand."""

    skip = forms.BooleanField(label=_("Leave the whole sheet out"), required=False)
    header_row = forms.IntegerField(
        label=_("Row of the headers"),
        help_text=_("0 when there are no headers."),
        min_value=0,
        max_value=1000,
    )
    state = forms.ChoiceField(label=_("The people of the sheet are"), required=False)

    def __init__(self, *args: Any, sheet: SheetPlan, override: Override, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["skip"].initial = override.skip
        self.fields["header_row"].initial = sheet.header_row
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("As the sheet says")),
            *((each, OPTIONS[each]) for each in ("active", "paused", "left")),
        ]
        self.fields["state"].initial = override.state
        choices = _column_choices()
        for column in sheet.columns:
            found = f"{column.field}:{column.value}" if column.field == "role" else column.field
            self.fields[f"column_{column.letter}"] = forms.ChoiceField(
                label=f"{column.letter}: {column.header}" if column.header else column.letter,
                choices=choices,
                required=False,
                initial=found,
            )

    @property
    def columns(self) -> list[Any]:
        """The bound fields of the columns."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    def override(self) -> Override:
        """What was said; a column that was left as it was read is not said anything of."""
        fields = {
            column.letter: self.cleaned_data[f"column_{column.letter}"]
            for column in self.sheet.columns
            if f"column_{column.letter}" in self.changed_data or column.confidence == "by_hand"
        }
        data = self.cleaned_data
        header = data["header_row"] if "header_row" in self.changed_data else None
        return Override(fields, header, data["state"], data["skip"])


def _column_choices() -> list[Choice]:
    """The fields that a column may be; a column of ticks is of one role."""
    fields: list[Choice] = [
        (name, label) for name, label in FIELD_NAMES.items() if name not in ("role", "ignore")
    ]
    roles = [(f"role:{each.code}", each.label) for each in Role.objects.filter(is_active=True)]
    return [
        ("", _("Keep as a note, with the header")),
        *fields,
        (str(_("A tick for one role")), roles),
        ("ignore", FIELD_NAMES["ignore"]),
    ]
