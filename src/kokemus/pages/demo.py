"""What the demonstration's administrator has done with the texts: checked some, published news, left a draft."""

import datetime as dt

from django.db import transaction
from PIL import Image, ImageDraw

from kokemus.accounts.models import User
from kokemus.pages.actions import publishing
from kokemus.pages.actions.publishing import FIELDS
from kokemus.pages.models import Page, Text

NEWS = {
    "title": "Kevään yhteiset tapaamiset on sovittu",
    "summary": "Tapaamme kerran kuussa Imatralla ja Lappeenrannassa. Kaikki mukana olevat ovat tervetulleita.",
    "words": "tapaaminen, kahvi, kevät, Imatra, Lappeenranta",
    "body": (
        "Tapaamme keväällä kerran kuussa, vuorotellen Imatralla ja Lappeenrannassa. Tulla voi ilman koulutusta.\n\n"
        "{picture}\n\n"
        "## Ilmoittautuminen\n\nIlmoittautua ei tarvitse. Jos tarvitset kyydin, soita [[phone]] edellisenä päivänä.\n"
    ),
}


@transaction.atomic
def fill(*, by: User, on: dt.date) -> None:
    """A piece of news with a picture, a new version of one page, a draft of another, and checks old and new."""
    picture = publishing.keep_picture(picture=_lake(), alternative="Aurinko nousee järven yllä.", by=by)
    page = publishing.save_page(
        page=Page(slug="kevaan-tapaamiset", kind=Page.Kind.NEWS), by=by, fields=["slug"]
    )
    line = f"![{picture.alternative}](picture:{picture.public_id})"
    words = NEWS | {"body": NEWS["body"].format(picture=line)}
    publishing.publish(draft=publishing.save_draft(page=page, language="fi", words=words, by=by), by=by)
    _mended("mika-on-kokemusasiantuntija", by, publish=True)
    _mended("tapaamiset", by, publish=False)
    checked = Page.objects.exclude(kind=Page.Kind.NEWS)
    checked.update(checked_on=on - dt.timedelta(days=40))
    checked.filter(slug="palkkio-ja-etuudet").update(checked_on=on - dt.timedelta(days=400))


def _mended(slug: str, by: User, *, publish: bool) -> None:
    """One more sentence at the end of a page that came with the service."""
    text = Text.objects.published().filter(page__slug=slug, language="fi").first()
    if text is None:
        return
    words = {name: getattr(text, name) for name in FIELDS}
    words["body"] += "\nKysy rohkeasti: [kysymykseksi riittää yksi lause](door:more).\n"
    draft = publishing.save_draft(page=text.page, language="fi", words=words, by=by)
    if publish:
        publishing.publish(draft=draft, by=by)


def _lake() -> Image.Image:
    """A drawn lake in the morning."""
    picture = Image.new("RGB", (1200, 500), "#F7F4EE")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((530, 180, 670, 320), fill="#A34F0F")
    draw.rectangle((0, 250, 1200, 500), fill="#0B5563")
    draw.polygon(((0, 250), (220, 160), (420, 250)), fill="#2F6B3F")
    draw.polygon(((820, 250), (1010, 130), (1200, 250)), fill="#2F6B3F")
    return picture
