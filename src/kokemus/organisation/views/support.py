"""Peer support of associations, found by plain words, topic area and municipality."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kokemus.core.listing import page_of
from kokemus.organisation.forms.finding import PeerSupportForm
from kokemus.organisation.models import Association
from kokemus.topics import understanding
from kokemus.topics.models import Topic

PER_PAGE = 12
URGENT = frozenset({"suicidality", "self-harm"})


@dataclass(frozen=True)
class Answer:
    """What was understood of the words (each topic with the words that told), and the associations that fit."""

    understood: list[tuple[Topic, str]]
    associations: list[Association]

    @property
    def is_urgent(self) -> bool:
        """Whether the words may be of somebody's life in danger: then help lines come before associations."""
        return any(topic.code in URGENT for topic, _because in self.understood)


@login_not_required
def peer_support(request: HttpRequest) -> HttpResponse:
    """The directory. Somebody's own words come by POST, so that they stand in no address and no log of addresses.

    Nothing is kept or sent, so that the form needs none of the traps for robots.
    """
    asked = request.POST or request.GET
    form = PeerSupportForm(asked if any(asked.get(name) for name in PeerSupportForm.base_fields) else None)
    answer = None
    if form.is_valid():
        answer = _answer(form, get_language() or "fi")
    context = {
        "form": form,
        "answer": answer,
        "page": None if answer else page_of(Association.objects.alphabetical(), request, per_page=PER_PAGE),
        "areas": Topic.objects.active().areas(),
    }
    return render(request, "organisation/peer_support.html", context)


def _answer(form: PeerSupportForm, language: str) -> Answer:
    words, area = form.cleaned_data["words"], form.cleaned_data["area"]
    understood = understanding.topics(words, language)
    asked = [*(topic for topic, _because in understood), *([area] if area else [])]
    named = Association.objects.named(words)
    town = form.cleaned_data["municipality"]
    if not words and not area:
        fitting = [each for each in Association.objects.alphabetical() if each.municipality in ("", town)]
    else:
        fitting = Association.objects.for_topics(asked, municipality=town)
    known = {each.pk for each in named}
    return Answer(understood, [*named, *(each for each in fitting if each.pk not in known)])
