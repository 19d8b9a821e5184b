"""What the requester's own words tell: topics, perspective and role to confirm, and a warning of personal data."""

import re
from dataclasses import dataclass

from kokemus.gigs.forms.requests import WhatForm
from kokemus.gigs.models import Gig
from kokemus.topics import understanding
from kokemus.topics.models import Role, Topic

# An identity code (ddmmyy, sign of the century, three digits and a check sign), a phone number, an e-mail address.
PERSONAL = re.compile(
    r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b|(?<!\d)(?:\+358|0)[\s-]?\d(?:[\s-]?\d){5,}(?!\d)|\S+@\S+\.\w+"
)
NAME = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)? [A-ZÅÄÖ][a-zåäö]{2,}\b")


@dataclass(frozen=True)
class Understood:
    """What was filled in: each topic with the words that told of it, and the answers for the form."""

    topics: list[tuple[Topic, str]]
    role: Role | None
    is_close_one: bool
    seems_personal: bool
    answers: dict[str, list[str]]

    @property
    def is_worth_showing(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.answers) or self.seems_personal


def understood(goal: str, language: str, form: WhatForm) -> Understood:
    """Suggestions for what was left unanswered in a valid form: nothing that was chosen is touched.

    Whoever has ticked topics has looked through the questions, so that nothing is suggested to them.
    """
    if form.cleaned_data["topics"]:
        return Understood([], None, False, seems_personal(goal), {})
    is_open = form.cleaned_data["perspective"] == Gig.Perspective.ANY
    return suggested(
        goal, language, form, role_is_open=not form.cleaned_data["role"], perspective_is_open=is_open
    )


def suggested(
    goal: str, language: str, form: WhatForm, *, role_is_open: bool, perspective_is_open: bool
) -> Understood:
    """What a text tells, as answers of the form's fields (lists of texts, as if posted)."""
    found = understanding.find(goal, language)
    answers: dict[str, list[str]] = {}
    by_code = {topic.code: topic for topic in form.topics.values()}
    told = [(by_code[each.code], each.because) for each in found.topics if each.code in by_code]
    for topic, _because in told:
        answers.setdefault(f"topics_{topic.area_id}", []).append(str(topic.pk))
    role = None
    if found.role and role_is_open:
        role = Role.objects.filter(code=found.role, is_active=True).first()
    if role:
        answers["role"] = [str(role.pk)]
    is_close_one = found.perspective == "close_one" and perspective_is_open
    if is_close_one:
        answers["perspective"] = [Gig.Perspective.CLOSE_ONE]
    return Understood(told, role, is_close_one, seems_personal(goal), answers)


def seems_personal(text: str) -> bool:
    """Whether a text seems to hold somebody's name, phone number, e-mail address or identity code."""
    return bool(PERSONAL.search(text) or NAME.search(text))
