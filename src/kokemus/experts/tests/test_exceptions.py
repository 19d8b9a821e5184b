"""A topic that the person excepted stays excepted, whatever becomes of the taxonomy before they are accepted."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokemus.accounts import middleware
from kokemus.experts.actions import deciding
from kokemus.experts.forms.route import Filled
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import sent, steps, ticks, topic
from kokemus.topics.models import Topic

pytestmark = pytest.mark.django_db
TOLD = ("debt", "alcohol", "depression")


@pytest.mark.parametrize("gone", [("alcohol",), ("debt", "alcohol")])
def test_excepted_topic_stays_so_when_others_go_out_of_use(client, monkeypatch, gone):
    cache.clear()
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    by = applying.organisation()[0].user
    typed = steps() | {
        "aiheet": ticks(*TOLD),
        "nakokulma": {f"of_{topic(code).pk}": "own" for code in TOLD},
        "suostumukset": {
            "own_units": "yes",
            "own_units_except": [str(topic(code).pk) for code in ("alcohol", "depression")],
        },
    }
    application = sent(client, typed)
    Topic.objects.filter(code__in=gone).update(is_active=False)
    deciding.note_talk(application=application, on=timezone.localdate(), note="", thinks_until=None, by=by)
    told = Filled(application).told()
    expert = deciding.accept(application=application, told=told, starts=True, may_sign_in=False, by=by)
    given = {row.topic.code: row.is_given for row in expert.consents.filter(purpose="offers")}
    assert given == {code: code == "debt" for code in TOLD if code not in gone}
