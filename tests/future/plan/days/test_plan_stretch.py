"""Four hours by hand: what is bought when, what it costs, why, and what is said of it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from day_parks import BATTERY, BUS, SUPPLY, bought, running_park, stretch_of, sun
from ledger_parks import axis_of
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.days.dispatch import Dispatch, InputUsed
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.state import ParkState
from zeropark.future.plan.days.terms import DayTerms

SPOT = [0.1, 0.5, 0.1, 0.9]
EMPTY = ParkState(contents={"store": 0.0})


def flow(dispatch: Dispatch, source: str, sink: str) -> np.ndarray:
    rows = dispatch.flows.rows(source=source, sink=sink)
    return np.asarray(dispatch.flows.quantity[rows].sum(axis=0))


def net(dispatch: Dispatch) -> np.ndarray:
    (at,) = [each for each in dispatch.set_points if each.device == "store"]
    return np.asarray(at.value)


def test_the_battery_moves_what_the_hours_are_worth() -> None:
    """100 kWh go in twice and make 90 each. The last hour is dearest and takes 100 kW out, which
    is 111.1 of the cells; what is left of the first charge, 68.9, gives 62 in the second hour."""
    dispatch = plan_stretch(stretch_of(running_park(BATTERY), spot=SPOT), EMPTY)
    assert net(dispatch) == pytest.approx([100.0, -62.0, 100.0, -100.0])
    assert dispatch.contents["store"] == pytest.approx([90.0, 190 / 9, 1000 / 9, 0.0])
    came = np.array([200 * BUS, 100 * BUS - 62, 200 * BUS, 100 * BUS - 100])
    assert flow(dispatch, "grid", "main") == pytest.approx(came)
    assert dispatch.cost_cny == pytest.approx(float(bought(SPOT) @ came))
    assert dispatch.prices["main"] == pytest.approx(bought(SPOT))
    assert dispatch.relative_gap < 1e-9


def test_a_load_that_can_not_be_moved_is_no_set_point() -> None:
    dispatch = plan_stretch(stretch_of(running_park(BATTERY), spot=SPOT), EMPTY)
    assert [at.device for at in dispatch.set_points] == ["store"]


def test_reasons_say_when_it_takes_waits_and_gives() -> None:
    axis = axis_of(5, start="2026-12-01", minutes=60)
    spot = [0.1, 0.12, 0.12, 0.12, 0.9]
    dispatch = plan_stretch(
        stretch_of(running_park({**BATTERY, "capacity_kwh": 90}), spot=spot, axis=axis), EMPTY
    )
    said = [str(at.said) for at in dispatch.reasons]
    first, then, last = (f"{at:.3f}" for at in (bought(0.1), bought(0.12), bought(0.9)))
    takes = f"store takes from 00:00 to 01:00 at {first} CNY a unit, for 04:00, when it is worth"
    assert said == [
        f"{takes} {last} CNY.",
        f"store is full from 01:00, and keeps it for 04:00 at {last} CNY.",
        f"store gives from 04:00 to 05:00: a unit is worth {last} CNY then.",
    ]
    assert then not in said[1]


def test_it_waits_for_the_valley() -> None:
    dispatch = plan_stretch(
        stretch_of(running_park({**BATTERY, "capacity_kwh": 90}), spot=[0.5, 0.1, 0.9, 0.9]), EMPTY
    )
    early, valley = (f"{at:.3f}" for at in (bought(0.5), bought(0.1)))
    assert str(dispatch.reasons[0].said) == (
        f"store waits from 00:00: a unit is worth {early} CNY, and {valley} CNY at 01:00."
    )


def test_it_ends_with_what_it_began_with() -> None:
    """Full at first, it would be worth most empty at the end, and may not be."""
    stretch = stretch_of(running_park(BATTERY), spot=[0.1, 0.1, 0.9, 0.9])
    kept = plan_stretch(stretch, ParkState(contents={"store": 50.0}))
    assert kept.contents["store"][-1] == pytest.approx(50.0)
    free = stretch_of(
        running_park(BATTERY), spot=[0.1, 0.1, 0.9, 0.9], terms=DayTerms(stores_end="free")
    )
    assert plan_stretch(free, ParkState(contents={"store": 50.0})).contents["store"][
        -1
    ] == pytest.approx(0.0)


def test_green_power_comes_first_where_that_is_asked() -> None:
    """Selling at noon and buying back at night earns money; green first, the battery keeps it."""
    sold = {**SUPPLY, "export_price_cny_per_kwh": 0.19}
    park = running_park(BATTERY, sun(), direction="both", contracts=[sold])
    dear = {"spot": [0.05, 0.05, 0.05, 0.05], "sun": [0.5, 0.0, 0.0, 0.0]}
    by_cost = plan_stretch(stretch_of(park, **dear), EMPTY)
    by_green = plan_stretch(stretch_of(park, **dear, terms=DayTerms(objective="green")), EMPTY)
    exported = [float(flow(at, "main", "grid").sum()) for at in (by_cost, by_green)]
    assert exported[1] < exported[0]
    # 200 kWh of sun: 101.2 to the load, the rest into the battery but for the bus's 1.2 %.
    assert flow(by_green, "main", "store").sum() == pytest.approx((200 - 101.2) / BUS)
    assert by_green.cost_cny >= by_cost.cost_cny


def test_what_sells_dearer_than_it_costs_does_not_go_round() -> None:
    """At 0.4 CNY out and 0.25 in, the line would carry 1,000 kW round; it goes one way instead:
    in the first hour what sun and load leave over is sold, later the load is served."""
    sold = {**SUPPLY, "export_price_cny_per_kwh": 0.4}
    park = running_park(sun(), direction="both", contracts=[sold])
    dispatch = plan_stretch(stretch_of(park, spot=[0.1] * 4, sun=[0.5, 0, 0, 0]), EMPTY)
    assert flow(dispatch, "main", "grid") == pytest.approx([200 - 100 * BUS, 0, 0, 0])
    assert flow(dispatch, "grid", "main") == pytest.approx([0] + [100 * BUS] * 3)
    assert "day.sells_dearer" in [at.code for at in dispatch.findings]


def test_a_month_s_demand_is_paid_above_what_was_incurred() -> None:
    park = running_park(
        BATTERY,
        contracts=[
            {
                "kind": "grid_supply",
                "id": "supply",
                "point": "grid",
                "voltage_class": "110kV+",
                "pricing": "two_part",
                "energy_price_cny_per_kwh": 0.3,
            }
        ],
    )
    drawn = [100.0, 100.0, 200.0, 100.0]
    stretch = stretch_of(park, spot=[0.1] * 4, drawn=drawn)
    dispatch = plan_stretch(stretch, ParkState(contents={"store": 0.0}))
    # Flat prices: the battery only shaves the peak, so that all hours draw alike.
    came = flow(dispatch, "grid", "main")
    assert came.max() == pytest.approx(came[0])
    demand = [at.amount_cny for at in dispatch.costs if at.item == "demand"]
    assert demand == [pytest.approx(32.8 * came.max())]


def test_what_loads_lack_is_said() -> None:
    stretch = stretch_of(running_park(BATTERY), spot=SPOT, drawn=[100.0, 100.0, 1300.0, 100.0])
    dispatch = plan_stretch(stretch, EMPTY)
    (found,) = [at for at in dispatch.findings if at.code == "day.lacking"]
    # 1,315.6 come in for it; the grid gives 1,000 and the battery at most 100.
    assert found.data["lacking"] == pytest.approx(1300 * BUS - 1100)
    assert found.data["steps"] == 1


def test_what_nobody_told_is_assumed_and_said() -> None:
    dispatch = plan_stretch(stretch_of(running_park(BATTERY), spot=SPOT), ParkState())
    assert dispatch.contents["store"][-1] == pytest.approx(100.0)
    assert "day.content_not_told" in [at.code for at in dispatch.findings]
    too_much = ParkState(contents={"store": 900.0})
    codes = [
        at.code
        for at in plan_stretch(stretch_of(running_park(BATTERY), spot=SPOT), too_much).findings
    ]
    assert "day.content_out_of_range" in codes


def test_flows_are_marked_by_what_they_rest_on() -> None:
    stretch = stretch_of(running_park(BATTERY), spot=SPOT)
    forecast = (InputUsed(of="mill", source="forecast", method="lightgbm"),)
    measured = plan_stretch(stretch, EMPTY, inputs=forecast)
    assert not measured.flows.quality.any()
    made_up = plan_stretch(stretch, EMPTY, inputs=(InputUsed(of="mill", source="simulated"),))
    assert (made_up.flows.quality == Quality.GENERATED).all()


@settings(max_examples=25, deadline=None)
@given(
    spot=st.lists(st.sampled_from([0.05, 0.1, 0.4, 0.9]), min_size=4, max_size=4),
    held=st.sampled_from([0.0, 90.0]),
)
def test_no_schedule_of_full_and_no_power_is_cheaper(spot: list[float], held: float) -> None:
    """Brute force: of all schedules of charging, resting and discharging at full power that end
    as full as they began, none is cheaper, and the best of them costs little more."""
    dispatch = plan_stretch(
        stretch_of(running_park(BATTERY), spot=spot), ParkState(contents={"store": held})
    )
    price, cheapest = bought(spot), np.inf
    for schedule in product((-1, 0, 1), repeat=4):
        content, cost = held, 0.0
        for step, way in enumerate(schedule):
            charged = min(100.0, (200.0 - content) / 0.9) if way > 0 else 0.0
            given_back = min(100.0, content * 0.9) if way < 0 else 0.0
            content += charged * 0.9 - given_back / 0.9
            cost += price[step] * ((100.0 + charged) * BUS - given_back)
        if content >= held - 1e-9:
            cheapest = min(cheapest, cost)
    assert dispatch.cost_cny <= cheapest + 1e-6
