"""The page as people see it: opened from disk in Chromium, at three widths, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from chromium import WIDTHS, Seen, chromium, looked_at
from zeropark.review.reports.page import YearPage
from zeropark.review.reports.render import render_year
from zeropark.shell.stores.assets import BuiltScripts

DRAWN = """places => places.map(place =>
  [place.dataset.figure, place.querySelectorAll("svg path").length])"""

# Text that reaches beyond the card, tile or picture that it belongs to; frames that scroll by
# themselves are left out, and so is what the other language hides.
CUT = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    const apart = parent.closest("script, style, caption, .scroll, .skip, select");
    if (!text.data.trim() || apart) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const around = parent.closest("svg, .tile, .card, body").getBoundingClientRect();
    if (box.left < around.left - 1 || box.right > around.right + 1) cut.push(text.data.trim());
  }
  return cut;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(page: YearPage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "sample-2026.html"
    html = render_year(page, echarts_js=BuiltScripts().text("echarts"))
    path.write_text(html, encoding="utf-8")
    return path


def opened(browser: Browser, file: Path, **context: Any) -> Seen:
    seen = looked_at(browser, **context)
    seen.page.goto(file.as_uri())
    return seen


@pytest.fixture(scope="module", params=WIDTHS)
def seen(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Seen]:
    looked = opened(browser, file, viewport={"width": request.param, "height": 900})
    yield looked
    looked.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("tag", "other"), [("zh-CN", "en"), ("en", "zh-CN")])
def test_the_page_is_whole_at_every_width_in_both_languages(
    seen: Seen, tag: str, other: str, scheme: Literal["light", "dark"], tmp_path: Path
) -> None:
    page = seen.page
    page.emulate_media(color_scheme=scheme)
    page.click(f'[data-language="{tag}"]')
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert seen.messages == []
    assert all(url.startswith(("file://", "data:")) for url in seen.requests)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT) == []
    drawn = page.eval_on_selector_all("[data-figure]", DRAWN)
    assert len(drawn) == 10
    assert [figure for figure, marks in drawn if marks < 5] == []
    assert page.locator(f'span[lang="{other}"]:visible').count() == 0


def test_every_hour_of_the_year_is_drawn_as_soon_as_the_page_is_open(
    browser: Browser, file: Path
) -> None:
    page = opened(browser, file).page
    (found,) = page.eval_on_selector_all('[data-figure="exchange"]', DRAWN)
    assert found[1] > 365 * 23  # the sample year lacks a few hours
    page.context.close()


def test_every_table_behind_a_picture_opens(browser: Browser, file: Path) -> None:
    page = opened(browser, file, viewport={"width": 820, "height": 900}).page
    for summary in page.locator("figure details > summary").all():
        summary.click()
    shown = page.locator("figure details table:visible")
    assert shown.count() == 9
    assert all(table.locator("tbody tr").count() > 0 for table in shown.all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_a_view_that_is_chosen_is_drawn(browser: Browser, file: Path) -> None:
    page = opened(browser, file).page
    carbon = page.locator('[data-figure="carbon"]')
    before = carbon.inner_html()
    page.click('[data-view-of="carbon"][data-view="1"]')
    assert carbon.inner_html() != before
    assert page.get_attribute('[data-view-of="carbon"][data-view="1"]', "aria-pressed") == "true"
    day = page.locator('[data-figure="day"]')
    before = day.inner_html()
    page.select_option('[data-views="day"]', "2")
    assert day.inner_html() != before
    page.context.close()


def test_title_and_choices_change_their_language_with_the_page(
    browser: Browser, file: Path
) -> None:
    page = opened(browser, file).page
    assert "能碳报告" in page.title()
    assert page.inner_text('[data-views="day"] option:first-child') == "全年"
    page.click('[data-language="en"]')
    assert page.title() == "Sample park: energy and carbon, 2026"
    assert page.inner_text('[data-views="day"] option:first-child') == "Year"
    assert "Wind" in page.inner_text('[data-figure="months"]')
    page.context.close()


def test_without_scripts_the_figures_are_still_there(browser: Browser, file: Path) -> None:
    page = opened(browser, file, java_script_enabled=False).page
    assert page.locator("main h2:visible").count() > 5
    assert page.locator("noscript").first.inner_text()
    page.locator("figure details > summary").first.click()
    assert page.locator("figure table:visible").count() == 1
    page.context.close()


def test_paper_is_white_even_on_a_dark_screen(browser: Browser, file: Path) -> None:
    page = opened(browser, file, color_scheme="dark").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sizes = page.eval_on_selector_all(
        "[data-figure] svg",
        "all => all.map(each => each.getBoundingClientRect()).map(box => [box.width, box.height])",
    )
    assert all(wide > 100 and high > 50 for wide, high in sizes)
    style = "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()"
    assert page.evaluate(style) == "#ffffff"
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(style) != "#ffffff"
    page.context.close()
