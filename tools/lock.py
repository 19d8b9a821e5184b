"""Write the lock files anew: requirements/*.txt (with uv, found on PATH or named by UV) and package-lock.json.

Only the *.in files and package.json are edited by hand. No lock file may name a host: where packages come from is for
the machine that installs them to say.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
]


def lock_python(uv: str) -> None:
    """Lock base, then dev held to the same versions, and the tools of `make forms`."""
    requirements = ROOT / "requirements"
    for name, extra in (
        ("base", []),
        ("dev", ["--constraints", str(requirements / "base.txt")]),
        ("forms", []),
    ):
        source, target = requirements / f"{name}.in", requirements / f"{name}.txt"
        subprocess.run(
            [uv, "pip", "compile", *UV_OPTIONS, *extra, str(source), "-o", str(target)], check=True, cwd=ROOT
        )


def lock_npm() -> None:
    """Lock the tools of the tests; what npm adds about donations names hosts and goes."""
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [
        "npm",
        "install",
        "--package-lock-only",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PATH": path})
    lock = ROOT / "package-lock.json"
    content = json.loads(lock.read_text("utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    """Lock everything."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        print("uv is needed to lock: pip install uv, or name it with UV=/path/to/uv", file=sys.stderr)
        return 2
    lock_python(uv)
    lock_npm()
    return 0


if __name__ == "__main__":
    sys.exit(main())
