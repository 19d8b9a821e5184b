"""The cast: one county in small, with a person in every role and one gig on its way, for the tests across apps."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.utils import timezone
from PIL import Image

from kokemus.accounts.models import Role, User
from kokemus.experts.actions import importing, indexing
from kokemus.experts.models import (
    Application,
    Audience,
    Commitment,
    Consent,
    Experience,
    Expert,
    ImportRun,
    Pause,
    Perspective,
    Purpose,
    Source,
)
from kokemus.fees.actions import batching, claiming, passing
from kokemus.fees.models import Batch, Claim, InvoiceBasis, PayCode, PayDay, Rate, TravelRate, WorkingForm
from kokemus.gigs.models import Assignment, Gig, Occasion, Offer, Question
from kokemus.messaging.models import Message
from kokemus.organisation.models import Coordinator, CostCentre, Organisation, Route, Unit
from kokemus.pages.actions import publishing
from kokemus.pages.models import Enquiry, Page, Picture, Text
from kokemus.topics import models as topics

OLD_REGISTER = "Nimi;Puhelin;Aiheet\nOlematon Olli;040 500 1234;masennus, jokin outo sana\n"


def user(email: str, *roles: str, name: str = "") -> User:
    """A user who signs in with `client.force_login`."""
    made = User.objects.create_user(email, name=name or email.split("@")[0].title())
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    for role in roles:
        made.grants.create(role=role)
    return made


@dataclass
class Cast:
    """Everybody and everything by name."""

    coordinator: User
    other_coordinator: User
    unit_contact: User
    other_unit_contact: User
    checker: User
    other_checker: User
    approver: User
    payroll: User
    officer: User
    admin: User
    aino: Expert  # chosen for the gig
    eero: Expert  # asked, not chosen
    salla: Expert  # protected, never asked
    unit: Unit
    cost_centre: CostCentre
    gig: Gig
    occasion: Occasion
    chosen: Offer
    sent: Offer
    assignment: Assignment
    claim: Claim  # waits for the checker
    held: Assignment  # Aino's, of a gig held yesterday; nobody has confirmed the hours
    unconfirmed: Gig  # a web request whose e-mail address nobody has confirmed
    question: Question
    pause: Pause  # Aino's, not begun
    batch: Batch  # with another claim of Aino's
    basis: InvoiceBasis
    message: Message  # could not be delivered to Aino
    call: Message  # a phone task about Salla
    word: topics.OwnWord
    removed_word: topics.OwnWord
    draft: Text  # of a public page's Finnish text
    picture: Picture
    run: ImportRun  # an old register that is being looked at
    enquiry: Enquiry  # waits for the coordinator's answer
    begun: Application  # that somebody is filling in
    application: Application  # of somebody under 18, with whom a talk has been held


def expert(first: str, last: str, topic: str, **fields: object) -> Expert:
    """An active expert with a user, one own experience and living consent to every audience."""
    account = user(f"{first.lower()}@example.org", Role.EXPERT, name=f"{first} {last}")
    made = Expert.objects.create(
        user=account,
        first_name=first,
        last_name=last,
        email=account.email,
        phone="+358400000100",
        state=Expert.State.ACTIVE,
        languages=["fi"],
        **fields,
    )
    lived = topics.Topic.objects.get(code=topic)
    Experience.objects.create(expert=made, topic=lived, perspective=Perspective.OWN)
    for audience in Audience:
        Consent.objects.create(
            expert=made,
            topic=lived,
            purpose=Purpose.OFFERS,
            audience=audience,
            is_given=True,
            given_on=dt.date(2026, 1, 1),
            text_version="1",
            source=Source.PHONE,
        )
    indexing.reindex(made)
    return made


def _organisation(checker: User, approver: User, contact: User, coordinator: User) -> tuple[Unit, CostCentre]:
    Organisation.objects.update_or_create(
        pk=1, defaults={"name": "Testilän hyvinvointialue", "phone": "05 000 0000"}
    )
    centre = CostCentre.objects.create(code="4711", name="Testikeskus")
    centre.checkers.add(checker)
    centre.approvers.add(approver)
    unit = Unit.objects.create(name="Testiyksikkö", cost_centre=centre, place="Imatra")
    unit.contacts.add(contact)
    keeper = Coordinator.objects.create(user=coordinator, title="Kokemuskoordinaattori", phone="05 000 0001")
    for door in Route.Door:
        Route.objects.create(door=door, coordinator=keeper)
    Rate.objects.create(amount=Decimal("25.00"), income_type="214", valid_from=dt.date(2020, 1, 1))
    TravelRate.objects.get_or_create(valid_from=dt.date(2020, 1, 1), defaults={"amount": Decimal("0.55")})
    today = timezone.localdate()
    PayDay.objects.create(cut_off_on=today + dt.timedelta(days=20), pays_on=today + dt.timedelta(days=30))
    return unit, centre


def a_gig(unit: Unit, centre: CostCentre, coordinator: User) -> tuple[Gig, Occasion]:
    gig = Gig.objects.create(
        state=Gig.State.AGREED,
        confirmed_at=timezone.now(),
        coordinator=coordinator.coordinator,
        goal="Salainen tavoite masennuksesta",
        role=topics.Role.objects.get(code="trainer"),
        languages=["fi"],
        unit=unit,
        cost_centre=centre,
        municipality="Imatra",
        requester_name="Tiina Tilaaja",
        requester_email="tilaaja@example.org",
        contact_name="Yrjö Yhteys",
        contact_phone="+358400000900",
    )
    gig.topics.add(topics.Topic.objects.get(code="depression"))
    begins = timezone.now() + dt.timedelta(days=10)
    return gig, Occasion.objects.create(gig=gig, starts_at=begins, ends_at=begins + dt.timedelta(hours=2))


def _assign(gig: Gig, occasion: Occasion, aino: Expert, eero: Expert) -> tuple[Offer, Offer, Assignment]:
    later = timezone.now() + dt.timedelta(days=2)
    chosen = Offer.objects.create(gig=gig, expert=aino, state=Offer.State.CHOSEN, expires_at=later)
    sent = Offer.objects.create(gig=gig, expert=eero, state=Offer.State.SENT, expires_at=later)
    commitment = Commitment.objects.create(
        expert=aino,
        kind=Commitment.Kind.GIG,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        reference=gig.public_id,
    )
    assignment = Assignment.objects.create(
        occasion=occasion, offer=chosen, expert=aino, commitment=commitment
    )
    return chosen, sent, assignment


def _claim(expert_: Expert, centre: CostCentre) -> Claim:
    return claiming.claim(
        expert=expert_,
        cost_centre=centre,
        occurred_on=timezone.localdate() - dt.timedelta(days=3),
        kind="trainer",
        working_form=WorkingForm.ASSIGNMENT,
        trained=False,
        hours=Decimal(2),
        preparation_hours=Decimal(1),
        by="tick",
    )


def _held(unit: Unit, centre: CostCentre, coordinator: User, aino: Expert) -> Assignment:
    gig = a_gig(unit, centre, coordinator)[0]
    Gig.objects.filter(pk=gig.pk).update(state=Gig.State.DONE)
    ended = timezone.now() - dt.timedelta(days=1)
    gig.occasions.update(starts_at=ended - dt.timedelta(hours=2), ends_at=ended, state=Occasion.State.DONE)
    offer = Offer.objects.create(gig=gig, expert=aino, state=Offer.State.CHOSEN, expires_at=ended)
    return Assignment.objects.create(occasion=gig.occasions.get(), offer=offer, expert=aino)


def _unconfirmed() -> Gig:
    return Gig.objects.create(
        goal="Vahvistamaton tavoite", requester_name="Vesa Vieras", requester_email="vieras@example.org"
    )


def _batch(aino: Expert, centre: CostCentre, checker: User, approver: User, payroll: User) -> Batch:
    for kind in ("fee", "km", "ticket"):
        PayCode.objects.get_or_create(kind=kind, working_form="", defaults={"code": f"9{len(kind)}1"})
    claim = _claim(aino, centre)
    passing.check(claim=claim, by=checker)
    passing.approve(claim=claim, by=approver)
    return batching.make_batch(by=payroll)


def _message(recipient: Expert, kind: str, state: str) -> Message:
    return Message.objects.create(
        kind=kind,
        state=state,
        recipient=recipient.public_id,
        template="gigs/offered",
        address=recipient.email if kind == Message.Kind.EMAIL else recipient.phone,
        subject="Uusi keikkaehdotus",
        body="Katso ehdotus.",
    )


def _word(text: str, by: User, **fields: object) -> topics.OwnWord:
    gaming = topics.Topic.objects.get(code="gaming")
    topics.UnfoundWord.objects.get_or_create(
        word="outous", language="fi", defaults={"times": 3, "last_on": timezone.localdate()}
    )
    return topics.OwnWord.objects.create(text=text, language="fi", topic=gaming, added_by=by, **fields)


def _enquiry(coordinator: User) -> Enquiry:
    return Enquiry.objects.create(
        text="Salainen kysymys tapaamisista",
        name="Kyösti Kysyjä",
        email="kysyja@example.org",
        owner=coordinator.coordinator,
        answer_by=timezone.localdate() + dt.timedelta(days=7),
    )


def _draft(admin: User) -> Text:
    page = Page.objects.get(slug="mika-on-kokemusasiantuntija")
    words = {"title": "Luonnos", "summary": "Luonnoksen tiivistelmä.", "words": "", "body": "Vielä kesken.\n"}
    return publishing.save_draft(page=page, language="fi", words=words, by=admin)


def an_application(**fields: object) -> Application:
    """An application that has been sent, unless told otherwise; those under 18 are asked no topics."""
    answers = {
        "ika": {"is_adult": ["no"]},
        "huoltaja": {
            "guardian_name": ["Holhoja Huolto"],
            "guardian_phone": ["0400 000 800"],
            "own_yes": ["on"],
        },
        "nimi": {"first_name": ["Nuori"], "last_name": ["Hakijatesti"]},
        "yhteys": {"channel": ["email"], "email": ["hakija@example.org"]},
    }
    sent: dict[str, object] = {
        "state": Application.State.WAITING,
        "answers": answers,
        "sent_at": timezone.now(),
        "due_on": timezone.localdate(),
        "full_name": "Nuori Hakijatesti",
        "email": "hakija@example.org",
        "is_minor": True,
        "guardian": "Holhoja Huolto",
    }
    return Application.objects.create(**{**sent, **fields})


def make() -> Cast:
    """Build the cast in the test's database."""
    coordinator = user("koordinaattori@example.org", Role.COORDINATOR)
    other = user("toinen@example.org", Role.COORDINATOR)
    checker = user("tarkastaja@example.org", Role.CHECKER)
    approver = user("hyvaksyja@example.org", Role.APPROVER)
    payroll = user("palkat@example.org", Role.PAYROLL)
    contact = user("yhteys@example.org", Role.UNIT_CONTACT)
    unit, centre = _organisation(checker, approver, contact, coordinator)
    Coordinator.objects.create(user=other, title="Koordinaattori")
    aino = expert("Aino", "Ääritesti", "depression", municipality="Imatra", payroll_number="100001")
    eero = expert("Eero", "Keksitty", "depression", municipality="Lappeenranta")
    salla = expert("Salla", "Salattu", "domestic-violence", is_protected=True, municipality="Lemi")
    gig, occasion = a_gig(unit, centre, coordinator)
    chosen, sent, assignment = _assign(gig, occasion, aino, eero)
    admin = user("paakayttaja@example.org", Role.ADMIN)
    soon = timezone.localdate() + dt.timedelta(days=60)
    return Cast(
        coordinator=coordinator,
        other_coordinator=other,
        unit_contact=contact,
        other_unit_contact=user("muu.yhteys@example.org", Role.UNIT_CONTACT),
        checker=checker,
        other_checker=user("muu.tarkastaja@example.org", Role.CHECKER),
        approver=approver,
        payroll=payroll,
        officer=user("tietosuoja@example.org", Role.DATA_PROTECTION_OFFICER),
        admin=admin,
        aino=aino,
        eero=eero,
        salla=salla,
        unit=unit,
        cost_centre=centre,
        gig=gig,
        occasion=occasion,
        chosen=chosen,
        sent=sent,
        assignment=assignment,
        claim=_claim(aino, centre),
        held=_held(unit, centre, coordinator, aino),
        unconfirmed=_unconfirmed(),
        question=Question.objects.create(gig=gig, text="Mihin aikaan?", asked_by=coordinator),
        pause=Pause.objects.create(expert=aino, starts_on=soon, ends_on=soon),
        batch=_batch(aino, centre, checker, approver, payroll),
        basis=InvoiceBasis.objects.create(
            number=1, payer_name="Testiyhdistys", total=Decimal(50), by=payroll
        ),
        message=_message(aino, Message.Kind.EMAIL, Message.State.FAILED),
        call=_message(salla, Message.Kind.PHONE, Message.State.WAITING),
        word=_word("kännykkäkoukku", coordinator),
        removed_word=_word("koukku", coordinator, removed_at=timezone.now(), removed_by=other),
        enquiry=_enquiry(coordinator),
        draft=_draft(admin),
        picture=publishing.keep_picture(
            picture=Image.new("RGB", (40, 20)), alternative="Järvi aamulla.", by=admin
        ),
        run=importing.start(content=OLD_REGISTER.encode(), file_name="vanha.csv", by=coordinator),
        begun=Application.objects.create(),
        application=an_application(guardian_agreed_on=timezone.localdate()),
    )
