"""Lighthouse on a phone: the scores of a page and what took the points."""

import json
import os
import subprocess
from dataclasses import dataclass
from typing import Any

from tools.county import ROOT
from tools.html_validate import NODE

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TOLD_ONLY = "performance"


@dataclass(frozen=True)
class Report:
    """Scores of 0–100 by category, and the audits under full marks in those that must be full."""

    scores: dict[str, int]
    failing: list[str]


def report(url: str, port: int) -> Report:
    """Open a page in the browser that listens on a port, as a middling phone on a slow network would."""
    command = [
        str(NODE), str(PROGRAM), url, f"--port={port}", "--quiet", "--output=json", "--output-path=stdout",
        "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "CI": "true"}
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse could not open {url}:\n{done.stderr}")
    return read(json.loads(done.stdout))


def read(result: dict[str, Any]) -> Report:
    """Scores and failing audits of what Lighthouse printed."""
    scores, failing = {}, []
    categories, audits = result["categories"], result["audits"]
    for name in CATEGORIES:
        scores[name] = round(100 * (categories[name]["score"] or 0))
        for each in categories[name]["auditRefs"]:
            score = audits[each["id"]]["score"]
            if name != TOLD_ONLY and each["weight"] and score is not None and score < 1:
                failing.append(f"{name}: {audits[each['id']]['title']}")
    return Report(scores, failing)
