"""Debian's Chromium, as tests look at pages with it: all that a page does is noted.

No name but this machine's is ever resolved, so that nothing can come from outside.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WIDTHS = (390, 820, 1440)
"""A phone, a tablet, a desk."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; where there is none, the test says how to get one."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("There is no Chromium to look at pages with. Run `make browser`.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Seen:
    """What a page did while it was looked at."""

    page: Page
    messages: list[str] = field(default_factory=list)
    """Of the console and of errors that nobody caught."""
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Requests that broke off, and answers that were refusals."""

    @property
    def hosts(self) -> set[str | None]:
        """Whom the page asked for anything."""
        return {urlsplit(url).hostname for url in self.requests if not url.startswith("data:")}

    def close(self) -> None:
        """Close the page with all that it kept."""
        self.page.context.close()


def looked_at(browser: Browser, **context: Any) -> Seen:
    """An empty page of a context of its own, that notes what it does."""
    page = browser.new_context(**context).new_page()
    page.set_default_timeout(15_000)
    seen = Seen(page)
    page.on("console", lambda message: seen.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", lambda request: seen.failed.append(f"{request.url} {request.failure}"))
    page.on(
        "response",
        lambda answer: (
            seen.failed.append(f"{answer.url} {answer.status}") if not good(answer.status) else None
        ),
    )
    return seen


def good(status: int) -> bool:
    """Whether an answer is what was asked for, or the word that it is known already."""
    return status < 400
