"""The steps of an application in order, which of them this applicant meets, and all the answers together."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokemus.core.forms import readable, typed
from kokemus.experts.actions.deciding import Told
from kokemus.experts.actions.joining import Sent
from kokemus.experts.actions.profile import Refused
from kokemus.experts.forms.consent import ConsentQuestions
from kokemus.experts.forms.joining import (
    NO,
    NOT_YET,
    AgeForm,
    BoundariesForm,
    GuardianForm,
    NameForm,
    PerspectiveForm,
    ReachForm,
    RolesForm,
    ServicesForm,
    StoryForm,
    StrengthForm,
    TrainedForm,
    WhereForm,
)
from kokemus.experts.forms.topics import TopicsForm
from kokemus.experts.models import Application, Expert
from kokemus.experts.models.application import AGE, CONSENTS, TOPICS
from kokemus.topics import understanding
from kokemus.topics.found import Found
from kokemus.topics.models import Topic

GUARDIAN, STORY, PERSPECTIVE, SERVICES, BOUNDARIES, ROLES, WHERE, TRAINED, NAME, REACH, STRENGTH = (
    "huoltaja", "kokemus", "nakokulma", "palvelut", "rajat", "roolit", "tuleminen", "koulutus", "nimi", "yhteys",
    "voimat",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One page with one question. `of_topics`: it is about the topics chosen, and is left out when there are none."""

    slug: str
    title: Promise
    form: type[forms.Form]
    lead: Promise | str = ""
    fields: str = "experts/_join_fields.html"  # template
    is_needed: bool = False
    of_topics: bool = False


STEPS = [
    Step(AGE, _("Your age"), AgeForm, is_needed=True),
    Step(
        GUARDIAN,
        _("Together with your guardian"),
        GuardianForm,
        _(
            "You are welcome. Because you are under 18, we talk first with you and your guardian together. The "
            "coordinator calls. You tell of your experiences only then, and nothing is asked of you before it."
        ),
        is_needed=True,
    ),
    Step(STORY, _("What have you lived?"), StoryForm),
    Step(
        TOPICS,
        _("What could you tell of?"),
        TopicsForm,
        _("Tick what you want to tell of, not everything that you have lived."),
        "experts/_join_topics.html",
    ),
    Step(PERSPECTIVE, _("Whose experience is it?"), PerspectiveForm, of_topics=True),
    Step(SERVICES, _("Services used"), ServicesForm, _("Tick those that you could tell of.")),
    Step(BOUNDARIES, _("Your limits"), BoundariesForm, _("You decide what you tell and to whom.")),
    Step(
        ROLES, _("What would you like to do?"), RolesForm, _("We tell you more of these when we talk."),
        "experts/_join_roles.html",
    ),
    Step(WHERE, _("Languages and places"), WhereForm, fields="experts/_join_where.html"),
    Step(TRAINED, _("Training"), TrainedForm, _("Anyone may join, with or without training.")),
    Step(
        NAME, _("Your name"), NameForm,
        _("A requester hears your name only when you have agreed to a gig and been chosen."), is_needed=True,
    ),
    Step(
        REACH, _("How may we contact you?"), ReachForm, _("Choose a way that is safe for you."),
        "experts/_join_reach.html", is_needed=True,
    ),
    Step(
        CONSENTS,
        _("What do you allow?"),
        ConsentQuestions,
        _("You can leave a question without an answer, and you can change your answer at any time."),
        "experts/_join_consents.html",
        of_topics=True,
    ),
    Step(STRENGTH, _("How are you now?"), StrengthForm, _("There is no hurry, and no answer closes the door.")),
]  # fmt: skip
OF_MINORS = (AGE, GUARDIAN, NAME, REACH)


@dataclass
class Filled:
    """An application and what has been typed into it so far."""

    application: Application
    _forms: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def is_minor(self) -> bool:
        """Whether the applicant has said that they are under 18."""
        return bool(self.application.of(AGE).get("is_adult") == [NO])

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics ticked; one that has been taken out of use since is left out."""
        form = TopicsForm(self.data(TOPICS))
        form.is_valid()
        topics: list[Topic] = form.cleaned_data["topics"]
        return topics

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that this applicant meets: somebody under 18 a few, nobody a step about no topics."""
        if self.is_minor:
            return [step for step in STEPS if step.slug in OF_MINORS]
        asked = [step for step in STEPS if step.slug != GUARDIAN]
        return [step for step in asked if self.topics or not step.of_topics]

    @cached_property
    def understood(self) -> list[tuple[Topic, str]]:
        """Topics that the person's own words tell of, each with the words that told."""
        found = self._found.topics
        by_code = {topic.code: topic for topic in Topic.objects.active()} if found else {}
        return [(by_code[each.code], each.because) for each in found if each.code in by_code]

    @cached_property
    def _found(self) -> Found:
        story = self.data(STORY).get("story", "")
        return understanding.find(story, self.application.language) if story else Found()

    def data(self, slug: str) -> QueryDict:
        """What was typed at a step, as if just posted."""
        together = QueryDict(mutable=True)
        for name, values in self.application.of(slug).items():
            together.setlist(name, values)
        return together

    def form(self, step: Step, data: QueryDict | None = None) -> Any:
        """The step's form with what was typed, or with what was posted now."""
        return step.form(self.data(step.slug) if data is None else data, **self._about(step))

    def unbound(self, step: Step) -> Any:
        """The step's form as it is opened: what was typed before, else what the story proposes; without errors."""
        if self.application.has(step.slug):
            initial = typed(step.form(**self._about(step)), self.data(step.slug))
        else:
            initial = self._proposed(step)
        return step.form(initial=initial, **self._about(step))

    def _about(self, step: Step) -> dict[str, Any]:
        return {"topics": self.topics} if step.of_topics else {}

    def _proposed(self, step: Step) -> dict[str, Any]:
        if step.slug == TOPICS:
            ticked: dict[str, Any] = {}
            for topic, _because in self.understood:
                ticked.setdefault(f"topics_{topic.area_id}", []).append(topic.pk)
            return ticked
        if (
            step.slug == PERSPECTIVE and len(self.topics) == 1
        ):  # of several the story does not tell whose each is
            return {f"of_{self.topics[0].pk}": self._found.perspective}
        return {}

    def checked(self, slug: str) -> Any:
        """A step's form, validated once."""
        if slug not in self._forms:
            step = next(each for each in STEPS if each.slug == slug)
            self._forms[slug] = self.form(step)
            self._forms[slug].is_valid()
        return self._forms[slug]

    def cleaned(self, slug: str) -> dict[str, Any]:
        """The answers of a step; nothing for a step that this applicant does not meet."""
        if all(step.slug != slug for step in self.steps):
            return {}
        answers: dict[str, Any] = self.checked(slug).cleaned_data
        return answers

    def unfinished(self) -> list[Step]:
        """Steps whose answers are missing or wrong; one that may be skipped is finished when it is empty."""
        return [step for step in self.steps if self.checked(step.slug).errors]

    def sections(self) -> list[tuple[Step, list[dict[str, Any]]]]:
        """Each step with its answers in words."""
        return [(step, readable(self.checked(step.slug))) for step in self.steps]

    @property
    def is_tired(self) -> bool:
        """Whether the person has said that they have no strength yet."""
        return bool(self.cleaned(STRENGTH).get("strength") == NOT_YET)

    def sent(self) -> Sent:
        """What is written down of whom to reach and how, when everything needed has been answered."""
        name, reach = self.cleaned(NAME), self.cleaned(REACH)
        return Sent(
            full_name=f"{name['first_name']} {name['last_name']}".strip(),
            email=reach["email"],
            phone=reach["phone"],
            channel=reach["channel"],
            only_by_person=self.checked(REACH).only_by_person(),
            guardian=self.checked(GUARDIAN).guardian() if self.is_minor else "",
            is_minor=self.is_minor,
            areas=[topic.area_id for topic in self.topics] if not self.is_minor else [],
            steps=[step.slug for step in self.steps],
        )

    def told(self) -> Told:
        """Everything that the register takes over when the application is accepted."""
        name, reach, where = self.cleaned(NAME), self.cleaned(REACH), self.cleaned(WHERE)
        roles, limits, trained = self.cleaned(ROLES), self.cleaned(BOUNDARIES), self.cleaned(TRAINED)
        topics = [] if self.is_minor else self.topics
        return Told(
            values={
                **{each: name[each] for each in ("first_name", "last_name", "appears_as")},
                **{each: reach[each] for each in ("channel", "phone", "email", "address", "is_protected")},
                "contact_note": self.checked(REACH).contact_note(),
                "languages": [*where.get("languages", ()), *where.get("more_languages", ())],
                "access_needs": where.get("access_needs", ""),
            },
            lived=[(topic, view) for topic in topics for view in self.checked(PERSPECTIVE).of(topic)],
            services=list(self.cleaned(SERVICES).get("services", ())),
            consents=self.checked(CONSENTS).answers() if topics else [],
            roles=list(roles.get("roles", ())),
            areas=where.get("areas", []),
            refused=Refused(
                roles=roles.get("refused_roles", ()), audiences=limits.get("refused_audiences", ())
            ),
            not_told=limits.get("not_told", ""),
            training=trained.get("training") or Expert.Training.NONE,
            organiser=trained.get("organiser", ""),
            year=trained.get("year"),
        )
