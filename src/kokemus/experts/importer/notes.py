"""Free notes: what is sure becomes a refusal, a pause, protection …; the words always stay."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kokemus.experts.importer.folding import fold, read_table
from kokemus.experts.importer.parsed import Channel, Note, Pause, PersonState, Refusal
from kokemus.experts.importer.years import exact_day

_SEGMENT = re.compile(r"[;,\n!]+|\.(?=\s|$)|\s+[–-]\s+")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}")

# Any mention of protection, in any form of the word, and a plain denial of it.
_PROTECTION = re.compile(r"turvakiel|spärrmark|skyddade (?:person)?uppgifter|non-disclosure")
_NOT_PROTECTED = re.compile(
    r"(?:ei|ei ole|inte|ingen|no) (?:turvakieltoa|turvakielto|spärrmarkering|non-disclosure)"
)
_CHANNELS: dict[str, Channel] = {
    "call_first": "phone", "sms_only": "sms", "letter_only": "letter", "email_only": "email",
}  # fmt: skip


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A rule holds only when it is the whole of a segment: half a sentence is not sure."""
    return tuple((row["effect"], re.compile(row["pattern"])) for row in read_table("notes.csv"))


@dataclass(slots=True)
class FoundNotes:
    """What the notes of one row became. `questions` are codes of `remarks.QUESTIONS`."""

    notes: list[Note] = field(default_factory=list)
    refusals: dict[Refusal, None] = field(default_factory=dict)
    pause: Pause | None = None
    remote_only: bool = False
    protected: bool = False
    channel: Channel = ""
    safe_contact: list[str] = field(default_factory=list)
    state: PersonState | None = None
    questions: dict[str, str] = field(default_factory=dict)

    def read(self, text: str, on: date, header: str = "") -> None:
        """Takes in one cell: its words as a note, and what they surely mean."""
        became: list[str] = []
        for segment in (each.strip() for each in _SEGMENT.split(text)):
            effect = _effect(segment)
            if effect:
                became += self._apply(effect, segment, on)
        if self.look_for_protection(text, on):
            became += [] if "protected" in became else ["protected"]
        if text.strip():
            self.notes.append(Note(text.strip(), tuple(became), header))

    def look_for_protection(self, text: str, on: date) -> bool:
        """Any mention of protection protects, wherever it stands: asked about when not plain."""
        folded = fold(text)
        if not _PROTECTION.search(folded) or _NOT_PROTECTED.fullmatch(folded):
            return False
        plain = any(_effect(each) == "protected" for each in _SEGMENT.split(text))
        if not plain:
            self.questions["protection_check"] = text.strip()
        self.protected = True
        return True

    def pause_said(self, text: str, on: date, header: str) -> None:
        """A cell of a column of pauses that is not a plain no."""
        became = self._pause(text, on)
        self.notes.append(Note(text, tuple(became), header))

    def _apply(self, effect: str, words: str, on: date) -> list[str]:
        if effect == "refusal:media":
            return self._refuse(Refusal("audience", "media", words), Refusal("role", "media", words))
        if effect == "own_municipality":
            return self._refuse(Refusal("area", "own_municipality", words))
        if effect == "pause":
            return self._pause(words, on)
        if effect in ("left", "deceased"):
            self.state = "left" if effect == "left" else "deceased"
            return [f"state:{effect}"]
        if effect == "remote":
            self.remote_only = True
        elif effect == "protected":
            self.protected = True
        else:
            self.channel = _CHANNELS.get(effect, self.channel)
            self.safe_contact.append(words)
            return ["safe_contact"]
        return [effect]

    def _refuse(self, *refusals: Refusal) -> list[str]:
        self.refusals |= dict.fromkeys(refusals)
        return [f"refusal:{each.kind}:{each.value}" for each in refusals]

    def _pause(self, words: str, on: date) -> list[str]:
        days = [day for each in _DAY.findall(words) if (day := exact_day(each))]
        if days and days[-1] < on:
            self.questions["pause_over"] = words
            return []
        self.pause = Pause(words, days[-1] if days else None)
        return ["pause"]


def _effect(segment: str) -> str:
    folded = fold(segment)
    return next((effect for effect, rule in _rules() if rule.fullmatch(folded)), "")
