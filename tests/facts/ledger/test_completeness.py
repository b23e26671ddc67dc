from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import axis_of, flows_from
from zeropark.facts.ledger.completeness import Completeness, by_month, completeness_of
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality

NAN = math.nan
DAY = 96


def two_days() -> Flows:
    """Two local days: 3 intervals missing across midnight, then 2 filled, one of them doubted."""
    of = flows_from({"a>b": [1.0] * (2 * DAY), "b>c": [1.0] * (2 * DAY)})
    of.quantity[0, 94:97] = NAN  # two of the first day, one of the second
    of.kind[0, 97:99] = Kind.FILLED
    of.quality[0, 98] = Quality.FILLED | Quality.REJECTED
    of.quality[0, 120] = Quality.SUSPECT
    return of


def test_every_interval_is_measured_filled_or_missing() -> None:
    found = completeness_of(two_days())
    assert found.days.astype(str).tolist() == ["2026-01-01", "2026-01-02"]
    assert found.missing.tolist() == [[2, 1], [0, 0]]
    assert found.filled.tolist() == [[0, 2], [0, 0]]
    assert found.measured.tolist() == [[94, 93], [96, 96]]  # 96 - 2; 96 - 1 - 2
    assert found.suspect.tolist() == [[0, 1], [0, 0]]
    assert found.rejected.tolist() == [[0, 1], [0, 0]]


def test_the_longest_gap_runs_over_midnight_and_over_what_was_filled() -> None:
    found = completeness_of(two_days())
    assert found.longest_gap.tolist() == [5, 0]  # 94, 95, 96 missing; 97, 98 filled
    assert found.gap_first.tolist() == [94, 0]
    assert found.last_measured.tolist() == [191, 191]


def test_a_link_that_was_never_measured_has_no_last_measurement() -> None:
    found = completeness_of(flows_from({"a>b": [NAN] * 4}))
    assert (found.longest_gap[0], found.gap_first[0], found.last_measured[0]) == (4, 0, -1)


def test_residuals_are_left_out_for_no_meter_can_be_asked_about_them() -> None:
    of = two_days()
    links = (of.links[0], FlowLink("electricity", "b", "losses"))
    assert completeness_of(replace(of, links=links)).links == (of.links[0],)


def test_a_day_that_is_not_whole_has_as_many_intervals_as_were_closed() -> None:
    # from noon in Shanghai: 48 quarter hours of the first day, 2 of the second
    found = completeness_of(
        flows_from({"a>b": [1.0] * 50}, axis=axis_of(50, start="2026-01-01T12"))
    )
    assert found.steps.tolist() == [48, 2]


def test_months_are_sums_of_their_days() -> None:
    found = completeness_of(flows_from({"a>b": [1.0] * DAY * 32}))
    months, steps = by_month(found, found.measured)
    assert months.astype(str).tolist() == ["2026-01", "2026-02"]
    assert steps.tolist() == [[31 * DAY, DAY]]


@given(st.lists(st.sampled_from("mfx"), min_size=1, max_size=300), st.integers(0, 95))
def test_counts_add_up_whatever_is_missing(states: list[str], offset: int) -> None:
    found = completeness_of(flows_as_told(states, offset))
    assert int(found.measured.sum()) == states.count("m")
    assert int(found.filled.sum()) == states.count("f")
    assert int(found.missing.sum()) == states.count("x")
    runs = [len(list(run)) for measured, run in groupby(s == "m" for s in states) if not measured]
    assert found.longest_gap[0] == max(runs, default=0)
    assert_gap_is_where_it_is_told(found, states)


def flows_as_told(states: list[str], offset: int) -> Flows:
    start = f"2026-01-01T{offset // 4:02d}:{offset % 4 * 15:02d}"
    of = flows_from({"a>b": [NAN if s == "x" else 1.0 for s in states]}, start=start)
    of.kind[0, np.array([s == "f" for s in states])] = Kind.FILLED
    return of


def assert_gap_is_where_it_is_told(found: Completeness, states: list[str]) -> None:
    first, length = int(found.gap_first[0]), int(found.longest_gap[0])
    assert "m" not in states[first : first + length]
    assert found.last_measured[0] == max((i for i, s in enumerate(states) if s == "m"), default=-1)
