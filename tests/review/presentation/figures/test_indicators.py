from __future__ import annotations

from dataclasses import replace

import pytest

from sample_year import indicator, small_page, year_page
from zeropark.review.evaluation.indicator import Verdict
from zeropark.review.presentation.figures.indicators import (
    core_figure,
    indicator_table,
    indicator_words,
    limit_words,
    shares_figure,
    value_words,
)
from zeropark.review.presentation.text import Text


def test_a_share_is_printed_in_percent_with_its_limit() -> None:
    one = indicator("r3", "上网", "export", 0.2449, limit=0.2, sense="max")
    assert value_words(one).en == "24.5"
    assert limit_words(one).en == "≤ 20 %"


def test_a_figure_that_is_no_share_keeps_its_unit_and_digits() -> None:
    core = indicator("core", "核心", "core", 0.1874, unit="tCO2/tce", limit=0.2, sense="max")
    assert value_words(core).en == "0.187"
    assert limit_words(core).en == "≤ 0.2"
    power = replace(core, value=300_000.0, limit=300_000.0, unit="kW")
    assert value_words(power).en == "300,000"
    assert limit_words(power).en == "≤ 300,000"


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_missing_figure_says_so_and_is_never_zero(value: float | None) -> None:
    one = indicator("water_reuse", "水", "water", value, limit=0.8, verdict=Verdict.UNKNOWN)
    assert value_words(one).zh == "缺失"
    assert value_words(one).en == "missing"


def test_the_table_keeps_every_digit_and_leaves_a_missing_figure_empty() -> None:
    share = indicator("r3", "上网", "export", 0.2449, limit=0.2, sense="max")
    core = indicator("core", "核心", "core", 0.0249076, unit="tCO2/tce", limit=0.2, sense="max")
    none = indicator("water_reuse", "水", "water", None, limit=0.8, verdict=Verdict.UNKNOWN)
    table = indicator_table((share, core, none), caption=Text.same("indicators"))
    assert [row[1] for row in table.rows] == [pytest.approx(24.49), 0.0249076, None]


def test_a_ratio_known_by_its_short_name_leads_with_it() -> None:
    one = indicator("r1", "自发自用占可用发电量", "R1: self-use", 0.8)
    assert indicator_words(one).zh == "R1 自发自用占可用发电量"
    named = indicator("r1", "R1 自发自用", "R1: self-use", 0.8)
    assert indicator_words(named).zh == "R1 自发自用"


def test_a_share_that_does_not_apply_has_no_bar_and_keeps_its_limit_mark() -> None:
    page = year_page()
    figure = shares_figure(page.evaluation.guiding, key="guiding", generated=True)
    assert figure is not None
    bars, marks = figure.option["series"]  # type: ignore[misc]
    # the shares: clean energy, solid waste, waste heat (not applicable), water
    assert [bar["value"] for bar in bars["data"]] == [93.4, 71.0, None, 88.0]
    assert marks["data"] == [[90.0, 0], [80.0, 1], [50.0, 2], [80.0, 3]]
    assert len(figure.table.rows) == 5  # product unit energy is no share, and stands in the table


def test_the_dial_ends_its_green_part_at_the_limit() -> None:
    page = year_page()
    figure = core_figure(page.evaluation.core, generated=False)
    assert figure is not None
    dial = figure.option["series"][0]  # type: ignore[index, call-overload]
    zones = dial["axisLine"]["lineStyle"]["color"]
    assert zones[0][0] * dial["max"] == pytest.approx(0.2)


def test_a_park_without_a_core_figure_has_no_dial() -> None:
    assert core_figure(small_page(year_page().flows).evaluation.core, generated=False) is None
