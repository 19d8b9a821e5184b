"""The register's list: filters together, order, counter, log, spreadsheet and paper."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kokemus.audit import actions as audit
from kokemus.audit.models import Entry
from kokemus.core.listing import PER_PAGE
from kokemus.experts import exports
from kokemus.experts.models import Expert
from kokemus.experts.tests.people import coordinator, person, topic, user

pytestmark = pytest.mark.django_db
URL = reverse("experts:list")
SELECTION = reverse("experts:selection")


@pytest.fixture
def staff(client):
    client.force_login(coordinator())
    return client


def names(client, **filters):
    response = client.get(URL, filters)
    assert response.status_code == 200
    return [row["expert"].first_name for row in response.context["rows"]]


def sheet(response):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(response.content)).active.rows]


def test_one_list_gives_name_phone_and_last_gig_when_searched_in_plain_words(staff):
    person(
        "Aino", "Esimerkki", phone="+358401234567", last_gig_on=dt.date(2026, 5, 4), areas=["Imatra"],
        roles=["co_worker"], topics=["depression"],
    )  # fmt: skip
    person("Bertta", areas=["Imatra"], topics=["depression"])
    response = staff.get(URL, {"q": "masennus työpari Imatra"})
    html = response.content.decode()
    assert [row["expert"].first_name for row in response.context["rows"]] == ["Aino"]
    assert "Esimerkki Aino" in html
    assert "tel:+358401234567" in html
    assert "040 123 4567" in html
    assert "4.5." in html


def test_filters_narrow_together_when_several_are_chosen(staff):
    everything = {
        "topic": topic("mental-health").pk, "perspective": "own", "language": "sv", "area": "Imatra",
        "training": "trained", "state": "active", "consent": "asked",
    }  # fmt: skip
    right = {"areas": ["Imatra"], "topics": ["depression"], "languages": ["fi", "sv"], "training": "trained"}
    person("Aino", **right)
    person("Perspective", **{**right, "topics": [("depression", "close_one"), "debt"]})
    person("Language", **{**right, "languages": ["fi"]})
    person("Area", **{**right, "areas": ["Kouvola"]})
    person("Training", **{**right, "training": "none"})
    person("State", **{**right, "state": "paused"})
    unasked = person("Consent", **right)
    unasked.experiences.update(is_carried_over=True)
    assert names(staff, **everything) == ["Aino"]
    for one, who in {
        "perspective": "Perspective", "language": "Language", "area": "Area", "training": "Training",
        "consent": "Consent",
    }.items():  # fmt: skip
        without = {name: value for name, value in everything.items() if name != one}
        assert sorted(names(staff, **without)) == sorted(["Aino", who])
    assert sorted(names(staff, **{**everything, "state": ""})) == ["Aino", "State"]


def test_list_shows_those_in_the_activity_when_no_state_is_chosen(staff):
    for state in Expert.State.values:
        person(state.title(), "X", state=state)
    person("Merged", merged_into=Expert.objects.first())
    assert sorted(names(staff)) == ["Active", "New", "Paused"]
    assert names(staff, state="deceased") == ["Deceased"]
    assert len(names(staff, state="all")) == 5


def test_order_is_the_alphabet_or_longest_without_a_gig(staff):
    person("A", "Öljy", last_gig_on=dt.date(2020, 1, 1))
    person("B", "Äkkinen")
    person("C", "Zorn", last_gig_on=dt.date(2026, 1, 1))
    assert names(staff) == ["C", "B", "A"]
    assert names(staff, sort="gig") == ["B", "A", "C"]


def test_wrong_values_in_the_address_are_left_out_and_never_break_the_page(staff):
    person("Aino")
    assert names(staff, topic="x", role="999", area="Ei", sort="x", page="x", state="x", consent="x") == [
        "Aino"
    ]


def test_counter_tells_whose_consent_has_not_been_asked(staff):
    person("Aino", topics=["depression"]).experiences.update(is_carried_over=True)
    person("Bertta", topics=["depression"])
    left = person("Cecilia", topics=["depression"], state="left")
    left.experiences.update(is_carried_over=True)
    response = staff.get(URL)
    assert response.context["unasked"] == 1
    assert response.context["unasked_url"] in response.content.decode()
    assert names(staff, consent="unasked") == ["Aino"]


def test_everybody_on_the_page_is_logged_as_seen_before_the_list_is_shown(staff, monkeypatch):
    seen, unseen = person("Aino"), person("Bertta", state="left")
    staff.get(URL)
    assert list(Entry.objects.about(seen.public_id).values_list("kind", "verb")) == [
        ("read", "experts.read_list")
    ]
    assert not Entry.objects.about(unseen.public_id).exists()

    def broken(*args, **kwargs):
        raise RuntimeError("the log is down")

    monkeypatch.setattr(audit, "reading_many", broken)
    staff.raise_request_exception = False
    response = staff.get(URL)
    assert response.status_code == 500
    assert b"Aino" not in response.content


@pytest.mark.parametrize("roles", [("expert",), ("payroll",), ("unit_contact",), ("dpo",), ("admin",), ()])
def test_list_is_for_coordinators_only(client, roles):
    client.force_login(user(*roles))
    person("Aino")
    assert client.get(URL).status_code == 403
    assert client.post(SELECTION, {"act": "excel_all"}).status_code == 403


def test_number_of_queries_and_size_stay_when_there_are_a_hundred(staff, django_assert_max_num_queries):
    def many(count):
        for _n in range(count):
            person(
                "Annamaria-Josefiina", "Esimerkkinen-Malliainen", phone="+358401234567",
                last_gig_on=dt.date(2025, 1, 1), areas=["Imatra"], is_protected=True,
                topics=["depression", "anxiety", "debt", ("loneliness", "close_one")],
            )  # fmt: skip

    counts = []
    for more in (10, 90):
        many(more)
        with django_assert_max_num_queries(40) as queries:
            response = staff.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(response.context["rows"]) == PER_PAGE
    assert len(response.content) <= 60_000


def test_protected_person_is_tagged_and_their_place_is_shown_nowhere(staff):
    hidden = person(
        "Aino", is_protected=True, municipality="Salakunta", address="Salakatu 1", areas=["Imatra"]
    )
    for response in (
        staff.get(URL),
        staff.post(SELECTION, {"act": "print", "expert": [hidden.public_id]}),
        staff.get(reverse("experts:edit", args=[hidden.public_id, "yhteystiedot"])),
        staff.get(reverse("experts:merge", args=[hidden.public_id, person("Bertta").public_id])),
    ):
        html = response.content.decode()
        assert "Aino" in html
        assert "Salakunta" not in html
        assert "Salakatu" not in html
    assert "turvakielto" in staff.get(URL).content.decode()
    assert names(staff, q="salakunta") == names(staff, q="salakatu") == []
    assert "Salakunta" not in dict(staff.get(URL).context["form"].fields["area"].choices)
    excel = sheet(staff.post(SELECTION, {"act": "excel", "expert": [hidden.public_id]}))
    assert "Salakunta" not in str(excel)
    assert "Imatra" in str(excel)


def test_place_would_leak_when_the_guard_is_off(staff, monkeypatch):
    hidden = person("Aino", is_protected=True, municipality="Salakunta")
    monkeypatch.setattr(Expert, "home_shown", property(lambda self: self.municipality))
    assert "Salakunta" in str(sheet(staff.post(SELECTION, {"act": "excel", "expert": [hidden.public_id]})))


def test_spreadsheet_holds_the_ticked_and_is_logged_as_taken_out(staff):
    ticked, other = (
        person("Aino", phone="+358401234567", topics=[("depression", "close_one")]),
        person("Bertta"),
    )
    response = staff.post(SELECTION, {"act": "excel", "expert": [ticked.public_id]})
    rows = sheet(response)
    assert len(rows) == 2
    assert rows[1][:3] == ["Esimerkki", "Aino", "040 123 4567"]
    assert ".xlsx" in response["Content-Disposition"]
    assert Entry.objects.get(verb="experts.export").subject_id == ticked.public_id
    assert not Entry.objects.about(other.public_id).exists()


def test_spreadsheet_holds_all_that_the_filters_leave_when_asked(staff):
    for number in range(55):
        person(f"Aino{number}", areas=["Imatra"])
    person("Bertta")
    rows = sheet(staff.post(SELECTION, {"act": "excel_all", "query": "area=Imatra"}))
    assert len(rows) == 56


def test_nothing_leaves_when_nobody_was_ticked(staff):
    person("Aino")
    response = staff.post(SELECTION, {"act": "excel", "query": "q=aino"}, follow=True)
    assert response.redirect_chain[0][0].endswith("?q=aino")
    assert not Entry.objects.filter(verb="experts.export").exists()


@pytest.mark.parametrize("text", ["=1+1", "+358", "-2", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("http://x")'])
def test_cells_are_text_when_they_look_like_formulas(staff, text):
    person(text, "Ek")
    response = staff.post(SELECTION, {"act": "excel_all"})
    cell = load_workbook(io.BytesIO(response.content)).active["B2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_characters_that_a_spreadsheet_refuses_are_left_out():
    assert exports.plain("a\x00b") == "ab"


def test_print_page_is_logged_when_opened(staff):
    expert = person("Aino")
    assert staff.post(SELECTION, {"act": "print", "expert": [expert.public_id]}).status_code == 200
    assert Entry.objects.get(verb="experts.print").subject_id == expert.public_id


def test_list_asks_to_sign_in_when_nobody_has(db):
    assert Client().get(URL).status_code == 302
