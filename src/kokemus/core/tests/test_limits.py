"""The counter of public forms and the log's filter: a limit holds for its whole time, a token is in no log."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

from kokemus.core import links, ratelimit

pytestmark = pytest.mark.django_db


def test_limit_holds_and_lasts_for_its_whole_time() -> None:
    request = RequestFactory().post("/")
    for _ in range(3):
        ratelimit.count(request, "form", limit=3, seconds=3600)
    with pytest.raises(ratelimit.TooMany):
        ratelimit.count(request, "form", limit=3, seconds=3600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM core_cache")
        assert cursor.fetchone()[0] == 3


def test_counters_are_not_thrown_out_by_many_others() -> None:
    assert ratelimit.take_place("tries", limit=1, seconds=3600)
    for number in range(400):
        cache.set(f"other:{number}", 1, 3600)
    assert not ratelimit.take_place("tries", limit=1, seconds=3600)


def test_token_is_taken_out_of_a_line_of_the_log() -> None:
    token = links.token("status", "0123456789abcdef")
    record = logging.LogRecord("django", 30, "", 0, "Not Found: %s", (f"/keikat/pyynto/tila/{token}/",), None)
    assert links.HideTokens().filter(record)
    assert token.split(".")[1] not in record.getMessage()
    assert "/keikat/pyynto/tila/" in record.getMessage()
