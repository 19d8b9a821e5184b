"""Consent per topic, purpose and audience: given, refused, withdrawn, always dated and at once."""

import datetime as dt

import pytest

from kokemus.audit.models import Entry
from kokemus.experts.actions import consents
from kokemus.experts.models import TEXT_VERSION, Consent, Expert
from kokemus.experts.tests.people import coordinator, person, topic

pytestmark = pytest.mark.django_db


def living(expert):
    rows = Consent.objects.living().filter(expert=expert)
    return {(row.topic.code, row.purpose, row.audience) for row in rows}


def give(expert, *codes, act=consents.give, purposes=("offers",), audiences=("own_units",), **extra):
    topics = [topic(code) for code in codes]
    extra = {"source": "web", "by": "test", **extra}
    return act(expert=expert, topics=topics, purposes=purposes, audiences=audiences, **extra)


def test_consent_is_dated_with_text_and_source_when_given():
    expert = person(topics=["depression"])
    give(expert, "depression", source="phone", on=dt.date(2026, 3, 2))
    row = Consent.objects.get()
    assert (row.given_on, row.text_version, row.source, row.is_given) == (
        dt.date(2026, 3, 2),
        TEXT_VERSION,
        "phone",
        True,
    )
    assert living(expert) == {("depression", "offers", "own_units")}


def test_consent_has_only_the_audiences_that_its_question_knows_when_given():
    expert = person()
    give(expert, "depression", purposes=["offers", "counting"], audiences=["own_units", "media"])
    assert living(expert) == {
        ("depression", "offers", "own_units"),
        ("depression", "offers", "media"),
        ("depression", "counting", "own_units"),
    }


def test_later_answer_withdraws_the_earlier_when_they_differ():
    expert = person()
    give(expert, "depression")
    assert give(expert, "depression", act=consents.refuse) == 1
    assert living(expert) == set()
    assert Consent.objects.count() == 2
    assert Consent.objects.standing().get().is_given is False
    give(expert, "depression")
    assert Consent.objects.living().count() == 1


def test_same_answer_is_left_alone_unless_the_text_has_changed():
    expert = person()
    give(expert, "depression")
    assert give(expert, "depression") == 0
    Consent.objects.update(text_version="older")
    assert give(expert, "depression") == 1
    assert Consent.objects.count() == 2


def test_withdrawing_is_at_once_and_keeps_the_row_when_pressed():
    expert, other = person(), person("Bertta")
    for each in (expert, other):
        give(each, "depression", "anxiety", audiences=["own_units", "media"])
    taken = consents.withdraw(
        expert=expert, purposes=["offers"], audiences=["media"], source="web", by="test"
    )
    assert taken == 2
    assert living(expert) == {("depression", "offers", "own_units"), ("anxiety", "offers", "own_units")}
    assert len(living(other)) == 4
    assert Consent.objects.filter(expert=expert).count() == 4


def test_withdrawing_concerns_only_the_named_topics_when_named():
    expert = person()
    give(expert, "depression", "anxiety")
    give(expert, "depression", act=consents.withdraw)
    assert living(expert) == {("anxiety", "offers", "own_units")}


def test_topic_is_no_longer_unasked_when_any_answer_came():
    expert = person(topics=["depression", "anxiety"])
    expert.experiences.update(is_carried_over=True)
    give(expert, "depression", act=consents.refuse)
    assert list(Expert.objects.unasked()) == [expert]
    give(expert, "anxiety")
    assert not Expert.objects.unasked().exists()


def test_log_tells_the_questions_and_never_the_topics_when_answered():
    expert, by = person(), coordinator()
    give(expert, "depression", by=by, source="phone")
    entry = Entry.objects.get(verb="experts.answer_consent")
    assert entry.details == {
        "source": "phone",
        "questions": ["offers.own_units"],
        "topics": 1,
        "given": [True],
    }
    assert "depression" not in str(entry.details)
