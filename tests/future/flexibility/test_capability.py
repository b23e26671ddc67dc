"""What can be moved and held, worked by hand, and carried out to see whether it holds."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from response_cases import FRIDAY, window
from response_park import VIRTUAL_PLANT, park
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.flexibility.capability import Capabilities, capabilities
from zeropark.future.flexibility.expected import expected_flows
from zeropark.future.flexibility.moved_range import MovedRange, held_in_range
from zeropark.future.flexibility.moved_store import MovedStore, held_by_store, inside_kw

DAY = Axis.over(parse_period(FRIDAY.isoformat()))
AND_THE_NEXT = Axis.over(parse_period("2026-07-24/2026-07-26"))


def store(net_kw: list[float], **other: float | None) -> MovedStore:
    net = np.array(net_kw)
    told: dict[str, float | None] = {
        "charge_kw": 100.0,
        "discharge_kw": 100.0,
        "lowest_kwh": 10.0,
        "highest_kwh": 90.0,
        "efficiency": 1.0,
        "start_kwh": 50.0,
    }
    return MovedStore(
        taken_kw=np.maximum(net, 0.0),
        given_kw=np.maximum(-net, 0.0),
        **{**told, **other},  # type: ignore[arg-type]
    )


# --- stores -------------------------------------------------------------------------------


def test_a_store_at_rest_gives_its_power_as_long_as_its_content_lasts() -> None:
    idle = store([0.0] * 8)  # 40 kWh above the least
    held = [held_by_store(idle, "down", steps=n, hours=0.25)[0] for n in (1, 2, 4, 8)]
    assert held == pytest.approx([100, 80, 40, 20])
    assert [held_by_store(idle, "up", steps=n, hours=0.25)[0] for n in (1, 4)] == pytest.approx(
        [100, 40]
    )


def test_a_store_that_charges_can_turn_round() -> None:
    charging = store([60.0, 60.0])
    # From taking 60 to giving 100 is 160; upwards there is room for 40.
    assert held_by_store(charging, "down", steps=1, hours=0.25)[0] == pytest.approx(160)
    assert held_by_store(charging, "up", steps=1, hours=0.25)[0] == pytest.approx(40)


def test_losses_take_their_part_on_the_way_out() -> None:
    lossy = store([0.0] * 4, efficiency=0.81)
    # 40 kWh inside are 36 at the meter: over an hour 36 kW.
    assert held_by_store(lossy, "down", steps=4, hours=0.25)[0] == pytest.approx(36)
    assert held_by_store(lossy, "up", steps=4, hours=0.25)[0] == pytest.approx(40 / 0.9)


def test_where_the_content_is_not_known_it_is_on_the_safe_side() -> None:
    cycle = store([40.0, -40.0], start_kwh=None)  # the content rises by 10 and falls again
    assert cycle.content_kwh("down", 0.25).tolist() == [10, 20, 10]
    assert cycle.content_kwh("up", 0.25).tolist() == [80, 90, 80]
    assert held_by_store(cycle, "down", steps=1, hours=0.25) == pytest.approx([40, 0])


def test_beyond_the_end_and_in_gaps_nothing_is_told() -> None:
    assert np.isnan(held_by_store(store([0.0] * 3), "down", steps=2, hours=0.25)[2])
    assert np.isnan(held_by_store(store([0.0, float("nan")]), "down", steps=1, hours=0.25)).all()


@given(
    st.lists(st.floats(-100, 100), min_size=2, max_size=12),
    st.floats(0.5, 1.0),
    st.sampled_from(["down", "up"]),
    st.data(),
)
def test_what_is_told_can_be_carried_out_and_a_little_more_can_not(
    net_kw: list[float], efficiency: float, direction: str, data: st.DataObject
) -> None:
    path = np.cumsum(inside_kw(np.array(net_kw), efficiency) * 0.25)
    lowest = 50 + min(0.0, float(path.min())) - data.draw(st.floats(0, 30))
    highest = 50 + max(0.0, float(path.max())) + data.draw(st.floats(0, 30))
    planned = store(net_kw, efficiency=efficiency, lowest_kwh=lowest, highest_kwh=highest)
    steps = data.draw(st.integers(1, len(net_kw)))
    first = data.draw(st.integers(0, len(net_kw) - steps))
    held = held_by_store(planned, direction, steps=steps, hours=0.25)[first]  # type: ignore[arg-type]
    sign = -1.0 if direction == "down" else 1.0
    moved = np.array(net_kw)
    moved[first : first + steps] += sign * held
    assert (np.abs(moved) <= 100 + 1e-9).all()
    content = 50 + np.cumsum(inside_kw(moved, efficiency) * 0.25)[: first + steps]
    assert content.min() >= lowest - 1e-6
    assert content.max() <= highest + 1e-6
    moved[first : first + steps] += sign * 0.01
    content = 50 + np.cumsum(inside_kw(moved, efficiency) * 0.25)[: first + steps]
    beyond = (np.abs(moved[first : first + steps]) > 100).any()
    assert beyond or content.min() < lowest or content.max() > highest


# --- ranges -------------------------------------------------------------------------------


def test_a_range_holds_its_least_room() -> None:
    moved = MovedRange(
        draw_kw=np.array([50.0, 80.0, 60.0]),
        lowest_kw=np.array([40.0, 40.0, 40.0]),
        highest_kw=np.array([90.0, 90.0, 90.0]),
        longest_min=30,
    )
    assert held_in_range(moved, "down", steps=1, step_min=15).tolist() == [10, 40, 20]
    assert held_in_range(moved, "down", steps=2, step_min=15)[:2].tolist() == [10, 20]
    assert held_in_range(moved, "up", steps=2, step_min=15)[:2].tolist() == [10, 10]
    assert held_in_range(moved, "down", steps=3, step_min=15).tolist() == [0, 0, 0]


# --- a park's day -------------------------------------------------------------------------


def flows(shop_kw: float = 200.0, *, axis: Axis = AND_THE_NEXT) -> Flows:
    links = (
        FlowLink("electricity", "bus-10kv", "shop-load"),
        FlowLink("electricity", "bus-10kv", "cells"),
        FlowLink("electricity", "cells", "bus-10kv"),
    )
    quantity = np.array([[shop_kw * 0.25], [0.0], [0.0]]) * np.ones(axis.count)
    plain = np.zeros(quantity.shape, dtype=np.uint8)
    return Flows("tiny", axis, links, quantity, plain, plain + Kind.PLANNED)


def found(of: Flows, *, contents: dict[str, float] | None = None) -> Capabilities:
    return capabilities(park(plant=VIRTUAL_PLANT), of, DAY, contents_kwh=contents or {})


def test_what_is_registered_is_never_exceeded_and_what_is_in_the_store_counts() -> None:
    told = found(flows(), contents={"cells": 400.0})
    cells = told.resources[0]
    # 300 kWh above the least, 0.87 there and back: 280 kWh at the meter; registered are 500 and
    # 300 kW. 15 min 500, 60 min 280, 120 min 140, 240 min beyond what is registered.
    out = 300 * sqrt(0.87)
    assert cells.power_kw[:, 0] == pytest.approx([500, out, out / 2, 0])
    assert not cells.registered_only


def test_a_kind_that_is_not_estimated_stands_as_registered_and_says_so() -> None:
    told = found(flows(), contents={"cells": 400.0})
    mill = next(each for each in told.resources if each.resource == "mill-down")
    assert mill.power_kw[:, 0].tolist() == [400, 400, 400, 0]
    assert mill.registered_only
    codes = {finding.place: finding.code for finding in told.findings}
    assert codes["mill-down"] == "capability.registered_only"


def test_all_together_and_held_in_steps_of_a_call() -> None:
    told = found(flows(), contents={"cells": 900.0})
    assert told.total_kw("down", 15)[0] == pytest.approx(500 + 400 + 100)
    assert told.total_kw("up", 15)[0] == 0
    held = told.resources[1].held(window(FRIDAY, "18:00", "20:00"))
    assert held(0, 8) == 400
    assert held(0, 17) == 0  # longer than any duration that is told


# --- the day that nobody planned ------------------------------------------------------------


def test_a_day_is_expected_to_be_like_the_days_before_it() -> None:
    before = Axis.over(parse_period("2026-07-10/2026-07-24"))
    past = flows(axis=before)
    day = np.repeat(np.arange(14), 96)  # Friday 10 July is day 0, Thursday 23 July day 13
    quantity = past.quantity.copy()
    quantity[0] = day
    expected = expected_flows(
        Flows("tiny", before, past.links, quantity, past.quality, past.kind), DAY
    )
    # The five working days before Friday 24: 23 22 21 20 17, days 13 12 11 10 7.
    assert expected.quantity[0] == pytest.approx(np.full(96, 53 / 5))
    assert (expected.kind == Kind.FORECAST).all()
    weekend = Axis.over(parse_period("2026-07-25"))
    assert expected_flows(
        Flows("tiny", before, past.links, quantity, past.quality, past.kind), weekend
    ).quantity[0] == pytest.approx(np.full(96, (9 + 8 + 2 + 1) / 4))


def test_without_a_like_day_nothing_is_expected() -> None:
    one = flows(axis=Axis.over(parse_period("2026-07-18")))
    assert np.isnan(expected_flows(one, DAY).quantity).all()
