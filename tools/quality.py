"""Score the topic finder: `make quality`.

On the working set (which the finder was tuned with) and on the held-out one (which nobody saw before it was scored),
with plain baselines beside: the labels themselves in the text, exact or by the beginning of each word. Topics by micro
F1, where a found topic that is only allowed ("ok") counts neither way; roles by micro F1; perspective by the F1 of
close_one.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kokemus.topics import finder, importer, words

TEXTS = Path(__file__).resolve().parent.parent / "src/kokemus/topics/tests/texts"
OUTSIDE = {"interviewee", "tester", None}
PREFIX = 6  # letters of a label's word that the prefix baseline compares
Row = dict[str, Any]
Finding = Callable[[Row], finder.Found]


@dataclass
class Tally:
    """Hits, wrong ones and missed ones."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hit / (2 * self.hit + self.wrong + self.missed or 1)


@dataclass
class Score:
    """Tallies of a whole set, and what went wrong."""

    topics: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    close: Tally = field(default_factory=Tally)
    errors: list[str] = field(default_factory=list)

    def add(self, row: Row, found: finder.Found) -> None:
        """Count one text."""
        must, may = set(row["topics"]), set(row["ok"])
        codes = {topic.code for topic in found.topics}
        self.topics.hit += len(codes & must)
        self.topics.wrong += len(codes - must - may)
        self.topics.missed += len(must - codes)
        role = None if found.role in OUTSIDE else found.role
        self.roles.hit += bool(role) and role == row["role"]
        self.roles.wrong += bool(role) and role != row["role"]
        self.roles.missed += bool(row["role"]) and role != row["role"]
        close, said = row["perspective"] == "close_one", found.perspective == "close_one"
        self.close.hit += close and said
        self.close.wrong += said and not close
        self.close.missed += close and not said
        if codes - must - may or must - codes:
            missed, wrong = sorted(must - codes), sorted(codes - must - may)
            self.errors.append(f"  {row['lang']}  {row['text'][:80]!r}  missed {missed}  wrong {wrong}")

    def line(self, name: str) -> str:
        """One line of figures."""
        precision = self.topics.hit / (self.topics.hit + self.topics.wrong or 1)
        recall = self.topics.hit / (self.topics.hit + self.topics.missed or 1)
        return (
            f"{name:<22} precision {precision:.3f}  recall {recall:.3f}  topics F1 {self.topics.f1:.3f}"
            f"  roles F1 {self.roles.f1:.3f}  close one F1 {self.close.f1:.3f}"
        )


def by_finder(row: Row) -> finder.Found:
    """What the product finds."""
    return finder.find(row["text"], row["lang"])


def by_labels(cut: int | None) -> Finding:
    """A baseline: every word of a label stands in the text, whole or by its first letters."""
    labels = importer.shipped("topics.csv")

    def found(row: Row) -> finder.Found:
        text = {words.key(word)[:cut] for word in words.tokens(row["text"])}
        codes = [
            label["code"]
            for label in labels
            if all(words.key(word)[:cut] in text for word in words.tokens(label[row["lang"]]))
        ]
        return finder.Found([finder.Suggestion(code, 1.0, "") for code in codes])

    return found


def score(rows: Iterable[Row], finding: Finding) -> Score:
    """Score a way of finding on labelled texts."""
    total = Score()
    for row in rows:
        total.add(row, finding(row))
    return total


def _read(path: Path) -> str:
    """A set's text; the held-out one lies packed, so that nobody reads it in passing."""
    return gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")


def main() -> None:
    """Print the figures of each set; with -v also what the finder still gets wrong."""
    for path in sorted(TEXTS.glob("*.jsonl*"), reverse=True):
        rows = [json.loads(line) for line in _read(path).splitlines()]
        print(f"{path.name.split('.')[0]}: {len(rows)} texts")
        print(score(rows, by_labels(None)).line("labels, exact"))
        print(score(rows, by_labels(PREFIX)).line("labels, first letters"))
        found = score(rows, by_finder)
        print(found.line("finder"))
        for language in words.LANGUAGES:
            some = [row for row in rows if row["lang"] == language]
            print(score(some, by_finder).line(f"finder, {language} ({len(some)})"))
        if "-v" in sys.argv:
            print("\n".join(found.errors))


if __name__ == "__main__":
    main()
