"""What every page is looked at for: axe (WCAG 2.2 AA), one heading, a visible focus, 320 px, nothing from elsewhere."""

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# Said when a page is busy for some seconds, as under a slow test run: the clock's doing, not the page's.
LATE_PRELOAD = "was preloaded using link preload but not used within a few seconds"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LENGTH_OF_ID = 16
NARROW = {"width": 320, "height": 640}
RUN_AXE = "(options) => axe.run(document, options).then(found => found.violations)"
# An element for each kind that is worked with; each must show that it is where the keyboard is.
FOCUS = """() => {
  const kinds = ["a[href]", "button:not([hidden])", "input:not([type=hidden])", "select", "textarea", "summary"];
  const found = kinds.flatMap(kind => [...document.querySelectorAll("main " + kind)].filter(
    each => each.checkVisibility() && each.offsetWidth > 1).slice(0, 1));
  const invisible = found.filter(each => {
    each.focus({preventScroll: true});
    const style = getComputedStyle(each);
    return document.activeElement === each && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2);
  });
  if (document.activeElement) document.activeElement.blur();
  return invisible.map(each => each.outerHTML.slice(0, 120));
}"""
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const over = [...document.querySelectorAll("main *, header *, footer *")].filter(
    each => each.getBoundingClientRect().right > room + 1);
  return [document.documentElement.scrollWidth + " px", ...over.slice(0, 3).map(each => each.outerHTML.slice(0, 160))];
}"""


class Eyes:
    """Looks at pages and keeps what is wrong with them; a test ends with `assert eyes.complaints == []`."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.complaints: list[str] = []
        self.known: set[tuple[str, ...]] = set()  # the kinds of page that `look_once` has looked at

    def follow(self, context: BrowserContext) -> None:
        """Notice what the pages of a browser say to the console, and what they fetch from elsewhere."""
        context.on("console", self._said)
        context.on("weberror", lambda error: self._complain(error.page, f"script: {error.error}"))
        context.on("request", self._asked)

    def look(self, page: Page, *, narrow: bool = True) -> None:
        """Look at the page as it stands."""
        headings = page.locator("h1").all_inner_texts()
        title = page.title()
        if len(headings) != 1:
            self._complain(page, f"{len(headings)} h1")
        if not title or title.startswith("–"):
            self._complain(page, f"title {title!r}")
        self.axe(page)
        self._keyboard(page)
        if narrow:
            self.narrow(page)

    def look_once(self, page: Page) -> None:
        """Look at the page unless one like it has been looked at."""
        if self.is_new(page):
            self.look(page)

    def is_new(self, page: Page) -> bool:
        """Whether no page like it has been looked at: the same address but for ids, the same heading."""
        parts = [part for part in urlsplit(page.url).path.split("/") if len(part) < LENGTH_OF_ID]
        kind = (*parts, *page.locator("h1").all_inner_texts())
        was_known = kind in self.known
        self.known.add(kind)
        return not was_known

    def axe(self, page: Page) -> None:
        """Run axe on the page."""
        page.evaluate(AXE_SCRIPT)
        options = {"runOnly": TAGS, "resultTypes": ["violations"]}
        for broken in page.evaluate(RUN_AXE, options):
            nodes = "; ".join(_node(each) for each in broken["nodes"][:3])
            self._complain(page, f"axe {broken['id']} × {len(broken['nodes'])}: {nodes}")

    def narrow(self, page: Page) -> None:
        """At 320 px nothing is cut off or scrolled sideways."""
        size = page.viewport_size
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        for over in page.evaluate(WIDER):
            self._complain(page, f"wider than 320 px: {over}")
        if size:
            page.set_viewport_size(size)

    def _keyboard(self, page: Page) -> None:
        page.keyboard.press("Tab")
        for hidden in page.evaluate(FOCUS):
            self._complain(page, f"focus is not seen: {hidden}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and LATE_PRELOAD not in message.text:
            self._complain(message.page, f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.home:
            self.complaints.append(f"asks from elsewhere: {request.url}")

    def _complain(self, page: Page | None, what: str) -> None:
        said = f"{urlsplit(page.url).path if page else '?'}: {what}"
        if said not in self.complaints:
            self.complaints.append(said)


def _node(node: dict[str, Any]) -> str:
    return f"{node['html'][:160]} [{(node['any'] or node['all'] or node['none'] or [{}])[0].get('message', '')[:160]}]"
