"""What changes the county's own words; the only writers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kokemus.audit import actions as audit
from kokemus.topics import unfound
from kokemus.topics.models import OwnWord, Topic, UnfoundWord


@transaction.atomic
def add_word(*, text: str, language: str, topic: Topic, means: bool = True, by: Any) -> OwnWord:
    """Teach the finder that a word means a topic, or that it does not; a word that already says so is left alone.

    The opposite word, if there is one, goes out of use. The word is no longer among those that found nothing.
    """
    same = OwnWord.objects.living().filter(text=text, language=language, topic=topic)
    for opposite in same.exclude(means=means):
        remove_word(word=opposite, by=by)
    word, is_new = OwnWord.objects.living().get_or_create(
        text=text, language=language, topic=topic, means=means, defaults={"added_by": by}
    )
    if is_new:
        audit.record("topics.add_word", by=by, thing=word)
    UnfoundWord.objects.filter(word=text, language=language).delete()
    return word


@transaction.atomic
def remove_word(*, word: OwnWord, by: Any) -> None:
    """Take a word out of use at once; done twice it is done once."""
    if OwnWord.objects.living().filter(pk=word.pk).update(removed_at=timezone.now(), removed_by=by):
        audit.record("topics.remove_word", by=by, thing=word)


@transaction.atomic
def restore_word(*, word: OwnWord, by: Any) -> OwnWord:
    """Take a removed word back into use, as a new row with who did it."""
    return add_word(text=word.text, language=word.language, topic=word.topic, means=word.means, by=by)


@transaction.atomic
def note_unfound(*, text: str, language: str, on: dt.date) -> None:
    """Count the words of a text that told no topic; called by whoever asked the finder and is about to write anyway."""
    for word in unfound.words_of(text, language):
        row, _is_new = UnfoundWord.objects.get_or_create(
            word=word, language=language[:2], defaults={"last_on": on}
        )
        UnfoundWord.objects.filter(pk=row.pk).update(times=F("times") + 1, last_on=on)


@transaction.atomic
def pass_over(*, keys: Iterable[int], by: Any) -> int:
    """These words are no topic's; they are not shown again. Returns how many."""
    passed = UnfoundWord.objects.filter(pk__in=list(keys), is_passed=False).update(is_passed=True)
    if passed:
        audit.record("topics.pass_over", by=by, words=passed)
    return passed


@transaction.atomic
def forget_unfound(*, on: dt.date) -> int:
    """Erase words that nobody has written for half a year, passed over or not; returns how many."""
    limit = on - dt.timedelta(days=UnfoundWord.KEPT_DAYS)
    erased, _by_model = UnfoundWord.objects.filter(last_on__lt=limit).delete()
    return erased
