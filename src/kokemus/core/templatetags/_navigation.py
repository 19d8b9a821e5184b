"""Ways through the pages: breadcrumbs, tabs, pages of a list, filters, steps."""

from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def breadcrumbs(*parts: str) -> dict[str, Any]:
    """Where this page is: text, url, text, url, … and last the text of this page."""
    pairs = [{"text": parts[at], "url": parts[at + 1]} for at in range(0, len(parts) - 1, 2)]
    return {"links": pairs, "here": parts[-1] if len(parts) % 2 else ""}


def tabs(content: SafeString, label: str) -> str:
    """Sibling pages as a row of links; holds `tab` tags."""
    return render_to_string("ui/tabs.html", {"content": content, "label": label})


def tab(text: str, url: str, current: bool = False, count: int | None = None) -> dict[str, Any]:
    """One sibling page; `count` says how many things are there."""
    return {"text": text, "url": url, "current": current, "count": count}


def steps(at: int, total: int, title: str = "") -> dict[str, Any]:
    """How far in a series of pages: "Vaihe 2/6" and what this step is about."""
    return {"at": at, "total": total, "title": title, "marks": range(1, total + 1)}


def _query(context: Context, **changes: object) -> str:
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def pager(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; keeps the rest of the address. Draws nothing for a single page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [
            {
                "number": n,
                "url": _query(context, **{name: n}) if isinstance(n, int) else "",
                "current": n == page.number,
            }
            for n in numbers
        ],
        "previous": _query(context, **{name: page.number - 1}) if page.has_previous() else "",
        "next": _query(context, **{name: page.number + 1}) if page.has_next() else "",
    }


def filter_bar(
    context: Context, form: BaseForm, submit: str = "", clear_url: str = "", target: str = ""
) -> dict[str, Any]:
    """A GET form of filters: the first field always in sight, the rest folded on a phone.

    With `target` (an element's id) the list in it is renewed in place where htmx works.
    """
    visible = form.visible_fields()
    in_use = [bound for bound in visible[1:] if bound.value() not in (None, "", [], False)]
    return {
        "hidden": form.hidden_fields(),
        "first": visible[0] if visible else None,
        "rest": visible[1:],
        "in_use": len(in_use),
        "submit": submit,
        "clear_url": clear_url,
        "target": target,
        "here": context["request"].path if "request" in context else "",
    }
