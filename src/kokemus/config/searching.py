"""`kokemus bench search`: what a free text search costs in a register of 5,000 people, on the database in use.

The people are made up inside a transaction that is rolled back: the register that is there is neither read nor changed.
"""

import json
import statistics
import time
from dataclasses import asdict, dataclass
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from kokemus.experts import demo
from kokemus.experts.models import Expert

MOST_MS = 20.0
PEOPLE, ROUNDS, SHOWN = 5000, 20, 40
QUERIES = (
    "masennus", "masentunut Imatra", "viinaongelma", "äidin juominen", "aino", "a", "ai", "virtanen",
    "040 12", "ruotsi työpari", "burn out", "mielenterveys Lappeenranta", "xyzzy", "depression", "Ä",
)  # fmt: skip


@dataclass(frozen=True)
class Costs:
    """Milliseconds of a search that reads the first page of people, and how many it was measured on."""

    database: str
    people: int
    searches: int
    median_ms: float
    p95_ms: float
    slowest_ms: float
    slowest: str

    @property
    def is_within(self) -> bool:
        """Whether the promise is kept."""
        return self.p95_ms <= MOST_MS


def measure() -> Costs:
    """Search by names, places, numbers, topics in other words and in other languages, and by nothing that is there."""
    with transaction.atomic():
        made = demo.fill_register(random=Random(1), size=PEOPLE, on=timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE experts_expert")  # as a database does by itself after many changes
        people = Expert.objects.filter(pk__gte=min(expert.pk for expert in made))
        for query in QUERIES:
            _seconds(query)  # the first one builds what later ones share
        timed = [(_seconds(query) * 1000, query) for _round in range(ROUNDS) for query in QUERIES]
        count = people.count()
        transaction.set_rollback(True)
    spent = [ms for ms, _query in timed]
    return Costs(
        database=connection.vendor,
        people=count,
        searches=len(timed),
        median_ms=round(statistics.median(spent), 1),
        p95_ms=round(statistics.quantiles(spent, n=20)[-1], 1),
        slowest_ms=round(max(spent), 1),
        slowest=max(timed)[1],
    )


def _seconds(query: str) -> float:
    began = time.perf_counter()
    list(Expert.objects.registered().matching(query).alphabetical().values_list("pk", flat=True)[:SHOWN])
    return time.perf_counter() - began


def report(costs: Costs, machine: dict[str, str | int], *, as_json: bool) -> str:
    """The figures with the machine they were measured on."""
    if as_json:
        return json.dumps(
            {**asdict(costs), "within": costs.is_within, "machine": machine}, ensure_ascii=False
        )
    return "\n".join(
        [
            " · ".join(str(value) for value in machine.values()),
            f"{costs.database}, {costs.people} people, {costs.searches} searches: median {costs.median_ms} ms, "
            f"p95 {costs.p95_ms} ms (at most {MOST_MS:.0f}), slowest {costs.slowest_ms} ms ({costs.slowest})",
        ]
    )
