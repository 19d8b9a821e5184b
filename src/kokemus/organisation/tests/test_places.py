"""Places: what is found, what is honestly unknown, and distances against outside figures."""

import csv
import itertools
import math

import pytest

from kokemus.organisation import places

SOUTH_KARELIA = (
    "Imatra",
    "Lappeenranta",
    "Lemi",
    "Luumäki",
    "Parikkala",
    "Rautjärvi",
    "Ruokolahti",
    "Savitaipale",
    "Taipalsaari",
)


def rows() -> list[dict[str, str]]:
    """The shipped table as it is written."""
    with places.TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_table_has_every_municipality_once():
    names = [row["name_fi"] for row in rows() if row["kind"] == "municipality"]
    assert len(names) == len(set(names)) == 308
    assert {row["municipality"] for row in rows()} == set(names)


def test_table_is_small_and_inside_finland():
    assert places.TABLE.stat().st_size < 400_000
    for row in rows():
        assert 59.5 < float(row["latitude"]) < 70.1, row
        assert 19.2 < float(row["longitude"]) < 31.6, row


def test_every_row_names_its_source():
    assert {row["source"] for row in rows()} == {"geonames settlement", "geonames postal area"}


def test_no_municipality_name_means_two_municipalities():
    for language in ("fi", "sv"):
        for name in places.names(language):
            found = places.find(name)
            assert found is not None, name
            assert found.kind == "municipality", name


@pytest.mark.parametrize("name", SOUTH_KARELIA)
def test_municipality_of_south_karelia_is_known(name):
    found = places.find(name)
    assert found is not None
    assert (found.kind, found.municipality) == ("municipality", name)


@pytest.mark.parametrize(
    ("name", "municipality"),
    [
        ("Joutseno", "Lappeenranta"),
        ("Korvenkylä", "Lappeenranta"),
        ("Lauritsala", "Lappeenranta"),
        ("Nuijamaa", "Lappeenranta"),
        ("Sammonlahti", "Lappeenranta"),
        ("Ylämaa", "Lappeenranta"),
        ("Vuoksenniska", "Imatra"),
        ("Tainionkoski", "Imatra"),
        ("Simpele", "Rautjärvi"),
        ("Saari", "Parikkala"),
        ("Uukuniemi", "Parikkala"),
        ("Taavetti", "Luumäki"),
        ("Saimaanharju", "Taipalsaari"),
        ("Pertunmaa", "Mäntyharju"),
        ("Honkajoki", "Kankaanpää"),
        ("Valtimo", "Nurmes"),
        ("Ekenäs", "Raasepori"),
    ],
)
def test_place_belongs_to_its_municipality_of_today(name, municipality):
    found = places.find(name)
    assert found is not None
    assert (found.kind, found.municipality) == ("place", municipality)
    assert places.municipality_of(name) == municipality


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LAPPEENRANTA", "Lappeenranta"),
        ("  lappeenranta ", "Lappeenranta"),
        ("Villmanstrand", "Lappeenranta"),
        ("VILLMANSTRAND", "Lappeenranta"),
        ("koski  tl", "Koski Tl"),
        ("Rautjarvi", "Rautjärvi"),
        ("LUUMAKI", "Luumäki"),
        ("Jyväskyla", "Jyväskylä"),
        ("Åbo", "Turku"),
        ("Abo", "Turku"),
        ("Rautja\u0308rvi", "Rautjärvi"),
    ],
)
def test_name_is_found_when_written_in_another_way(text, name):
    found = places.find(text)
    assert found is not None
    assert found.name_fi == name


@pytest.mark.parametrize("text", ["", "   ", "Imatran", "Imatr", "Ïmatra", "Lämi", "Viipuri", "12"])
def test_unknown_name_is_none_and_never_guessed(text):
    assert places.find(text) is None
    assert places.municipality_of(text) is None
    assert places.distance_km(text, "Imatra") is None
    assert places.distance_km("Imatra", text) is None


def test_name_shared_by_places_is_none_unless_a_municipality_has_it():
    shared: dict[str, set[str]] = {}
    for row in rows():
        for name in (row["name_fi"], row["name_sv"]):
            shared.setdefault(name, set()).add(row["municipality"])
    ambiguous = [name for name, homes in shared.items() if len(homes) > 1]
    municipalities = {*places.names("fi"), *places.names("sv")}
    assert {"Peltola", "Alakylä", "Laihia"} <= set(ambiguous)
    for name in ambiguous:
        found = places.find(name)
        if name in municipalities:
            assert found is not None, name
            assert found.kind == "municipality", name
        else:
            assert found is None, name


def test_shared_name_would_be_guessed_without_the_guard(monkeypatch):
    assert places.find("Peltola") is None
    monkeypatch.setattr(places, "_only", lambda found: found[0])
    assert places.find("Peltola") is not None


def test_missing_dots_are_not_resolved_when_two_names_fit(monkeypatch):
    salo = places.Place("Hälli", "Hälli", "place", "Salo", 60.4, 23.1)
    turku = places.Place("Halli", "Halli", "place", "Turku", 60.5, 22.3)
    kotka = places.Place("Hällö", "Hällö", "place", "Kotka", 60.5, 26.9)
    pori = places.Place("Hållö", "Hållö", "place", "Pori", 61.5, 21.8)
    monkeypatch.setattr(places, "_table", lambda: (salo, turku, kotka, pori))
    places._named.cache_clear()
    try:
        assert places.find("halli") == turku
        assert places.find("hälli") == salo
        assert places.find("hallo") is None
    finally:
        places._named.cache_clear()


# Centre points of towns in degrees and minutes as encyclopaedias and atlases print them, not from
# the shipped table. A minute of arc is up to 1.9 km.
ATLAS = {
    "Imatra": ((61, 10), (28, 46)),
    "Lappeenranta": ((61, 4), (28, 11)),
    "Joutseno": ((61, 7), (28, 30)),
    "Helsinki": ((60, 10), (24, 56)),
    "Turku": ((60, 27), (22, 16)),
    "Tampere": ((61, 30), (23, 46)),
    "Oulu": ((65, 1), (25, 28)),
    "Rovaniemi": ((66, 30), (25, 44)),
    "Maarianhamina": ((60, 6), (19, 56)),
}


def atlas_km(a: str, b: str) -> float:
    """Distance by the spherical law of cosines, another formula than the application's."""
    (lat_a, lon_a), (lat_b, lon_b) = (
        [math.radians(degrees + minutes / 60) for degrees, minutes in ATLAS[town]] for town in (a, b)
    )
    across = math.cos(lat_a) * math.cos(lat_b) * math.cos(lon_b - lon_a)
    return 6371.0 * math.acos(math.sin(lat_a) * math.sin(lat_b) + across)


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(ATLAS, 2)))
def test_distance_agrees_with_the_atlas_in_both_directions(a, b):
    distance = places.distance_km(a, b)
    assert distance is not None
    assert distance == pytest.approx(atlas_km(a, b), abs=4)
    assert places.distance_km(b, a) == pytest.approx(distance)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ("Imatra", "Lappeenranta", 33),
        ("Helsinki", "Turku", 150),
        ("Helsinki", "Tampere", 160),
        ("Helsinki", "Oulu", 540),
        ("Hanko", "Nuorgam", 1157),  # the length of Finland
    ],
)
def test_distance_agrees_with_well_known_figures(a, b, km):
    assert places.distance_km(a, b) == pytest.approx(km, rel=0.02)


def test_distance_to_itself_is_zero():
    assert places.distance_km("Imatra", "IMATRA") == 0.0


def test_part_of_town_is_near_its_own_town():
    distance = places.distance_km("Vuoksenniska", "Imatra")
    assert distance is not None
    assert 5 < distance < 10


def test_names_are_in_the_order_of_the_alphabet():
    finnish, swedish = places.names("fi"), places.names("sv")
    assert len(finnish) == len(swedish) == 308
    assert finnish[0] == "Akaa"
    assert finnish[-1] == "Äänekoski"
    assert finnish.index("Ylöjärvi") < finnish.index("Ypäjä") < finnish.index("Ähtäri")
    assert "Villmanstrand" in swedish
    assert "Lappeenranta" not in swedish
    assert swedish.index("Vörå") < swedish.index("Åbo")
    assert places.names("en") == finnish
