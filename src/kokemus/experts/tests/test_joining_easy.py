"""Joining in Easy Finnish: no sentence of its pages falls back to the Finnish of everybody else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.utils.translation import trans_real

from kokemus.experts.actions import deciding
from kokemus.experts.models import TEXT_VERSION, Application
from kokemus.experts.tests import applying
from kokemus.experts.tests.applying import YOUNG, guard
from kokemus.experts.tests.people import coordinator
from kokemus.messaging.models import Message
from tools.messages import SOURCE, apps, catalogue_path, read

pytestmark = pytest.mark.django_db

EASY = "/fi-simple/tule-mukaan/"
LEAD = "What you have lived is enough. You need no training, and this binds you to nothing."
NOT_ON_THE_PAGE = {
    "This field is required.",  # Django's own, which core/voice.py replaces
    "Ask the coordinator about the accident cover.",  # a fact of public texts, of which the frame takes only titles
}
EASY_TEXTS = {
    text.msgid: text.translations
    for app in apps()
    for text in read(catalogue_path(SOURCE, app, "fi_Simple")).values()
}
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")  # a word or two ("Etusivu", "Kirjaudu sisään") is easy as it is


class Shown:
    """Notes every text that is asked for in Easy Finnish, and what is shown for it."""

    def __init__(self, catalogue: trans_real.DjangoTranslation, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: dict[str, str] = {}
        for name in ("gettext", "ngettext"):
            monkeypatch.setattr(catalogue, name, self.noting(getattr(catalogue, name)))

    def noting(self, ask: Callable[..., str]) -> Callable[..., str]:
        def noted(*asked: Any) -> str:
            self.texts[asked[0]] = ask(*asked)
            return self.texts[asked[0]]

        return noted

    def sentences(self) -> str:
        """The sentences that were shown and are not Easy Finnish, one a line."""
        found = [
            f"{msgid}: {shown}"
            for msgid, shown in sorted(self.texts.items())
            if SENTENCE.search(shown)
            and shown not in EASY_TEXTS.get(msgid, ())
            and msgid not in NOT_ON_THE_PAGE
        ]
        return "\n".join(found)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(trans_real.translation("fi-simple"), monkeypatch)


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


def test_every_page_of_joining_is_easy_finnish(client, shown):
    walk(client, applying.steps() | {"voimat": {"strength": "not_yet"}})
    assert shown.sentences() == ""


def test_every_page_of_those_under_18_is_easy_finnish(client, shown):
    walk(client, YOUNG)
    assert shown.sentences() == ""


@pytest.mark.parametrize("act", [deciding.not_now, deciding.decline])
def test_answers_are_easy_finnish(client, shown, act):
    application, way = begun(client)
    for slug, typed in applying.steps().items():
        client.post(f"{way}/{slug}/", typed)
    client.post(f"{way}/tarkista/", guard())
    application.refresh_from_db()
    act(application=application, by=coordinator())
    assert shown.sentences() == ""
    mail = Message.objects.filter(template__contains="join_").latest("pk")
    assert (mail.language, "Kokemuksesi on arvokas." in mail.body) == ("fi-simple", True)
    assert "/fi-simple/" in mail.body


def test_control_a_sentence_that_is_not_easy_is_noticed(client, shown, monkeypatch):
    monkeypatch.delitem(EASY_TEXTS, LEAD)
    opened(client, EASY)
    assert shown.sentences().startswith(f"{LEAD}: ")


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
