"""A made-up county served on a free port for as long as a tool looks at it; its database goes with it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHROMIUM = os.environ.get("CHROMIUM", str(ROOT / ".browser" / "chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
TRIES, PAUSE = 100, 0.2


@dataclass(frozen=True)
class County:
    """Where it is served, and the variables with which a command works on its database."""

    home: str
    variables: dict[str, str]


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def served() -> Iterator[County]:
    """The same people every time; the server is stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        variables = {**os.environ, "KOKEMUS_DEMO": "1", "KOKEMUS_VAR": folder, "PORT": str(port)}
        for command in ("migrate", "demo"):
            subprocess.run([BIN / "kokemus", command], env=variables, check=True)
        server = subprocess.Popen([BIN / "kokemus", "serve"], env=variables, stdout=subprocess.DEVNULL)
        try:
            home = f"http://127.0.0.1:{port}"
            _wait_for(home)
            yield County(home, variables)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(home: str) -> None:
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(home, timeout=2).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    raise SystemExit("the server did not answer")
