"""The pictures of a direct connection: ratios through the year, exchange, shares."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from ledger_parks import bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.green.direct import direct
from zeropark.review.evaluation.indicator import Indicator, Verdict
from zeropark.review.presentation.figures.exceed import exceed_figure
from zeropark.review.presentation.figures.green_shares import green_shares_figure
from zeropark.review.presentation.figures.ratio_path import MonthRatios, ratio_path_figure

LONG = "厂" * 190 + "<b>"


def limit(value: float, sense: str) -> Indicator:
    return Indicator(
        id="r",
        zh="比",
        en="ratio",
        unit="1",
        value=None,
        limit=value,
        sense=sense,
        verdict=Verdict.UNKNOWN,
        reason="",
    )


def test_a_ratio_runs_beside_its_limit_and_a_month_alone_is_another_view() -> None:
    months = [
        MonthRatios(month="2026-01", to_date={"r1": 0.9, "r2": None}, alone={"r1": 0.9}),
        MonthRatios(month="2026-02", to_date={"r1": 0.85, "r2": 0.4}, alone={"r1": 0.8}),
    ]
    figure = ratio_path_figure(months, limits={"r1": limit(0.6, "min")}, generated=False)
    assert figure is not None
    to_date, alone = (each.option["series"] for each in figure.variants)
    assert isinstance(to_date, list)
    assert isinstance(alone, list)
    assert to_date[0]["data"] == [90, 85]
    assert to_date[1]["data"] == [None, 40]
    assert to_date[3]["data"] == [60, 60]
    assert to_date[3]["name"].en == "R1 limit ≥ 60 %"
    assert alone[0]["data"] == [90, 80]
    assert figure.table.rows[1][:3] == ("2026-02", 85, 40)


def test_a_year_without_months_has_no_path() -> None:
    assert ratio_path_figure([], limits={}, generated=False) is None


def test_exchange_is_drawn_from_highest_to_lowest_against_what_was_declared() -> None:
    # 250, 500 and 125 kWh in a quarter: 1, 2 and 0.5 MW; the missing one is left out
    figure = exceed_figure(
        np.array([250.0, 500, math.nan, 125]), step_hours=0.25, declared_kw=1500, generated=False
    )
    assert figure is not None
    curve, declared = figure.option["series"]  # type: ignore[misc]
    assert [point for _, point in curve["data"]] == [2, 1, 0.5]
    assert declared["data"] == [[0, 1.5], [0.75, 1.5]]


def test_nothing_known_of_the_exchange_gives_no_curve() -> None:
    unknown = np.full(4, math.nan)
    assert exceed_figure(unknown, step_hours=0.25, declared_kw=None, generated=False) is None


def park() -> ParkDocument:
    return park_of(
        enterprises=[{"id": "mill", "name": {"zh": LONG, "en": LONG}}, {"id": "shop"}],
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[pv("sun", "b"), load("furnace", "b", "mill"), load("saw", "b", "shop")],
    )


def contract() -> GreenDirect:
    told = {"kind": "green_direct", "id": "d", "plants": ["sun"], "users": ["mill", "shop"]}
    return GreenDirect.model_validate({**told, "grid_point": "grid"})


def test_everyone_has_a_share_and_the_rest_has_names() -> None:
    # One hour: sun 100 and 20 curtailed; mill uses 60, shop 20, 15 exported, 5 lost on the way.
    # Self-use 85; of it 80 is shared: 60 and 20; 5 stay unallocated. Available 120.
    rows = {"sun>b": [100.0], "sun>curtailed": [20.0], "b>furnace": [60.0], "b>saw": [20.0]}
    rows |= {"b>grid": [15.0], "grid>b": [0.0], "b>losses": [5.0]}
    found = direct(flows_from(rows, minutes=60), park=park(), contract=contract())
    figure = green_shares_figure(found, park=park(), consumed_kwh={"mill": 60.0})
    assert figure is not None
    told: dict[str, Any] = {row[0].en: row for row in figure.table.rows}  # type: ignore[union-attr]
    assert told[LONG][1:] == pytest.approx((60, 50, 60, 100))
    assert told["Exported"][1] == pytest.approx(15)
    assert told["Unallocated: losses or others"][1] == pytest.approx(5)
    assert told["Curtailed"][1] == pytest.approx(20)
    assert told["Total"][1] == pytest.approx(120)
    assert told["shop"][3].en == "—"  # nobody told what the shop consumed


def test_nothing_generated_gives_no_shares() -> None:
    rows = {"sun>b": [0.0], "b>furnace": [60.0], "b>saw": [20.0], "b>grid": [0.0], "grid>b": [80.0]}
    found = direct(flows_from(rows, minutes=60), park=park(), contract=contract())
    assert green_shares_figure(found, park=park(), consumed_kwh={}) is None
