"""What each `kokemus` command does."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from kokemus.accounts import actions as accounts
from kokemus.accounts.models import Role, User
from kokemus.config import bench, demo, finding, searching, server, ticker
from kokemus.experts.actions import importing, indexing
from kokemus.experts.importer import UnreadableFile, reporting
from kokemus.experts.importer.remarks import unreadable_text
from kokemus.experts.importer.workbook import MAX_BYTES
from kokemus.fees import exports
from kokemus.gigs.actions import requesting
from kokemus.topics import finder

LARGEST_DEMO = 100_000
IMPORT = "import"  # who acts in the log when a register is brought in from here


class Refused(Exception):
    """What the user asked for cannot be done; the message says why and what to do."""


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for; raises Refused."""
    return COMMANDS[options.command](options)


def _need_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("the database is not up to date; run `kokemus migrate` first")


def _need_made_up() -> None:
    """Demo mode has no second factor, so it never opens a database with anyone real in it."""
    if settings.DEMO and demo.real_people():
        raise Refused(
            "this database holds people who are not demo data; demo mode (KOKEMUS_DEMO=1) will not open it"
        )


def _serve(options: argparse.Namespace) -> int:
    _need_migrated()
    _need_made_up()
    return server.serve(host=options.host, port=options.port or settings.PORT, workers=options.workers)


def _migrate(options: argparse.Namespace) -> int:
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    indexing.reindex_unmarked()
    requesting.reindex_unmarked()
    if not settings.INSECURE or settings.DEMO:
        call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def _demo(options: argparse.Namespace) -> int:
    _need_migrated()
    if not settings.DEMO:
        raise Refused("demo data go only into a database of their own: set KOKEMUS_DEMO=1")
    _need_made_up()
    if options.size > LARGEST_DEMO:
        raise Refused(f"--size is at most {LARGEST_DEMO}")
    if demo.is_filled():
        print("The demonstration is there already.")
        return 0
    demo.fill(size=options.size, seed=options.seed, on=timezone.localdate())
    print(f"Made a county with {options.size} people in its register.")
    return 0


def _import_register(options: argparse.Namespace) -> int:
    """Rows that need no decision are carried over; the others wait on the coordinators' page of the import."""
    _need_migrated()
    try:
        content, name = _content(options.file), options.file.name
        if options.dry_run:
            plan = importing.preview(content, name)
            print(json.dumps(reporting.as_data(plan)) if options.json else reporting.as_text(plan))
            return 0
        run = importing.start(content=content, file_name=name, by=IMPORT)
    except UnreadableFile as error:
        with translation.override("en"):
            raise Refused(unreadable_text(error)) from error
    try:
        done = importing.carry_out(run=run, by=IMPORT)
    except importing.NothingToCarry:
        done = importing.CarriedOut(0, 0, run.rows.waiting().count())
    told = {
        "run": run.public_id,
        "people": done.new,
        "repeated": done.same,
        "to_decide": done.waiting + done.arrived,
    }
    open_rows = run.rows.asking().count()
    line = (
        f"{done.new} people brought in, {done.same} rows of people already there. On the page of the import "
        f"{done.waiting + done.arrived} rows wait for a decision and {open_rows} have something to ask."
    )
    print(json.dumps({**told, "to_ask": open_rows}) if options.json else line)
    return 0


def _content(file: Path) -> bytes:
    """The bytes of a file that is not too big; raises Refused."""
    if file.is_dir():
        raise Refused(f"{file} is a directory; give the file itself")
    try:
        if file.stat().st_size > MAX_BYTES:
            raise UnreadableFile("too_big", name=file.name, most=str(MAX_BYTES // 1024 // 1024))
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"cannot read {file}: {error.strerror}") from error


def _payroll_export(options: argparse.Namespace) -> int:
    _need_migrated()
    try:
        exports.export(options.batch, options.out)
    except (exports.CannotExport, OSError) as error:
        raise Refused(str(error)) from error
    return 0


def _topics(options: argparse.Namespace) -> int:
    if (options.text is None) == (options.jsonl is None):
        raise Refused("give a text, or a file with --jsonl")
    if options.jsonl is None:
        print(finding.told(finder.find(options.text, options.lang)))
        return 0
    try:
        for line in finding.answers(options.jsonl):
            print(line)
    except (OSError, ValueError) as error:
        raise Refused(f"{options.jsonl}: {error}") from error
    return 0


def _bench(options: argparse.Namespace) -> int:
    if options.what == "finder":
        costs = finding.measure()
        print(finding.report(costs, bench.machine(), as_json=options.json))
        return 0 if costs.is_within else 1
    _need_migrated()
    if options.what == "search":
        found = searching.measure()
        print(searching.report(found, bench.machine(), as_json=options.json))
        return 0 if found.is_within else 1
    if not settings.DEMO or not demo.is_filled():
        raise Refused(
            "measuring needs the demonstration's data: run `kokemus demo` with KOKEMUS_DEMO=1 first"
        )
    results = bench.measure(rounds=options.rounds)
    print(bench.report(results, as_json=options.json))
    return 0 if all(each.is_within for each in results) else 1


def _create_admin(options: argparse.Namespace) -> int:
    _need_migrated()
    try:
        validate_email(options.email)
    except ValidationError as error:
        raise Refused(f"not an e-mail address: {options.email}") from error
    if User.objects.having(Role.ADMIN).exists() and not options.force:
        raise Refused("there is an administrator already, who can add others; --force makes one all the same")
    user = accounts.create_admin(email=options.email, name=options.name)
    print(f"Open this address within three days and set a password:\n{accounts.password_link(user)}")
    return 0


def _tick(options: argparse.Namespace) -> int:
    _need_migrated()
    if options.every:
        return ticker.run_forever(seconds=options.every)
    return ticker.run_once()


def _check(options: argparse.Namespace) -> int:
    messages = checks.run_checks(include_deployment_checks=not settings.INSECURE, databases=["default"])
    shown = [message for message in messages if not message.is_silenced()]
    for message in shown:
        print(message)
    serious = [message for message in shown if message.is_serious()]
    print(f"{len(shown)} remarks, {len(serious)} of them errors")
    return 1 if serious else 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "demo": _demo,
    "import-register": _import_register,
    "bench": _bench,
    "topics": _topics,
    "payroll-export": _payroll_export,
    "migrate": _migrate,
    "create-admin": _create_admin,
    "tick": _tick,
    "check": _check,
}
