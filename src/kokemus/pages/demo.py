"""The demonstration's questions and feedback, and what its administrator has done with the public texts."""

import datetime as dt
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from kokemus.accounts.models import User
from kokemus.audit.models import Entry
from kokemus.organisation.models import Organisation, Route
from kokemus.pages import calculation
from kokemus.pages.actions import publishing
from kokemus.pages.actions.publishing import FIELDS
from kokemus.pages.models import Enquiry, Page, Text
from kokemus.topics.models import Topic

FOR_120 = 24
OPEN = (0, 1, 3, 9)  # days since those arrived that wait for an answer; the last one is late
SHARED = 1  # which of them no row of the routing table took
QUESTIONS = (
    ("Voiko kokemusasiantuntija tulla puhumaan masennuksesta vanhempainiltaan?", "mental-health"),
    ("Haluaisin tietää, millaista tukea päihteistä toipuneille on tarjolla.", "addiction"),
    ("Onko teillä kokemusasiantuntijoita, jotka kertovat elämästä näkövamman kanssa?", "disability"),
    ("Mitä luennon tilaaminen maksaa opiskelijaryhmälle?", ""),
    ("Miten koulukiusaamisesta voisi kertoa yläkoululaisille?", "youth"),
    ("Järjestättekö tapaamisia omaishoitajille?", "caregiving"),
    ("Kenelle voin soittaa, kun mietin velkajärjestelyä?", "livelihood"),
    ("Hur kan jag bli med i verksamheten på svenska?", ""),
)
FEEDBACK = (
    ("Pyyntölomakkeen ohje ei kuulu ruudunlukijalla.", Enquiry.Kind.ACCESSIBILITY, "/keikat/pyynto/"),
    ("Hyvä ja selkeä sivu, kiitos!", Enquiry.Kind.FEEDBACK, "/"),
)
ASKERS = ("Raija", "Timo", "Aila K.", "Petri", "Marjut", "", "Lasse", "Ingrid")
ANSWER = "Kiitos kysymyksestä! Kyllä onnistuu. Soitan sinulle tällä viikolla, niin sovitaan, miten edetään."
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
def fill(*, random: Random, size: int, staff: dict[str, User], on: dt.date) -> None:
    """A few that wait, one of them late and one shared, and those of the last months with their answers."""
    for n, days in enumerate(OPEN):
        _question(n, on - dt.timedelta(days=days), is_shared=n == SHARED)
    _feedback(0, on - dt.timedelta(days=2))
    for n in range(max(4, FOR_120 * size // 120)):
        arrived = on - dt.timedelta(days=random.randint(10, 120))
        _answered(n, arrived, staff["kaisa"] if n % 2 else staff["mikko"], random.randint(1, 7))


def _question(
    n: int, day: dt.date, *, is_shared: bool = False, more: dict[str, Any] | None = None
) -> Enquiry:
    text, code = QUESTIONS[n % len(QUESTIONS)]
    area = Topic.objects.filter(code=code).first()
    owner = Route.coordinator_for(door=Route.Door.MORE, areas=[area.pk] if area else [], on=day)
    return _save(
        Enquiry(
            text=text,
            area=area,
            owner=None if is_shared else owner,
            name=ASKERS[n % len(ASKERS)],
            email=f"kysyja{n}@example.org" if n % 3 else "",
            phone="" if n % 3 else f"05 000 01{n:02d}",
            language="sv" if text.startswith("Hur") else "fi",
            answer_by=calculation.answer_by(
                on=day, is_feedback=False, working_days=Organisation.current().answer_days
            ),
            **(more or {}),
        ),
        day,
    )


def _feedback(n: int, day: dt.date, more: dict[str, Any] | None = None) -> Enquiry:
    text, kind, page = FEEDBACK[n % len(FEEDBACK)]
    owner = Route.coordinator_for(door=Route.Door.FEEDBACK, areas=[], on=day)
    by = calculation.answer_by(on=day, is_feedback=True, working_days=0)
    return _save(Enquiry(text=text, kind=kind, page=page, owner=owner, answer_by=by, **(more or {})), day)


def _answered(n: int, arrived: dt.date, by: User, days: int) -> None:
    answered_at = _moment(arrived + dt.timedelta(days=days), 13)
    closing = {
        "state": Enquiry.State.NOT_OURS if n % 9 == 8 else Enquiry.State.ANSWERED,
        "answer": ANSWER,
        "channel": Enquiry.Channel.PHONE if n % 3 == 0 else Enquiry.Channel.EMAIL,
        "answered_at": answered_at,
        "answered_by": by,
    }
    made = _feedback(1, arrived, closing) if n % 6 == 5 else _question(n, arrived, more=closing)
    Entry.objects.create(
        kind=Entry.Kind.CHANGE,
        at=answered_at,
        actor_id=by.public_id,
        actor_role=by.main_role,
        verb="pages.answer_enquiry",
        thing_type="enquiry",
        thing_id=made.public_id,
    )


def _save(enquiry: Enquiry, day: dt.date) -> Enquiry:
    """With the day of arrival, which the database sets to now, and its line in the log."""
    enquiry.save()
    arrived = min(_moment(day, 9), timezone.now())
    Enquiry.objects.filter(pk=enquiry.pk).update(created_at=arrived)
    Entry.objects.create(
        kind=Entry.Kind.CHANGE,
        at=arrived,
        actor_role="visitor",
        verb="pages.ask",
        thing_type="enquiry",
        thing_id=enquiry.public_id,
    )
    return enquiry


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@transaction.atomic
def fill_texts(*, by: User, on: dt.date) -> None:
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
