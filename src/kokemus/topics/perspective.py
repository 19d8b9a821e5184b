"""Whose view a text tells: one's own, or a close one's of somebody else's condition ("äidin juominen").

A kin word together with somebody's condition makes it a close one's; a bereavement is one's own. Where a relative has a
topic of their own (mental-health-relative …), it is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kokemus.topics.found import Hit, Suggestion

KIN = ("parent", "child", "spouse", "sibling", "relative")
ROLES = (
    "representative", "media", "co_worker", "group_leader", "developer", "trainer", "interviewee", "tester",
)  # fmt: skip
SIGNS = frozenset({*KIN, *ROLES, "close_one", "own", "audience", "no", "but", "about"})
CLOSE = frozenset(
    "mental-health-relative substance-use-relative dementia-relative relative-in-prison sibling "
    "parental-mental-illness parental-substance-use child-with-special-needs".split()
)
RELATIVES = {
    "mental-health": "mental-health-relative",
    "addiction": "substance-use-relative",
    "dementia": "dementia-relative",
}
TOLD = frozenset({*RELATIVES.values(), "parental-mental-illness", "parental-substance-use"})
MERELY_CLOSE = "caregiving"
NEAR_BEFORE = 3  # words
BEREAVED = frozenset("grief death-of-child suicide-bereavement widowhood pregnancy-loss".split())
OWN = BEREAVED | frozenset(
    "divorce relationship loneliness domestic-violence sexual-violence stalking".split()
)
# What a parent or a spouse tells of as their own, though others have a part in it.
OWN_AREAS = frozenset({"family", "child-protection", "minorities", "loneliness-and-loss"})


@dataclass
class Seen:
    """Signs seen in a text's sentences, and whether somebody's kin has a condition ("äidin juominen")."""

    signs: set[str] = field(default_factory=set)
    kin_has_it: bool = False

    def add(self, hits: Sequence[Hit], areas: dict[str, str]) -> None:
        """Note one sentence: a condition within a few words after a kin word is taken to be theirs."""
        self.signs |= {hit.term.code for hit in hits if hit.term.code in SIGNS}
        kin = {at for hit in hits if hit.term.code in KIN for at in hit.at}
        conditions = [hit.at for hit in hits if hit.term.code in areas]
        self.kin_has_it |= any(
            before in kin for at in conditions for before in range(min(at) - NEAR_BEFORE, min(at))
        )


def view(topics: Sequence[Suggestion], seen: Seen, areas: dict[str, str]) -> tuple[list[Suggestion], str]:
    """The topics, a relative's own added to the condition's, and the perspective."""
    codes = {topic.code for topic in topics}
    is_close = bool(
        codes & CLOSE or "close_one" in seen.signs or (seen.kin_has_it and "own" not in seen.signs)
    )
    others = [code for code in codes if code not in OWN and (areas[code] not in OWN_AREAS or code in CLOSE)]
    if is_close and not codes & BEREAVED and (others or not codes):
        return _with_relatives(topics, areas), "close_one"
    return list(topics), "own" if topics else "any"


def _with_relatives(topics: Sequence[Suggestion], areas: dict[str, str]) -> list[Suggestion]:
    """A close one's text of psychosis is also about being a relative; "close one" alone says nothing beside it."""
    codes = {topic.code for topic in topics}
    found = {
        RELATIVES[name]: replace(topic, code=RELATIVES[name])
        for topic in topics
        for name in (topic.code, areas[topic.code])
        if name in RELATIVES and RELATIVES[name] in areas and not codes & TOLD
    }
    kept = [topic for topic in topics if topic.code != MERELY_CLOSE or len(codes) == 1]
    return [*kept, *found.values()]
