"""Services, projects and places to talk, as the public reads them and the administrator keeps them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kokemus.organisation.models import Association, Cooperation, Post, Project, TalkPlace, Unit
from kokemus.topics.models import Service, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    service = Service.objects.get(code="disability-services")
    return Unit.objects.create(name="Apuasema", service=service, place="Imatra", address="Katu 1")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_services_are_grouped_by_their_state(client: Client) -> None:
    page = text(client, "/palvelut/")
    daily, planned = page.index("<h2>Arkea</h2>"), page.index("<h2>Suunnitteilla</h2>")
    assert daily < page.index(">Vammaispalvelut<") < planned < page.index(">Neuvola<")
    assert "<h2>Kokeillaan</h2>" not in page
    Cooperation.objects.filter(service__code="maternity-child-clinic").update(state="tried")
    assert "<h2>Kokeillaan</h2>" in text(client, "/palvelut/")


def test_service_tells_what_was_done_how_to_begin_and_whom_to_ask(client: Client, unit: Unit) -> None:
    Cooperation.objects.filter(service=unit.service).update(
        done_fi="Koulutettu väkeä.", begin_fi="Soita meille.", contact="Esihenkilö", phone="05 000 0200"
    )
    Post.objects.create(unit=unit, what_fi="Kulkee rinnalla.", reach_fi="Soita arkisin.")
    project = Project.objects.create(name_fi="Sujuva", part_fi="Kokeilee.")
    project.services.add(unit.service)
    page = text(client, "/palvelut/disability-services/")
    for words in (
        "Koulutettu väkeä.",
        "Soita meille.",
        "Esihenkilö",
        "05 000 0200",
        "Kulkee rinnalla.",
        "Sujuva",
    ):
        assert words in page
    assert f"/hankkeet/#hanke-{project.pk}" in page
    assert f'id="hanke-{project.pk}"' in text(client, "/hankkeet/")


def test_service_without_texts_still_says_how_to_begin(client: Client) -> None:
    page = text(client, "/palvelut/oral-health/")
    assert "Pieni alku riittää" in page
    assert "/keikat/pyynto/" in page


def test_unknown_or_closed_service_is_not_found(client: Client) -> None:
    assert client.get("/palvelut/nope/").status_code == 404
    Service.objects.filter(code="oral-health").update(is_active=False)
    assert client.get("/palvelut/oral-health/").status_code == 404
    assert "Suun terveydenhuolto" not in text(client, "/palvelut/")


def test_expert_at_work_is_named_only_when_the_name_is_set(client: Client, unit: Unit) -> None:
    post = Post.objects.create(unit=unit, what_fi="Kulkee rinnalla.", reach_fi="Soita arkisin.")
    assert "Nimi Nimetön" not in text(client, "/palvelut/")
    Post.objects.filter(pk=post.pk).update(person="Nimi Nimetön")
    assert "Nimi Nimetön" in text(client, "/palvelut/")
    Post.objects.filter(pk=post.pk).update(is_active=False)
    assert "Kulkee rinnalla." not in text(client, "/palvelut/")


def test_projects_that_run_come_first_and_ended_ones_last(client: Client) -> None:
    for name, state in (("Ohi", "ended"), ("Tulossa", "planned"), ("Nyt", "running")):
        Project.objects.create(name_fi=name, part_fi="Osa.", state=state, starts_on=dt.date(2026, 1, 2))
    page = text(client, "/hankkeet/")
    assert page.index(">Nyt<") < page.index(">Tulossa<") < page.index(">Ohi<")
    assert "2.1.2026–" in page


def test_project_without_days_shows_none(client: Client) -> None:
    Project.objects.create(name_fi="Päivätön", part_fi="Osa.")
    assert "k-number" not in text(client, "/hankkeet/")


def test_places_to_talk_are_shown_with_hours_and_phone(client: Client, unit: Unit) -> None:
    place = TalkPlace.objects.create(
        unit=unit, what_fi="Juttele.", hours_fi="ma klo 9–11", phone="05 000 0301"
    )
    place.areas.add(Topic.objects.get(code="addiction"))
    TalkPlace.objects.create(name_fi="Suljettu", what_fi="Ei enää.", phone="1", is_active=False)
    page = text(client, "/haluan-jutella/")
    for words in ("Apuasema", "Katu 1, Imatra", "Juttele.", "ma klo 9–11", "05 000 0301", "Riippuvuudet"):
        assert words in page
    assert "Suljettu" not in page


def test_no_place_to_talk_offers_a_call(client: Client) -> None:
    assert "Juttelupaikkoja ei ole vielä" in text(client, "/haluan-jutella/")


def test_services_are_edited_but_neither_added_nor_deleted_here(admin: Client) -> None:
    row = Cooperation.objects.get(service__code="oral-health")
    page = text(admin, f"/organisaatio/palvelut/{row.pk}/")
    assert "<h1>Suun terveydenhuolto</h1>" in page
    assert "/poista/" not in page
    assert "/uusi/" not in text(admin, "/organisaatio/palvelut/")
    assert admin.post(f"/organisaatio/palvelut/{row.pk}/poista/").status_code == 404
    admin.post(f"/organisaatio/palvelut/{row.pk}/", {"state": "daily", "done_fi": "Ryhmä alkoi."})
    row.refresh_from_db()
    assert (row.state, row.done_fi) == ("daily", "Ryhmä alkoi.")


def test_place_needs_a_unit_or_a_name(admin: Client) -> None:
    data = {"what_fi": "Juttele.", "phone": "05 000 0301", "is_active": "on"}
    answer = admin.post("/organisaatio/juttelupaikat/uusi/", data)
    assert "Valitse yksikkö tai kirjoita nimi." in answer.content.decode()
    assert not TalkPlace.objects.exists()
    assert admin.post("/organisaatio/juttelupaikat/uusi/", data | {"name_fi": "Piste"}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        TalkPlace.objects.create(what_fi="Juttele.", phone="1")


def test_project_that_ends_before_it_begins_is_refused(admin: Client) -> None:
    data = {"name_fi": "Hanke", "part_fi": "Osa.", "state": "running"}
    days = {"starts_on": "2026-12-02", "ends_on": "2026-12-01"}
    assert admin.post("/organisaatio/hankkeet/uusi/", data | days).status_code == 200
    assert not Project.objects.exists()
    assert admin.post("/organisaatio/hankkeet/uusi/", data | {"web": "example.org"}).status_code == 302
    assert Project.objects.get().web == "https://example.org"


def test_association_needs_only_its_finnish_texts(admin: Client) -> None:
    topic = Topic.objects.get(code="debt")
    data = {
        "name_fi": "Uusi yhdistys",
        "what_fi": "Vertaistukea.",
        "topics": [topic.pk],
        "languages": ["fi", "sv"],
        "municipality": "Olematon",
        "is_active": "on",
    }
    refused = admin.post("/organisaatio/yhdistykset/uusi/", data)
    assert "Uusi yhdistys" in refused.content.decode()
    assert admin.post("/organisaatio/yhdistykset/uusi/", data | {"municipality": "Imatra"}).status_code == 302
    made = Association.objects.get(name_fi="Uusi yhdistys")
    assert made.language_names == ["suomi", "ruotsi"]
    assert list(made.topics.all()) == [topic]


def test_topics_are_chosen_under_their_areas(admin: Client) -> None:
    choices = admin.get("/organisaatio/yhdistykset/uusi/").context["form"].fields["topics"].choices
    groups = {name: [label for _pk, label in its] for name, its in choices}
    assert len(groups) == 15
    assert groups["Talous, työ ja asuminen"][0] == "Talous, työ ja asuminen"
    assert "Velkaantuminen" in groups["Talous, työ ja asuminen"]
