"""Finnish municipalities and known places, and how far apart they are.

Pure: reads data/places.csv once and nothing else. An unknown or ambiguous name is None, never a
guess. Where the table comes from: docs/decisions/0004-places.md.
"""

import csv
import math
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

EARTH_RADIUS_KM = 6371.0
TABLE = Path(__file__).parent / "data" / "places.csv"
# The Finnish and Swedish alphabets end in å, ä, ö; in ASCII the characters {, |, } follow z.
ALPHABET = str.maketrans("åäö", "{|}")

Kind = Literal["municipality", "place"]


@dataclass(frozen=True)
class Place:
    """A municipality, or a village, part of a town or former municipality inside one.

    `municipality` is the Finnish name of today's municipality. The point is the municipality's
    centre or the place itself, in degrees of WGS 84.
    """

    name_fi: str
    name_sv: str
    kind: Kind
    municipality: str
    latitude: float
    longitude: float


def find(text: str) -> Place | None:
    """The place with exactly this Finnish or Swedish name, or None.

    Case and spacing do not matter, and the dots of å, ä and ö may be missing. A municipality
    goes before places of the same name; a name that several places share is None.
    """
    wanted = _normal(text)
    exact = [place for name, place in _named().get(_bare(wanted), []) if name == wanted]
    if exact:
        return _only(exact)
    dotless = [place for name, place in _named().get(_bare(wanted), []) if _lacks_dots(wanted, name)]
    return _only(dotless)


def municipality_of(text: str) -> str | None:
    """The Finnish name of the municipality that the place is or lies in; None when unknown."""
    place = find(text)
    return place.municipality if place else None


def distance_km(a: str, b: str) -> float | None:
    """Great-circle distance in km between two places by name; None when either is unknown.

    The road is longer. Haversine formula on a sphere of 6371 km, error under 0.6 per cent.
    """
    start, end = find(a), find(b)
    if start is None or end is None:
        return None
    lat_a, lat_b = math.radians(start.latitude), math.radians(end.latitude)
    north = lat_b - lat_a
    east = math.radians(end.longitude - start.longitude)
    half = math.sin(north / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def names(language: str) -> list[str]:
    """Names of all municipalities in alphabetical order: Swedish for 'sv', otherwise Finnish."""
    municipalities = [place for place in _table() if place.kind == "municipality"]
    found = [place.name_sv if language == "sv" else place.name_fi for place in municipalities]
    return sorted(found, key=lambda name: name.casefold().translate(ALPHABET))


@cache
def _table() -> tuple[Place, ...]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_place(row) for row in csv.DictReader(file))


def _place(row: dict[str, str]) -> Place:
    """One row of the table as a Place."""
    return Place(
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        kind="municipality" if row["kind"] == "municipality" else "place",
        municipality=row["municipality"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


@cache
def _named() -> dict[str, list[tuple[str, Place]]]:
    """Name without dots -> every (name, place) that is written so."""
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for place in _table():
        for name in {_normal(place.name_fi), _normal(place.name_sv)}:
            found[_bare(name)].append((name, place))
    return dict(found)


def _only(places: list[Place]) -> Place | None:
    """The one municipality among the places, else the one place, else None."""
    municipalities = [place for place in places if place.kind == "municipality"]
    candidates = municipalities or places
    return candidates[0] if len(candidates) == 1 else None


def _normal(text: str) -> str:
    """Lower case, one space between words, å, ä and ö as single characters."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _bare(text: str) -> str:
    """The text without dots and rings: 'mäntyharju' -> 'mantyharju'."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _lacks_dots(typed: str, name: str) -> bool:
    """Whether what was typed is the name with only dots missing, none added."""
    return len(typed) == len(name) and all(
        letter in (right, _bare(right)) for letter, right in zip(typed, name, strict=True)
    )
