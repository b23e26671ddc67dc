"""Who answers a call: worked by hand, tried out by brute force, and never beyond a limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexing_cases import (
    NOON,
    best_by_trying,
    call,
    feeders,
    keeps_to,
    no_feeders,
    resource,
    states,
)
from response_cases import FRIDAY, local
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.call import Call
from zeropark.future.flexibility.decompose import Decomposed, decompose
from zeropark.future.flexibility.readiness import PastCall
from zeropark.future.flexibility.rooms import Rooms
from zeropark.future.flexibility.spread import Fairness


def decomposed(
    asked: Call, resources: list[Resource], *, rooms: Rooms | None = None, **other: Any
) -> Decomposed:
    fairness: Fairness = other.pop("fairness", "pro_rata")
    there = rooms or no_feeders(len(resources), asked.axis.count)
    return decompose(
        asked, states(resources, asked, **other), rooms=there, at=NOON, fairness=fairness
    )


def test_the_cheapest_goes_first() -> None:
    cheap, dear = resource("cheap", cost=0.1), resource("dear", cost=0.5)
    found = decomposed(call([150, 50]), [dear, cheap])
    assert found.allocation.power_kw.tolist() == [[50, 0], [100, 50]]
    # (50 x 0.5 + 150 x 0.1) kW over a quarter of an hour
    assert found.allocation.cost_cny == pytest.approx(10.0)
    assert found.reply.whole


def test_equals_share_by_what_each_can_give() -> None:
    resources = [resource("a", [(240, 300.0)]), resource("b", [(240, 100.0)])]
    assert decomposed(call([200]), resources).allocation.power_kw.ravel() == pytest.approx(
        [150, 50]
    )


def test_or_the_one_that_was_called_the_longest_ago_goes_first() -> None:
    resources = [resource("a"), resource("b"), resource("c")]
    week = timedelta(days=7)
    past = [past_call("a", weeks=1), past_call("b", weeks=2)]
    found = decomposed(call([250]), resources, past=past, fairness="least_recent")
    assert found.allocation.power_kw.ravel().tolist() == [50, 100, 100]
    assert found.allocation.made_at - week < NOON


def past_call(name: str, *, weeks: int = 0, at: str = "10:00", kw: float = 100.0) -> PastCall:
    start = local(FRIDAY, at) - weeks * timedelta(days=7)
    return PastCall(
        resource=name,
        devices=frozenset({f"device-{name}"}),
        direction="down",
        period=Period(start, start + timedelta(hours=1)),
        power_kw=kw,
        call=f"past-{weeks}-{at}",
    )


def test_a_feeder_that_is_full_leaves_the_rest_to_the_dearer() -> None:
    resources = [resource("a", cost=0.1), resource("b", cost=0.2), resource("c", cost=0.9)]
    full = feeders([120.0], [[0, 1]], of=3, steps=1)
    found = decomposed(call([250]), resources, rooms=full)
    assert found.allocation.power_kw.ravel().tolist() == [100, 20, 100]
    assert found.reply.shortfall_kw.tolist() == [30]
    assert "beyond what the resources and their feeders can hold" in str(found.reply.reason)


def test_a_call_beyond_capability_is_accepted_as_far_as_it_goes() -> None:
    found = decomposed(call([50, 150]), [resource("a")])
    assert found.reply.accepted_kw.tolist() == [50, 100]
    assert found.reply.shortfall_kw.tolist() == [0, 50]
    assert not found.reply.whole


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"response_min": 376.0}, "no time to respond"),
        ({"available": ({"hours": ("08:00-17:00",)},)}, "not available"),
        ({"available": ({"days": "weekends"},)}, "not available"),
        ({"available": ({"season": "11-15/03-15"},)}, "not available"),
        ({"rest_min": 480.0}, "has to rest"),
        ({"most_calls_per_day": 1}, "as often as it may"),
        ({"most_calls_per_month": 1}, "as often as it may"),
        ({"least_min": 60}, "held for as long as it must"),
    ],
)
def test_who_takes_no_part_says_why(other: dict[str, Any], why: str) -> None:
    asked = call([50, 50])
    found = decomposed(asked, [resource("a", **other)], past=[past_call("a")])
    assert why in str(found.left_out["a"])
    assert found.reply.accepted_kw.tolist() == [0, 0]
    assert "a first" in str(found.reply.reason)


def test_a_resource_answers_from_when_it_can() -> None:
    late = resource("late", response_min=375.0)  # told at noon, it stands at 18:15
    assert decomposed(call([50, 50]), [late]).allocation.power_kw.tolist() == [[0, 50]]


def test_what_another_call_holds_is_not_used_again() -> None:
    busy = past_call("a", at="17:30", kw=70.0)
    found = decomposed(call([100] * 3), [resource("a")], past=[busy])
    # The other ends at 18:30.
    assert found.allocation.power_kw.tolist() == [[30, 30, 100]]


def test_a_longer_stretch_is_held_with_less_power() -> None:
    battery = resource("battery", [(15, 90.0), (30, 60.0)])
    assert decomposed(call([90, 0]), [battery]).allocation.power_kw.tolist() == [[90, 0]]
    assert decomposed(call([90, 90]), [battery]).allocation.power_kw.tolist() == [[60, 60]]


def test_two_that_tire_take_turns() -> None:
    pair = [resource(name, [(30, 100.0)], start_cost_cny=1.0) for name in ("a", "b")]
    found = decomposed(call([100] * 4), pair).allocation
    assert found.total_kw.tolist() == [100] * 4
    assert sorted(tuple(row > 0) for row in found.power_kw) == [
        (False, False, True, True),
        (True, True, False, False),
    ]


def test_a_start_that_costs_more_than_it_saves_is_not_made() -> None:
    cheap = resource("cheap", cost=0.1, start_cost_cny=20.0)
    dear = resource("dear", cost=0.5)
    # A quarter of an hour of 100 kW saves 10 CNY, two hours 80.
    assert decomposed(call([100]), [cheap, dear]).allocation.total_kw.tolist() == [100]
    assert not decomposed(call([100]), [cheap, dear]).allocation.power_kw[0].any()
    assert decomposed(call([100] * 8), [cheap, dear]).allocation.power_kw[0].all()


# --- against every way there is -----------------------------------------------------------

small = st.builds(
    lambda name, short, long, cost, start, least: resource(
        name,
        [(15, float(max(short, long))), (45, float(min(short, long)))],
        cost=cost / 10,
        start_cost_cny=start / 10,
        least_min=least,
    ),
    name=st.sampled_from("abc"),
    short=st.integers(0, 2),
    long=st.integers(0, 2),
    cost=st.integers(0, 9),
    start=st.integers(0, 3),
    least=st.sampled_from([1, 15, 30, 45]),
)


@settings(max_examples=60)
@given(
    st.lists(small, min_size=1, max_size=3),
    st.lists(st.integers(0, 5), min_size=1, max_size=3),
    st.integers(0, 4),
    st.sampled_from([[0], [0, 1], [1, 2], [0, 1, 2]]),
)
def test_brute_force_finds_nothing_better(
    resources: list[Resource], powers: list[int], room: int, behind: list[int]
) -> None:
    asked = call([float(power) for power in powers])
    there = [row for row in behind if row < len(resources)]
    rooms = feeders([room], [there], of=len(resources), steps=len(powers))
    found = decomposed(asked, resources, rooms=rooms)
    best = best_by_trying(asked, resources, rooms)
    assert found.reply.accepted_kw.sum() * 0.25 == pytest.approx(best.energy_kwh, abs=1e-6)
    assert found.allocation.cost_cny == pytest.approx(best.cost_cny, abs=1e-5)
    assert found.allocation.gap == pytest.approx(0.0, abs=1e-5)


larger = st.builds(
    lambda one, two, three, cost, start, least, most: resource(
        "r",
        [(15, one + two + three), (60, one + two), (120, one)],
        cost=cost,
        start_cost_cny=start,
        least_min=least,
        most_min=most,
    ),
    *[st.floats(0, 500)] * 3,
    cost=st.sampled_from([0.1, 0.2, 0.3]),
    start=st.sampled_from([0.0, 0.0, 40.0]),
    least=st.sampled_from([1, 30, 60]),
    most=st.sampled_from([None, 60, 90]),
)


@settings(max_examples=60)
@given(
    st.lists(larger, min_size=1, max_size=8),
    st.lists(st.floats(0, 4000), min_size=1, max_size=12),
    st.floats(0, 1500),
    st.floats(0, 3000),
    st.sampled_from(["pro_rata", "least_recent"]),
)
def test_never_beyond_a_resource_a_feeder_or_the_call(
    resources: list[Resource], powers: list[float], inner: float, outer: float, fairness: Fairness
) -> None:
    asked = call(powers)
    half = list(range(len(resources) // 2))
    rooms = feeders(
        [inner, outer], [half, list(range(len(resources)))], of=len(resources), steps=len(powers)
    )
    found = decomposed(asked, resources, rooms=rooms, fairness=fairness)
    power = found.allocation.power_kw
    assert (power >= 0).all()
    assert (rooms.behind @ power <= rooms.room_kw + 1e-5).all()
    assert (power.sum(axis=0) <= asked.power_kw + 1e-5).all()
    assert found.reply.accepted_kw + found.reply.shortfall_kw == pytest.approx(asked.power_kw)
    for each, row in zip(resources, power, strict=True):
        assert keeps_to(each, row, 15.0)
