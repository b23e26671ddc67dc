from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import bus, flows_from, load, park_of, point
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.balance.balance import balance
from zeropark.facts.ledger.balance.by_bus import balance_by_bus
from zeropark.facts.ledger.flow import Kind
from zeropark.facts.readings.reading import Quality

NAN = math.nan


def two_buses() -> ParkDocument:
    return park_of(
        buses=[bus("b"), bus("c")],
        boundary_points=[point("grid", "b"), point("other", "c")],
        devices=[load("x", "b"), load("y", "c")],
    )


def test_two_buses_worked_by_hand_the_worse_first() -> None:
    # b: in 10 + 10 = 20, out 9 + 11 = 20: losses 1, unmetered in 1, residual 1 - 1 = 0 of 20.
    # c: in 5 + 5 = 10, out 4 + 4 = 8: losses 2, residual 2 of 10 = 20 %.
    measured = flows_from({"grid>b": [10, 10], "b>x": [9, 11], "other>c": [5, 5], "c>y": [4, 4]})
    park = two_buses()
    found = balance_by_bus(balance(measured, park=park).closed(), park=park)
    assert found["bus"].to_list() == ["c", "b"]
    assert found["inflow"].to_list() == [10, 20]
    assert found["outflow"].to_list() == [8, 20]
    assert found["losses"].to_list() == [2, 1]
    assert found["unmetered_in"].to_list() == [0, 1]
    assert found["residual_share"].to_list() == [pytest.approx(0.2), 0.0]
    assert found["coverage"].to_list() == [1.0, 1.0]


def test_a_bus_of_which_nothing_is_known_has_no_figures_and_stands_last() -> None:
    measured = flows_from({"grid>b": [NAN, NAN], "b>x": [9, 11], "other>c": [5, 5], "c>y": [5, 5]})
    park = two_buses()
    found = balance_by_bus(balance(measured, park=park).closed(), park=park)
    assert found["bus"].to_list() == ["c", "b"]
    assert found["inflow"].to_list() == [10, None]
    assert found["residual"].to_list() == [0, None]
    assert found["coverage"].to_list() == [1.0, 0.0]


def test_coverage_and_filled_are_shares_of_the_intervals() -> None:
    # 4 intervals: one missing, so 3 of 4 are covered; one filled, so a quarter is filled.
    measured = flows_from({"grid>b": [1, 1, NAN, 1], "b>x": [1, 1, 1, 1]})
    measured.kind[0, 1] = Kind.FILLED
    found = balance_by_bus(measured, park=two_buses())
    assert found["coverage"].to_list() == [0.75]
    assert found["filled"].to_list() == [0.25]


def test_an_hour_that_holds_a_part_of_its_quarters_counts_and_is_not_covered() -> None:
    measured = flows_from({"grid>b": [1, 1], "b>x": [1, 1]}, minutes=60)
    measured.quality[0, 1] = Quality.PARTIAL
    found = balance_by_bus(measured, park=two_buses())
    assert found["inflow"].to_list() == [2]
    assert found["coverage"].to_list() == [0.5]


@given(st.lists(st.tuples(*[st.integers(0, 1000)] * 2), min_size=1, max_size=20))
def test_every_bus_closes_by_name(steps: list[tuple[int, int]]) -> None:
    into, out = np.array(steps, dtype=np.float64).T
    park = two_buses()
    measured = flows_from({"grid>b": into.tolist(), "b>x": out.tolist()})
    (row,) = balance_by_bus(balance(measured, park=park).closed(), park=park).to_dicts()
    assert row["inflow"] + row["unmetered_in"] == pytest.approx(
        row["outflow"] + row["losses"] + row["unmetered_out"]
    )
