"""Tables that become cards on a phone, and lists of facts, events and tasks.

Rows and cells are made without a template each: a list page has hundreds of them.
"""

from dataclasses import dataclass, field
from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

STATUS_KINDS = ("ok", "attention", "late", "neutral")
CELL_KINDS = ("", "name", "number", "actions", "check")
TABLE = "ui_table"


@dataclass
class Column:
    """One column: its heading, where sorting by it leads, and what kind its cells are."""

    label: str
    url: str = ""
    sorted: str = ""
    kind: str = ""


@dataclass
class Table:
    """What the cells of a table must know of their columns while the rows are drawn."""

    columns: list[Column] = field(default_factory=list)
    at: int = 0


def status_tag(text: str, kind: str = "neutral") -> str:
    """A status as word, shape and colour. kind: ok (moss), attention (cloudberry), late (rowan), neutral."""
    if kind not in STATUS_KINDS:
        raise ValueError(f"status_tag: no kind {kind!r}")
    return format_html('<span class="k-status" data-kind="{}">{}</span>', kind, text)


def columns(context: Context, *labels: str) -> str:
    """The headings of the table around it, in order. Draws nothing itself."""
    for label in labels:
        column(context, label)
    return ""


def column(context: Context, label: str, url: str = "", sorted: str = "") -> str:
    """One more heading; with `url` a link that sorts. sorted: "", "ascending" or "descending"."""
    if TABLE not in context:
        context.dicts[0][TABLE] = (
            Table()
        )  # not in the layer of a loop over headings, which goes when the loop ends
    context[TABLE].columns.append(Column(label, url, sorted))
    return ""


def table(context: Context, content: SafeString, caption: str, show_caption: bool = False) -> str:
    """A list of things in columns; each row becomes a card on a phone. Holds columns and rows."""
    drawn = context.dicts[0].pop(TABLE, None) or Table()
    return render_to_string(
        "ui/table.html",
        {"content": content, "caption": caption, "show_caption": show_caption, "columns": drawn.columns},
    )


def row(context: Context, content: SafeString, kind: str = "", name: str = "") -> str:
    """One row of a table; holds cells. kind: "" or "late"; `name` becomes its id."""
    if drawn := context.get(TABLE):
        drawn.at = 0
    kind_attribute = format_html(' data-kind="{}"', kind) if kind else ""
    name_attribute = format_html(' id="{}"', name) if name else ""
    return format_html("<tr{}{}>{}</tr>\n", name_attribute, kind_attribute, content)


def cell(context: Context, content: SafeString, kind: str = "", label: str = "") -> str:
    """One cell. kind: "", name (what the row is; title of the card), number, actions, check."""
    if kind not in CELL_KINDS:
        raise ValueError(f"cell: no kind {kind!r}")
    drawn = context.get(TABLE)
    if drawn and drawn.at < len(drawn.columns):
        own = drawn.columns[drawn.at]
        own.kind = own.kind or kind
        label = label or own.label
        drawn.at += 1
    if kind == "name":
        return format_html('<th scope="row" data-label="{}">{}</th>', label, content)
    kind_attribute = format_html(' data-kind="{}"', kind) if kind else ""
    return format_html('<td data-label="{}"{}>{}</td>', label, kind_attribute, content)


def row_check(name: str, value: object, label: str, checked: bool = False) -> str:
    """The tick box of a row, for a toolbar; `label` says for a screen reader what is ticked."""
    return format_html(
        '<label class="k-tick"><input class="ds-input" type="checkbox" name="{}" value="{}" aria-label="{}"{}></label>',
        name,
        value,
        label,
        SafeString(" checked") if checked else "",
    )


def definitions(content: SafeString) -> str:
    """Facts as pairs of word and value; holds `definition` tags."""
    return render_to_string("ui/definitions.html", {"content": content})


def definition(content: SafeString, term: str) -> str:
    """One fact."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, content)


def summary_list(content: SafeString) -> str:
    """Check your answers: what was answered, each with a link to change it; holds `summary_row` tags."""
    return render_to_string("ui/summary_list.html", {"content": content})


def summary_row(content: SafeString, label: str, url: str = "") -> str:
    """One answer; with `url` a link to change it."""
    return render_to_string("ui/summary_row.html", {"content": content, "label": label, "url": url})


def timeline(content: SafeString) -> str:
    """What has happened, newest first; holds `event` tags."""
    return render_to_string("ui/timeline.html", {"content": content})


def event(content: SafeString, title: str, when: str, who: str = "") -> str:
    """One thing that happened: what, when, by whom, and what there is to tell of it."""
    return render_to_string("ui/event.html", {"content": content, "title": title, "when": when, "who": who})


def task_list(content: SafeString) -> str:
    """Things to do, each a link with its status; holds `task` tags."""
    return render_to_string("ui/task_list.html", {"content": content})


def task(text: str, url: str = "", hint: str = "", status: str = "", kind: str = "neutral") -> dict[str, Any]:
    """One thing to do: what (a link), what more there is to know, and its status."""
    return {"text": text, "url": url, "hint": hint, "status": status, "kind": kind}


def next_steps(content: SafeString, title: str = "", level: int = 2) -> str:
    """What happens next, in order; holds `next_step` tags."""
    return render_to_string("ui/next_steps.html", {"content": content, "title": title, "level": level})


def next_step(text: str, when: str = "", state: str = "") -> dict[str, Any]:
    """One step ahead. state: "" (to come), "now" or "done"."""
    return {"text": text, "when": when, "state": state}
