"""Take the README's pictures of a fresh made-up county: docs/pictures/*.png (`make pictures`)."""

from playwright.sync_api import Browser, Page, sync_playwright

from tools.county import CHROMIUM, FLAGS, ROOT, served


def signed_in(browser: Browser, home: str, who: str, width: int, height: int) -> Page:
    """A page in which one of the made-up people has signed in."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="fi-FI", timezone_id="Europe/Helsinki"
    ).new_page()
    page.goto(f"{home}/kirjaudu/login/")
    page.get_by_role("button", name=who).first.click()
    page.wait_for_url("**/alku/**")
    return page


def save(page: Page, name: str) -> None:
    """What is seen without scrolling."""
    page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")


def main() -> None:
    """The coordinator's start page and a shortlist, and an expert's start page on a phone."""
    with served() as county, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            coordinator = signed_in(browser, county.home, "Kaisa", 1200, 820)
            save(coordinator, "coordinator")
            coordinator.get_by_role("link", name="Keikat").first.click()
            coordinator.goto(f"{county.home}/keikat/?state=open")
            coordinator.locator("main table a").first.click()
            coordinator.goto(coordinator.url + "ehdokkaat/")
            save(coordinator, "shortlist")
            save(signed_in(browser, county.home, "kokemusasiantuntija", 390, 780), "expert")
        finally:
            browser.close()


if __name__ == "__main__":
    main()
