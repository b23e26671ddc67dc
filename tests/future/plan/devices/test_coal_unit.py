"""A coal unit between a coal yard and buyers of power and heat, worked by hand.

Coal holds 21 MJ/kg, 5,833 kWh/t: at 40 % a kWh of power takes 2.5 kWh, and at 700 CNY/t that is
0.3 CNY. A kWh of heat costs 0.2 kWh of power: 0.06 CNY.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plan_markets import cut, traded, year
from plan_parks import Solved, choice, hours
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.future.simulation.operation.operate import simulate

UNIT: dict[str, Any] = {
    "kind": "coal_unit",
    "fuel_from": ["coal"],
    "electricity_to": "power",
    "capacity_kw": 1000,
    "min_load_share": 0.5,
    "deep_min_load_share": 0.3,
    "electric_efficiency": 0.4,
}
HEAT: dict[str, Any] = {"heat_to": ["warm", "steam"], "heat_capacity_kw": 600}
COAL_KWH = 21_000 / 3.6
COAL = 700


def run(sold: dict[str, Any], *, steps: int = 2, **more: Any) -> Solved:
    device = UNIT | more.pop("device", {})
    bought = {"coal": COAL} | more.pop("bought", {})
    return traded(device, steps=steps, bought=bought, sold=sold, **more)


def test_it_runs_at_its_deep_minimum_where_power_is_cheap() -> None:
    done = run({"power": [0.1, 0.4]})
    # 300 kWh at a loss of 0.2, 1,000 at 0.1
    assert done.objective == pytest.approx(300 * 0.2 - 1000 * 0.1)
    assert done.flow("d", "power") == pytest.approx([300, 1000])
    assert done.flow("coal", "d") == pytest.approx([300 * 2.5 / COAL_KWH, 2500 / COAL_KWH])


def test_in_quarters_of_an_hour_it_changes_by_22_percent_and_a_half() -> None:
    axis = Axis(hours(1).start, QUARTER_HOUR, 4)
    done = run({"power": [0.05, 0.4, 0.4, 0.4]}, steps=4, axis=axis)
    # Of 250 kWh in a quarter: 0.3, and 0.225 more each time. More at first costs 0.25, and earns
    # 0.3 in all until the last is full: 0.325 at first, as 0.325 + 3 x 0.225 = 1; beyond, 0.2.
    assert done.flow("d", "power") / 250 == pytest.approx([0.325, 0.55, 0.775, 1.0])


def test_heat_costs_the_fuel_that_keeps_the_power_up() -> None:
    done = run({"power": 0.4, "warm": 0.1, "steam": [30, 90]}, device=HEAT)
    # All of the 600 kWh to whoever pays more: 0.1 CNY a kWh, or 30 / 750 = 0.04 and 90 / 750 = 0.12
    assert done.flow("d", "warm") == pytest.approx([600, 0])
    assert done.flow("d", "steam") == pytest.approx([0, 0.8])
    assert done.objective == pytest.approx(-200 - 600 * (0.1 - 0.06) - 600 * (0.12 - 0.06))


def test_it_burns_the_cheaper_fuel_ammonia_up_to_its_share_and_leaves_the_ash_of_the_solid() -> (
    None
):
    # Straw at 15 MJ/kg and 400 CNY/t is 0.096 CNY/kWh, coal 0.12; ammonia, 18.6 MJ/kg, 0.0968
    # at 500 CNY/t and 0.0774 at 400.
    done = run(
        {"power": 0.4},
        bought={"straw": 400, "ammonia": [500, 400]},
        device={
            "fuel_from": ["coal", "straw"],
            "ammonia_from": "ammonia",
            "ammonia_share": 0.2,
            "ash_to": "ash",
            "ash_t_per_t": 0.1,
        },
    )
    straw = 2500 / (15_000 / 3.6)
    assert done.flow("coal", "d") == pytest.approx([0, 0])
    assert done.flow("straw", "d") == pytest.approx([straw, 0.8 * straw])
    assert done.flow("ammonia", "d") == pytest.approx([0, 500 / (18_600 / 3.6)])
    assert done.flow("d", "ash") == pytest.approx([0.1 * straw, 0.08 * straw])


@pytest.mark.parametrize("choices", [None, {"capacity_kw": choice(2000, 1.0, least=1000)}])
def test_told_on_and_off_it_rests_instead(choices: Any) -> None:
    done = run({"power": [0.1, 0.4]}, choices=choices, on_off=True)
    built = 0 if choices is None else 1000
    # 1.5 % a minute from rest are 900 kW in an hour
    assert done.objective == pytest.approx(built - 90)
    assert done.flow("d", "power") == pytest.approx([0, 900], abs=1e-6)


def test_a_unit_that_the_grid_calls_for_runs_as_it_is_simulated() -> None:
    axis = hours(24)
    device = UNIT | HEAT | {"dispatch": "grid", "ash_to": "ash", "ash_t_per_t": 0.1}
    done = run({"power": 0.4, "warm": 0.1, "ash": 0.0}, steps=24, device=device, axis=axis)
    simulated = simulate(done.draft.park, year(), seed=1)
    at = {
        (link.source, link.sink): cut(simulated.amount[row], axis).sum(axis=1)
        for row, link in enumerate(simulated.links)
    }
    assert done.flow("d", "power") == pytest.approx(at["d", "power"])
    # Heat, which nobody needs in the simulation and somebody pays for here, takes its own.
    assert done.flow("d", "warm") == pytest.approx(np.full(24, 600))
    extra = done.flow("coal", "d") - at["coal", "d"]
    assert extra == pytest.approx(np.full(24, 600 * 0.2 * 2.5 / COAL_KWH))
    assert done.flow("d", "ash") == pytest.approx(0.1 * done.flow("coal", "d"))


def test_a_unit_that_the_grid_calls_for_runs_larger_when_it_is_larger() -> None:
    device = UNIT | HEAT | {"dispatch": "grid"}
    sizes = {"capacity_kw": choice(3000, 0.0, least=2000), "heat_capacity_kw": choice(900, 0.0)}
    done = run({"power": 0.4, "warm": 0.1}, steps=24, device=device, choices=sizes)
    given = run({"power": 0.4, "warm": 0.1}, steps=24, device=device)
    assert done.flow("d", "warm") == pytest.approx(np.full(24, 900))
    assert done.flow("d", "power") == pytest.approx(3 * given.flow("d", "power"))


def test_heat_comes_with_as_much_power_as_back_pressure_makes() -> None:
    # 0.8 kWh of power with each of heat: 600 of heat need 480.
    device = HEAT | {"power_to_heat_min": 0.8}
    done = run({"power": [0.2, 0.4], "warm": 0.2}, device=device)
    # A kWh of power at 0.2 loses 0.1; 0.8 of them with a kWh of heat lose 0.08, and it gains 0.14.
    assert done.flow("d", "warm") == pytest.approx([600, 600])
    assert done.flow("d", "power") == pytest.approx([480, 1000])
    assert done.objective == pytest.approx(480 * 0.1 - 600 * 0.14 - 1000 * 0.1 - 600 * 0.14)


def test_heat_that_does_not_pay_for_its_power_stays_within_the_lowest_load() -> None:
    device = HEAT | {"power_to_heat_min": 0.8}
    # At 0.1 a kWh of power loses 0.2; 0.8 of them lose 0.16, and a kWh of heat gains 0.14.
    done = run({"power": 0.1, "warm": 0.2}, device=device)
    assert done.flow("d", "power") == pytest.approx([300, 300])
    assert done.flow("d", "warm") == pytest.approx([375, 375])


@pytest.mark.parametrize("choices", [None, {"heat_capacity_kw": choice(600, 0.0, least=500)}])
def test_at_rest_it_gives_no_heat(choices: Any) -> None:
    # A kWh of heat gains 0.01 where power is made; alone it would too, and there is none.
    done = run({"power": [0.1, 0.4], "warm": 0.07}, device=HEAT, choices=choices, on_off=True)
    assert done.flow("d", "power") == pytest.approx([0, 900], abs=1e-6)
    assert done.flow("d", "warm") == pytest.approx([0, 600], abs=1e-6)


def test_heat_of_a_unit_that_the_grid_calls_for_follows_its_power() -> None:
    device = UNIT | HEAT | {"dispatch": "grid", "power_to_heat_min": 1.5}
    done = run({"power": 0.4, "warm": 0.1}, steps=24, device=device)
    power = done.flow("d", "power")
    assert done.flow("d", "warm") == pytest.approx(np.minimum(power / 1.5, 600))
    assert power.min() / 1.5 < 600 < power.max() / 1.5
