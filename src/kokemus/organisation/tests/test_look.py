"""An organisation's own look: a colour that everybody can read, and a logo that holds nothing but its picture."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin

from kokemus.accounts import middleware
from kokemus.organisation import contrast, logo
from kokemus.organisation.models import Logo, Organisation

SETTINGS = {
    "name": "Mallilan hyvinvointialue",
    "lead_time_days": 10,
    "status_link_days": 14,
    "answer_days": 5,
    "forget_days": 180,
}
SECRET = "60.1699N 24.9384E"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5563").save(out, kind, **more)
    return out.getvalue()


def upload(content: bytes, name: str = "logo.png") -> dict[str, Any]:
    return SETTINGS | {"logo_alt": "Mallila", "logo": SimpleUploadedFile(name, content)}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#0b5563", "#ffffff", 8.4),
    ],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#00ffff", "#767676", "#ff0000"])
def test_darker_colour_can_be_read_and_is_not_darker_than_needed(colour: str) -> None:
    darker = contrast.darker(colour)
    assert contrast.LEAST <= contrast.least(darker) < contrast.LEAST + 0.6


def test_readable_colour_is_left_as_it_is() -> None:
    assert contrast.darker("#0b5563") == "#0b5563"


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "kept"), [("#7A1F5C", "#7a1f5c"), ("7a1f5c", "#7a1f5c"), ("", "")])
def test_colour_is_kept_and_used_on_every_page(admin: Client, client: Client, typed: str, kept: str) -> None:
    assert admin.post("/organisaatio/", SETTINGS | {"colour": typed}).status_code == 302
    assert Organisation.current().colour == kept
    assert ("/organisaatio/vari.css?v=7a1f5c" in client.get("/").content.decode()) is bool(kept)
    css = client.get("/organisaatio/vari.css")
    assert css.headers["Content-Type"].startswith("text/css")
    assert css.content.decode() == (f":root {{ --k-lake: {kept}; }}\n" if kept else "")


@pytest.mark.django_db
def test_pale_colour_is_refused_with_a_darker_one(admin: Client) -> None:
    page = admin.post("/organisaatio/", SETTINGS | {"colour": "#55aabb"}).content.decode()
    assert contrast.darker("#55aabb") in page
    assert "vähintään 4,5" in page
    assert 'value="#55aabb"' in page
    assert Organisation.current().colour == ""


@pytest.mark.django_db
def test_control_without_the_rule_the_pale_colour_is_kept(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contrast, "LEAST", 1.0)
    admin.post("/organisaatio/", SETTINGS | {"colour": "#55aabb"})
    assert Organisation.current().colour == "#55aabb"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["red", "#12345", "#1234567", "#12345g", "#123456;}"])
def test_what_is_no_colour_is_refused(admin: Client, typed: str) -> None:
    assert admin.post("/organisaatio/", SETTINGS | {"colour": typed}).status_code == 200
    assert Organisation.current().colour == ""


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_logo_is_drawn_anew_and_shown_with_its_words(admin: Client, client: Client, kind: str) -> None:
    assert admin.post("/organisaatio/", upload(picture(kind))).status_code == 302
    page = client.get("/").content.decode()
    kept = Organisation.current()
    assert f'<img src="{kept.logo_url}" alt="Mallila" width="120" height="40">' in page
    answer = client.get(kept.logo_url)
    assert answer.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.format == "PNG"


@pytest.mark.django_db
def test_nothing_of_the_file_but_its_pixels_is_kept(admin: Client) -> None:
    exif, text = Image.Exif(), PngImagePlugin.PngInfo()
    exif[0x010E] = SECRET
    text.add_text("Comment", SECRET)
    for number, sent in enumerate(
        (picture("PNG", pnginfo=text), picture("JPEG", exif=exif), picture("WEBP", exif=exif))
    ):
        sent += b"<script>" + bytes([number])
        assert SECRET.encode() in sent
        assert admin.post("/organisaatio/", upload(sent)).status_code == 302
        kept = bytes(Logo.objects.get().content)
        assert SECRET.encode() not in kept
        assert b"<script>" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        picture("GIF"),
        b"",
        b"\x89PNG\r\n\x1a\n",
        picture()[:80],
        b"x" * (logo.MOST_BYTES + 1),
    ],
    ids=["svg", "gif", "empty", "head", "cut", "large"],
)
def test_what_is_no_picture_of_the_three_kinds_is_unusable(content: bytes) -> None:
    with pytest.raises(logo.Unusable):
        logo.redrawn(content)


def test_picture_that_unpacks_too_large_is_unusable() -> None:
    bomb = io.BytesIO()
    Image.new("1", (6000, 5000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(logo.Unusable):
        logo.redrawn(bomb.getvalue())


def test_control_without_the_list_of_formats_a_gif_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo, "FORMATS", ("GIF",))
    assert logo.redrawn(picture("GIF")).content


@pytest.mark.parametrize(
    ("size", "shown"),
    [((300, 100), (120, 40)), ((3000, 100), (240, 8)), ((10, 2000), (1, 40)), ((20, 20), (40, 40))],
)
def test_logo_fits_in_the_header(size: tuple[int, int], shown: tuple[int, int]) -> None:
    drawn = logo.redrawn(picture(size=size))
    assert (drawn.width, drawn.height) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_svg_is_refused_in_words_and_the_rest_is_not_lost(admin: Client, name: str) -> None:
    page = admin.post(
        "/organisaatio/", upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name)
    ).content.decode()
    assert "Tallenna logo PNG-muodossa" in page
    assert "Mallilan hyvinvointialue" in page
    assert not Logo.objects.exists()


@pytest.mark.django_db
def test_staff_without_a_second_factor_see_the_look_too(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.post("/organisaatio/", upload(picture()) | {"colour": "#7a1f5c"})
    monkeypatch.setattr(middleware, "needs_second_factor", lambda request: True)
    assert admin.get("/organisaatio/").status_code == 302
    assert admin.get("/organisaatio/vari.css").status_code == 200
    assert admin.get("/organisaatio/logo.png").status_code == 200


@pytest.mark.django_db
def test_logo_needs_words(admin: Client) -> None:
    page = admin.post("/organisaatio/", upload(picture()) | {"logo_alt": ""}).content.decode()
    assert "Kirjoita, mitä logossa lukee" in page
    assert not Logo.objects.exists()


@pytest.mark.django_db
def test_logo_stays_when_other_settings_are_saved_and_goes_when_asked(admin: Client, client: Client) -> None:
    admin.post("/organisaatio/", upload(picture()))
    url = Organisation.current().logo_url
    admin.post("/organisaatio/", SETTINGS | {"logo_alt": "Mallila"})
    assert Organisation.current().logo_url == url
    admin.post("/organisaatio/", SETTINGS | {"remove_logo": "on"})
    assert (Organisation.current().logo_url, Logo.objects.count()) == ("", 0)
    assert client.get("/organisaatio/logo.png").status_code == 404


@pytest.mark.django_db
def test_new_logo_has_a_new_address(admin: Client) -> None:
    admin.post("/organisaatio/", upload(picture()))
    url = Organisation.current().logo_url
    admin.post("/organisaatio/", upload(picture(size=(200, 200))))
    assert Organisation.current().logo_url != url
    assert Logo.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/organisaatio/vari.css", "/organisaatio/logo.png"])
def test_browser_that_has_it_gets_no_body_until_it_changes(
    admin: Client, client: Client, address: str
) -> None:
    admin.post("/organisaatio/", upload(picture()) | {"colour": "#7a1f5c"})
    first = client.get(address)
    assert "public" in first.headers["Cache-Control"]
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address, headers=tag).status_code == 304
    admin.post("/organisaatio/", upload(picture(size=(90, 90))) | {"colour": "#0b5563"})
    assert client.get(address, headers=tag).status_code == 200
