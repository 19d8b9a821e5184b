"""What the requester's own words tell: topics, perspective and role to confirm, and a warning of personal data."""

from dataclasses import dataclass

from kokemus.core.personal import seems_personal
from kokemus.gigs.forms.requests import WhatForm
from kokemus.gigs.models import Gig
from kokemus.topics import understanding
from kokemus.topics.models import Role, Topic


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
