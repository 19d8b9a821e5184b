"""What a public page may weigh and must be like; `make audit-public` fails when a figure is missed."""

from dataclasses import dataclass, field

BYTES, SCRIPT_BYTES = 70_000, 10_000  # first visit without pictures, as sent; our own JavaScript, unpacked
FULL = ("accessibility", "best-practices", "seo")  # of Lighthouse; performance is told, not asked for


@dataclass
class Visit:
    """One page as somebody meets it for the first time."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)  # bytes by kind: document, stylesheet, script, font
    script: int = 0  # bytes of our own JavaScript, unpacked
    is_own: bool = False  # this visitor's own, by a form to send, a cookie or a secret link: nothing keeps it
    etag: bool = False
    unchanged: bool = False  # 304 when it is asked for again
    cached: bool = False  # some cache may keep it without asking
    loose: list[str] = field(default_factory=list)  # files of the page without an ETag or a long life
    foreign: list[str] = field(default_factory=list)  # asked from somewhere else
    axe: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """Bytes of the first visit."""
        return sum(self.sent.values())


def missed(visit: Visit) -> list[str]:
    """The figures that a page misses, in words."""
    found = []
    if visit.weight > BYTES:
        found.append(f"{visit.weight / 1000:.1f} kB, at most {BYTES / 1000:.0f}")
    if visit.script > SCRIPT_BYTES:
        found.append(f"{visit.script / 1000:.1f} kB of our own JavaScript, at most {SCRIPT_BYTES / 1000:.0f}")
    if not visit.is_own and not visit.etag:
        found.append("no ETag")
    if not visit.is_own and not visit.unchanged:
        found.append("sent again though nothing has changed")
    if not visit.is_own and not visit.cached:
        found.append("no cache may keep it")
    if visit.is_own and visit.cached:
        found.append("a cache may keep what is one visitor's own")
    found += [f"not kept by browsers: {each}" for each in visit.loose]
    return found + [f"asks from elsewhere: {each}" for each in visit.foreign] + visit.axe + visit.invalid


def short_of_full(scores: dict[str, int], failing: list[str]) -> list[str]:
    """The Lighthouse scores under 100, and the audits that took the points."""
    low = [f"{name} {scores.get(name, 0)}" for name in FULL if scores.get(name, 0) < 100]
    return [*low, *failing] if low else []


HEADINGS = f"{'page':58} {'kB':>5} {'our JS':>6}  {'ETag':4} {'304':4} {'else':>4} {'axe':>3} {'html':>4}"


def line(visit: Visit) -> str:
    """A page's figures; what is one visitor's own is never kept, so it has no ETag."""
    etag, again = ("yes" if told else "no" for told in (visit.etag, visit.unchanged))
    if visit.is_own:
        etag, again = "own", "-"
    return (
        f"{visit.address:58} {visit.weight / 1000:5.1f} {visit.script / 1000:6.1f}  {etag:4} {again:4} "
        f"{len(visit.foreign):4} {len(visit.axe):3} {len(visit.invalid):4}"
    )
