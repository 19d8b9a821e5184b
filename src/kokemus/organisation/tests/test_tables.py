"""The admin's tables: every one lists, adds, edits and deletes, and says plainly what it refuses."""

import pytest
from django.test import Client

from kokemus.accounts.models import Role, User
from kokemus.audit.models import Entry
from kokemus.organisation.models import Absence, Coordinator, CostCentre, Organisation, Route, Unit
from kokemus.organisation.tables import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Coordinator:
    user = User.objects.create_user("k@example.org", name="Kaisa", roles=(Role.COORDINATOR,))
    return Coordinator.objects.create(user=user)


@pytest.mark.parametrize("slug", TABLES)
def test_every_table_and_its_form_open(admin: Client, slug: str) -> None:
    assert admin.get(f"/organisaatio/{slug}/").status_code == 200
    assert admin.get(f"/organisaatio/{slug}/uusi/").status_code == (200 if TABLES[slug].add else 404)


def test_unknown_table_is_not_found(admin: Client) -> None:
    assert admin.get("/organisaatio/nope/").status_code == 404


def test_settings_save_and_are_logged(admin: Client) -> None:
    data = {
        "name": "Uusi alue",
        "lead_time_days": 10,
        "status_link_days": 14,
        "answer_days": 5,
        "forget_days": 180,
    }
    assert admin.post("/organisaatio/", data).status_code == 302
    assert Organisation.current().name == "Uusi alue"
    assert Entry.objects.get(verb="organisation.save_organisation").details == {
        "fields": ["name", "lead_time_days"]
    }


def test_unit_in_an_unknown_place_is_refused_and_keeps_what_was_typed(admin: Client) -> None:
    page = admin.post("/organisaatio/yksikot/uusi/", {"name": "Talo", "place": "Olematon", "is_active": "on"})
    assert page.status_code == 200
    assert "Olematon" in page.content.decode()
    assert not Unit.objects.exists()


def test_unit_is_added_and_edited(admin: Client) -> None:
    admin.post("/organisaatio/yksikot/uusi/", {"name": "Talo", "place": "Imatra", "is_active": "on"})
    unit = Unit.objects.get()
    admin.post(
        f"/organisaatio/yksikot/{unit.pk}/", {"name": "Uusi talo", "place": "Imatra", "is_active": "on"}
    )
    unit.refresh_from_db()
    assert unit.name == "Uusi talo"


def test_second_route_for_the_same_door_is_refused(admin: Client, coordinator: Coordinator) -> None:
    data = {"door": "join", "area": "", "coordinator": coordinator.pk}
    assert admin.post("/organisaatio/reitit/uusi/", data).status_code == 302
    assert admin.post("/organisaatio/reitit/uusi/", data).status_code == 200
    assert Route.objects.count() == 1


def test_absence_that_ends_before_it_starts_is_refused(admin: Client, coordinator: Coordinator) -> None:
    data = {"coordinator": coordinator.pk, "starts_on": "2026-12-24", "ends_on": "2026-12-20"}
    assert admin.post("/organisaatio/poissaolot/uusi/", data).status_code == 200
    assert not Absence.objects.exists()


def test_row_in_use_is_not_deleted(admin: Client) -> None:
    centre = CostCentre.objects.create(code="1", name="A")
    Unit.objects.create(name="Talo", cost_centre=centre)
    admin.post(f"/organisaatio/kustannuspaikat/{centre.pk}/poista/")
    assert CostCentre.objects.exists()


def test_free_row_is_deleted(admin: Client) -> None:
    centre = CostCentre.objects.create(code="1", name="A")
    admin.post(f"/organisaatio/kustannuspaikat/{centre.pk}/poista/")
    assert not CostCentre.objects.exists()


def test_same_single_person_cannot_check_and_approve(admin: Client) -> None:
    both = User.objects.create_user("b@example.org", roles=(Role.CHECKER, Role.APPROVER))
    data = {"code": "1", "name": "A", "checkers": [both.pk], "approvers": [both.pk]}
    assert admin.post("/organisaatio/kustannuspaikat/uusi/", data).status_code == 200
    assert not CostCentre.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_the_admin_opens_them(client: Client, role: str) -> None:
    client.force_login(User.objects.create_user("x@example.org", roles=(role,)))
    assert client.get("/organisaatio/").status_code == 403
