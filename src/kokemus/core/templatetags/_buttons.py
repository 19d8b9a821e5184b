"""Buttons, links that look like buttons, and forms of one button."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kokemus.core import formats

BUTTON_KINDS = {
    "primary": ("primary", ""),
    "secondary": ("secondary", ""),
    "danger": ("secondary", "danger"),
    "link": ("tertiary", ""),
}


def _look(kind: str) -> dict[str, str]:
    variant, color = BUTTON_KINDS[kind]
    return {"variant": variant, "color": color}


def button(
    text: str, kind: str = "primary", name: str = "", value: object = "", form: str = "", url: str = ""
) -> dict[str, Any]:
    """The submit button of the form around it. kind: see BUTTON_KINDS.

    `form` is the id of a form elsewhere on the page; `url` sends the form there instead of to its own action.
    """
    return {"text": text, "name": name, "value": value, "form": form, "url": url, **_look(kind)}


def link_button(text: str, url: str, kind: str = "secondary") -> dict[str, Any]:
    """A link that looks like a button; for going somewhere, never for doing."""
    return {"text": text, "url": url, **_look(kind)}


def button_form(url: str, text: str, kind: str = "secondary", **hidden: object) -> dict[str, Any]:
    """A POST form of one button; every other argument travels along as a hidden field of that name."""
    return {"url": url, "text": text, "hidden": hidden, **_look(kind)}


def big_choices(content: SafeString, label: str) -> str:
    """The large answer buttons of an offer, inside a post_form; holds `big_choice` tags."""
    return render_to_string("ui/big_choices.html", {"content": content, "label": label})


def big_choice(
    text: str, name: str = "", value: object = "", hint: str = "", url: str = "", kind: str = "secondary"
) -> dict[str, Any]:
    """One large answer: a submit button (name, value) or, with `url`, a link to where the answer goes on."""
    return {"text": text, "name": name, "value": value, "hint": hint, "url": url, **_look(kind)}


def phone_link(number: str, label: str = "") -> str:
    """A phone number that calls with one press; nothing when there is no number."""
    if not number:
        return ""
    dial = "".join(character for character in number if character.isdigit() or character == "+")
    return format_html('<a class="k-phone" href="tel:{}">{}</a>', dial, label or formats.phone(number))


def mail_link(address: str, label: str = "") -> str:
    """An e-mail address that opens a new message; nothing when there is no address."""
    return (
        format_html('<a class="k-mail" href="mailto:{}">{}</a>', address, label or address) if address else ""
    )


def print_button(text: str = "") -> dict[str, Any]:
    """Prints the page; shown only where JavaScript works, since the browser's own menu does the same."""
    return {"text": text or gettext("Print this page")}


def copy_link(url: str, label: str = "", name: str = "copy-link") -> dict[str, Any]:
    """An address to copy: a field that can be selected, and a button where JavaScript works. `name` becomes its id."""
    return {"url": url, "label": label or gettext("Link"), "name": name}
