from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger_parks as parts
from zeropark.review.presentation.single_line.build import sketch
from zeropark.review.presentation.single_line.live import Live, Way, live, rate_words

PARK = parts.park_of(
    buses=[parts.bus("b")],
    boundary_points=[parts.point("grid", "b")],
    devices=[parts.load("l", "b"), parts.battery("s", "b")],
)
SKETCH = sketch(PARK)


def test_power_from_the_grid_goes_forward_and_export_backward() -> None:
    # 1,500 in and 300 out within the same minute: 1,200 kW net
    rates = {"electricity:grid>b": 1500.0, "electricity:b>grid": 300.0}
    assert live(SKETCH, rates)["grid@b"] == Live("1.200 MW", Way.FORWARD)
    assert live(SKETCH, {"electricity:b>grid": 300.0})["grid@b"] == Live("300.0 kW", Way.BACKWARD)


def test_a_discharging_store_goes_against_its_arrow() -> None:
    found = live(SKETCH, {"electricity:b>s": 0.0, "electricity:s>b": 42.5})
    assert found["s@b"] == Live("42.50 kW", Way.BACKWARD)


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_rate_is_unknown_and_never_zero(missing: float | None) -> None:
    rates = {"electricity:grid>b": missing, "electricity:b>grid": 300.0}
    assert live(SKETCH, rates)["grid@b"] == Live("—", Way.UNKNOWN)
    assert live(SKETCH, {})["l@b"].way is Way.UNKNOWN


def test_a_known_zero_stands_still() -> None:
    assert live(SKETCH, {"electricity:b>l": 0.0})["l@b"] == Live("0 kW", Way.STILL)


def test_a_group_with_a_silent_member_says_how_much_it_is_at_least() -> None:
    park = parts.park_of(
        buses=[parts.bus("b")], devices=[parts.load(f"l{i}", "b") for i in range(20)]
    )
    drawn = sketch(park)
    (symbol,) = drawn.symbols
    rates: dict[str, float | None] = dict.fromkeys(symbol.links, 10.0)
    assert live(drawn, rates)[symbol.id].words == "200.0 kW"
    assert live(drawn, rates | {"electricity:b>l3": None})[symbol.id].words == "≥190 kW"


def test_a_group_of_stores_with_a_silent_member_is_unknown() -> None:
    park = parts.park_of(
        buses=[parts.bus("b")], devices=[parts.battery(f"s{i}", "b") for i in range(20)]
    )
    drawn = sketch(park)
    (symbol,) = drawn.symbols
    assert live(drawn, {"electricity:b>s0": 5.0})[symbol.id].way is Way.UNKNOWN


@pytest.mark.parametrize(
    ("rate", "carrier", "words"),
    [
        (999.9, "electricity", "999.9 kW"),
        (1_000.0, "heat", "1.000 MW"),
        (2_345_678.0, "electricity", "2.346 GW"),
        (40_000.0, "oxygen", "40.00 kNm³/h"),
        (12.5, "fresh_water", "12.50 m³/h"),
    ],
)
def test_a_rate_reads_well_in_its_unit(rate: float, carrier: str, words: str) -> None:
    assert rate_words(rate, carrier) == words


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_the_way_is_that_of_the_larger_direction(into: float, back: float) -> None:
    way = live(SKETCH, {"electricity:grid>b": into, "electricity:b>grid": back})["grid@b"].way
    if abs(into - back) > 0.1:
        assert way is (Way.FORWARD if into > back else Way.BACKWARD)
