from __future__ import annotations

import math

import pytest

from ledger_parks import flows_from
from zeropark.facts.ledger.completeness import completeness_of
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.review.presentation.figures.calendar import calendar_figure
from zeropark.review.presentation.figures.figure import Figure

DAY = 96


def a_month_and_a_day() -> Flows:
    """From Thursday, 1 January 2026: 24 of 192 missing on one day, 48 filled on the next."""
    of = flows_from({"a>b": [1.0] * 32 * DAY, "b>c": [1.0] * 32 * DAY})
    of.quantity[0, :24] = math.nan
    of.kind[1, DAY : DAY + 48] = Kind.FILLED
    return of


def figure() -> Figure:
    drawn = calendar_figure(completeness_of(a_month_and_a_day()), generated=False)
    assert drawn is not None
    return drawn


def days(number: int) -> list[float]:
    series = figure().variants[number].option["series"]
    found: list[float] = series[0]["data"]  # type: ignore[index, call-overload, assignment]
    return found


def test_each_view_holds_a_share_a_day() -> None:
    measured, filled, missing = (days(view) for view in range(3))
    assert len(measured) == 32
    assert measured[:3] == [87.5, 75.0, 100.0]  # (192 - 24) / 192; (192 - 48) / 192
    assert filled[:2] == [0.0, 25.0]
    assert missing[:2] == [12.5, 0.0]


def test_the_script_is_told_the_first_day_and_which_week_a_month_begins_in() -> None:
    option = figure().option
    assert option["firstDay"] == "2026-01-01"
    labels = option["xAxis"]["data"]  # type: ignore[index, call-overload]
    # weeks from Monday: 1 January is a Thursday, 1 February the Sunday of the fifth week
    assert [getattr(each, "en", each) for each in labels] == ["Jan", "", "", "", "Feb"]


def test_the_table_counts_days_that_were_not_all_measured() -> None:
    january, february = figure().table.rows
    assert january[0] == "2026-01"
    # 31 days x 192: 24 missing, 48 filled
    assert january[1:4] == pytest.approx((100 - 72 / 5952 * 100, 48 / 5952 * 100, 24 / 5952 * 100))
    assert january[4] == 2
    assert february[1:] == (100.0, 0.0, 0.0, 0.0)


def test_without_a_metered_flow_there_is_no_calendar() -> None:
    of = a_month_and_a_day()
    bare = Flows(
        park="p",
        axis=of.axis,
        links=(FlowLink("electricity", "a", "losses"),),
        quantity=of.quantity[:1],
        quality=of.quality[:1],
        kind=of.kind[:1],
    )
    assert calendar_figure(completeness_of(bare), generated=False) is None
