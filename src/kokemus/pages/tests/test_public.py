"""What visitors read: the nearest language with a note, guidance by words, short caches with nothing personal."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kokemus.accounts import middleware
from kokemus.accounts.models import Role as Access
from kokemus.accounts.models import User
from kokemus.organisation.models import Organisation
from kokemus.pages.models import Page, Text
from kokemus.pages.tests import texts
from kokemus.topics.models import Role

pytestmark = pytest.mark.django_db
NOTE = "Den här sidan finns tills vidare bara på finska."


def read(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def whole(path: str) -> str:
    return "http://127.0.0.1:8000" + path


@pytest.fixture
def trial() -> Page:
    page = texts.page("koe")
    texts.text(page, title="Koesivu", body="Suomeksi. Soita [[phone]].\n")
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Testilä", "phone": "05 123 4567"})
    return page


def test_page_is_read_with_the_organisation_s_own_facts(client: Client, trial: Page) -> None:
    html = read(client, "/sivut/koe/")
    assert "Koesivu</h1>" in html
    assert 'href="tel:' in html and "05 123 4567" in html


def test_missing_language_falls_back_to_finnish_and_says_so(client: Client, trial: Page) -> None:
    html = read(client, "/sv/sivut/koe/")
    assert NOTE in html
    assert '<html lang="sv">' in html and '<article class="k-text" lang="fi">' in html
    assert f'rel="canonical" href="{whole("/sivut/koe/")}"' in html


def test_written_language_is_shown_without_a_note(client: Client, trial: Page) -> None:
    texts.text(trial, "sv", title="Provsida", body="På svenska.\n")
    html = read(client, "/sv/sivut/koe/")
    assert "Provsida</h1>" in html and NOTE not in html and '<article class="k-text">' in html
    assert f'hreflang="sv" href="{whole("/sv/sivut/koe/")}"' in html
    assert f'hreflang="en" href="{whole("/en/sivut/koe/")}"' not in html


def test_page_written_in_swedish_only_is_shown_to_a_finnish_reader(client: Client) -> None:
    texts.text(texts.page("bara"), "sv", title="Bara på svenska")
    html = read(client, "/sivut/bara/")
    assert "Bara på svenska</h1>" in html and "vain yhdellä kielellä: ruotsi" in html


def test_easy_finnish_is_offered_where_it_is_written(client: Client, trial: Page) -> None:
    assert 'hreflang="fi-simple"' not in read(client, "/sivut/koe/")
    texts.text(trial, "fi-simple", title="Helppo koesivu")
    assert 'href="/fi-simple/sivut/koe/"' in read(client, "/sivut/koe/")
    assert "Helppo koesivu</h1>" in read(client, "/fi-simple/sivut/koe/")


def test_easy_finnish_reader_is_told_when_a_page_is_not_in_it(client: Client, trial: Page) -> None:
    assert "Tätä sivua ei ole vielä selkokielellä." in read(client, "/fi-simple/sivut/koe/")


@pytest.mark.parametrize(
    "address", ["/sivut/ei-ole/", "/ohjeet/koe/", "/uutiset/koe/", "/sivut/luonnos/", "/sivut/piilo/"]
)
def test_page_is_not_found_when_it_is_not_shown_there(client: Client, trial: Page, address: str) -> None:
    texts.text(texts.page("luonnos"), state=Text.State.DRAFT)
    texts.text(texts.page("piilo", is_active=False))
    assert client.get(address).status_code == 404


def test_hidden_page_stands_in_no_list(client: Client) -> None:
    texts.text(texts.page("piilo", is_active=False, in_footer=True), title="Piilossa")
    for address in ("/sivut/", "/", "/sitemap.xml"):
        assert "iilo" not in read(client, address)


def test_statements_have_short_addresses_and_stand_at_the_bottom(client: Client) -> None:
    for slug in ("saavutettavuus", "tietosuoja"):
        assert client.get(f"/{slug}/").status_code == 200
        assert f'href="/{slug}/"' in read(client, "/yhteys/")


def test_description_and_preview_are_for_search_engines_and_shares(client: Client, trial: Page) -> None:
    html = read(client, "/sivut/koe/")
    assert '<meta name="description" content="Tiivistelmä.">' in html
    assert '<meta property="og:title" content="Koesivu">' in html
    assert 'type="application/rss+xml"' in html


# Guidance


def test_guidance_is_found_by_everyday_words_without_an_account(client: Client) -> None:
    found = (
        read(client, "/ohjeet/", q="paljonko luennoitsija maksaa")
        .split('id="found"')[1]
        .split("</section>")[0]
    )
    assert "/ohjeet/ohje-maksaminen/" in found or "/ohjeet/ohje-kouluttaja/" in found
    hard = (
        read(client, "/ohjeet/", q="mitä jos joku alkaa itkeä").split('id="found"')[1].split("</section>")[0]
    )
    assert hard.index("/ohjeet/ohje-raskas-hetki/") < 400  # first


def test_words_that_find_nothing_are_met_kindly(client: Client) -> None:
    html = read(client, "/ohjeet/", q="traktorinrengas")
    assert "Vika ei ole sinussa" in html
    assert 'href="/yhteys/"' in html
    assert 'value="traktorinrengas"' in html


@pytest.mark.parametrize("words", ["x" * 5000, "<script>", "[[phone]]", "\x00", "%"])
def test_strange_words_break_nothing(client: Client, words: str) -> None:
    assert "<script>alert" not in read(client, "/ohjeet/", q=words)


def test_guidance_stands_beside_the_step_where_it_is_needed(client: Client) -> None:
    assert "/ohjeet/ohje-nain-tilaat/" in read(client, "/keikat/pyynto/mita/")
    whom = read(client, "/keikat/pyynto/kenelle/")
    assert "/ohjeet/ohje-nain-tilaat/" not in whom
    assert "/ohjeet/ohje-kouluttaja/" not in whom  # no role has been chosen


def test_guidance_of_the_chosen_role_is_added() -> None:
    slugs = {text.page.slug for text in Text.objects.published().at_step("kenelle", role="trainer")}
    assert slugs == {"ohje-kouluttaja"}


# Caches


def test_visitor_s_page_may_be_kept_for_a_short_while(client: Client, trial: Page) -> None:
    response = client.get("/sivut/koe/")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in response.headers["Vary"]
    assert not response.cookies
    again = client.get("/sivut/koe/", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_changed_page_is_sent_anew(client: Client, trial: Page) -> None:
    tag = client.get("/sivut/koe/").headers["ETag"]
    trial.texts.update(body="Muuttunut.\n")
    assert client.get("/sivut/koe/", headers={"if-none-match": tag}).status_code == 200


def test_page_of_somebody_with_a_cookie_is_kept_by_nobody(
    client: Client, trial: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: False)
    client.force_login(
        User.objects.create_user("k@example.org", name="Kaisa Keksitty", roles=(Access.COORDINATOR,))
    )
    for address in ("/sivut/koe/", "/ohjeet/", "/uutiset/", "/sitemap.xml"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "no-store", address
    assert "Kaisa Keksitty" in read(client, "/sivut/koe/")  # control: there is something to keep


def test_visitor_with_a_message_waiting_gets_a_page_of_their_own(client: Client, trial: Page) -> None:
    client.cookies["messages"] = "x"
    assert "public" not in client.get("/sivut/koe/").headers.get("Cache-Control", "")


def test_lists_make_the_same_number_of_queries_for_few_and_many(client: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = [
        reverse(f"pages:{name}") for name in ("pages", "guidance_list", "news_list", "sitemap", "rss")
    ]
    few = [count(address) for address in addresses]
    for kind in ("page", "guidance", "news"):
        for n in range(30):
            texts.text(texts.page(f"{kind}-{n}", kind, in_footer=True))
    assert [count(address) for address in addresses] == few


def test_guidance_of_the_role_stands_beside_the_steps_after_it_was_chosen(client: Client) -> None:
    role = Role.objects.get(code="trainer")
    client.post("/keikat/pyynto/mita/", {"goal": "Puheenvuoro koulutuspäivään", "role": role.pk})
    html = read(client, "/keikat/pyynto/kenelle/")
    assert "/ohjeet/ohje-kouluttaja/" in html and "/ohjeet/ohje-media/" not in html
