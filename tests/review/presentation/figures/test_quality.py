from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sample_year import flows, small_page
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import Flows, Kind
from zeropark.review.presentation.figures.quality import coverage, quality_figure

DAY = Axis.over(parse_period("2026-06-01"))


def one_day() -> Flows:
    """96 steps of the grid meter: 24 missing, 12 filled; the furnace meter is whole."""
    of = flows(
        {("electricity", "grid", "main"): 96.0, ("electricity", "plant", "furnace"): 96.0}, axis=DAY
    )
    of.quantity[0, :24] = np.nan
    of.kind[0, 24:36] = Kind.FILLED
    links = (replace(of.links[0], meter="m-grid"), replace(of.links[1], meter="m-furnace"))
    return replace(of, links=links)


def test_shares_are_of_all_intervals_and_add_up_to_one() -> None:
    worst, best = coverage(one_day())
    assert worst.meter == "m-grid"
    # 60 of 96 measured, 12 filled, 24 missing
    assert (worst.measured, worst.filled, worst.missing) == pytest.approx((0.625, 0.125, 0.25))
    assert best.measured == 1.0


def test_the_table_lists_every_meter_by_name() -> None:
    figure = quality_figure(small_page(one_day()))
    assert figure is not None
    assert [row[0].zh for row in figure.table.rows] == ["电网关口表", "闪速炉表"]  # type: ignore[union-attr]


def test_flows_without_a_meter_are_not_asked_for_quality() -> None:
    assert quality_figure(small_page(flows({("electricity", "main", "cells"): 1.0}))) is None
