"""The box for other sites: only those that the organisation has named may frame it, and no other page at all."""

import pytest

from kokemus.accounts import middleware as second_factor
from kokemus.accounts.models import Role, User
from kokemus.core.middleware import CONTENT_SECURITY_POLICY
from kokemus.organisation.models import Organisation

pytestmark = pytest.mark.django_db

SITES = "https://www.mallila.example\nhttps://intra.mallila.example:8443"


def named(sites: str = SITES) -> None:
    Organisation.objects.update_or_create(
        pk=1, defaults={"name": "Mallilan hyvinvointialue", "frame_sites": sites}
    )


def frames(response) -> tuple[str, str]:
    """Who may frame a page: by its policy and by the old header."""
    policy = response.headers["Content-Security-Policy"].split("frame-ancestors ")[1].split(";")[0]
    return policy, response.headers.get("X-Frame-Options", "")


def test_box_may_be_framed_by_the_named_sites_only(client):
    named()
    response = client.get("/upote/")
    assert frames(response) == ("https://www.mallila.example https://intra.mallila.example:8443", "")
    rest = CONTENT_SECURITY_POLICY.split("frame-ancestors")[0]
    assert response.headers["Content-Security-Policy"].startswith(rest)  # the rest of the policy stands


def test_box_may_be_framed_by_nobody_when_no_site_is_named(client):
    named("")
    assert frames(client.get("/upote/")) == ("'none'", "DENY")


@pytest.mark.parametrize("path", ["/", "/kysy/", "/kirjaudu/", "/keikat/pyynto/", "/ei-ole/", "/upote/x/"])
def test_every_other_page_may_be_framed_by_nobody(client, path):
    named()
    assert frames(client.get(path)) == ("'none'", "DENY")


def test_site_is_out_at_once_when_it_is_taken_off_the_list(client):
    named()
    first = client.get("/upote/")
    assert "ETag" not in first.headers  # nothing kept by a browser brings the old list back
    assert "max-age" not in first.headers.get("Cache-Control", "")
    named("https://www.mallila.example")
    assert frames(client.get("/upote/"))[0] == "https://www.mallila.example"


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "Etsin kokemusasiantuntijaa keikalle"),
        ("/sv", "Jag söker en erfarenhetsexpert"),
        ("/en", "I am looking for an expert"),
    ],
)
def test_box_has_the_doors_and_the_latest_news_in_its_language(client, prefix, words):
    named()
    page = client.get(f"{prefix}/upote/").content.decode()
    assert words in page
    assert "Mallilan hyvinvointialue" in page
    for path in ("/kysy/", "/tule-mukaan/", "/keikat/pyynto/", "/haluan-jutella/", "/uutiset/"):
        assert f'href="{prefix}{path}' in page, path
    assert '<base target="_top">' in page
    assert "<header" not in page
    assert "<footer" not in page


def test_box_tells_nothing_of_who_looks(client):
    named()
    client.force_login(
        User.objects.create_user("aino@example.org", name="Aino Ääritesti", roles=(Role.EXPERT,))
    )
    assert "Aino" not in client.get("/upote/").content.decode()


@pytest.fixture
def admin(client, monkeypatch):
    named("")
    monkeypatch.setattr(second_factor, "needs_second_factor", lambda request: False)
    client.force_login(User.objects.create_user("admin@example.org", roles=(Role.ADMIN,)))
    return client


def save(admin, sites: str):
    """The settings as the page has them, with these sites."""
    form = admin.get("/organisaatio/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    return admin.post("/organisaatio/", data | {"frame_sites": sites})


def test_sites_are_tidied_when_they_are_saved(admin):
    typed = " HTTPS://Www.Mallila.example/ \r\n\r\nhttps://www.mallila.example\nhttps://intra.mallila.example:8443"
    assert save(admin, typed).status_code == 302
    assert Organisation.current().frame_sites == SITES
    assert frames(admin.get("/upote/"))[0] == SITES.replace("\n", " ")


@pytest.mark.parametrize(
    "site",
    [
        "http://www.mallila.example",
        "www.mallila.example",
        "https://*.mallila.example",
        "https://mallila",
        "https://www.mallila.example/sivu",
        "https://www.mallila.example; script-src *",
        "https://www.mallila.example *",
        "https://kayttaja@mallila.example",
        "https://-a.example",
        "*",
        "'self'",
    ],
)
def test_what_is_no_origin_is_refused_with_a_sentence_and_kept_to_mend(admin, site):
    response = save(admin, f"https://www.mallila.example\n{site}")
    assert response.status_code == 200
    assert "Tämä ei ole sivuston osoite" in str(response.context["form"].errors["frame_sites"])
    assert site in response.context["form"]["frame_sites"].value()
    assert Organisation.current().frame_sites == ""


def test_admin_finds_the_line_to_copy(admin):
    page = admin.get("/organisaatio/").content.decode()
    for address, title in (("/upote/", "Kokemusasiantuntijat"), ("/sv/upote/", "Erfarenhetsexperter")):
        line = f"{address}&quot; title=&quot;{title}&quot; width=&quot;100%&quot;"
        assert line in page
    assert "<iframe" not in page  # as text, not as a frame
