"""Rows of the table of access: public texts and the admin's screens of them."""

from typing import Any

from tests import cast
from tests.access_rows import EVERYBODY, fixed, get, of, post


def _version(county: cast.Cast) -> list[Any]:
    return [county.draft.page.slug, "fi", county.draft.page.texts.get(state="published", language="fi").pk]


PAGE = fixed("mika-on-kokemusasiantuntija")
TEXT = fixed("mika-on-kokemusasiantuntija", "fi")
PUBLIC_TEXTS = {
    "pages:pages": get(*EVERYBODY),
    "pages:page": get(*EVERYBODY, args=PAGE),
    "pages:guidance_list": get(*EVERYBODY),
    "pages:guidance": get(*EVERYBODY, args=fixed("ohje-nain-tilaat")),
    "pages:news_list": get(*EVERYBODY),
    "pages:news": get(*EVERYBODY, args=fixed("uutinen-palvelu-avattu")),
    "pages:statement": get(*EVERYBODY),
    "pages:picture": get(*EVERYBODY, args=of("picture")),
    "pages:rss": get(*EVERYBODY),
    "pages:sitemap": get(*EVERYBODY),
    "pages:robots": get(*EVERYBODY),
}
TEXTS = {
    "pages:manage": get("admin"),
    "pages:add": get("admin"),
    "pages:pictures": get("admin"),
    "pages:manage_page": get("admin", args=PAGE),
    "pages:check": post("admin", args=PAGE),
    "pages:set_shown": post("admin", args=PAGE),
    "pages:edit": get("admin", args=TEXT),
    "pages:preview": get("admin", args=TEXT),
    "pages:publish": post("admin", args=TEXT),
    "pages:drop_draft": post("admin", args=TEXT),
    "pages:history": get("admin", args=TEXT),
    "pages:version": get("admin", args=_version),
    "pages:restore": post("admin", args=_version),
}
