"""Take the pictures of the docs: `python docs/make_screens.py FOLDER`, of a park that was demoed.

A plan of it is made beforehand: `zeropark plan size FOLDER --stage 2030`.

Serves the park by itself. Pictures are of the top of a page: each is small enough for a repository.
"""  # noqa: INP001 - a script

from __future__ import annotations

import shutil
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from zeropark.shell.interfaces.server.app import application
from zeropark.shell.interfaces.server.run import bound
from zeropark.shell.serving.parks import open_parks

if TYPE_CHECKING:
    from collections.abc import Iterator

SCREENS = Path(__file__).parent / "screens"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
PORT = 8799
YEAR = 2026
BASE = f"http://127.0.0.1:{PORT}"
PLAN = "&plan=size-2030"
DESK, TALL, PHONE = (1280, 900), (1280, 1400), (390, 844)


@dataclass(frozen=True)
class Shot:
    """One picture."""

    name: str
    address: str
    size: tuple[int, int] = DESK
    scheme: Literal["light", "dark"] = "light"
    at: str | None = None
    """What stands at its top; the top of the page where none is told."""


def shots(park: str) -> list[Shot]:
    """What the docs show of a park, the year's page apart."""
    page = f"{BASE}/parks/{park}/{{}}?lang={{}}"
    of_pages = [
        Shot(f"{name}-zh", page.format(name, "zh"))
        for name in (
            "energy",
            "carbon",
            "green",
            "indicators",
            "quality",
            "document",
            "rules",
        )
    ]
    return [
        Shot("now-zh", page.format("now", "zh"), TALL),
        *of_pages,
        Shot("parks-zh", f"{BASE}/?lang=zh"),
        Shot("now-en", page.format("now", "en")),
        Shot("energy-en", page.format("energy", "en")),
        Shot("indicators-en", page.format("indicators", "en")),
        Shot("now-dark", page.format("now", "zh"), scheme="dark"),
        Shot("carbon-dark", page.format("carbon", "en"), scheme="dark"),
        Shot("green-hours-zh", page.format("green", "zh"), at="#part-hours"),
        Shot("plan-zh", page.format("plans", "zh") + PLAN, TALL),
        Shot("plan-week-en", page.format("plans", "en") + PLAN, at="#part-week"),
        Shot("now-phone-zh", page.format("now", "zh"), PHONE),
        Shot("energy-phone-en", page.format("energy", "en"), PHONE, "dark"),
    ]


class Noon:
    """A clock that stands still at a bright noon of the park's year."""

    def now(self) -> datetime:
        """Some minutes after a quarter hour, as on any real day."""
        return datetime(YEAR, 5, 20, 5, 7, tzinfo=UTC)


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """The console of the park, while it is looked at."""
    with open_parks([folder], clock=Noon()) as parks:
        server = uvicorn.Server(uvicorn.Config(application(parks), log_level="warning"))
        sockets = [bound("127.0.0.1", PORT)]
        thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
        thread.start()
        yield
        server.should_exit = True
        thread.join()


def take(browser: Browser, shot: Shot) -> None:
    """One picture, when all that the page fetches has come."""
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shot.scheme)
    page.goto(shot.address)
    page.wait_for_selector("[aria-busy=true]", state="detached")
    if shot.at:
        page.locator(shot.at).evaluate("each => each.scrollIntoView({behavior: 'instant'})")
    page.wait_for_timeout(2500)
    page.screenshot(path=SCREENS / f"{shot.name}.png")
    page.close()


def take_report(browser: Browser, path: Path, language: str) -> None:
    """The top of the year's page in one language."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(path.resolve().as_uri())
    page.get_by_text({"zh": "中文", "en": "English"}[language], exact=True).first.click()
    page.wait_for_timeout(2500)
    page.screenshot(path=SCREENS / f"report-{language}.png")
    page.close()


def main() -> None:
    """Every picture of the docs."""
    folder = Path(sys.argv[1])
    (report,) = folder.glob("reports/*.html")
    SCREENS.mkdir(exist_ok=True)
    with served(folder), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for shot in shots(folder.resolve().name):
            take(browser, shot)
        for language in ("zh", "en"):
            take_report(browser, report, language)
        browser.close()


if __name__ == "__main__":
    main()
