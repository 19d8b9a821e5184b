"""One public page, opened by somebody who has never been there: what is sent, kept and found wrong."""

import re
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page
from playwright.sync_api import Request as Fetched

from tests.browser.eyes import Eyes
from tools.audit_rules import Visit

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
WEIGHED = ("document", "stylesheet", "script", "font")
TOKEN = re.compile(r"[\w-]{16}\.[\w-]{43}")
LIBRARIES = ("/mfa/js/", "/django_htmx/")  # scripts that are weighed, but not our own
LANGUAGE_LINKS = ".k-languages a"


def ask(url: str, **headers: str) -> tuple[int, Any]:
    """Status and headers of an answer to somebody without cookies."""
    try:
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip, br", **headers}), timeout=30) as answer:
            return answer.status, answer.headers
    except HTTPError as error:
        return error.code, error.headers


def again(visit: Visit, url: str, html: str) -> None:
    """Ask for the page twice: whether the second answer is "nothing has changed"."""
    status, headers = ask(url)
    kept = headers["Cache-Control"] or ""
    visit.is_own = "csrfmiddlewaretoken" in html or bool(headers["Set-Cookie"]) or "no-store" in kept
    visit.etag = bool(headers["ETag"])
    visit.cached = "max-age" in kept and "max-age=0" not in kept
    visit.unchanged = visit.etag and ask(url, **{"If-None-Match": headers["ETag"]})[0] == 304
    if status != 200:
        visit.invalid.append(f"status {status} to somebody without a browser")


def weigh(visit: Visit, fetched: list[Fetched], home: str) -> None:
    """What was sent, by kind; what came from elsewhere; what a browser would have to fetch again."""
    for each in fetched:
        if urlsplit(each.url).scheme not in ("http", "https"):
            continue
        if not each.url.startswith(home):
            visit.foreign.append(each.url)
            continue
        answer = each.response()
        if answer is None or each.resource_type not in WEIGHED:
            continue
        kind = each.resource_type
        visit.sent[kind] = visit.sent.get(kind, 0) + each.sizes()["responseBodySize"]
        if kind == "script" and not any(library in each.url for library in LIBRARIES):
            visit.script += len(answer.body())
        lives = "max-age" in answer.headers.get("cache-control", "")
        if kind != "document" and not (lives and "etag" in answer.headers):
            visit.loose.append(urlsplit(each.url).path)


def look(page: Page, eyes: Eyes) -> None:
    """axe, on a phone and on a wide screen."""
    eyes.axe(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    eyes.axe(page)


def visit(browser: Browser, home: str, address: str, folder: Path) -> tuple[Visit, list[str]] | None:
    """A first visit, and the page's addresses in the other languages; None for a file or a way to another page."""
    if not (ask(home + address)[1]["Content-Type"] or "").startswith("text/html"):
        return None
    context = browser.new_context(viewport=PHONE, locale="fi-FI", timezone_id="Europe/Helsinki")  # type: ignore[arg-type]
    try:
        fetched: list[Fetched] = []
        context.on("request", lambda request: fetched.append(request))
        page, eyes = context.new_page(), Eyes(home)
        eyes.follow(context)
        answer = page.goto(home + address)
        page.evaluate(
            "document.fonts.ready.then(() => true)"
        )  # a typeface is asked for when its first letter is drawn
        if answer is None or urlsplit(page.url).path != address:
            return None
        found, html = Visit(TOKEN.sub("…", address)), answer.text()
        (folder / f"{file_name(address)}.html").write_text(html, "utf-8")
        weigh(found, fetched, home)
        again(found, home + address, html)
        look(page, eyes)
        found.axe = [each for each in eyes.complaints if not each.startswith("asks from elsewhere")]
        links = [
            urlsplit(each.get_attribute("href") or "").path for each in page.locator(LANGUAGE_LINKS).all()
        ]
        return found, links
    finally:
        context.close()


def file_name(address: str) -> str:
    """A page's address as the name of a file."""
    return address.strip("/").replace("/", "+") or "front"
