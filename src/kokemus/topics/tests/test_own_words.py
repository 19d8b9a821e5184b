"""What a coordinator teaches the finder: at once, with undo, and who did it."""

import datetime as dt

import pytest
from django.urls import reverse

from kokemus.accounts import middleware
from kokemus.audit.models import Entry
from kokemus.topics import actions, finder, understanding
from kokemus.topics.forms import OwnWordForm
from kokemus.topics.models import OwnWord, Topic, UnfoundWord
from tests.cast import user

pytestmark = pytest.mark.django_db
WORDS = "topics:own_words"


@pytest.fixture
def keeper(client, monkeypatch):
    """A signed-in coordinator."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    coordinator = user("kaisa@example.org", "coordinator", name="Kaisa")
    client.force_login(coordinator)
    return coordinator


def topic(code):
    return Topic.objects.get(code=code)


def codes(text, language="fi"):
    return [each.code for each in understanding.find(text, language).topics]


def answers(**more):
    return {"text": "Luurikoukku", "language": "fi", "topic": topic("gaming").pk, "means": "1"} | more


def test_word_is_found_in_the_next_text_and_in_other_forms_when_it_was_added(client, keeper):
    assert codes("Luurikoukusta irti") == []
    client.post(reverse(WORDS), answers())
    assert codes("Luurikoukusta irti") == codes("luurikoukkua") == codes("LUURIKOUKKU") == ["gaming"]
    assert finder.find("luurikoukku", "fi").topics == []  # what ships stays what it was
    entry = Entry.objects.get(verb="topics.add_word")
    assert entry.actor_id == keeper.public_id


def test_phrase_is_found_when_it_was_added_in_swedish(keeper):
    actions.add_word(text="fastna i luren", language="sv", topic=topic("gaming"), by=keeper)
    assert codes("Han fastnade i luren", "sv") == ["gaming"]


def test_word_leads_nowhere_when_it_was_taken_out_and_again_when_taken_back(client, keeper):
    word = actions.add_word(text="luurikoukku", language="fi", topic=topic("gaming"), by=keeper)
    client.post(reverse("topics:remove_word", args=[word.public_id]))
    assert codes("luurikoukku") == []
    assert "luurikoukku" in client.get(reverse(WORDS)).content.decode()
    client.post(reverse("topics:restore_word", args=[word.public_id]))
    assert codes("luurikoukku") == ["gaming"]
    assert [each.removed_by for each in OwnWord.objects.order_by("pk")] == [keeper, None]


def test_word_that_ships_leads_no_longer_to_a_topic_when_the_county_says_so(keeper):
    assert "alcohol" in codes("viinaongelma")
    no = actions.add_word(text="viinaongelma", language="fi", topic=topic("alcohol"), means=False, by=keeper)
    assert "alcohol" not in codes("viinaongelmasta")
    actions.add_word(text="viinaongelma", language="fi", topic=topic("alcohol"), by=keeper)
    assert "alcohol" in codes("viinaongelmasta")
    no.refresh_from_db()
    assert no.removed_by == keeper


def test_topic_out_of_use_is_not_found_and_the_countys_own_is():
    Topic.objects.filter(code="gambling").update(is_active=False)
    assert "gambling" not in codes("rahapeliriippuvuus")
    assert "gambling" in [each.code for each in finder.find("rahapeliriippuvuus", "fi").topics]
    mine = {"fi": "Tulvavahinko", "sv": "Översvämning", "en": "Flood damage"}
    Topic.objects.create(code="flood", parent=topic("livelihood"), **mine)
    assert codes("Tulvavahingosta toipunut") == codes("flood damage", "en") == ["flood"]


@pytest.mark.parametrize(
    "text", ["", "a+b", "=juoda", "sana2", "yksi kaksi kolme neljä viisi", "kissa/koira"]
)
def test_word_is_refused_with_a_sentence_when_it_is_no_plain_word(text):
    form = OwnWordForm(answers(text=text))
    assert not form.is_valid()
    assert list(form.errors) == ["text"]


def test_same_word_twice_is_said_so_and_nothing_is_lost(client, keeper):
    client.post(reverse(WORDS), answers())
    page = client.post(reverse(WORDS), answers()).content.decode()
    assert OwnWord.objects.count() == 1
    assert 'value="Luurikoukku"' in page
    assert "on jo luettelossa" in page


def test_page_shows_who_added_and_what_a_text_is_understood_as(client, keeper):
    actions.add_word(text="luurikoukku", language="fi", topic=topic("gaming"), by=keeper)
    page = client.get(reverse(WORDS), {"q": "lapsen luurikoukku"}).content.decode()
    assert "Kaisa" in page
    assert "← luurikoukku" in page


def test_words_of_a_text_without_a_topic_are_counted_but_not_names_numbers_or_common_ones():
    text = "Haluaisimme puhujan kertomaan zumbailusta. Matti Meikäläinen, p. 040 1234567, m@example.org"
    for _ in range(2):
        actions.note_unfound(text=text, language="fi", on=dt.date(2026, 11, 24))
    kept = {row.word: row.times for row in UnfoundWord.objects.all()}
    assert kept == {"zumbailusta": 2}


def test_word_of_one_text_only_is_not_shown(client, keeper):
    for text, times in (("zumbailusta", 3), ("kerrallinen", 1), ("pilateksesta", 2)):
        for _ in range(times):
            actions.note_unfound(text=text, language="fi", on=dt.date(2026, 11, 24))
    page = client.get(reverse("topics:unfound_words")).content.decode()
    assert page.index("zumbailusta") < page.index("pilateksesta")
    assert "kerrallinen" not in page


def test_word_is_no_longer_asked_about_when_it_got_a_topic_or_was_passed_over(client, keeper):
    for word in ("zumbailu", "pilates"):
        UnfoundWord.objects.create(word=word, language="fi", times=4, last_on=dt.date(2026, 11, 24))
    client.post(reverse(WORDS), answers(text="zumbailu"))
    pilates = UnfoundWord.objects.get()
    client.post(reverse("topics:pass_over"), {"word": [pilates.pk, "x"]})
    assert not UnfoundWord.objects.frequent()
    actions.note_unfound(text="pilates", language="fi", on=dt.date(2026, 11, 24))
    assert not UnfoundWord.objects.frequent()


def test_unfound_word_is_erased_when_nobody_wrote_it_for_half_a_year():
    for word, day in (("vanha", dt.date(2026, 1, 1)), ("uusi", dt.date(2026, 11, 1))):
        UnfoundWord.objects.create(word=word, language="fi", times=4, last_on=day)
    assert actions.forget_unfound(on=dt.date(2026, 11, 24)) == 1
    assert [row.word for row in UnfoundWord.objects.all()] == ["uusi"]
