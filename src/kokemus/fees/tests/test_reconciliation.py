"""A random month, reconciled to the cent by a reader of its own, which knows only the file and the confirmed facts.

What ought to be paid is recomputed with fractions from the facts as they were claimed; what is paid is read from the
bytes that payroll gets, by a parser written here. Nothing of `kokemus.fees` computes on this side.
"""

import datetime as dt
import random
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from kokemus.fees.actions import batching, claiming, invoicing, passing
from kokemus.fees.actions.claiming import Payer, Work
from kokemus.fees.calculation import Travel
from kokemus.fees.models import Batch, Claim, InvoiceBasis, Rate, TravelRate
from kokemus.fees.tests.money import D, Money, expert

pytestmark = pytest.mark.django_db

HOURLY = {("trainer", True): "31.35", ("", True): "24.99", ("", False): "19.45"}
WHOLE_GIG = {"media": "150.05"}
KILOMETRE = "0.555"


def parse(content: bytes) -> list[dict[str, str]]:
    """Semicolons, CRLF, a byte order mark, quotes doubled inside quotes: read letter by letter."""
    text = content.decode("utf-8")
    assert text[0] == "\ufeff"
    rows, row, cell, quoted = [], [], "", False
    for letter in text[1:]:
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            row.append(cell)
            cell = ""
        elif letter == "\n" and not quoted:
            rows.append([*row, cell.removesuffix("\r")])
            row, cell = [], ""
        else:
            cell += letter
    assert not cell
    assert not row
    heading, *body = rows
    assert all(len(each) == len(heading) for each in body)
    return [dict(zip(heading, each, strict=True)) for each in body]


def cents(amount: Fraction) -> int:
    """Whole cents, half up (away from zero when negative)."""
    sign = -1 if amount < 0 else 1
    return sign * int((abs(amount) * 200 + 1) // 2)


def read_cents(cell: str) -> int:
    euros, _, rest = cell.removeprefix("-").partition(",")
    assert len(rest) == 2
    return (-1 if cell.startswith("-") else 1) * (int(euros) * 100 + int(rest))


@dataclass
class Ledger:
    """What ought to be paid: (person number, kind, day) → cents, for payroll and for each external payer."""

    payroll: dict[tuple[str, str, str], int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)

    def add(self, facts: "Facts", *, sign: int = 1) -> None:
        for kind, amount in facts.expected().items():
            if not amount:
                continue
            if facts.payer:
                self.outside[facts.payer] = self.outside.get(facts.payer, 0) + sign * amount
            else:
                key = (facts.number, kind, f"{facts.day.day:02}.{facts.day.month:02}.{facts.day.year}")
                self.payroll[key] = self.payroll.get(key, 0) + sign * amount


@dataclass
class Facts:
    """One occasion as both confirmed it."""

    number: str
    day: dt.date
    kind: str
    trained: bool
    hours: str
    preparation: str
    refused: bool
    unpaid: bool
    share: int
    travel: str
    kilometres: str
    ticket: str
    payer: str

    def expected(self) -> dict[str, int]:
        """Cents of each pay code, from the price list by hand."""
        return {"PALKKIO": self._fee(), **self._travel()}

    def _fee(self) -> int:
        if self.refused or self.unpaid:
            return 0
        if self.kind in WHOLE_GIG:
            return cents(Fraction(WHOLE_GIG[self.kind]) * self.share / 100)
        trained_trainer = (self.kind, True) in HOURLY and self.trained
        price = HOURLY[(self.kind if trained_trainer else "", self.trained)]
        return cents((Fraction(self.hours) + Fraction(self.preparation)) * Fraction(price) * self.share / 100)

    def _travel(self) -> dict[str, int]:
        if self.travel == "km":
            return {"KM": cents(Fraction(self.kilometres) * Fraction(KILOMETRE))}
        return {"MATKA": cents(Fraction(self.ticket))} if self.travel == "ticket" else {}

    def work(self) -> dict[str, object]:
        """The same facts as the action takes them."""
        return {
            "occurred_on": self.day,
            "kind": self.kind,
            "working_form": "unpaid" if self.unpaid else "assignment",
            "trained": self.trained,
            "hours": D(self.hours),
            "preparation_hours": D(self.preparation),
            "fee_refused": self.refused,
            "share_percent": self.share,
            "travel": Travel(self.travel, D(self.kilometres), D(self.ticket)),
        }


def some_facts(chance: random.Random, numbers: list[str]) -> Facts:
    return Facts(
        number=chance.choice(numbers),
        day=dt.date(2026, 11, chance.randint(1, 30)),
        kind=chance.choice(["trainer", "co_worker", "media", ""]),
        trained=chance.random() < 0.6,
        hours=str(chance.randint(1, 60) / 4),
        preparation=str(chance.randint(0, 12) / 4),
        refused=chance.random() < 0.08,
        unpaid=chance.random() < 0.05,
        share=chance.choice([100] * 9 + [33]),
        travel=chance.choice(["none", "none", "km", "km", "ticket", "advance"]),
        kilometres=str(chance.randint(1, 2000) / 10),
        ticket=f"{chance.randint(100, 9000) / 100:.2f}",
        payer=chance.choice(["", "", "", "", "", 'Koulu; "A" Oy', "=Yhdistys"]),
    )


def price_list() -> None:
    Rate.objects.all().delete()
    since = dt.date(2026, 1, 1)
    for (kind, trained), amount in HOURLY.items():
        Rate.objects.create(kind=kind, trained=trained, amount=amount, income_type="214", valid_from=since)
    for kind, amount in WHOLE_GIG.items():
        Rate.objects.create(kind=kind, unit="gig", amount=amount, income_type="201", valid_from=since)
    TravelRate.objects.all().delete()
    TravelRate.objects.create(amount=KILOMETRE, valid_from=since)


def everybody_passes(money: Money, claims: list[Claim]) -> None:
    for made in claims:
        made.refresh_from_db()
        if made.state == Claim.State.CLAIMED:
            money.approved(made)


def invoice_everything(money: Money) -> None:
    for name in {claim.payer_name for claim in Claim.objects.to_invoice()}:
        invoicing.make_invoice_basis(payer_name=name, payer_business_id="", by=money.payroll)


@pytest.mark.parametrize("seed", [1, 2026])
def test_every_cent_of_a_random_month_is_accounted_for(seed):
    chance, money, ledger = random.Random(seed), Money(), Ledger()
    price_list()
    people = {person.payroll_number: person for person in (expert() for _ in range(12))}
    made: list[tuple[Facts, Claim]] = []
    for _ in range(200):
        facts = some_facts(chance, list(people))
        payer = Payer(facts.payer) if facts.payer else None
        claim = money.claim(expert=people[facts.number], payer=payer, **facts.work())
        if (
            chance.random() < 0.1 and claim.state == Claim.State.CLAIMED
        ):  # sent back, and claimed with other hours
            facts.hours = str(chance.randint(1, 60) / 4)
            passing.take_back(claim=claim, reason="", by=money.coordinator)
            claiming.mend(claim=claim, work=Work(**facts.work()), by=money.coordinator)
        ledger.add(facts)
        made.append((facts, claim))
    everybody_passes(money, [claim for _facts, claim in made])
    batching.make_batch(by=money.payroll)
    invoice_everything(money)

    corrected = [pair for pair in made if pair[1].state != Claim.State.SETTLED and chance.random() < 0.15]
    reversals = []
    for facts, claim in corrected:
        claim.refresh_from_db()
        reversals.append(claiming.reverse(claim=claim, reason="", by=money.coordinator))
        ledger.add(facts, sign=-1)
        if chance.random() < 0.7:
            facts.preparation = str(chance.randint(0, 12) / 4)
            payer = Payer(facts.payer) if facts.payer else None
            reversals.append(money.claim(expert=people[facts.number], payer=payer, **facts.work()))
            ledger.add(facts)
    everybody_passes(money, reversals)
    batching.make_batch(by=money.payroll)
    invoice_everything(money)

    assert corrected
    reconcile(ledger)


def reconcile(ledger: Ledger) -> None:
    paid: dict[tuple[str, str, str], int] = {}
    for batch in Batch.objects.all():
        rows = parse(batch.file)
        assert len(rows) == batch.row_count
        assert sum(read_cents(row["Summa"]) for row in rows) == batch.total * 100
        for row in rows:
            key = (row["Henkilönumero"], row["Palkkalaji"], row["Päivä"])
            paid[key] = paid.get(key, 0) + read_cents(row["Summa"])
            assert not row["Viite"] or Claim.objects.get(public_id=row["Viite"]).payer_name == ""
    assert {k: v for k, v in paid.items() if v} == {k: v for k, v in ledger.payroll.items() if v}
    invoiced: dict[str, int] = {}
    for basis in InvoiceBasis.objects.all():
        invoiced[basis.payer_name] = invoiced.get(basis.payer_name, 0) + int(basis.total * 100)
    assert invoiced == ledger.outside
    waiting = Claim.objects.filter(state__in=["claimed", "checked", "approved", "returned"])
    assert not waiting.exists()


def test_reader_notices_when_a_single_cent_is_wrong():
    money, ledger = Money(), Ledger()
    price_list()
    facts = some_facts(random.Random(3), [money.expert.payroll_number])
    facts.payer, facts.refused, facts.unpaid = "", False, False
    money.approved(expert=money.expert, **facts.work())
    batching.make_batch(by=money.payroll)
    ledger.add(facts)
    reconcile(ledger)
    key = next(iter(ledger.payroll))
    ledger.payroll[key] += 1
    with pytest.raises(AssertionError):
        reconcile(ledger)
