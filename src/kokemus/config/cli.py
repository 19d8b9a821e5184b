"""`kokemus`: everything that is done from the command line. Errors are one clear line and exit code 2."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokemus.config.settings")


def positive(text: str) -> int:
    """A whole number above zero, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(prog="kokemus", description="Run an experts by experience programme.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="web server and ticker in one")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=positive, help="port to listen on (default 8000, or PORT)")
    serve.add_argument("--workers", type=positive, default=2, help="server processes (default 2)")

    commands.add_parser("migrate", help="bring the database up to date")

    admin = commands.add_parser(
        "create-admin", help="make the first administrator and print a link for a password"
    )
    admin.add_argument("email", help="the administrator's e-mail address")
    admin.add_argument("--name", default="", help="the administrator's name")
    admin.add_argument("--force", action="store_true", help="also when there is an administrator already")

    demo = commands.add_parser("demo", help="fill an empty database with a believable, made-up county")
    demo.add_argument(
        "--size", type=positive, default=120, help="people in the register (default 120, up to 100000)"
    )
    demo.add_argument("--seed", type=int, default=1, help="another number makes another county (default 1)")

    tick = commands.add_parser("tick", help="send messages and do what is due, once")
    tick.add_argument("--every", type=positive, metavar="SECONDS", help="go on, with so many seconds between")

    imports = commands.add_parser("import-register", help="bring in an old register kept in Excel")
    imports.add_argument("file", type=Path, help="the workbook (.xlsx or .csv)")
    imports.add_argument("--dry-run", action="store_true", help="only tell what would become of each row")
    imports.add_argument("--json", action="store_true", help="tell it as JSON")

    payroll = commands.add_parser("payroll-export", help="write a payroll batch as CSV")
    payroll.add_argument(
        "--batch", type=positive, metavar="N", help="the batch's number (default: the newest)"
    )
    payroll.add_argument(
        "--out", type=Path, default=Path("-"), help="the file to write (default: standard output)"
    )

    commands.add_parser("check", help="deployment checks")

    _add_topics(commands)

    bench = commands.add_parser("bench", help="measure on this machine")
    bench.add_argument("what", choices=["pages", "finder", "search"], help="what to measure")
    bench.add_argument("--json", action="store_true", help="print JSON")
    bench.add_argument("--rounds", type=positive, default=15, help="requests per page (default 15)")
    return top


def _add_topics(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    topics = commands.add_parser("topics", help="plain words find the topic")
    find = topics.add_subparsers(dest="what", required=True, metavar="WHAT").add_parser(
        "find", help="tell the topics, role and perspective of a text"
    )
    find.add_argument("text", nargs="?", help="the text")
    find.add_argument("--lang", default="fi", choices=["fi", "sv", "en"], help="its language (default fi)")
    find.add_argument(
        "--jsonl",
        type=Path,
        metavar="FILE",
        help='instead: a line of JSON with "lang" and "text" for each text; prints one line each',
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        django.setup()
    except (ImproperlyConfigured, ImportError, ValueError) as error:
        return _refuse(f"cannot start: {error}")
    commands = import_module("kokemus.config.commands")  # it imports models, which stand only after setup
    try:
        return int(commands.run(options))
    except (commands.Refused, DatabaseError) as error:
        return _refuse(str(error))


def _refuse(message: str) -> int:
    """One line, whatever the error held; exit code 2."""
    print(f"kokemus: {' '.join(message.split())}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
