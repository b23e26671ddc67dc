from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.around_the_clock import (
    AroundTheClock,
    around_the_clock,
    hours_within,
    match_by,
    match_of,
)
from zeropark.facts.ledger.green.matching import hourly
from zeropark.facts.ledger.rollup import rollup

NAN = math.nan


@cache
def park() -> ParkDocument:
    return park_of(
        enterprises=[{"id": "mill"}],
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[pv("sun", "b"), battery("cells", "b"), load("furnace", "b", "mill")],
    )


# Worked by hand, four hours, kWh:
#   hour           0    1    2    3     sum
#   sun            0   60  100    0     160
#   curtailed      0    0   10    0      10
#   into cells     0   20    0    0      20
#   out of cells   0    0    0   16      16     16 of 20: 0.8, all of it from the sun
#   furnace       40   40   50   40     170     what is used
#   export         0    0   50    0      50
#   import        40    0    0   24      64
#   matched        0   40   50   16     106     sun + out - into - export
#   shortage      40    0    0   24      64
#   hourly share = 106 / 170; by volume 160 / 170
#   entered use: sun + import - export = 40, 60, 50, 24 = 174; other = 174 - 106 - 64 = 4: lost in
#   the store
WORKED = {
    "sun>b": [0.0, 60, 100, 0],
    "sun>curtailed": [0.0, 0, 10, 0],
    "b>cells": [0.0, 20, 0, 0],
    "cells>b": [0.0, 0, 0, 16],
    "b>furnace": [40.0, 40, 50, 40],
    "b>grid": [0.0, 0, 50, 0],
    "grid>b": [40.0, 0, 0, 24],
}


def of_hours(rows: dict[str, list[float]], *, start: str = "2026-01-01") -> AroundTheClock:
    return around_the_clock(flows_from(rows, minutes=60, start=start), park=park())


def test_every_hour_is_matched_as_worked_by_hand() -> None:
    hours = of_hours(WORKED)
    assert hours.consumption_kwh.tolist() == [40, 40, 50, 40]
    assert hours.matched_kwh.tolist() == pytest.approx([0, 40, 50, 16])
    assert hours.shortage_kwh.tolist() == pytest.approx([40, 0, 0, 24])
    assert hours.matched_share.tolist() == pytest.approx([0, 1, 1, 0.4])
    assert hours.exported_kwh.tolist() == [0, 0, 50, 0]
    assert hours.other_kwh.sum() == pytest.approx(4)


def test_the_year_stands_beside_the_hours() -> None:
    found = match_of(of_hours(WORKED))
    assert found.hourly_share == pytest.approx(106 / 170)
    assert found.volume_share == pytest.approx(160 / 170)
    assert found.curtailed_kwh == 10
    assert found.stored_kwh == pytest.approx(20 - 16)
    assert (found.hours, found.missing_hours) == (4, 0)


def test_an_hour_in_which_something_is_missing_is_left_out_and_counted() -> None:
    rows = WORKED | {"b>furnace": WORKED["b>furnace"], "grid>b": [40.0, 0, NAN, 24]}
    found = match_of(of_hours(rows))
    assert found.missing_hours == 1
    assert found.hourly_share == pytest.approx(56 / 120)
    assert found.volume_share == pytest.approx(60 / 120)


def test_months_are_local_and_add_up() -> None:
    # 16:00 UTC is midnight at the park: two hours of January, two of February
    by_month = match_by(of_hours(WORKED, start="2026-01-31T14:00Z"), to="month")
    assert list(by_month) == ["2026-01", "2026-02"]
    assert by_month["2026-01"].hourly_share == pytest.approx(40 / 80)
    assert by_month["2026-02"].hourly_share == pytest.approx(66 / 90)


def test_days_and_hours_are_named_by_the_local_calendar() -> None:
    hours = of_hours(WORKED, start="2026-01-31T14:00Z")
    assert list(match_by(hours, to="day")) == ["2026-01-31", "2026-02-01"]
    by_hour = match_by(hours, to="hour")
    assert list(by_hour)[:2] == ["2026-01-31T22:00", "2026-01-31T23:00"]
    assert [each.matched_kwh for each in by_hour.values()] == pytest.approx([0, 40, 50, 16])


def test_hours_of_a_shorter_period_are_those_of_the_longer() -> None:
    hours = of_hours(WORKED, start="2026-01-31T14:00Z")
    later = hours_within(hours, parse_period("2026-02"))
    assert later.axis.start == parse_period("2026-02").start
    assert later.matched_kwh.tolist() == pytest.approx([50, 16])  # what the store gave was kept
    assert later.curtailed_kwh is not None
    assert later.curtailed_kwh.tolist() == [10, 0]
    assert hours_within(hours, hours.axis.period).consumption_kwh.tolist() == [40, 40, 50, 40]


def test_nothing_used_has_no_share() -> None:
    hours = of_hours({name: [0.0] * 4 for name in WORKED})
    assert match_of(hours).hourly_share is None
    assert match_of(hours).volume_share is None
    assert np.isnan(hours.matched_share).all()


def test_a_plant_whose_availability_is_not_measured_leaves_curtailment_open() -> None:
    rows = {name: row for name, row in WORKED.items() if name != "sun>curtailed"}
    assert match_of(of_hours(rows)).curtailed_kwh is None


def test_a_park_without_green_plants_is_matched_in_no_hour() -> None:
    grey = park_of(
        enterprises=[{"id": "mill"}],
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[load("furnace", "b", "mill")],
    )
    flows = flows_from({"grid>b": [5.0] * 4, "b>furnace": [5.0] * 4}, minutes=60)
    found = match_of(around_the_clock(flows, park=grey))
    assert (found.hourly_share, found.volume_share) == (0.0, 0.0)


def test_equal_profiles_match_wholly() -> None:
    even = {name: [0.0] * 4 for name in WORKED}
    profile = [3.0, 8, 1, 6]
    found = match_of(of_hours(even | {"sun>b": profile, "b>furnace": profile}))
    assert found.hourly_share == found.volume_share == 1.0


amounts = st.lists(st.floats(0, 1e4), min_size=8, max_size=8)


def balanced(
    sun: list[float], used: list[float], charge: list[float], release: list[float]
) -> Flows:
    """The grid closes the bus in every hour."""
    into, out = np.array(charge), np.array(release)
    out = np.minimum(out, np.maximum(np.cumsum(into) - np.cumsum(out) + out, 0))
    net = np.array(used) + into - np.array(sun) - out
    rows = {
        "sun>b": np.array(sun),
        "b>furnace": np.array(used),
        "b>cells": into,
        "cells>b": out,
        "grid>b": np.maximum(net, 0),
        "b>grid": np.maximum(-net, 0),
    }
    return flows_from({name: row.tolist() for name, row in rows.items()}, minutes=60)


@given(sun=amounts, used=amounts, charge=amounts, release=amounts)
@settings(max_examples=60, deadline=None)
def test_the_hours_never_match_more_than_the_year(
    sun: list[float], used: list[float], charge: list[float], release: list[float]
) -> None:
    hours = around_the_clock(balanced(sun, used, charge, release), park=park())
    found = match_of(hours)
    assert (hours.matched_kwh <= hours.consumption_kwh).all()
    assert (hours.matched_kwh >= -1e-6).all()
    assert found.matched_kwh <= found.generation_kwh * (1 + 1e-9) + 1e-6
    assert hours.consumption_kwh.tolist() == pytest.approx(used, abs=1e-6)
    if found.hourly_share is not None and found.volume_share is not None:
        assert found.hourly_share <= 1
        assert found.hourly_share <= found.volume_share + 1e-9


@given(gaps=st.sets(st.integers(0, 15), max_size=6))
@settings(max_examples=20, deadline=None)
def test_flows_by_the_hour_say_the_same_as_by_the_quarter(gaps: set[int]) -> None:
    quarter = {name: np.repeat(row, 4) / 4 for name, row in WORKED.items()}
    quarter["grid>b"][list(gaps)] = NAN
    flows = flows_from({name: row.tolist() for name, row in quarter.items()}, minutes=15)
    by_hour = rollup(flows, to="hour").as_flows()  # sums of what is known, PARTIAL where not all
    for ours, theirs in zip(hourly(by_hour).quantity, hourly(flows).quantity, strict=True):
        assert ours.tolist() == pytest.approx(theirs.tolist(), nan_ok=True)
