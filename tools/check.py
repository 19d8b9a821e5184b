"""Every check that runs no test: style, types, direction of imports, migrations, catalogues, lock files, deployment.

python tools/check.py            all of them, each with one line; what a failing one said comes after it
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "style": "ruff check --quiet .",
    "format": "ruff format --check --quiet .",
    "types": "mypy --no-error-summary src tools conftest.py",
    "direction": "lint-imports",
    "migrations": "python -m django makemigrations --check --dry-run",
    "catalogues": "python tools/messages.py check",
}
TESTING = {"DJANGO_SETTINGS_MODULE": "kokemus.config.settings", "KOKEMUS_TESTING": "1"}
# A real installation, so that the deployment checks look at what a county would run.
DEPLOYED = {
    "SECRET_KEY": "only for this check, long enough and with 0123456789 in it: nothing is served",
    "ALLOWED_HOSTS": "kokemus.example.org",
    "SITE_URL": "https://kokemus.example.org",
    "DEFAULT_FROM_EMAIL": "kokemus@example.org",
}


def run(command: str, variables: dict[str, str]) -> str:
    """Run one check; what it said if it failed, else nothing."""
    program, *arguments = command.split()
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr or f"exit code {done.returncode}\n"


def deployment() -> str:
    """What `kokemus check` says of a new installation with an empty, migrated database."""
    with tempfile.TemporaryDirectory() as folder:
        variables = {**DEPLOYED, "KOKEMUS_VAR": folder}
        return run("kokemus migrate", variables) or run("kokemus check", variables)


def hosts_in_lock_files() -> str:
    """Lock files say what is installed; where from is for the machine that installs it."""
    found = []
    for path in (*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(r"https?://|file:|--(extra-)?index-url|--find-links|\"resolved\"", line):
                found.append(f"{path.name}:{number}: {line.strip()}\n")
    return "".join(found)


def main() -> int:
    """Run all the checks, even when one fails; 1 if any failed."""
    checks: dict[str, Callable[[], str]] = {name: partial(run, CHECKS[name], TESTING) for name in CHECKS}
    checks |= {"kokemus check": deployment, "lock files name no host": hosts_in_lock_files}
    failed = 0
    for name, check in checks.items():
        began = time.monotonic()
        said = check()
        seconds = f"{time.monotonic() - began:.0f} s"
        print(f"{'FAILED' if said else 'ok':7} {name} ({seconds})\n{said}", end="", flush=True)
        failed += bool(said)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
