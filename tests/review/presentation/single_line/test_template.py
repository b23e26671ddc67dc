"""The drawing as markup, and as Chromium sets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

import ledger_parks as parts
from sketch_parks import archetype
from zeropark.basis.park.archetypes import archetype_names
from zeropark.basis.park.document import ParkDocument
from zeropark.review.presentation.environment import template_environment
from zeropark.review.presentation.single_line.build import sketch
from zeropark.review.presentation.single_line.live import live
from zeropark.review.presentation.text import Language

PAGE = """<!doctype html><html lang="{{ tag }}"><head><meta charset="utf-8"><style>
{% include "style.css" %}{% include "single_line.css" %}</style></head><body><main>
{% import "single_line.svg.j2" as drawing %}
<div class="card">{{ drawing.single_line(sketch, values, both, language) }}</div>
</main></body></html>"""
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def page_of(
    park: ParkDocument,
    *,
    language: Language | None = None,
    shown: Language = "zh",
    rates: dict[str, float | None] | None = None,
) -> str:
    drawn = sketch(park)
    environment = template_environment("zeropark.review.presentation", language=language)
    return environment.from_string(PAGE).render(
        sketch=drawn,
        values=None if rates is None else live(drawn, rates),
        language=language,
        tag={"zh": "zh-CN", "en": "en"}[shown],
    )


def small(**more: Any) -> ParkDocument:
    return parts.park_of(
        buses=[parts.bus("b", voltage_kv=10)],
        boundary_points=[{**parts.point("grid", "b"), **more}],
        devices=[parts.load("l", "b")],
    )


def test_a_symbol_says_which_links_it_shows_and_which_way_power_goes() -> None:
    html = page_of(small(), rates={"electricity:b>grid": 700.0})
    assert 'data-element="grid@b" data-links="electricity:grid&gt;b electricity:b&gt;grid"' in html
    assert re.search(r'data-element="grid@b"[^>]*data-way="backward"', html)
    assert re.search(r'data-element="l@b"[^>]*data-way="unknown"', html)
    assert ">700.0 kW</text>" in html


def test_without_values_the_room_for_them_stays_empty() -> None:
    html = page_of(small())
    assert len(re.findall(r'data-element="[^>]*data-way="unknown"', html)) == 2
    assert re.search(r'<text class="value"[^>]*></text>', html)


def test_html_and_emoji_in_names_are_only_words() -> None:
    evil = "<script>alert('x')</script>🌞\"&\u202e"
    html = page_of(small(name={"zh": evil, "en": evil}))
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;🌞&#34;&amp;" in html


def test_a_long_name_is_cut_on_the_drawing_and_whole_in_its_title() -> None:
    long = "河西走廊新能源综合利用示范变电站" * 4
    html = page_of(small(name={"zh": long, "en": "Grid"}), language="zh")
    assert f"<title>{long}</title>" in html
    assert long not in re.sub(r"<title>.*?</title>|<desc.*?</desc>", "", html)


def test_one_language_holds_no_word_of_the_other() -> None:
    park = archetype("jinchang")
    assert not re.search(r"[\u4e00-\u9fff]", page_of(park, language="en").split("</style>")[1])
    assert "Nickel" not in page_of(park, language="zh")


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    html = page_of(small(), language="en")
    assert 'role="img" aria-labelledby="sketch-electricity-title"' in html
    assert '<title id="sketch-electricity-title">Single-line sketch: electricity</title>' in html
    assert '<desc id="sketch-electricity-about">b (10 kV): grid, l.</desc>' in html
    assert "style=" not in html


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


MEETING = """() => {
  const seen = [...document.querySelectorAll(".single-line text")]
    .map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([words, box]) => words.trim() && box.width);
  const meeting = [];
  seen.forEach(([one, a], i) => seen.slice(i + 1).forEach(([other, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 4) meeting.push([one, other]);
  }));
  return meeting;
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", archetype_names())
def test_no_words_meet_in_a_browser(name: str, language: Language, browser_page: Page) -> None:
    park = archetype(name)
    links = (link for symbol in sketch(park).symbols for link in symbol.links[:1])
    rates: dict[str, float | None] = dict.fromkeys(links, 123_456.0)
    browser_page.set_content(page_of(park, shown=language, rates=rates))
    assert browser_page.locator(".single-line text:visible").count() > 40
    assert browser_page.evaluate(MEETING) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_it_scrolls_in_its_own_frame_and_stays_legible(width: int, browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.set_content(page_of(archetype("jinchang")))
    drawn = browser_page.locator(".single-line").bounding_box()
    assert drawn is not None
    assert drawn["width"] >= 880
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    scroll, client = browser_page.evaluate(widths)
    assert scroll <= client
    browser_page.set_viewport_size({"width": 1440, "height": 900})
