"""Rest, number of calls and what others hold: kept over any row of calls."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexing_cases import NOON, axis, call, no_feeders, resource, states
from response_cases import FRIDAY, local
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.facts.ledger.response.call import Call
from zeropark.facts.ledger.response.promise import Promise
from zeropark.future.flexibility.decompose import decompose
from zeropark.future.flexibility.readiness import PastCall, ready

STEP = timedelta(minutes=15)
TIRED = resource(
    "tired",
    [(30, 100.0), (120, 40.0)],
    rest_min=90.0,
    most_calls_per_day=2,
    response_min=20.0,
    least_min=30,
)


def answered(asked: Call, past: list[PastCall]) -> PastCall | None:
    """The stretch in which the resource answers; None where it takes no part."""
    found = decompose(
        asked, states([TIRED], asked, past=past), rooms=no_feeders(1, asked.axis.count), at=NOON
    )
    used = np.flatnonzero(found.allocation.power_kw[0] > 1e-6)
    if not used.size:
        return None
    start = asked.axis.start + int(used[0]) * STEP
    return PastCall(
        resource="tired",
        devices=frozenset(TIRED.devices),
        direction="down",
        period=Period(start, asked.axis.start + (int(used[-1]) + 1) * STEP),
        power_kw=float(found.allocation.power_kw.max()),
        call=asked.id,
    )


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 130), st.integers(1, 10)), min_size=1, max_size=7))
def test_rest_and_number_of_calls_are_kept(calls: list[tuple[int, int]]) -> None:
    past: list[PastCall] = []
    for n, (first, steps) in enumerate(calls):
        told = Axis(local(FRIDAY, "00:00") + first * STEP, STEP, steps)
        moved = answered(call([70.0] * steps, id=f"c{n}", axis=told), past)
        if moved is not None:
            past.append(moved)
    periods = sorted(each.period for each in past)
    for one, other in pairwise(periods):
        assert other.start - one.end >= timedelta(minutes=90)
    days = [period.start.astimezone(PARK_ZONE).date() for period in periods]
    assert all(days.count(day) <= 2 for day in days)
    assert all(period.duration <= timedelta(minutes=120) for period in periods)
    assert all(each.period.start >= NOON + timedelta(minutes=20) for each in past)


def test_what_is_promised_to_others_is_not_there() -> None:
    half = Promise(
        resource="a",
        period=Period(local(FRIDAY, "18:15"), local(FRIDAY, "18:30")),
        power_kw=60.0,
        programme="spot",
        by="o",
    )
    found = ready(resource("a"), axis=axis(3), at=NOON, promised=[half])
    assert found.free_kw.tolist() == [100, 40, 100]


def test_a_device_that_is_held_the_other_way_can_not_be_moved() -> None:
    charging = PastCall(
        resource="a-up",
        devices=frozenset({"device-a"}),
        direction="up",
        period=Period(local(FRIDAY, "18:00"), local(FRIDAY, "18:15")),
        power_kw=1.0,
        call="other",
    )
    found = ready(resource("a"), axis=axis(2), at=NOON, past=[charging])
    assert found.free_kw.tolist() == [0, 100]


@pytest.mark.parametrize(
    ("told", "free"),
    [
        ({"hours": ("17:30-18:15",)}, [True, False]),
        ({"hours": ("22:00-18:15",)}, [True, False]),  # it spans midnight
        ({"season": "07-01/07-24"}, [True, True]),
        ({"season": "07-25/06-30"}, [False, False]),
        ({"days": "workdays", "hours": ("18:15-24:00",)}, [False, True]),
    ],
)
def test_when_it_may_be_called(told: dict[str, object], free: list[bool]) -> None:
    found = ready(resource("a", available=(told,)), axis=axis(2), at=NOON)
    assert found.usable.tolist() == free


def test_a_forecast_of_the_day_bounds_what_can_be_held() -> None:
    found = ready(resource("a"), axis=axis(2), at=NOON, foreseen=lambda first, _: 70.0 - first)
    assert [found.held_kw(0, 2), found.held_kw(1, 1)] == [70.0, 69.0]
