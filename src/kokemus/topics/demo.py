"""What the demonstration's coordinators have taught the finder, and words that found nothing."""

import datetime as dt

from django.db import transaction

from kokemus.accounts.models import User
from kokemus.topics import actions
from kokemus.topics.models import OwnWord, Topic, UnfoundWord

OWN = (
    ("luurikoukku", "gaming", True),
    ("kotkanpesä", "psychiatric-ward", True),
    ("lokinrinne", "supported-housing", True),
    ("pasianssi", "gambling", False),
)
UNFOUND = (("pyykkitupa", 9), ("näyttelytyö", 6), ("valaistus", 5), ("kirjastoauto", 3), ("mökkitie", 2))


@transaction.atomic
def fill(*, by: User, on: dt.date) -> None:
    """Some words in use, one of them taken out again, and some to look through."""
    for text, code, means in OWN:
        topic = Topic.objects.get(code=code)
        actions.add_word(text=text, language="fi", topic=topic, means=means, by=by)
    actions.remove_word(word=OwnWord.objects.get(text=OWN[-1][0]), by=by)
    UnfoundWord.objects.bulk_create(
        UnfoundWord(word=word, language="fi", times=times, last_on=on - dt.timedelta(days=times))
        for word, times in UNFOUND
    )
