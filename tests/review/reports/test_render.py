from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from sample_year import NASTY, flows, indicator, park, small_page, year_page
from zeropark.basis.errors import Finding
from zeropark.review.evaluation.indicator import Verdict
from zeropark.review.reports.page import YearPage
from zeropark.review.reports.render import render_year, script_text

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, with the text of each script and which tags were left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data
        elif self.open and self.open[-1] != "style":
            self.text.append(data)

    def attributes(self, name: str) -> Iterator[str]:
        return (value for _, attrs in self.tags if (value := attrs.get(name)) is not None)

    def model(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.scripts[0])
        return loaded


def test_every_element_is_closed(html: str) -> None:
    assert Page(html).open == []


def test_the_page_asks_for_nothing_from_outside(html: str) -> None:
    page = Page(html)
    assert not list(page.attributes("src"))
    assert all(href.startswith("#") for href in page.attributes("href"))
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_no_id_is_given_twice_and_every_reference_has_one(html: str) -> None:
    page = Page(html)
    ids = list(page.attributes("id"))
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby"):
        assert set(" ".join(page.attributes(name)).split()) <= set(ids)
    assert {href[1:] for href in page.attributes("href")} <= set(ids)


def test_every_picture_has_a_place_a_name_and_a_table(html: str) -> None:
    page = Page(html)
    drawn = [figure["id"] for figure in page.model()["figures"]]
    assert drawn == [
        *("sankey", "months", "day", "exchange", "carbon", "core", "guiding", "direct", "bill"),
        "quality",
    ]
    places = [attrs for tag, attrs in page.tags if "data-figure" in attrs]
    assert sorted(str(each["data-figure"]) for each in places) == sorted(drawn)
    assert all(each["role"] == "img" and each["aria-labelledby"] for each in places)
    for figure in set(drawn) - {"core"}:
        part = re.search(rf'<figure[^>]*id="figure-{figure}">.*?</figure>', html, re.DOTALL)
        assert part is not None
        assert "<table>" in part[0]


def test_every_heading_of_a_table_says_what_it_heads(html: str) -> None:
    heads = [attrs for tag, attrs in Page(html).tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in {"col", "row", "rowgroup"} for attrs in heads)


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_it_opens_in_the_language_asked_for(page: YearPage, language: Any, tag: str) -> None:
    html = render_year(page, language=language, echarts_js="")
    assert f'<html lang="{tag}">' in html
    title = re.search(r"<title[^>]*>(.*?)</title>", html)
    assert title is not None
    assert ("能碳报告" in title[1]) == (language == "zh")


def test_both_languages_are_inside_and_chinese_is_the_first(html: str) -> None:
    assert '<html lang="zh-CN">' in html
    chinese = html.count('<span lang="zh-CN">')
    assert chinese == html.count('<span lang="en">') > 100
    for words in ("核心指标达标", "The core indicator passes", "能源流向", "Where the energy went"):
        assert words in html


def test_every_figure_of_generated_data_says_so(html: str, page: YearPage) -> None:
    assert page.generated
    titles = re.findall(r'<div class="title">.*?</div>', html, re.DOTALL)
    tiles = re.findall(r'<li class="tile.*?</li>', html, re.DOTALL)
    assert len(titles) >= 9
    assert len(tiles) == 8
    for part in (*titles, *tiles):
        assert "模拟数据" in part
        assert "generated data" in part


def test_measured_data_is_not_called_generated(page: YearPage) -> None:
    measured = replace(
        page,
        flows=replace(page.flows, quality=np.zeros_like(page.flows.quality)),
        inventories=tuple(
            replace(book, lines=tuple(replace(line, quality=0) for line in book.lines))
            for book in page.inventories
        ),
    )
    assert "模拟数据" not in render_year(measured, echarts_js="")


def test_figures_on_unconfirmed_rules_carry_a_dagger_that_leads_to_the_rule(html: str) -> None:
    tiles = re.findall(r'<li class="tile.*?</li>', html, re.DOTALL)
    # consumption (equivalent value), each book (gas, Gansu's grid): not confirmed; ratios: are
    assert ["†" in tile for tile in tiles] == [True] * 4 + [False] * 4
    assert 'href="#rule-ce-electricity-equivalent"' in html
    assert '<tr id="rule-ce-electricity-equivalent">' in html


def test_names_from_a_park_are_text_and_never_markup() -> None:
    of = flows({("electricity", "wind-1", "main"): 5.0, ("electricity", "main", "offices"): 5.0})
    finding = Finding(
        code="x.y",
        place=NASTY,
        problem_template="{what}",
        remedy_template="r",
        data={"what": NASTY},
    )
    named = park(name=NASTY)
    named = named.model_copy(
        update={
            "devices": tuple(
                device.model_copy(update={"name": named.name}) for device in named.devices
            )
        }
    )
    html = render_year(small_page(of, park=named, findings=(finding,)), echarts_js="")
    page = Page(html)
    assert "<script>alert" not in html
    assert [tag for tag, _ in page.tags].count("script") == 3
    words = [
        node["words"]["zh"] for node in page.model()["figures"][0]["option"]["series"][0]["data"]
    ]
    assert NASTY in words
    assert NASTY in "".join(page.text)
    assert "🏭" in html


def test_a_script_can_not_be_ended_from_inside() -> None:
    safe = script_text('a="</script><!-- </SCRIPT>"')
    assert "</script" not in safe.lower()
    assert "<!--" not in safe


def test_missing_figures_are_called_missing() -> None:
    of = flows({("electricity", "wind-1", "main"): 5.0})
    of.quantity[:] = np.nan
    page = small_page(of)
    core = indicator("core", "核心", "core", None, unit="tCO2/tce", verdict=Verdict.UNKNOWN)
    judged = replace(page.evaluation, core=core, consumption_tce=float("nan"))
    html = render_year(replace(page, evaluation=judged), echarts_js="")
    big = re.search(r'<p class="big">.*?</p>', html, re.DOTALL)
    assert big is not None
    assert "缺失" in big[0]
    assert "nan" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).lower().split()
    months = next(f for f in Page(html).model()["figures"] if f["id"] == "months")
    assert set(months["option"]["series"][0]["data"]) == {None}


def test_an_empty_year_still_makes_a_page() -> None:
    html = render_year(small_page(flows({("fresh_water", "water", "cells"): 1.0})), echarts_js="")
    assert Page(html).open == []


def test_the_same_results_make_the_same_page(page: YearPage, html: str) -> None:
    assert render_year(year_page(), echarts_js="/* charts */") == html
    assert page.version in html


def test_an_incomplete_total_is_marked_as_a_lower_bound(page: YearPage) -> None:
    first = replace(page.inventories[0], missing=("coal: no factor",))
    html = render_year(replace(page, inventories=(first,)), echarts_js="")
    tile = re.findall(r'<li class="tile.*?</li>', html, re.DOTALL)[1]
    assert "≥" in tile
    assert "coal: no factor" in html


def test_findings_stand_on_the_page_in_both_languages() -> None:
    silent = Finding(
        code="flow.silent_meter",
        place="meters.m1",
        problem_template="Meter {meter} gave nothing; {source} -> {sink} has no flow.",
        remedy_template="Import its readings for the period.",
        data={"meter": "m1", "source": "<grid>", "sink": "bus"},
    )
    html = render_year(replace(year_page(), findings=(silent,)), echarts_js="")
    assert '<span lang="zh-CN">请导入该时段的读数。</span>' in html
    assert '<span lang="en">Import its readings for the period.</span>' in html
    assert '<span lang="zh-CN">表计 m1 没有数据；&lt;grid&gt; -&gt; bus 没有流。</span>' in html
