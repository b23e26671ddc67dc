"""Every page of the console, in both languages, at three widths, light and dark, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chromium import WIDTHS, Seen, looked_at
from page_checks import AXE, CUT, DRAWN, OVERLAPS, PROSE
from served_console import settle
from zeropark.review.presentation.text import Language
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES, SITE_PAGES
from zeropark.shell.interfaces.console.texts.every import WORDS

AXE_CORE = Path(__file__).parents[4] / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = {page.id: page.path for page in SITE_PAGES.values()} | {
    page.id: f"/parks/jinchang/{page.id}" for page in PARK_PAGES.values()
}
EVERY = [(page, language) for page in PATHS for language in ("zh", "en")]
HAN = re.compile(r"[\u4e00-\u9fff]")
LOWER = re.compile(r"(?<!\S)[a-z]{2,}(?!\S)")
BOXES = """pictures => pictures.map((each) => {
  const { width, height } = each.getBoundingClientRect();
  return [each.closest("[data-figure]").dataset.figure, width, height];
})"""
SENTENCE = 2
"""So many words in small letters without one Chinese character are another language."""


@dataclass
class Open:
    """A page that is open, and in which language it was asked for."""

    seen: Seen
    language: Language


@pytest.fixture(
    scope="module", params=EVERY, ids=lambda each: "-".join(each) if isinstance(each, tuple) else ""
)
def opened(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Open]:
    page, language = request.param
    seen = looked_at(browser, base_url=served, viewport={"width": WIDTHS[0], "height": 900})
    settle(seen, f"{PATHS[page]}?lang={language}")
    yield Open(seen, language)
    seen.close()


def test_a_page_is_whole_at_every_width(opened: Open) -> None:
    page = opened.seen.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)  # pictures are drawn anew a moment after
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert (width, wide[0]) == (width, wide[1])
        assert (width, page.evaluate(CUT)) == (width, [])
        assert (width, page.evaluate(OVERLAPS)) == (width, [])
        drawn = page.eval_on_selector_all("[data-figure]", DRAWN)
        assert (width, [figure for figure, marks in drawn if marks < 3]) == (width, [])


def test_a_page_asks_for_nothing_beyond_its_server_and_says_nothing(opened: Open) -> None:
    seen = opened.seen
    assert seen.messages == []
    assert seen.failed == []
    assert seen.hosts == {"127.0.0.1"}


def test_a_page_speaks_one_language(opened: Open) -> None:
    page, language = opened.seen.page, opened.language
    assert page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[language]
    prose = page.evaluate(PROSE)
    keys = {key for key in (*TEXTS, *WORDS) if "." in key}
    assert keys.isdisjoint(prose)  # a key where its words should be
    if language == "zh":
        foreign = [
            words
            for words in prose
            if not HAN.search(words) and len(LOWER.findall(words)) >= SENTENCE
        ]
    else:
        foreign = [words for words in prose if HAN.search(words)]
    assert foreign == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_can_be_read_by_everyone(opened: Open, scheme: str) -> None:
    page = opened.seen.page
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_CORE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE, RULES) == []


def test_a_page_is_whole_on_paper(opened: Open) -> None:
    page = opened.seen.page
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 within its margins
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    try:
        style = "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()"
        assert page.evaluate(style) == "#ffffff"
        assert page.locator(":is(.app-menu, .app-tools, .periods, .exports):visible").count() == 0
        boxes = page.eval_on_selector_all("[data-figure] svg", BOXES)
        assert [box for box in boxes if not (100 < box[1] <= 720 and box[2] > 40)] == []
        assert page.evaluate(CUT) == []
    finally:
        page.emulate_media(media="screen", color_scheme="light")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
