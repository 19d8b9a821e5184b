"""`kokemus bench pages`: server time, size and queries of the main pages, signed in, with the access log written.

Times are of the whole request in this process (middleware, session, database, template), without a network. The median
and the slowest of the rounds are told; the losing ones too.
"""

import gzip
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokemus.accounts.models import Role, User
from kokemus.experts.models import Expert
from kokemus.fees.models import Batch, Claim
from kokemus.gigs.models import Gig, Offer

MOST_MS, MOST_KB = 40.0, 60.0


@dataclass(frozen=True)
class Measured:
    """One page: milliseconds, kilobytes of HTML (and gzipped), number of queries."""

    page: str
    role: str
    median_ms: float
    slowest_ms: float
    html_kb: float
    gzip_kb: float
    queries: int

    @property
    def is_within(self) -> bool:
        """Whether the page keeps both promises."""
        return self.median_ms <= MOST_MS and self.html_kb <= MOST_KB


def pages() -> list[tuple[str, str, str]]:
    """(name, role, address) of start pages, lists and detail pages; an object for each detail page is looked up."""
    gig = Gig.objects.filter(state=Gig.State.AGREED).latest("pk")
    wanted = Gig.objects.filter(state__in=[Gig.State.OPEN, Gig.State.REQUESTED]).latest("pk")
    expert = User.objects.having(Role.EXPERT).earliest("pk").expert
    lists = [
        ("front page", "", "home:front"),
        ("request form", "", "gigs:request"),
        ("coordinator's start", Role.COORDINATOR, "home:start"),
        ("expert's start", Role.EXPERT, "home:start"),
        ("register", Role.COORDINATOR, "experts:list"),
        ("gigs", Role.COORDINATOR, "gigs:list"),
        ("request by phone", Role.COORDINATOR, "gigs:phone"),
        ("hours", Role.COORDINATOR, "gigs:hours_list"),
        ("messages", Role.COORDINATOR, "messaging:outbox"),
        ("my offers", Role.EXPERT, "gigs:my_offers"),
        ("my details", Role.EXPERT, "experts:me"),
        ("my consents", Role.EXPERT, "experts:my_consents"),
        ("unit's gigs", Role.UNIT_CONTACT, "gigs:unit_list"),
        ("access log", Role.DATA_PROTECTION_OFFICER, "audit:log"),
        ("users", Role.ADMIN, "accounts:users"),
        *((name, role, view) for name, role, view in FEES),
    ]
    found = [(name, str(role), reverse(view)) for name, role, view in lists]
    found += [
        ("person", str(Role.COORDINATOR), reverse("home:person", args=[expert.public_id])),
        ("batch", str(Role.PAYROLL), reverse("fees:batch", args=[Batch.objects.latest("number").public_id])),
        (
            "claim",
            str(Role.COORDINATOR),
            reverse("fees:claim", args=[Claim.objects.earliest("pk").public_id]),
        ),
        ("gig", str(Role.COORDINATOR), reverse("gigs:detail", args=[gig.public_id])),
        ("shortlist", str(Role.COORDINATOR), reverse("gigs:shortlist", args=[wanted.public_id])),
        ("search: masennus", str(Role.COORDINATOR), reverse("home:search") + "?q=masennus"),
        (
            "register: masennus työpari",
            str(Role.COORDINATOR),
            reverse("experts:list") + "?q=masennus+työpari",
        ),
    ]
    return found


FEES: tuple[tuple[str, str, str], ...] = (
    ("claims", Role.COORDINATOR, "fees:claims"),
    ("claims to check", Role.CHECKER, "fees:to_check"),
    ("claims to approve", Role.APPROVER, "fees:to_approve"),
    ("my money", Role.EXPERT, "fees:my_claims"),
    ("batches", Role.PAYROLL, "fees:batches"),
    ("import", Role.COORDINATOR, "experts:imports"),
)


class Counter:
    """Counts the statements that go to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        """Count one and let it through."""
        self.count += 1
        return execute(*args)


def measure(*, rounds: int) -> list[Measured]:
    """Fetch every page once unmeasured, once with its queries counted, and `rounds` times by the clock."""
    clients: dict[str, Client] = {}
    results = []
    for name, role, address in pages():
        client = clients.setdefault(role, _client(role))
        client.get(address)
        queries = Counter()
        with connection.execute_wrapper(queries):
            response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{name} {address} answered {response.status_code}")
        times = [_timed(client, address) for _ in range(rounds)]
        results.append(
            Measured(
                page=name,
                role=role or "visitor",
                median_ms=round(statistics.median(times), 1),
                slowest_ms=round(max(times), 1),
                html_kb=round(len(response.content) / 1000, 1),
                gzip_kb=round(len(gzip.compress(response.content)) / 1000, 1),
                queries=queries.count,
            )
        )
    return results


def _client(role: str) -> Client:
    client = Client(headers={"accept-language": "fi"})
    if role:
        client.force_login(User.objects.having(role).earliest("pk"))
    return client


def _timed(client: Client, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - began) * 1000


def machine() -> dict[str, str | int]:
    """On what and when something is measured."""
    return {
        "on": timezone.localdate().isoformat(),
        "processor": platform.machine(),
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
    }


def county() -> dict[str, str | int]:
    """The machine, and the database and how much is in it."""
    return {
        **machine(),
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        "people": Expert.objects.count(),
        "gigs": Gig.objects.count(),
        "offers": Offer.objects.count(),
        "claims": Claim.objects.count(),
        "batches": Batch.objects.count(),
    }


def report(results: list[Measured], *, as_json: bool) -> str:
    """The figures as JSON or as a table; a page over a limit is marked."""
    if as_json:
        return json.dumps({"machine": county(), "pages": [asdict(each) for each in results]}, indent=1)
    lines = ["  ".join(f"{key} {value}" for key, value in county().items())]
    lines.append(
        f"{'page':28} {'role':14} {'median':>9} {'slowest':>9} {'HTML':>9} {'gzip':>8} {'queries':>8}"
    )
    for each in results:
        mark = "" if each.is_within else "  over the limit"
        lines.append(
            f"{each.page:28} {each.role:14} {each.median_ms:6.1f} ms {each.slowest_ms:6.1f} ms "
            f"{each.html_kb:6.1f} kB {each.gzip_kb:5.1f} kB {each.queries:8}{mark}"
        )
    return "\n".join(lines)
