"""What the placeholders and short names of a text stand for here and now, and what is wrong with a text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokemus.core.templatetags import _buttons
from kokemus.organisation.models import Organisation
from kokemus.pages import markup
from kokemus.pages.markup import Reference, Target
from kokemus.pages.models import Page, Picture, Text
from kokemus.pages.models.page import address

# The product's own steps that a text may lead to.
DOORS = {
    "request": "gigs:request",
    "join": "joining:begin",
    "more": "pages:ask",
    "call": "home:call_me",
    "contact": "home:contact",
    "feedback": "pages:feedback",
    "peer": "organisation:peer_support",
    "talk": "organisation:talk",
}
FACTS = ("name", "phone", "phone_hours", "email", "lead_time_days", "accident_cover")


@dataclass(frozen=True)
class Shown:
    """A text as it is read: everything filled in."""

    title: str
    summary: str
    html: SafeString


def shown(text: Text) -> Shown:
    """Fill in a text for the active language."""
    facts = _facts(Organisation.current())
    named = {reference.address for reference in markup.references(text.body)}
    return Shown(
        title=markup.as_text(text.title, facts=facts),
        summary=markup.as_text(text.summary, facts=facts),
        html=markup.as_html(text.body, targets=_targets(named), facts=_as_html(facts)),
    )


def listed(texts: Iterable[Text]) -> list[Text]:
    """Texts for a list: titles and summaries filled in, never saved."""
    facts = _facts(Organisation.current())
    rows = list(texts)
    for text in rows:
        text.title, text.summary = (markup.as_text(line, facts=facts) for line in (text.title, text.summary))
    return rows


def _facts(organisation: Organisation) -> dict[str, str]:
    facts = {name: getattr(organisation, name) for name in FACTS}
    facts["lead_time_days"] = str(organisation.lead_time_days)
    if not organisation.accident_cover:
        facts["accident_cover"] = _("Ask the coordinator about the accident cover.")
    for name in ("phone", "phone_hours", "email"):
        facts[name] = facts[name] or _("see our contact details")
    return facts


def _as_html(facts: dict[str, str]) -> dict[str, str]:
    """The same as HTML: a number to press and an address to write to."""
    html: dict[str, str] = {name: _in_its_language(value) for name, value in facts.items()}
    if any(letter.isdigit() for letter in facts["phone"]):
        html["phone"] = _buttons.phone_link(facts["phone"])
    if "@" in facts["email"]:
        html["email"] = _buttons.mail_link(facts["email"])
    return html


def _in_its_language(value: str) -> str:
    """A fact that stands in another language than the text says so (core/i18n.py)."""
    language = getattr(value, "lang", "")
    return format_html('<span lang="{}">{}</span>', language, value) if language else escape(value)


def _targets(named: Iterable[str]) -> dict[str, Target]:
    """Where each short name leads; those that lead nowhere are left out."""
    found = {f"door:{door}": Target(reverse(view)) for door, view in DOORS.items()}
    pages = Page.objects.shown().filter(slug__in=_names(named, "page"))
    for slug, kind in pages.values_list("slug", "kind"):
        found[f"page:{slug}"] = Target(address(slug, kind))
    for picture in Picture.objects.filter(public_id__in=_names(named, "picture")).defer("content"):
        found[f"picture:{picture.public_id}"] = Target(
            picture.get_absolute_url(), picture.width, picture.height
        )
    return found


def _names(named: Iterable[str], kind: str) -> list[str]:
    return [each.removeprefix(f"{kind}:") for each in named if each.startswith(f"{kind}:")]


def faults(body: str) -> list[str]:
    """What is wrong with a text, each in one clear sentence; nothing when all of it can be shown."""
    references = markup.references(body)
    there = _targets([reference.address for reference in references])
    return [
        *(unknown_placeholder(name) for name in markup.placeholders(body) if name not in FACTS),
        *(fault for reference in references if (fault := _fault(reference, reference.address in there))),
    ]


def unknown_placeholder(name: str) -> str:
    """What to say of double brackets that stand for nothing."""
    return _("[[%(name)s]] is no placeholder. Choose one of the list beside the text.") % {"name": name}


def _fault(reference: Reference, is_there: bool) -> str:
    words = {"address": reference.address}
    if reference.is_picture and not (reference.alternative or "").strip():
        text = _(
            "A picture has no words. Write between the brackets what it shows: ![what it shows](%(address)s)."
        )
        return text % words
    if is_there or (not reference.is_picture and reference.address.startswith(markup.OUTSIDE)):
        return ""
    if reference.is_picture:
        return _("There is no picture %(address)s here. Upload it first and copy its line.") % words
    return _("The link %(address)s leads nowhere. Choose one of the list beside the text.") % words
