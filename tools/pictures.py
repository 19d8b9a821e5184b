"""Take the README's pictures of a fresh made-up county: docs/pictures/*.png (`make pictures`)."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
CHROMIUM = os.environ.get("CHROMIUM", str(ROOT / ".browser" / "chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]


def serve(folder: str) -> subprocess.Popen[bytes]:
    """A county with the same people every time, served until it is stopped."""
    variables = {**os.environ, "KOKEMUS_DEMO": "1", "KOKEMUS_VAR": folder, "PORT": str(PORT)}
    for command in ("migrate", "demo"):
        subprocess.run([BIN / "kokemus", command], env=variables, check=True)
    server = subprocess.Popen([BIN / "kokemus", "serve"], env=variables, stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(BASE, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit("the server did not answer")


def signed_in(browser: Browser, who: str, width: int, height: int) -> Page:
    """A page in which one of the made-up people has signed in."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="fi-FI", timezone_id="Europe/Helsinki"
    ).new_page()
    page.goto(f"{BASE}/kirjaudu/login/")
    page.get_by_role("button", name=who).first.click()
    page.wait_for_url("**/alku/**")
    return page


def save(page: Page, name: str) -> None:
    """What is seen without scrolling."""
    page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")


def main() -> None:
    """The coordinator's start page and a shortlist, and an expert's start page on a phone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serve(folder)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            coordinator = signed_in(browser, "Kaisa", 1200, 820)
            save(coordinator, "coordinator")
            coordinator.get_by_role("link", name="Keikat").first.click()
            coordinator.goto(f"{BASE}/keikat/?state=open")
            coordinator.locator("main table a").first.click()
            coordinator.goto(coordinator.url + "ehdokkaat/")
            save(coordinator, "shortlist")
            save(signed_in(browser, "kokemusasiantuntija", 390, 780), "expert")
        finally:
            browser.close()
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main()
