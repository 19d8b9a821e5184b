"""The front page: the doors, help in distress, and numbers that tell of nobody."""

import datetime as dt

import pytest
from django.utils import timezone

from kokemus.experts.models import Audience, Consent, Experience, Expert, Perspective, Purpose, Source
from kokemus.home.calculation import OF_ALL, OF_AREA, at_least
from kokemus.pages.models import Page
from kokemus.topics.models import Role, Topic

pytestmark = pytest.mark.django_db

OVER = 2  # people more than the smallest number told


def person(topic: str = "depression", *, counted: bool = True, **fields: object) -> Expert:
    """An active expert with one topic who has answered whether they may be counted."""
    expert = Expert.objects.create(
        **{"first_name": "Aino", "last_name": "Keksitty", "state": Expert.State.ACTIVE} | fields
    )
    tells_of(expert, topic, counted=counted)
    return expert


def tells_of(expert: Expert, code: str, *, counted: bool = True) -> None:
    topic = Topic.objects.get(code=code)
    Experience.objects.create(expert=expert, topic=topic, perspective=Perspective.OWN)
    Consent.objects.create(
        expert=expert,
        topic=topic,
        purpose=Purpose.COUNTING,
        audience=Audience.OWN_UNITS,
        is_given=counted,
        given_on=dt.date(2026, 1, 1),
        text_version="1",
        source=Source.PHONE,
    )


def told(client) -> dict[str, int | None]:
    """The number beside each area on the page."""
    return {area.code: number for area, number in client.get("/").context["areas"]}


@pytest.mark.parametrize(
    ("people", "step", "heard"),
    [
        (0, 5, None),
        (4, 5, None),
        (5, 5, 5),
        (9, 5, 5),
        (10, 5, 10),
        (9, 10, None),
        (10, 10, 10),
        (87, 10, 80),
    ],
)
def test_number_is_told_in_full_steps(people, step, heard):
    assert at_least(people, step) == heard


def test_hidden_number_when_it_is_worked_out_from_the_others_stays_hidden():
    """Whatever fits what is told: the hidden area may hold nobody or four, and no sum or total says which."""
    for hidden in range(OF_AREA):
        heard = (at_least(20 + hidden, OF_ALL), at_least(20, OF_AREA), at_least(hidden, OF_AREA))
        assert heard == (20, 20, None)


def test_area_has_no_number_when_it_has_four_people(client):
    for _n in range(OF_AREA - 1):
        person()
    assert set(told(client).values()) == {None}
    person()
    area = Topic.objects.get(code="depression").parent
    assert told(client)[area.code] == OF_AREA
    page = client.get("/").content.decode()
    assert f"{area.label}: vähintään 5" in page
    assert client.get("/").context["people"] is None  # five of all are not told
    assert "Heitä on meillä" not in page


def test_people_are_told_in_full_tens(client):
    for _n in range(OF_ALL + OVER):
        person()
    assert "Heitä on meillä vähintään 10." in client.get("/").content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"counted": False},
        {"state": Expert.State.PAUSED},
        {"state": Expert.State.NEW},
        {"state": Expert.State.LEFT},
    ],
)
def test_nobody_is_counted_who_has_not_agreed_or_may_not_be_asked(client, fields):
    for _n in range(OF_AREA - 1):
        person()
    person(**fields)
    assert set(told(client).values()) == {None}
    assert Experience.objects.counted().people() == OF_AREA - 1
    person()  # control: with one more who has agreed the number is there
    assert OF_AREA in told(client).values()


def test_number_falls_at_once_when_counting_is_withdrawn(client):
    people = [person() for _n in range(OF_AREA)]
    assert OF_AREA in told(client).values()
    people[0].consents.update(withdrawn_at=timezone.now())
    assert set(told(client).values()) == {None}


def test_consent_for_another_topic_counts_nothing(client):
    for _n in range(OF_AREA):
        expert = person("depression", counted=False)
        tells_of(expert, "debt")
        expert.experiences.filter(topic__code="debt").delete()  # the yes is for a topic no longer told of
    assert set(told(client).values()) == {None}


def test_person_is_counted_once_in_an_area_and_once_in_all(client):
    area = Topic.objects.get(code="depression").parent
    others = list(Topic.objects.filter(parent=area).exclude(code="depression")[:2])
    for _n in range(OF_AREA):
        expert = person("depression")
        for topic in others:
            tells_of(expert, topic.code)
    assert told(client)[area.code] == OF_AREA
    assert Experience.objects.counted().people() == OF_AREA


def test_page_makes_as_many_queries_for_one_and_for_thirty(client, django_assert_max_num_queries):
    person()
    client.get("/")
    with django_assert_max_num_queries(20) as one:
        client.get("/")
    for _n in range(30):
        person("debt")
    with django_assert_max_num_queries(len(one)):
        client.get("/")


@pytest.mark.parametrize("prefix", ["", "/sv", "/en", "/fi-simple"])
def test_front_page_leads_on_in_its_own_language(client, prefix):
    page = client.get(f"{prefix}/").content.decode()
    for path in (
        "/kysy/",
        "/tule-mukaan/",
        "/keikat/pyynto/",
        "/haluan-jutella/",
        "/vertaistuki/",
        "/palvelut/",
        "/hankkeet/",
        "/ohjeet/",
        "/yhteys/",
        "/sivut/mista-apua/",
        "/uutiset/uutinen-palvelu-avattu/",
        "/",
    ):
        assert f'href="{prefix}{path}"' in page, path


def test_roles_are_one_line_each(client):
    page = client.get("/").content.decode()
    assert [role.label for role in Role.objects.all() if f"<li>{role.label}</li>" not in page] == []


def test_distress_has_112_always_and_the_page_when_it_is_shown(client):
    page = client.get("/").content.decode()
    panel = page.split("Onko juuri nyt vaikeaa?")[1].split("</aside>")[0][:600]
    assert 'href="tel:112"' in panel.split("<details")[0]  # never folded
    assert "/sivut/mista-apua/" in panel.split("<details")[0]
    Page.objects.filter(slug="mista-apua").update(is_active=False)
    page = client.get("/").content.decode()
    assert 'href="tel:112"' in page
    assert 'href="/sivut/mista-apua/"' not in page


@pytest.mark.parametrize(
    "path", ["/", "/kysy/", "/palvelut/", "/vertaistuki/", "/sivut/roolit/", "/tule-mukaan/"]
)
def test_visitor_finds_the_doors_and_the_rest_on_every_page(client, path):
    header = client.get(path).content.decode().split("</header>")[0]
    for other in ("/kysy/", "/tule-mukaan/", "/keikat/pyynto/", "/haluan-jutella/", "/vertaistuki/", "/ohjeet/",
                  "/palvelut/", "/yhteys/", "/kirjaudu/"):  # fmt: skip
        assert f'href="{other}' in header, other


def test_name_of_the_service_leads_to_the_front_page_in_the_reader_s_language(client):
    assert '<a class="k-brand" href="/sv/">' in client.get("/sv/palvelut/").content.decode()
    assert '<a class="k-brand" href="/">' in client.get("/palvelut/").content.decode()


def test_front_page_is_easy_finnish_where_it_tells_something(client):
    page = client.get("/fi-simple/").content.decode()
    assert "Kokemusasiantuntija kertoo muille omasta tai läheisen kokemuksesta." in page
    assert "Et tarvitse koulutusta. Ensin juttelemme." in page
