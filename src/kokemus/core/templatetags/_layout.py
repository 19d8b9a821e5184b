"""Components that hold or frame a page's content: titles, cards, alerts, folded parts."""

import datetime as dt
from functools import partial
from typing import Any

from babel.dates import format_date
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from kokemus.core import formats

ALERT_KINDS = {"info": "info", "ok": "success", "attention": "warning", "late": "danger"}


def page_title(title: str, lead: str = "") -> dict[str, Any]:
    """The page's one h1 and, under it, one sentence that says what the page is for."""
    return {"title": title, "lead": lead}


def page_header(content: SafeString, title: str, lead: str = "") -> str:
    """A page title with something beside it: a status, buttons."""
    return render_to_string("ui/page_header.html", {"content": content, "title": title, "lead": lead})


def section(content: SafeString, title: str, level: int = 2, lead: str = "", name: str = "") -> str:
    """A part of a page under its own heading; `name` becomes the id that a link can point to."""
    return render_to_string(
        "ui/section.html", {"content": content, "title": title, "level": level, "lead": lead, "name": name}
    )


def card(content: SafeString, title: str = "", url: str = "", level: int = 2, kind: str = "") -> str:
    """A white box around one thing; with `url` its title is a link. kind: "" or "attention"."""
    return render_to_string(
        "ui/card.html", {"content": content, "title": title, "url": url, "level": level, "kind": kind}
    )


def panel(content: SafeString, title: str = "", level: int = 2) -> str:
    """A mist-coloured box for what stands beside the matter: facts, help, what happens next."""
    return render_to_string("ui/panel.html", {"content": content, "title": title, "level": level})


def alert(content: SafeString, kind: str = "info", title: str = "", level: int = 2) -> str:
    """A message the reader must see. kind: info, ok, attention, late."""
    context = {"content": content, "color": ALERT_KINDS[kind], "title": title, "level": level}
    return render_to_string("ui/alert.html", context)


def details(content: SafeString, summary: str, opened: bool = False) -> str:
    """A folded part that opens with a press."""
    return render_to_string("ui/details.html", {"content": content, "summary": summary, "opened": opened})


def grid(content: SafeString, columns: int = 2) -> str:
    """Cards side by side, at most `columns` (2, 3 or 4) in a row, below each other on a phone."""
    return render_to_string("ui/grid.html", {"content": content, "columns": columns})


def actions(content: SafeString) -> str:
    """Buttons in one row; below each other on a phone."""
    return render_to_string("ui/actions.html", {"content": content})


def sticky_actions(content: SafeString) -> str:
    """Buttons that stay at the bottom edge of a phone's screen; an ordinary row elsewhere."""
    return render_to_string("ui/sticky_actions.html", {"content": content})


def toolbar(content: SafeString, label: str) -> str:
    """What can be done to the ticked rows of the table above; stays in sight at the bottom edge."""
    return render_to_string("ui/toolbar.html", {"content": content, "label": label})


def empty_state(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """An empty page or list: what will come here and how; with `url` and `action` a way to begin."""
    return {"title": title, "text": text, "url": url, "action": action}


def door_card(title: str, text: str, url: str, kind: str = "") -> dict[str, Any]:
    """A door of the front page: a large card that is one link. kind: "" or "quiet"."""
    return {"title": title, "text": text, "url": url, "kind": kind}


def picture(url: str, alt: str, caption: str = "", width: int = 1200, height: int = 500) -> dict[str, Any]:
    """A picture with its text alternative (never the file name); width and height keep its place while it loads."""
    return {"url": url, "alt": alt, "caption": caption, "width": width, "height": height}


def date_block(day: dt.date) -> dict[str, Any]:
    """The date big on a card: weekday, day of the month, month."""
    on = timezone.localtime(day).date() if isinstance(day, dt.datetime) else day
    word = partial(format_date, on, locale=formats.locale())
    return {"on": on, "weekday": word("ccc"), "month": word("LLL")}


def number_line(content: SafeString, label: str = "") -> str:
    """Numbers in one row; holds `number` tags."""
    return render_to_string("ui/number_line.html", {"content": content, "label": label})


def number(value: object, label: str, url: str = "", kind: str = "") -> dict[str, Any]:
    """One number of a number line with the words under it. kind: "" or "late"."""
    return {"value": value, "label": label, "url": url, "kind": kind}
