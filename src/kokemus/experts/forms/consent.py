"""The three plain questions of consent, the first one for three audiences; exceptions by topic are folded away."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokemus.experts.actions.consents import Answer
from kokemus.experts.models import AUDIENCES_OF, Audience, Consent, Expert, Purpose, Source
from kokemus.topics.models import Topic

YES, NO = "yes", "no"
ANSWERS = [(YES, _("Yes")), (NO, _("No"))]


@dataclass(frozen=True)
class Question:
    """One question: the field's name, its words, which purpose and audiences it answers, who is spoken to."""

    name: str
    purpose: str
    audiences: tuple[str, ...]
    label: Any
    withdraw_label: Any
    has_exceptions: bool = True


QUESTIONS = (
    Question(
        "own_units",
        Purpose.OFFERS,
        (Audience.OWN_UNITS,),
        _("From our own units and services"),
        _("Withdraw: gigs from our own units"),
    ),
    Question(
        "others",
        Purpose.OFFERS,
        (Audience.OTHERS,),
        _("From others: schools, associations, students"),
        _("Withdraw: gigs from others"),
    ),
    Question(
        "media", Purpose.OFFERS, (Audience.MEDIA,), _("From the media"), _("Withdraw: gigs from the media")
    ),
    Question(
        "telling",
        Purpose.TELLING,
        AUDIENCES_OF[Purpose.TELLING],
        _("May the requester be told your topics when the gig has been agreed?"),
        _("Withdraw: telling my topics to the requester"),
    ),
    Question(
        "counting",
        Purpose.COUNTING,
        AUDIENCES_OF[Purpose.COUNTING],
        _("May you be counted in statistics without your name?"),
        _("Withdraw: counting me without my name"),
        has_exceptions=False,
    ),
)


@dataclass
class Asked:
    """A question as a page shows it."""

    question: Question
    answer: BoundField
    exceptions: BoundField | None
    standing: str
    unasked: list[Topic]


class ConsentQuestions(forms.Form):
    """The questions about some topics, with what stands now. One left without an answer changes nothing."""

    def __init__(
        self,
        *args: Any,
        topics: list[Topic],
        standing: Mapping[tuple[int, str, str], bool] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        self.standing = standing or {}
        choices = [(topic.pk, topic.label) for topic in self.topics]
        for question in QUESTIONS:
            given = self._given(question)
            answer = forms.ChoiceField(
                label=question.label,
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect,
                initial=self._word(given),
            )
            self.fields[question.name] = answer
            if question.has_exceptions and len(choices) > 1:
                self.fields[f"{question.name}_except"] = forms.TypedMultipleChoiceField(
                    label=_("But not about these topics"),
                    choices=choices,
                    coerce=int,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    initial=[topic for topic, said in given.items() if said is False]
                    if True in given.values()
                    else [],
                )

    def _given(self, question: Question) -> dict[int, bool | None]:
        """What stands for each topic; None where nothing does."""
        key = question.purpose, question.audiences[0]
        return {topic.pk: self.standing.get((topic.pk, *key)) for topic in self.topics}

    @staticmethod
    def _word(given: dict[int, bool | None]) -> str:
        said = set(given.values())
        return YES if True in said else NO if False in said else ""

    def has_yes(self) -> bool:
        """Whether there is anything to withdraw."""
        return True in self.standing.values()

    def asked(self) -> list[Asked]:
        """The questions in order, each with its fields, what stands now, and topics that came after the answer."""
        asked = []
        for question in QUESTIONS:
            given = self._given(question)
            word, name = self._word(given), f"{question.name}_except"
            unasked = [topic for topic in self.topics if word and given[topic.pk] is None]
            exceptions = self[name] if name in self.fields else None
            asked.append(Asked(question, self[question.name], exceptions, word, unasked))
        return asked

    def answers(self) -> list[Answer]:
        """One answer for each topic × purpose × audience of the questions that were answered."""
        answers = []
        for question in QUESTIONS:
            said = self.cleaned_data[question.name]
            if not said:
                continue
            excepted = self._excepted(question)
            for topic in self.topics:
                is_given = said == YES and topic.pk not in excepted
                answers += [Answer(topic.pk, question.purpose, each, is_given) for each in question.audiences]
        return answers

    def _excepted(self, question: Question) -> set[int]:
        """Topics excepted as they were ticked: a tick counts though another of them has gone out of use since."""
        name = self.add_prefix(f"{question.name}_except")
        ticked = forms.CheckboxSelectMultiple().value_from_datadict(self.data, self.files, name)
        return {int(key) for key in ticked or () if str(key).isdecimal()}


class ConsentForm(ConsentQuestions):
    """Answers of one person of the register."""

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        rows = Consent.objects.standing().filter(expert=expert)
        super().__init__(
            *args,
            topics=list(Topic.objects.filter(experiences__expert=expert).distinct()),
            standing={(row.topic_id, row.purpose, row.audience): row.is_given for row in rows},
            **kwargs,
        )


class RecordedConsentForm(ConsentForm):
    """The same, recorded by a coordinator: how and when the person answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = forms.ChoiceField(
            label=_("The person answered"),
            choices=[each for each in Source.choices if each[0] != Source.WEB],
            widget=forms.RadioSelect,
            initial=Source.PHONE,
        )
        self.fields["on"] = forms.DateField(
            label=_("Day of the answer"), widget=forms.DateInput, initial=timezone.localdate
        )

    def clean_on(self) -> dt.date:
        """Not in the future."""
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day is in the future. Give the day when the person answered."))
        return day
