"""`make audit-public` can fail: each figure that is missed on purpose is told. The audit itself is run by hand."""

from typing import Any

import pytest

from tools.audit_lighthouse import read
from tools.audit_rules import BYTES, SCRIPT_BYTES, Visit, line, missed, short_of_full

GOOD: dict[str, Any] = {
    "sent": {"document": BYTES - 40_000, "font": 34_000, "stylesheet": 6_000},
    "script": SCRIPT_BYTES,
    "etag": True,
    "unchanged": True,
    "cached": True,
}
OWN: dict[str, Any] = {"is_own": True, "etag": False, "unchanged": False, "cached": False}
FULL = {"accessibility": 100, "best-practices": 100, "seo": 100}


@pytest.mark.parametrize("figures", [GOOD, GOOD | OWN])
def test_nothing_is_missed_when_every_figure_is_just_within(figures: dict[str, Any]) -> None:
    assert missed(Visit("/", **figures)) == []


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"sent": {"document": BYTES - 34_000, "font": 34_001}}, "70.0 kB, at most 70"),
        ({"script": SCRIPT_BYTES + 1}, "of our own JavaScript, at most 10"),
        ({"etag": False}, "no ETag"),
        ({"unchanged": False}, "sent again"),
        ({"cached": False}, "no cache may keep it"),
        (OWN | {"cached": True}, "one visitor's own"),
        ({"loose": ["/static/x.css"]}, "/static/x.css"),
        ({"foreign": ["https://example.com/x.js"]}, "asks from elsewhere: https://example.com/x.js"),
        ({"axe": ["/: axe color-contrast × 1"]}, "color-contrast"),
        ({"invalid": ["no-dup-id: twice"]}, "no-dup-id"),
    ],
)
def test_figure_is_told_when_it_is_missed(figures: dict[str, Any], says: str) -> None:
    (told,) = missed(Visit("/", **(GOOD | figures)))
    assert says in told


def test_line_says_own_when_a_page_is_one_visitors_own() -> None:
    assert "own  -" in line(Visit("/", **(GOOD | OWN)))
    assert "yes  yes" in line(Visit("/", **GOOD))


@pytest.mark.parametrize("name", list(FULL))
def test_score_is_told_when_it_is_under_a_hundred_or_missing(name: str) -> None:
    assert short_of_full(FULL | {"performance": 1}, []) == []
    assert short_of_full(FULL | {name: 99}, ["why"]) == [f"{name} 99", "why"]
    assert short_of_full({each: 100 for each in FULL if each != name}, []) == [f"{name} 0"]


def test_audit_that_took_points_is_named_when_its_category_must_be_full() -> None:
    audits = {"slow": {"score": 0.4, "title": "Slow"}, "text": {"score": 0, "title": "No description"}}
    empty: dict[str, Any] = {"score": 1, "auditRefs": []}
    categories = dict.fromkeys(FULL, empty) | {
        "performance": {"score": 0.4, "auditRefs": [{"id": "slow", "weight": 1}]},
        "seo": {"score": 0.914, "auditRefs": [{"id": "text", "weight": 1}]},
    }
    report = read({"categories": categories, "audits": audits})
    assert report.scores == FULL | {"performance": 40, "seo": 91}
    assert report.failing == ["seo: No description"]
