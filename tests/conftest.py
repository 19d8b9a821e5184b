"""What the tests across apps share: the cast, and an eye on what is written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from kokemus.accounts import middleware
from tests import cast

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> cast.Cast:
    """The cast; the second factor has tests of its own."""
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    return cast.make()


@contextmanager
def writing() -> Iterator[set[str]]:
    """The tables that are written inside the block."""
    tables: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found:
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
