"""Two people press at the same moment: one wins, the other reads what has happened, and nothing is half done.

Each act runs in a thread with a connection of its own, and both are held until each has come to the same place (on
SQLite, where a writing transaction lets nobody else begin, until one has waited a while).
"""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from kokemus.audit.models import Entry
from kokemus.core.workflow import Workflow, WrongState
from kokemus.experts.actions import binding
from kokemus.experts.models import Commitment
from kokemus.fees.actions import batching, passing
from kokemus.fees.models import Batch, Claim
from kokemus.gigs.actions import agreeing, answering, cancelling, hours
from kokemus.gigs.models import Assignment, Gig, Offer
from kokemus.messaging import jobs
from kokemus.messaging.models import Message
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

DONE = "done"
Act = Callable[[], Any]


class Place:
    """Where both are held until each has come, and who has come."""

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2)
        self.came: set[int] = set()

    def wait(self) -> None:
        """Hold this thread, half a second at most and only the first time that it comes."""
        if threading.get_ident() not in self.came:
            self.came.add(threading.get_ident())
            with suppress(threading.BrokenBarrierError):
                self.barrier.wait(timeout=0.5)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, at whose door both are held."""

        def held(*args: Any, **kwargs: Any) -> Any:
            self.wait()
            return function(*args, **kwargs)

        return held


@dataclass
class Race:
    """The cast; an offer of one gig to Eero, and his yes to two more that are at the same time."""

    county: cast.Cast
    place: Place
    offer: Offer
    wanted: list[Offer]


def elsewhere(*acts: Act) -> list[Any]:
    """What becomes of acts, each in a thread and a connection of its own: its value, or the error that it met."""

    def alone(act: Act) -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        ran = [pool.submit(alone, act) for act in acts]
        return [each.exception(timeout=30) or each.result() for each in ran]


def outcomes(*acts: Act) -> list[str]:
    """How each of the acts ended: "done", or the name of its error."""
    return sorted(type(each).__name__ if isinstance(each, Exception) else DONE for each in elsewhere(*acts))


def seen(question: Act) -> Any:
    """What stands in the database of the threads."""
    answer = elsewhere(question)[0]
    assert not isinstance(answer, Exception), answer
    return answer


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Race:
    """The cast and more, committed; SQLite's tests live in memory, so the threads get a copy of it in a file."""
    county = cast.make()
    race = Race(county, Place(), offer(county), [offer(county, state=Offer.State.YES) for _ in range(2)])
    if connection.vendor == "sqlite":
        file = str(tmp_path / "county.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        monkeypatch.setitem(connections.settings["default"], "NAME", file)
    return race


def offer(county: cast.Cast, **fields: Any) -> Offer:
    """A gig that is being brokered and an offer of it to Eero; all of them at the same time of day."""
    gig = cast.a_gig(county.unit, county.cost_centre, county.coordinator)[0]
    Gig.objects.filter(pk=gig.pk).update(state=Gig.State.OFFERED)
    later = timezone.now() + dt.timedelta(days=2)
    return Offer.objects.create(gig=gig, expert=county.eero, expires_at=later, **fields)


def changes(verb: str) -> int:
    """How often the log says that something was done."""
    return Entry.objects.filter(verb=verb).count()


def test_offer_answered_yes_and_no_at_once_has_one_answer(
    made: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workflow, "move", made.place.before(Workflow.move))
    pk = made.offer.pk
    by = {"by": "link"}
    ended = outcomes(
        lambda: answering.accept(offer=Offer.objects.get(pk=pk), **by),
        lambda: answering.decline(offer=Offer.objects.get(pk=pk), **by),
    )
    assert ended in (["WrongState", DONE], ["TooLate", DONE])
    assert seen(lambda: Offer.objects.get(pk=pk).state) in (Offer.State.YES, Offer.State.NO)
    assert seen(lambda: changes("gigs.accept") + changes("gigs.decline")) == 1


def test_person_chosen_for_two_gigs_at_the_same_time_is_bound_to_one(
    made: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "bind", made.place.before(binding.bind))
    eero = made.county.eero

    def choose(pk: int) -> bool:
        standing = Offer.objects.get(pk=pk)
        return agreeing.choose(gig=standing.gig, offers=[standing], by=made.county.coordinator)

    first, second = (each.pk for each in made.wanted)
    assert outcomes(lambda: choose(first), lambda: choose(second)) == ["CannotChoose", DONE]
    assert len(made.place.came) == 2
    assert seen(lambda: Commitment.objects.standing().filter(expert=eero).count()) == 1
    assert seen(lambda: Assignment.objects.filter(expert=eero).count()) == 1
    states = seen(
        lambda: sorted(Offer.objects.filter(pk__in=[first, second]).values_list("state", flat=True))
    )
    assert states == ["chosen", "yes"]  # the other one is as it was: nothing half done
    gigs = [each.gig_id for each in made.wanted]
    assert seen(lambda: sorted(Gig.objects.filter(pk__in=gigs).values_list("state", flat=True))) == [
        "agreed",
        "offered",
    ]
    assert (
        seen(lambda: Message.objects.filter(about__in=[each.gig.public_id for each in made.wanted]).count())
        <= 2
    )


def test_gig_cancelled_while_somebody_is_chosen_ends_in_one_way(
    made: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workflow, "move", made.place.before(Workflow.move))
    pk = made.wanted[0].pk

    def choose() -> None:
        standing = Offer.objects.get(pk=pk)
        agreeing.choose(gig=standing.gig, offers=[standing], by=made.county.coordinator)

    def cancel() -> None:
        cancelling.cancel(gig=Offer.objects.get(pk=pk).gig, by="link")

    ended = outcomes(choose, cancel)
    assert DONE in ended
    gig = seen(lambda: Gig.objects.get(pk=made.wanted[0].gig_id))
    assert gig.state == Gig.State.CANCELLED  # whoever came first, the requester's last word stands
    assert seen(lambda: Commitment.objects.standing().filter(expert=made.county.eero).count()) == 0


def test_hours_said_by_both_at_once_make_one_claim(made: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hours, "may_confirm_hours", made.place.before(hours.may_confirm_hours))
    said = hours.Hours(Decimal(2), Decimal(1))
    pk = made.county.held.pk

    def say(party: str) -> None:
        hours.confirm(assignment=Assignment.objects.get(pk=pk), party=party, said=said, by="link")

    before = seen(Claim.objects.count)
    assert outcomes(lambda: say(hours.EXPERT), lambda: say(hours.UNIT)) == [DONE, DONE]
    assert seen(Claim.objects.count) == before + 1
    assert seen(lambda: Assignment.objects.get(pk=pk).claim_id)


def test_batch_made_twice_at_once_is_made_once(made: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    county = made.county

    def approve() -> None:
        passing.check(claim=county.claim, by=county.checker)
        passing.approve(claim=county.claim, by=county.approver)

    seen(approve)
    before = seen(Batch.objects.count)
    monkeypatch.setattr(batching, "payroll", made.place.before(batching.payroll))
    acts = [lambda: batching.make_batch(by=county.payroll)] * 2
    assert outcomes(*acts) == ["NothingToPay", DONE]
    assert seen(Batch.objects.count) == before + 1
    rows = seen(lambda: county.claim.batch_rows.count())
    assert rows == seen(lambda: county.claim.lines.exclude(amount=0).count()) > 0


def test_message_is_claimed_by_one_ticker_only(made: Race) -> None:
    def only_one() -> int:
        Message.objects.update(state=Message.State.CANCELLED)
        return Message.objects.create(template="t/x", address="a@example.org", subject="Koe", body="Hei").pk

    pk = seen(only_one)
    claimed = elsewhere(jobs._claim, jobs._claim)
    assert [each.pk for each in claimed if each is not None] == [pk]
    assert seen(lambda: Message.objects.get(pk=pk).attempts) == 1


def test_control_two_who_look_before_either_writes_both_win(made: Race) -> None:
    """A step taken by looking first and saving afterwards, as the workflow never does."""
    pk = made.offer.pk

    def look_then_save(state: str) -> None:
        standing = Offer.objects.get(pk=pk)
        if standing.state != Offer.State.SENT:
            raise WrongState(state)
        made.place.wait()
        Offer.objects.filter(pk=pk).update(state=state)

    acts = (lambda: look_then_save(Offer.State.YES), lambda: look_then_save(Offer.State.NO))
    assert outcomes(*acts) == [DONE, DONE]
