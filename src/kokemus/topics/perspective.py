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
    "parental-mental-illness parental-substance-use child-with-special-needs family-caregiver young-carer".split()
)
RELATIVES = {
    "mental-health": "mental-health-relative",
    "addiction": "substance-use-relative",
    "dementia": "dementia-relative",
}
OF_PARENTS = frozenset({"parental-mental-illness", "parental-substance-use"})
TOLD = OF_PARENTS | frozenset(RELATIVES.values())
MERELY_CLOSE = "caregiving"
NEAR_BEFORE = 3  # words
BEREAVED = frozenset("grief death-of-child suicide-bereavement widowhood pregnancy-loss".split())
OWN = BEREAVED | frozenset(
    "divorce relationship loneliness violence domestic-violence sexual-violence stalking childhood-abuse".split()
)
# Told as one's own whatever else the text names: a loss, one's child taken into care.
ALWAYS_OWN = BEREAVED | {"child-taken-into-care"}
# What a parent or a spouse tells of as their own, though others have a part in it.
OWN_AREAS = frozenset({"family", "child-protection", "minorities", "loneliness-and-loss"})


@dataclass
class Seen:
    """Signs seen in a text's sentences.

    `kin_has_it`: somebody's kin has a condition ("äidin juominen"); `is_parent`: a parent is told of by their child
    ("äiti, jonka poika …"), so that the condition is the child's.
    """

    signs: set[str] = field(default_factory=set)
    kin_has_it: bool = False
    is_parent: bool = False

    def add(self, hits: Sequence[Hit], areas: dict[str, str]) -> None:
        """Note one sentence: a condition within a few words after a kin word is taken to be theirs."""
        self.signs |= {hit.term.code for hit in hits if hit.term.code in SIGNS}
        kin = {at for hit in hits if hit.term.code in KIN for at in hit.at}
        parents, children = (
            {at for hit in hits if hit.term.code == sign for at in hit.at} for sign in ("parent", "child")
        )
        self.is_parent |= any(at + step in children for at in parents for step in range(1, NEAR_BEFORE + 1))
        conditions = [hit.at for hit in hits if hit.term.code in areas]
        self.kin_has_it |= any(
            before in kin for at in conditions for before in range(min(at) - NEAR_BEFORE, min(at))
        )


def view(topics: Sequence[Suggestion], seen: Seen, areas: dict[str, str]) -> tuple[list[Suggestion], str]:
    """The topics, a relative's own added to the condition's, and the perspective."""
    if seen.is_parent:
        topics = [topic for topic in topics if topic.code not in OF_PARENTS or len(topics) == 1]
    codes = {topic.code for topic in topics}
    is_close = bool(
        codes & CLOSE or "close_one" in seen.signs or (seen.kin_has_it and "own" not in seen.signs)
    )
    others = [code for code in codes if code not in OWN and (areas[code] not in OWN_AREAS or code in CLOSE)]
    if is_close and not codes & ALWAYS_OWN and (others or not codes):
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
