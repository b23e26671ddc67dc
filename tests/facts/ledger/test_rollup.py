from __future__ import annotations

import math
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import axis_of, flows_from
from zeropark.basis.errors import PeriodError
from zeropark.facts.ledger.flow import Kind
from zeropark.facts.ledger.rollup import Grain, rollup
from zeropark.facts.readings.reading import Quality

NAN = math.nan


def test_hours_are_sums_of_quarters_and_a_partial_one_says_so() -> None:
    totals = rollup(flows_from({"a>b": [1, 2, 3, 4, 5, NAN, 7, 8, NAN, NAN, NAN, NAN]}), to="hour")
    assert totals.quantity[0, :2].tolist() == [10, 20]  # 1+2+3+4; 5+7+8
    assert math.isnan(totals.quantity[0, 2])
    assert totals.missing_steps.tolist() == [[0, 1, 4]]
    partial = (totals.quality & Quality.PARTIAL) != 0
    assert partial.tolist() == [[False, True, False]]
    assert np.isnan(totals.whole()).tolist() == [[False, True, True]]


def test_days_begin_at_local_midnight() -> None:
    # 2026-01-01T12:00 in Shanghai, 24 h: half a day each
    flows = flows_from({"a>b": [1.0] * 96}, axis=axis_of(96, start="2026-01-01T12:00"))
    totals = rollup(flows, to="day")
    assert totals.quantity.tolist() == [[48, 48]]
    assert totals.edges[1] == np.datetime64("2026-01-01T16:00")


def test_months_of_a_year_have_their_days() -> None:
    flows = flows_from({"a>b": [1.0] * 35040})
    totals = rollup(flows, to="month")
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert totals.quantity[0].tolist() == [96 * day for day in days]
    assert totals.steps.tolist() == [96 * day for day in days]
    with pytest.raises(PeriodError):
        totals.as_flows()


def test_a_day_with_a_clock_change_is_longer_or_shorter() -> None:
    # Berlin 2026: 29 March has 23 h, 25 October 25 h; 24 h 15 min axes
    berlin = ZoneInfo("Europe/Berlin")
    spring = flows_from({"a>b": [1.0] * 92}, axis=axis_of(92, start="2026-03-29T00:00+01:00"))
    autumn = flows_from({"a>b": [1.0] * 100}, axis=axis_of(100, start="2026-10-25T00:00+02:00"))
    for flows in (spring, autumn):
        assert rollup(flows, to="day", calendar=berlin).quantity.shape == (1, 1)
        assert rollup(flows, to="hour", calendar=berlin).steps.tolist() == [4] * (
            flows.axis.count // 4
        )


def test_even_totals_are_flows_again_and_partial_ones_can_be_left_out() -> None:
    flows = flows_from({"a>b": [1, 1, 1, NAN, 2, 2, 2, 2]})
    totals = rollup(flows, to="hour")
    assert totals.as_flows().quantity.tolist() == [[3, 8]]
    whole = totals.as_flows(whole=True)
    assert math.isnan(whole.quantity[0, 0])
    assert whole.axis.count == 2
    assert whole.axis.period == flows.axis.period


def test_a_total_is_as_uncertain_as_its_least_certain_step() -> None:
    flows = flows_from({"a>b": [1.0] * 8})
    flows.kind[0, 5] = Kind.FILLED
    flows.quality[0, 5] = Quality.FILLED
    totals = rollup(flows, to="hour")
    assert totals.kind.tolist() == [[Kind.MEASURED, Kind.FILLED]]
    assert totals.quality.tolist() == [[0, Quality.FILLED]]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 400),
    st.integers(0, 95),
    st.sampled_from(["hour", "day", "month"]),
    st.integers(0, 2**32 - 1),
)
def test_totals_agree_with_a_group_by_and_lose_nothing(
    steps: int, offset: int, grain: Grain, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values = np.where(rng.random(steps) < 0.2, NAN, rng.uniform(0, 10, steps))
    axis = axis_of(steps, start=f"2026-01-30T{offset // 4:02d}:{offset % 4 * 15:02d}")
    totals = rollup(flows_from({"a>b": values.tolist()}, axis=axis), to=grain)
    frame = pl.DataFrame({"at": axis.starts(), "value": values}).with_columns(
        pl.col("at")
        .dt.offset_by("8h")
        .dt.truncate({"hour": "1h", "day": "1d", "month": "1mo"}[grain])
    )
    grouped = (
        frame.fill_nan(None)
        .group_by("at", maintain_order=True)
        .agg(pl.col("value").sum(), pl.col("value").null_count().alias("gone"), pl.len())
    )
    assert totals.missing_steps[0].tolist() == grouped["gone"].to_list()
    expected = np.where(grouped["gone"] == grouped["len"], NAN, grouped["value"])
    np.testing.assert_allclose(totals.quantity[0], expected, rtol=1e-12)
