"""Pages of a list: the page number comes from the address and a wrong one shows the first or last page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 40


def page_of(
    rows: "QuerySet[Any] | list[Any]", request: HttpRequest, *, per_page: int = PER_PAGE
) -> "Page[Any]":
    """The page of `rows` that ?page= names."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def query_without_page(request: HttpRequest) -> str:
    """The address's query without ?page=, for the pager's links."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
