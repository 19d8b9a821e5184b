"""Open every public page of a made-up county as somebody does for the first time, and print what it weighs and is like.

make audit-public                          every page, and Lighthouse on some of them; fails when a figure is missed
make audit-public ARGS="--only /kysy/"     the pages with this in their address
make audit-public ARGS=--no-lighthouse
"""

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import audit_lighthouse, html_validate
from tools.audit_rules import HEADINGS, Visit, line, missed, short_of_full
from tools.audit_visit import file_name, visit
from tools.county import CHROMIUM, FLAGS, ROOT, County, free_port, served

LIGHTHOUSE = (
    "/", "/sivut/mika-on-kokemusasiantuntija/", "/ohjeet/", "/ohjeet/ohje-nain-tilaat/", "/uutiset/", "/kysy/",
    "/keikat/pyynto/", "/tule-mukaan/", "/palvelut/", "/vertaistuki/", "/yhteys/", "/saavutettavuus/",
)  # fmt: skip


def addresses(county: County) -> list[str]:
    """Every address that a visitor may open."""
    command = [sys.executable, "-m", "tools.public_addresses"]
    done = subprocess.run(command, env=county.variables, check=True, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.split()


def visits(browser: Browser, county: County, only: str) -> Iterator[Visit]:
    """Every page, each of its languages once, with html-validate's findings at the end."""
    waiting, known, made = [each for each in addresses(county) if only in each], set[str](), {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for address in waiting:  # grows: a page leads to its other languages
            if address in known:
                continue
            known.add(address)
            if got := visit(browser, county.home, address, folder):
                made[file_name(address)] = got[0]
                waiting += got[1]
        for file, said in html_validate.findings(folder).items():
            made[file].invalid += said
    yield from made.values()


def lighthouse(home: str, port: int) -> int:
    """Print the scores of some pages; how many are under full marks."""
    short = 0
    print(f"\n{'Lighthouse, on a phone':40} performance  accessibility  best practices  SEO")
    for address in LIGHTHOUSE:
        got = audit_lighthouse.report(home + address, port)
        numbers = [got.scores[each] for each in audit_lighthouse.CATEGORIES]
        print("{:40} {:11}  {:13}  {:14}  {:3}".format(address, *numbers), flush=True)
        wrong = short_of_full(got.scores, got.failing)
        short += bool(wrong)
        print("".join(f"    {each}\n" for each in wrong), end="")
    return short


def summary(found: list[Visit], wrong: int) -> None:
    """The worst figures."""
    weights, scripts = [each.weight / 1000 for each in found], [each.script / 1000 for each in found]
    print(
        f"\n{len(found)} pages: at most {max(weights):.1f} kB and {max(scripts):.1f} kB of our own JavaScript; "
        f"{sum(each.unchanged for each in found)} kept with an ETag, "
        f"{sum(each.is_own for each in found)} one visitor's own (forms, secret links); "
        f"axe {sum(len(each.axe) for each in found)}, html-validate {sum(len(each.invalid) for each in found)}, "
        f"from elsewhere {sum(len(each.foreign) for each in found)}; {wrong} miss a figure"
    )


def main() -> int:
    """Print everything; 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description="Audit the public pages.")
    parser.add_argument("--only", default="", metavar="PART", help="pages with this in their address")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave the slowest part out")
    options, port = parser.parse_args(), free_port()
    day = dt.datetime.now(tz=dt.UTC).date()
    print(f"{day} · {platform.machine()} · {os.cpu_count()} cores · {platform.python_version()}")
    with served() as county, sync_playwright() as playwright:
        flags = [*FLAGS, f"--remote-debugging-port={port}"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        print(HEADINGS)
        found, wrong = list(visits(browser, county, options.only)), 0
        for each in sorted(found, key=lambda each: -each.weight):
            print(line(each), *(f"    {what}" for what in missed(each)), sep="\n", flush=True)
            wrong += bool(missed(each))
        summary(found, wrong)
        short = 0 if options.no_lighthouse else lighthouse(county.home, port)
        browser.close()
    return 1 if wrong or short else 0


if __name__ == "__main__":
    sys.exit(main())
