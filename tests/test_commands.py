"""The `kokemus` command as somebody types it: help, one clear line for a mistake, and a server that really serves."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from kokemus.core.middleware import HEADERS

COMMANDS = (
    "serve", "migrate", "demo", "tick", "import-register", "payroll-export", "check", "bench", "create-admin", "topics",
)  # fmt: skip
SAMPLE = Path(__file__).parent / "data" / "register_sample.xlsx"


def kokemus(*arguments: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a data folder of its own, on SQLite."""
    return subprocess.run(
        [sys.executable, "-m", "kokemus.config.cli", *map(str, arguments)],
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """A clean environment: a made-up county's, whatever database this test run is on."""
    inherited = os.environ  # noqa: TID251  run as from a shell, less this test run's own settings
    ours = ("KOKEMUS_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in inherited.items() if not name.startswith(ours)}
    return {**kept, "KOKEMUS_DEMO": "1", "KOKEMUS_VAR": str(folder), **variables}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated folder with a small made-up county."""
    folder = tmp_path_factory.mktemp("county")
    assert kokemus("migrate", folder=folder).returncode == 0
    made = kokemus("demo", "--size", "20", folder=folder)
    assert made.returncode == 0, made.stderr
    return folder


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr of a command that would not; no traceback, exit code 2."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len([line for line in lines if line.startswith("kokemus: ")]) == 1, done.stderr
    return lines[-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_given_without_a_database(command: str, tmp_path: Path) -> None:
    done = kokemus(command, "--help", folder=tmp_path / "none", DATABASE_URL="postgres://127.0.0.1:1/none")
    assert done.returncode == 0
    assert command in done.stdout


def test_unknown_command_and_bad_number_exit_with_two(tmp_path: Path) -> None:
    assert refused(kokemus("fly", folder=tmp_path)).startswith("kokemus")
    assert kokemus("demo", "--size", "many", folder=tmp_path).returncode == 2


def test_database_that_is_not_migrated_is_told_in_one_line(tmp_path: Path) -> None:
    for command in ("tick", "demo", "serve", "payroll-export"):
        assert "kokemus migrate" in refused(kokemus(command, folder=tmp_path))


def test_database_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    refused(kokemus("tick", folder=tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none"))


def test_broken_setting_is_told_in_one_line(tmp_path: Path) -> None:
    refused(kokemus("tick", folder=tmp_path, PORT="eighty"))


@pytest.mark.parametrize("name", ["missing.xlsx", "broken.xlsx", "folder.xlsx"])
def test_register_that_cannot_be_read_is_told_in_one_line(name: str, county: Path, tmp_path: Path) -> None:
    file = tmp_path / name
    if name == "broken.xlsx":
        file.write_bytes(b"not a workbook")
    elif name == "folder.xlsx":
        file.mkdir()
    refused(kokemus("import-register", file, folder=county))


def test_payroll_export_without_such_a_batch_is_told_in_one_line(county: Path) -> None:
    refused(kokemus("payroll-export", "--batch", "999", folder=county))


def test_demo_says_when_it_is_there_already(county: Path) -> None:
    again = kokemus("demo", folder=county)
    assert again.returncode == 0
    assert "already" in again.stdout


def test_demo_outside_demo_mode_is_refused(county: Path) -> None:
    done = kokemus("demo", folder=county, KOKEMUS_DEMO="0", KOKEMUS_DEBUG="1")
    assert "KOKEMUS_DEMO=1" in refused(done)


def test_demo_mode_refuses_a_database_with_real_people(tmp_path: Path) -> None:
    real = {"KOKEMUS_DEMO": "0", "KOKEMUS_DEBUG": "1"}
    assert kokemus("migrate", folder=tmp_path, **real).returncode == 0
    assert kokemus("import-register", SAMPLE, folder=tmp_path, **real).returncode == 0
    for command in ("demo", "serve"):
        assert "demo" in refused(kokemus(command, folder=tmp_path))


class Inbox:
    """A mail server's handler that keeps what it took."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.is_slow = False
        self.began = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the message; a slow server takes so long that its sender can be killed meanwhile."""
        self.began += 1
        if self.is_slow:
            await asyncio.sleep(60)
        self.subjects.append(envelope.content.decode())
        return "250 taken"


def taken(inbox: Inbox, word: str) -> int:
    """How many messages with a word in them the server took; a tick of the made-up county sends others too."""
    return sum(word in each for each in inbox.subjects)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    """A real SMTP server."""
    handler, port = Inbox(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def waits(what: Any, seconds: float = 40) -> bool:
    """Whether something comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.2)
    return False


def answers(address: str) -> bool:
    """Whether the page opens."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def static_file(page: str) -> str:
    """The address of a page's first style sheet."""
    with urllib.request.urlopen(page, timeout=5) as response:
        return re.findall(r'href="(/static/[^"]+\.css)"', response.read().decode())[0]


def in_django(code: str, folder: Path) -> str:
    """What a few lines of Python print with the county's models at hand."""
    begin = "import django; django.setup(); from kokemus.messaging.models import Message as M\n"
    variables = environment(folder, DJANGO_SETTINGS_MODULE="kokemus.config.settings")
    command = [sys.executable, "-c", begin + code]
    done = subprocess.run(command, env=variables, check=True, timeout=60, capture_output=True, text=True)
    return done.stdout.strip()


QUEUE = "M.objects.create(template='t/x', address='a@example.org', subject='{}', body='Hei')"


def test_message_of_a_ticker_killed_while_sending_goes_later_and_once(
    county: Path, inbox: tuple[Inbox, int]
) -> None:
    handler, smtp = inbox
    url = {"EMAIL_URL": f"smtp://127.0.0.1:{smtp}"}
    in_django("M.objects.update(state='cancelled')\n" + QUEUE.format("Tapettu"), county)
    handler.is_slow = True
    ticker = subprocess.Popen(
        [sys.executable, "-m", "kokemus.config.cli", "tick"], env=environment(county, **url)
    )
    try:
        assert waits(lambda: handler.began == 1)
    finally:
        ticker.kill()
        ticker.wait(timeout=20)
    handler.is_slow = False
    state = "print(M.objects.get(subject='Tapettu').state)"
    assert in_django(state, county) == "sending"
    assert kokemus("tick", folder=county, **url).returncode == 0
    assert taken(handler, "Tapettu") == 0  # another ticker may be sending it; ten minutes later nobody is
    later = "import datetime as d\nm = M.objects.get(subject='Tapettu')\n"
    later += "M.objects.filter(pk=m.pk).update(claimed_at=m.claimed_at - d.timedelta(minutes=11))"
    in_django(later, county)
    for _ in range(2):
        assert kokemus("tick", folder=county, **url).returncode == 0
    assert taken(handler, "Tapettu") == 1
    assert in_django(state, county) == "sent"


def test_serve_serves_sends_mail_and_stops_with_its_ticker(county: Path, inbox: tuple[Inbox, int]) -> None:
    handler, smtp = inbox
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "kokemus.config.cli", "serve", "--port", str(port), "--workers", "1"],
        env=environment(county, EMAIL_URL=f"smtp://127.0.0.1:{smtp}"),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert waits(lambda: answers(f"http://127.0.0.1:{port}/"))
        in_django(QUEUE.format("Koe"), county)
        for path in ("/", static_file(f"http://127.0.0.1:{port}/")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
                found = {name: response.headers[name] for name in HEADERS}
                assert found == HEADERS, path
        assert waits(lambda: taken(handler, "Koe") == 1)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)
    assert not answers(f"http://127.0.0.1:{port}/")
    with pytest.raises(ProcessLookupError):  # nothing of its process group is left
        os.killpg(server.pid, 0)
