"""Joining in Easy Finnish: no sentence of its pages falls back to the Finnish of everybody else."""

import re

import pytest
from django.core.cache import cache
from django.utils.translation import trans_real

from kokemus.experts.actions import deciding
from kokemus.experts.models import TEXT_VERSION, Application
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import YOUNG, guard
from kokemus.experts.tests.people import coordinator
from kokemus.messaging.models import Message

pytestmark = pytest.mark.django_db

EASY = "/fi-simple/tule-mukaan/"
LEAD = "What you have lived is enough. You need no training, and this binds you to nothing."
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")  # a word or two ("Etusivu", "Kirjaudu sisään") is easy as it is


class Fallback:
    """Stands where the Finnish texts stand, and notes which were asked for."""

    def __init__(self, finnish: trans_real.DjangoTranslation) -> None:
        self.finnish = finnish
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return self.finnish.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        self.asked.add(many)
        return self.finnish.ngettext(one, many, n)

    def sentences(self) -> list[str]:
        told = {each: self.finnish.gettext(each) for each in self.asked}
        return sorted(msgid for msgid, finnish in told.items() if SENTENCE.search(finnish))


@pytest.fixture
def fallback(monkeypatch: pytest.MonkeyPatch) -> Fallback:
    noted = Fallback(trans_real.translation("fi"))
    monkeypatch.setattr(trans_real.translation("fi-simple"), "_fallback", noted)
    return noted


@pytest.fixture(autouse=True)
def coordinators():
    cache.clear()
    return applying.organisation()


def begun(client) -> tuple[Application, str]:
    response = client.post(EASY, guard() | {"who": "me", "helper": ""})
    return Application.objects.latest("pk"), response.url.rsplit("/", 2)[0]


def opened(client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    assert '<html lang="fi-simple">' in response.content.decode()
    return response.content.decode()


def walk(client, steps: dict[str, dict]) -> None:
    """Every page of the way, each step also when it is left wrong, and what follows."""
    opened(client, EASY)
    _application, way = begun(client)
    for slug, typed in steps.items():
        opened(client, f"{way}/{slug}/")
        client.post(f"{way}/{slug}/", BAD.get(slug, {}))
        assert client.post(f"{way}/{slug}/", typed).status_code == 302, slug
    opened(client, f"{way}/tarkista/")
    opened(client, f"{way}/myohemmin/")
    assert client.post(f"{way}/tarkista/", guard()).status_code == 302
    opened(client, f"{way}/kiitos/")


BAD = {
    "nimi": {"first_name": ""},
    "yhteys": {"channel": "phone", "phone": ""},
    "huoltaja": {"guardian_name": "Hanna Huoltaja"},
    "koulutus": {"training": "trained", "year": "2999"},
}


def test_every_page_of_joining_is_easy_finnish(client, fallback):
    walk(client, applying.steps() | {"voimat": {"strength": "not_yet"}})
    assert not fallback.sentences(), "\n".join(fallback.sentences())


def test_every_page_of_those_under_18_is_easy_finnish(client, fallback):
    walk(client, YOUNG)
    assert not fallback.sentences(), "\n".join(fallback.sentences())


@pytest.mark.parametrize("act", [deciding.not_now, deciding.decline])
def test_answers_are_easy_finnish(client, fallback, act):
    application, way = begun(client)
    for slug, typed in applying.steps().items():
        client.post(f"{way}/{slug}/", typed)
    client.post(f"{way}/tarkista/", guard())
    application.refresh_from_db()
    act(application=application, by=coordinator())
    assert not fallback.sentences(), "\n".join(fallback.sentences())
    mail = Message.objects.filter(template__contains="join_").latest("pk")
    assert (mail.language, "Kokemuksesi on arvokas." in mail.body) == ("fi-simple", True)
    assert "/fi-simple/" in mail.body


def test_control_a_sentence_that_is_not_easy_is_noticed(client, fallback, monkeypatch):
    for texts in trans_real.translation("fi-simple")._catalog._catalogs:
        monkeypatch.delitem(texts, LEAD, raising=False)
    opened(client, EASY)
    assert LEAD in fallback.sentences()


def test_joining_pages_offer_easy_finnish_beside_the_languages(client):
    application = applying.begin(client)
    for address in (
        "/tule-mukaan/",
        applying.at(application, "kokemus"),
        applying.at(application, "tarkista"),
    ):
        page = client.get(address).content.decode()
        assert f'href="/fi-simple{address}"' in page
        assert ">Selkokieli</a>" in page


def test_application_in_easy_finnish_finds_topics_and_keeps_the_questions_as_they_were_read(client):
    application, way = begun(client)
    assert application.language == "fi-simple"
    for slug, typed in applying.steps().items():
        if slug == "aiheet":
            assert "Ymmärsimme tekstistäsi nämä asiat" in opened(client, f"{way}/aiheet/")
        client.post(f"{way}/{slug}/", typed)
    application.refresh_from_db()
    assert "Saammeko ehdottaa sinulle keikkoja?" in application.consent_text
    assert application.consent_version == TEXT_VERSION
    client.post(f"{way}/tarkista/", guard())
    application.refresh_from_db()
    assert application.state == "new"
