"""Who may open what: the table. Every address × every role, with another person's object in each row that has one.

`tests/test_access.py` holds it; the other tests across apps walk the same rows: a new page is under all of them.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from kokemus.organisation.models import Association
from tests import cast
from tests.access_pages import PUBLIC_TEXTS, TEXTS
from tests.access_rows import (
    ACTORS,
    COORDINATORS,
    EVERYBODY,
    EXPERTS,
    KEEPERS,
    MONEY,
    UNITS,
    Row,
    fixed,
    get,
    key,
    link,
    of,
    post,
)


def _aino(county: cast.Cast) -> str:
    return county.aino.public_id


def _unit_key(county: cast.Cast) -> list[Any]:
    return ["yksikot", county.unit.pk]


def _rate_key(county: cast.Cast) -> list[Any]:
    return ["palkkiot", cast.Rate.objects.get().pk]


def _experience(county: cast.Cast) -> list[Any]:
    return [county.aino.public_id, "kokemukset", county.aino.experiences.get().pk]


def _import_row(county: cast.Cast) -> list[Any]:
    return [county.run.public_id, county.run.rows.get().pk]


def _association_key(county: cast.Cast) -> list[Any]:
    return ["yhdistykset", Association.objects.earliest("pk").pk]


NOT_PAYROLL = tuple(name for name in MONEY if name != "payroll")
STATUS, OFFER, BY_EXPERT, BY_UNIT, JOIN = "status", "offer", "hours_expert", "hours_unit", "join"
EXPERT = of("aino")
GIG = of("gig")
CLAIM = of("claim")
PASSES = {
    "args": CLAIM,
    "hidden": ("other_checker", "payroll"),
}  # not their cost centre; not passed to payroll yet
MINE = {"args": of("chosen"), "others": 404}  # Aino's offer, for anybody else: not found
SENT = {"args": of("sent"), "others": 404}  # Eero's


HOME = {
    "home:front": get(*EVERYBODY),
    "home:embed": get(*EVERYBODY),
    "home:contact": get(*EVERYBODY),
    "home:call_me": get(*EVERYBODY),
    "home:start": get(*ACTORS),
    "home:search": get(*COORDINATORS),
    "home:person": get(*COORDINATORS, args=EXPERT),
}
ACCOUNTS = {
    "accounts:me": get(*ACTORS),
    "accounts:language": post(*ACTORS),
    "accounts:second_factor": get(*ACTORS),
    "accounts:demo_sign_in": post(*EVERYBODY, args=of("admin"), missing=True),
    "accounts:organisation": post(*EVERYBODY, missing=True),
    "accounts:users": get("admin"),
    "accounts:add_user": get("admin"),
    "accounts:user": get("admin", args=of("coordinator")),
    "accounts:invite": post("admin", args=of("coordinator")),
    "accounts:reset": post("admin", args=of("coordinator")),
    "accounts:close": post("admin", args=of("coordinator")),
}
MESSAGING = {
    "messaging:outbox": get(*COORDINATORS),
    "messaging:finish_phone_task": post(*COORDINATORS, args=of("call")),
    "messaging:retry": post(*COORDINATORS, args=of("message")),
    "messaging:mark_seen": post(*COORDINATORS, args=of("message")),
}
TOPICS = {
    "topics:own_words": get(*COORDINATORS, "admin"),
    "topics:remove_word": post(*COORDINATORS, "admin", args=of("word")),
    "topics:restore_word": post(*COORDINATORS, "admin", args=of("removed_word")),
    "topics:unfound_words": get(*COORDINATORS, "admin"),
    "topics:pass_over": post(*COORDINATORS, "admin"),
}
AUDIT = {"audit:log": get("officer")}
ORGANISATION = {
    "organisation:settings": get("admin"),
    "organisation:table": get("admin", args=fixed("yksikot")),
    "organisation:add": get("admin", args=fixed("yksikot")),
    "organisation:row": get("admin", args=_unit_key),
    "organisation:delete": post("admin", args=_unit_key),
    "organisation:services": get(*EVERYBODY),
    "organisation:service": get(*EVERYBODY, args=fixed("disability-services")),
    "organisation:projects": get(*EVERYBODY),
    "organisation:peer_support": get(*EVERYBODY),
    "organisation:talk": get(*EVERYBODY),
    "organisation:theme": get(*EVERYBODY),
    "organisation:logo": get(*EVERYBODY, missing=True),  # none has been uploaded
    "organisation:checked": post("admin", args=_association_key),
}
EXPERTS_OWN = {
    "experts:me": get(*EXPERTS),
    "experts:my_part": get(*EXPERTS, args=fixed("yhteystiedot")),
    "experts:my_consents": get(*EXPERTS),
    "experts:withdraw": post(*EXPERTS),
    "experts:my_pause": get(*EXPERTS),
    "experts:end_pause": post(*EXPERTS),
    "experts:cancel_my_pause": post("aino", args=key((), "pause"), hidden=("eero",)),
    "experts:my_log": get(*EXPERTS),
}
REGISTER = {
    "experts:list": get(*COORDINATORS),
    "experts:needs": get(*COORDINATORS),
    "experts:close_need": post(*COORDINATORS, args=fixed("depression")),
    "experts:selection": post(*COORDINATORS),
    "experts:add": get(*COORDINATORS),
    "experts:edit": get(*COORDINATORS, args=of("aino", then=("yhteystiedot",))),
    "experts:open_account": post(*COORDINATORS, args=EXPERT),
    "experts:step": get(*COORDINATORS, args=of("aino", then=("leave",))),
    "experts:pause": get(*COORDINATORS, args=EXPERT),
    "experts:cancel_pause": post(*COORDINATORS, args=key((_aino,), "pause")),
    "experts:consent": get(*COORDINATORS, args=EXPERT),
    "experts:merge_choose": get(*COORDINATORS, args=EXPERT),
    "experts:merge": get(*COORDINATORS, args=of("aino", "eero")),
    "experts:items": get(*COORDINATORS, args=of("aino", then=("kokemukset",))),
    "experts:remove_item": post(*COORDINATORS, args=_experience),
}
APPLICATION = of("application")
APPLICATIONS = {
    "experts:applications": get(*COORDINATORS),
    "experts:application_start": get(*COORDINATORS),
    "experts:application": get(*COORDINATORS, args=APPLICATION),
    "experts:application_talk": get(*COORDINATORS, args=APPLICATION),
    "experts:application_note": get(*COORDINATORS, args=APPLICATION),
    "experts:application_guardian": get(*COORDINATORS, args=APPLICATION),
    "experts:application_accept": get(*COORDINATORS, args=APPLICATION),
    "experts:application_erase": get(*COORDINATORS, args=APPLICATION),
    "experts:application_end": get(*COORDINATORS, args=of("application", then=("decline",))),
}
DRAFT = link(JOIN, "begun")
JOINING = {
    "joining:begin": get(*EVERYBODY),
    **{f"joining:{name}": get(*EVERYBODY, args=DRAFT) for name in ("resume", "check", "later", "thanks")},
    "joining:step": get(*EVERYBODY, args=lambda county: [*DRAFT(county), "kokemus"]),
    "joining:take_back": post(*EVERYBODY, args=DRAFT),
}
RUN = of("run")
IMPORT = {
    "experts:imports": get(*COORDINATORS),
    "experts:import": get(*COORDINATORS, args=RUN),
    "experts:import_carry_out": post(*COORDINATORS, args=RUN),
    "experts:import_undo": post(*COORDINATORS, args=RUN),
    "experts:import_drop": post(*COORDINATORS, args=RUN),
    "experts:import_questions": get(*COORDINATORS, args=RUN),
    "experts:import_columns": get(*COORDINATORS, args=of("run", then=(0,))),
    "experts:import_row": get(*COORDINATORS, args=_import_row),
    "experts:import_take": post(*COORDINATORS, args=_import_row),
    "experts:import_skip": post(*COORDINATORS, args=_import_row),
}
REQUEST = {
    "gigs:request": get(*EVERYBODY),
    "gigs:request_step": get(*EVERYBODY, args=fixed("kenelle")),
    "gigs:request_check": get(*EVERYBODY),
    "gigs:request_sent": get(*EVERYBODY),
    "gigs:request_clear": post(*EVERYBODY),
    "gigs:confirm": get(*EVERYBODY, args=link("confirm", "unconfirmed")),
    "gigs:status": get(*EVERYBODY, args=link(STATUS, "gig")),
    "gigs:status_answer": post(*EVERYBODY, args=link(STATUS, "gig")),
    "gigs:status_change": get(*EVERYBODY, args=link(STATUS, "gig")),
    "gigs:status_cancel": get(*EVERYBODY, args=link(STATUS, "gig")),
    "gigs:status_code": get(*EVERYBODY, args=link(STATUS, "gig")),
    "gigs:status_code_send": post(*EVERYBODY, args=link(STATUS, "gig")),
}
BROKERING = {
    "gigs:phone": get(*COORDINATORS),
    "gigs:edit": get(*COORDINATORS, args=GIG),
    "gigs:list": get(*COORDINATORS),
    "gigs:detail": get(*COORDINATORS, args=GIG),
    "gigs:step": post(*COORDINATORS, args=GIG),
    "gigs:ask_requester": get(*COORDINATORS, args=GIG),
    "gigs:hand_over": get(*COORDINATORS, args=GIG),
    "gigs:cancel": get(*COORDINATORS, args=GIG),
    "gigs:cancel_occasion": get(*COORDINATORS, args=of("occasion")),
    "gigs:shortlist": get(*COORDINATORS, args=GIG),
    "gigs:ask": post(*COORDINATORS, args=GIG),
    "gigs:choose": post(*COORDINATORS, args=GIG),
    "gigs:record_answer": get(*COORDINATORS, args=of("sent")),
    "gigs:offer_step": post(*COORDINATORS, args=of("sent")),
    "gigs:unit_list": get(*UNITS),
    "gigs:day_sheet": get(*COORDINATORS, "unit_contact", args=of("occasion"), others=404),
}
OFFERS = {
    "gigs:my_offers": get(*EXPERTS),
    "gigs:my_offer": get("aino", **MINE),
    "gigs:my_offer_answer": post("eero", **SENT),
    "gigs:my_offer_another_time": get("eero", **SENT),
    "gigs:my_offer_take_back": post("aino", **MINE),
    "gigs:my_offer_drop_out": get("aino", **MINE),
    "gigs:my_offer_day_sheet": get("aino", **MINE),
    "gigs:my_offer_calendar": get("aino", **MINE),
    "gigs:offer": get(*EVERYBODY, args=link(OFFER, "chosen")),
    "gigs:offer_answer": post(*EVERYBODY, args=link(OFFER, "sent")),
    "gigs:offer_another_time": get(*EVERYBODY, args=link(OFFER, "sent")),
    "gigs:offer_take_back": post(*EVERYBODY, args=link(OFFER, "chosen")),
    "gigs:offer_drop_out": get(*EVERYBODY, args=link(OFFER, "chosen")),
    "gigs:offer_day_sheet": get(*EVERYBODY, args=link(OFFER, "chosen")),
    "gigs:offer_calendar": get(*EVERYBODY, args=link(OFFER, "chosen")),
}
HOURS = {
    "gigs:hours_list": get(*COORDINATORS, *UNITS),
    "gigs:hours_confirm": get("aino", "unit_contact", args=of("held"), others=404),
    "gigs:hours_by_expert": get(*EVERYBODY, args=link(BY_EXPERT, "held")),
    "gigs:hours_by_unit": get(*EVERYBODY, args=link(BY_UNIT, "held")),
    "gigs:hours_ask": post(*COORDINATORS, args=of("held")),
    "gigs:hours_record_expert": get(*COORDINATORS, args=of("held")),
    "gigs:hours_record_unit": get(*COORDINATORS, args=of("held")),
    "gigs:hours_settle": get(*COORDINATORS, args=of("held")),
    "gigs:hours_claim": post(*COORDINATORS, args=of("held")),
    "gigs:hours_correct": get(*COORDINATORS, args=of("held")),
    "gigs:hours": get(*COORDINATORS, args=of("held.occasion.gig")),
    "gigs:enter_past": get(*COORDINATORS),
    "gigs:enter_past_gig": get(*COORDINATORS, args=of("held.occasion.gig")),
}
FEES = {
    "fees:claims": get(*MONEY),
    "fees:to_check": get(*MONEY),
    "fees:to_approve": get(*MONEY),
    "fees:check_many": post(*MONEY),
    "fees:approve_many": post(*MONEY),
    "fees:claim": get(*COORDINATORS, "checker", "approver", **PASSES),
    "fees:check": post("checker", **PASSES),
    "fees:approve": post("approver", **PASSES),
    "fees:send_back": post("checker", **PASSES),
    "fees:take_back": post(*COORDINATORS, **PASSES),
    "fees:void": post(*COORDINATORS, **PASSES),
    "fees:reverse": post(*COORDINATORS, args=of("claim")),
    "fees:my_claims": get(*EXPERTS),
    "fees:batches": get("payroll"),
    "fees:make_batch": post("payroll"),
    "fees:batch": get("payroll", args=of("batch")),
    "fees:batch_file": get("payroll", args=of("batch")),
    "fees:batch_paid": post("payroll", args=of("batch")),
    "fees:invoices": get("payroll"),
    "fees:make_invoice": post("payroll"),
    "fees:invoice": get("payroll", args=of("basis")),
    "fees:invoice_file": get("payroll", args=of("basis")),
    "fees:invoice_paid": post("payroll", args=of("basis")),
    "fees:tables": get(*KEEPERS),
    "fees:payroll_format": get(*KEEPERS),
    "fees:table": get("admin", args=fixed("palkkiot")),
    "fees:table_add": get("admin", args=fixed("palkkiot")),
    "fees:table_row": get("admin", args=_rate_key),
    "fees:table_delete": post("admin", args=_rate_key),
}
DESK = (*COORDINATORS, "admin")
QUESTIONS = {
    "pages:ask": get(*EVERYBODY),
    "pages:asked": get(*EVERYBODY, args=link("enquiry", "enquiry")),
    "pages:feedback": get(*EVERYBODY),
    "pages:enquiries": get(*DESK),
    "pages:enquiry": get(*DESK, args=of("enquiry")),
    "pages:enquiry_step": post(*DESK, args=of("enquiry")),
}
ROWS: dict[str, Row] = {
    **HOME, **ACCOUNTS, **MESSAGING, **TOPICS, **QUESTIONS, **AUDIT, **ORGANISATION,
    **EXPERTS_OWN, **REGISTER, **IMPORT, **APPLICATIONS, **JOINING,
    **REQUEST, **BROKERING, **OFFERS, **HOURS, **FEES, **PUBLIC_TEXTS, **TEXTS,
    "style_guide": get(*EVERYBODY),
}  # fmt: skip
PAGES = {name: row for name, row in ROWS.items() if not row.post}
ACTS = {name: row for name, row in ROWS.items() if row.post}
ALLAUTH = (
    "account_",
    "mfa_",
    "socialaccount_",
    "openid_connect_",
)  # its own pages: tests/test_access_sign_in.py


def names(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Every named address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern.url_patterns, prefix + (f"{pattern.namespace}:" if pattern.namespace else "")
            )
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def client_of(actor: str, county: cast.Cast) -> Client:
    """A browser in which this actor has signed in."""
    client = Client(raise_request_exception=False)  # a 500 is told with its address
    if actor != "visitor":
        person = getattr(county, actor)
        client.force_login(getattr(person, "user", person))
    return client


def address(name: str, county: cast.Cast, language: str = "fi") -> str:
    """The address of a row in a language."""
    with translation.override(language):
        return reverse(name, args=ROWS[name].args(county))


WATCHED = {
    "visitor",
    "coordinator",
    "aino",
    "unit_contact",
    "checker",
    "approver",
    "payroll",
    "officer",
    "admin",
}


def viewers(row: Row) -> list[str]:
    """One actor of each kind of those who may open a row; a page for everybody as a visitor and as staff see it."""
    if "visitor" in row.may:
        return ["visitor", "coordinator"]
    return [actor for actor in row.may if actor in WATCHED] or list(row.may)


def walk(county: cast.Cast, language: str = "fi") -> Iterator[tuple[str, str, Any]]:
    """Every page that can be opened, as each kind of viewer sees it: (name, actor, response)."""
    browsers = {actor: client_of(actor, county) for actor in EVERYBODY}
    for name, row in PAGES.items():
        for actor in viewers(row):
            response = browsers[actor].get(address(name, county, language))
            assert response.status_code in row.expected(actor), f"{name} {actor} {response.status_code}"
            yield name, actor, response


def opened(actor: str, name: str, county: cast.Cast, **data: Any) -> HttpResponse:
    """What an actor gets from a row's address by its method."""
    client, row = client_of(actor, county), ROWS[name]
    answer: Any = (client.post if row.post else client.get)(address(name, county), data)
    return answer
