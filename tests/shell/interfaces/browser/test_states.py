"""Parks that are not as they should be: empty, half closed, badly named, written by another."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chromium import looked_at
from page_checks import CUT, DRAWN, OVERLAPS
from served_console import Open, serving, settle
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES
from zeropark.shell.interfaces.console.texts.every import WORDS


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("page_id", PARK_PAGES)
@pytest.mark.parametrize("park", ["bare", "odd"])
def test_every_page_of_an_odd_park_is_whole(
    look: Open, park: str, page_id: str, width: int
) -> None:
    seen = look(f"/parks/{park}/{page_id}?lang=zh", viewport={"width": width, "height": 900})
    assert seen.messages == []
    assert seen.failed == []
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.page.evaluate(CUT) == []
    assert seen.page.evaluate(OVERLAPS) == []
    drawn = seen.page.eval_on_selector_all("[data-figure]", DRAWN)
    assert [figure for figure, marks in drawn if marks == 0] == []


def test_names_with_markup_stay_words_in_pictures_too(look: Open) -> None:
    page = look("/parks/odd/energy?lang=en").page
    assert "<script>alert(1)</script>🏭" in page.inner_text("h1")
    assert (
        page.locator("main script:not([type='application/json']), main img[onerror]").count() == 0
    )
    page.hover(
        '[data-figure="overview"] svg path >> nth=2', force=True
    )  # what it tells is escaped too
    assert page.locator("main img, [data-figure] b b").count() == 0


def test_half_a_year_is_shown_and_said(look: Open) -> None:
    page = look("/parks/odd/energy?lang=zh").page
    said = page.locator(".banner").all_inner_texts()
    start = WORDS["app.part_only"].zh.split("；")[0]
    assert [words for words in said if words.startswith(start)]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/parks/jinchang/energy?period=2031", 404),
        ("/parks/jinchang/energy?period=soon", 422),
        ("/parks/nowhere/energy", 404),
        ("/parks/jinchang/nothing", 404),
        ("/nowhere", 404),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_there_is_told_on_a_page_that_leads_back(
    browser: Browser, served: str, path: str, status: int, language: str
) -> None:
    seen = looked_at(browser, base_url=served, viewport={"width": 390, "height": 800})
    joined = "&" if "?" in path else "?"
    answer = seen.page.goto(f"{path}{joined}lang={language}")
    assert answer is not None
    assert answer.status == status
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[language]
    back = seen.page.locator("main .card a").first
    leads_to = back.get_attribute("href")
    back.click()
    seen.page.wait_for_url(f"{served}{leads_to}")
    assert seen.failed == [f"{answer.url} {status}"]
    seen.close()


def test_a_second_server_reads_and_says_who_writes(browser: Browser, small_parks: Path) -> None:
    folder, says = small_parks / "odd", "http://127.0.0.1:8765"
    with serving([folder], offers=says) as first, serving([folder], offers="another") as second:
        banners = []
        for address in (first, second):
            seen = looked_at(browser, base_url=address)
            settle(seen, "/parks/odd/energy?lang=en")
            banners.append(" ".join(seen.page.locator(".banner").all_inner_texts()))
            seen.close()
    assert "Another server writes" not in banners[0]
    assert f"Another server writes this park: {says}" in banners[1]
