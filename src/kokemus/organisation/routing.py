"""Which coordinator gets what arrives: door × topic area, with stand-ins and absences (product.md, row 11). Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol


class RouteRow(Protocol):
    """What the choice reads of a route; `organisation.Route` has it."""

    door: str
    area_id: int | None
    coordinator_id: int


def route(
    *,
    door: str,
    areas: Sequence[int],
    routes: Sequence[RouteRow],
    stand_ins: Mapping[int, int | None],
    away: Collection[int],
    anybody: bool = True,
) -> int | None:
    """The key of the coordinator who gets it; None when there is no coordinator at all, or no row and not `anybody`.

    Args:
        door: where it came in (`Route.Door`).
        areas: the area of every topic named, repeated as often as named; the area named most often that has a
            row decides, and of two named as often the one named first.
        routes: the rows of the table.
        stand_ins: every coordinator's key and their stand-in's key, in the order in which they are asked last.
        away: keys of those who are absent today.
        anybody: whether somebody gets what no row takes.

    Without a row for the areas the door's default row decides, and without one anybody who is there. Somebody who
    is away is replaced by the stand-in, and the stand-in by theirs; if everyone is away, the one routed to keeps it.
    """
    owner = _owner(door, areas, routes)
    if owner is None and not anybody:
        return None
    if owner is None:
        return next((key for key in stand_ins if key not in away), next(iter(stand_ins), None))
    return _present(owner, stand_ins, away)


def _owner(door: str, areas: Sequence[int], routes: Sequence[RouteRow]) -> int | None:
    table = {row.area_id: row.coordinator_id for row in routes if row.door == door}
    for area, _count in Counter(areas).most_common():
        if area in table:
            return table[area]
    return table.get(None)


def _present(owner: int, stand_ins: Mapping[int, int | None], away: Collection[int]) -> int:
    """The owner, or the first of the chain of stand-ins who is there, or anybody who is there, or the owner."""
    key, seen = owner, {owner}
    while key in away:
        stand_in = stand_ins.get(key)
        if stand_in is None or stand_in in seen:
            return next((other for other in stand_ins if other not in away), owner)
        key = stand_in
        seen.add(key)
    return key
