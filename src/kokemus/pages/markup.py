"""The Markdown of a page to clean HTML: no HTML of the writer's own, links and pictures of ours by their short names.

`page:slug` is another page, `door:request` a step of the product, `picture:id` a picture that was uploaded here, and
[[phone]] what the organisation's settings say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

OUTSIDE = ("https:", "http:", "mailto:", "tel:", "#")
EXTENSIONS = ["tables", "sane_lists"]
TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}, "th": {"scope"}}
ATTRIBUTE = re.compile(r'="[^"]*"')
PLACEHOLDER = re.compile(r"\[\[(\w+)\]\]")


@dataclass(frozen=True)
class Target:
    """Where a short name leads; a picture has its size too."""

    url: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Reference:
    """A link or picture of a text as it was written."""

    address: str
    alternative: str | None = None  # of a picture: its text, perhaps empty

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in its place."""
        return self.alternative is not None


Targets = Mapping[str, Target]


class _Short(Treeprocessor):
    """Collects the short names of a text and, given their targets, fills these in; what leads nowhere is plain text."""

    def __init__(self, md: Markdown, targets: Targets | None) -> None:
        super().__init__(md)
        self.targets = targets
        self.found: list[Reference] = []

    def run(self, root: Element) -> None:
        """Go through the links, the pictures and the headings."""
        for element in root.iter():
            if element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag == "th":
                element.set("scope", "col")
            elif element.tag == "h1":  # the page's title is the only one
                element.tag = "h2"

    def _link(self, element: Element) -> None:
        address = element.get("href", "")
        self.found.append(Reference(address))
        target = (self.targets or {}).get(address)
        if target:
            element.set("href", target.url)
        elif not address.startswith(OUTSIDE):
            element.tag = "span"

    def _picture(self, element: Element) -> None:
        address = element.get("src", "")
        self.found.append(Reference(address, element.get("alt", "")))
        target = (self.targets or {}).get(address)
        if target:
            element.set("src", target.url)
            element.set("width", str(target.width))
            element.set("height", str(target.height))
        else:
            element.tag, element.text = "em", element.get("alt", "")


def _read(body: str, targets: Targets | None) -> tuple[str, list[Reference]]:
    reader = Markdown(extensions=EXTENSIONS, output_format="html")
    reader.preprocessors.deregister("html_block")  # a writer's own HTML is shown as it was typed
    reader.inlinePatterns.deregister("html")
    reader.inlinePatterns.deregister("automail")
    short = _Short(reader, targets)
    reader.treeprocessors.register(short, "short", -1)  # last, when links and pictures have been made
    return reader.convert(body), short.found


def references(body: str) -> list[Reference]:
    """Every link and picture of a text."""
    return _read(body, None)[1]


def placeholders(text: str) -> list[str]:
    """The names in double brackets."""
    return PLACEHOLDER.findall(text)


def as_html(body: str, *, targets: Targets, facts: Mapping[str, str]) -> SafeString:
    """Clean HTML. `facts` are HTML that stands for each placeholder; an unknown one stays as it was written."""
    clean = nh3.clean(_read(body, targets)[0], tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    plain = {name: strip_tags(fact) for name, fact in facts.items()}
    clean = ATTRIBUTE.sub(lambda found: _filled(found[0], plain), clean)
    return mark_safe(_filled(clean, facts))  # cleaned just above; the caller escapes the facts


def as_text(line: str, *, facts: Mapping[str, str]) -> str:
    """A title or summary, which has placeholders and no Markdown."""
    return _filled(line, facts)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)
