"""Take the pictures of the docs from the demo's page: `python docs/make_screens.py PAGE.html`."""  # noqa: INP001 - a script

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SCREENS = Path(__file__).parent / "screens"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def take(page: Page, address: str, language: str) -> None:
    """One picture of the top of the page in one language."""
    page.goto(address)
    page.get_by_text({"zh": "中文", "en": "English"}[language], exact=True).first.click()
    page.wait_for_timeout(2500)
    page.screenshot(path=SCREENS / f"report-{language}.png")


def main() -> None:
    """Pictures of the report page in both languages."""
    address = Path(sys.argv[1]).resolve().as_uri()
    SCREENS.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        for language in ("zh", "en"):
            take(page, address, language)
        browser.close()


if __name__ == "__main__":
    main()
