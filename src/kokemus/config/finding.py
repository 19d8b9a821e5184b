"""`kokemus topics find` and `kokemus bench finder`: what the finder finds in texts, and what that costs."""

import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kokemus.topics import finder, importer, words

ASKED = {"trainer", "group_leader", "co_worker", "developer", "media", "representative"}
MOST_MS, MOST_MB, MOST_START_S = 5.0, 60.0, 0.5
TEXTS, LENGTH = 600, 40
PEAK_KB = 1024
ALTERNATIVE = re.compile(r"\(([^()|]*)[^()]*\)")  # of which the first one is taken

# In a process of its own: what the three languages take in memory (at the peak, in kB) and in time when they are read.
START = """
import re, resource, sys, time
from kokemus.topics import finder, words
def peak():  # Linux hands the parent's ru_maxrss down, so its own count is read there
    if sys.platform == "linux":
        return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
before, began = peak(), time.perf_counter()
for language in words.LANGUAGES:
    finder.finder(language)
seconds = time.perf_counter() - began
for language in words.LANGUAGES:
    finder.finder(language).forms.misspelt("ahdistuss")
print(seconds, peak() - before)
"""


@dataclass(frozen=True)
class Costs:
    """Milliseconds for a text of 40 words, megabytes and seconds for the start, and what they were measured on."""

    texts: int
    median_ms: float
    p95_ms: float
    slowest_ms: float
    memory_mb: float
    start_s: float
    terms: int

    @property
    def is_within(self) -> bool:
        """Whether all three promises are kept."""
        return self.p95_ms <= MOST_MS and self.memory_mb <= MOST_MB and self.start_s <= MOST_START_S


def told(found: finder.Found) -> str:
    """What was found, for people; topics by their Finnish labels."""
    labels = {row["code"]: row["fi"] for row in importer.shipped("topics.csv")}
    lines = [f"{labels[s.code]} ({s.code}, {s.score:.2f}) ← {s.because}" for s in found.topics]
    return "\n".join([*(lines or ["–"]), f"role: {found.role or '–'}", f"perspective: {found.perspective}"])


def answers(path: Path) -> Iterator[str]:
    """For each line of a file, one line of JSON, in the same order; ValueError names a line that is not right."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            asked = json.loads(line)
            found = finder.find(asked["text"], asked.get("lang", "fi"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number} is not JSON with a text") from error
        role = found.role if found.role in ASKED else None
        topics = [asdict(topic) for topic in found.topics]
        yield json.dumps(
            {"topics": topics, "role": role, "perspective": found.perspective}, ensure_ascii=False
        )


def measure() -> Costs:
    """Find in made-up texts of 40 words: half of them terms of the lexicon, half words that it does not know."""
    chance = random.Random(1)
    timed = []
    for number in range(TEXTS):
        language = words.LANGUAGES[number % len(words.LANGUAGES)]
        text = _made_up(language, chance)
        finder.find(text, language)  # the first one also builds what later ones share
        began = time.perf_counter()
        finder.find(text, language)
        timed.append((time.perf_counter() - began) * 1000)
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    seconds, kilobytes = done.stdout.split()
    return Costs(
        texts=TEXTS,
        median_ms=round(statistics.median(timed), 2),
        p95_ms=round(statistics.quantiles(timed, n=20)[-1], 2),
        slowest_ms=round(max(timed), 2),
        memory_mb=round(int(kilobytes) / PEAK_KB, 1),
        start_s=round(float(seconds), 2),
        terms=sum(1 for language in words.LANGUAGES for _ in words.rows(language)),
    )


def _made_up(language: str, chance: random.Random) -> str:
    terms = _terms(language)
    known = " ".join(chance.choice(terms) for _ in range(LENGTH)).split()[: LENGTH // 2]
    letters = [chance.choice(known)[::-1] for _ in range(LENGTH - len(known))]
    mixed = [*known, *letters]
    chance.shuffle(mixed)
    return " ".join(mixed)


def _terms(language: str) -> list[str]:
    return [
        ALTERNATIVE.sub(r"\1", text).replace(" + ", " ").replace("=", "")
        for _, _, text, _ in words.rows(language)
    ]


def report(costs: Costs, machine: dict[str, str | int], *, as_json: bool) -> str:
    """The figures with the machine they were measured on."""
    if as_json:
        return json.dumps(
            {**asdict(costs), "within": costs.is_within, "machine": machine}, ensure_ascii=False
        )
    return "\n".join(
        [
            " · ".join(str(value) for value in machine.values()),
            f"terms in three languages: {costs.terms}",
            f"a text of {LENGTH} words: median {costs.median_ms} ms, p95 {costs.p95_ms} ms "
            f"(at most {MOST_MS}), slowest {costs.slowest_ms} ms, {costs.texts} texts",
            f"memory of a process: {costs.memory_mb} MB more (at most {MOST_MB:.0f})",
            f"start: {costs.start_s} s (at most {MOST_START_S})",
        ]
    )
