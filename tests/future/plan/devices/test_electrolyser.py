"""An electrolyser between a power market and a buyer of hydrogen, worked by hand.

A t takes 50,000 kWh, and 1.2 % more on the way: at 0.2, 0.5 and 0.3 CNY/kWh it costs 10,120,
25,300 and 15,180 CNY, and sells for 20,000. 50 MW make one in an hour.
"""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import traded
from plan_parks import Solved, choice

STACKS: dict[str, Any] = {
    "kind": "electrolyser",
    "electricity_from": "power",
    "hydrogen_to": "hydrogen",
    "capacity_kw": 50_000,
    "consumption_kwh_per_kg": 50,
    "min_load_share": 0.2,
    "start_min": 30,
}
POWER = [0.2, 0.5, 0.3]


def run(*, on_off: bool = False, choices: Any = None, **more: Any) -> Solved:
    return traded(
        STACKS | more,
        steps=3,
        bought={"power": POWER},
        sold={"hydrogen": 20_000},
        choices=choices,
        on_off=on_off,
    )


def test_it_runs_when_hydrogen_is_worth_more_than_its_power() -> None:
    done = run()
    assert done.objective == pytest.approx(-(9_880 + 4_820))
    assert done.flow("d", "hydrogen") == pytest.approx([1, 0, 1])
    assert done.flow("power", "d") == pytest.approx([50_000, 0, 50_000])


def test_oxygen_heat_and_water_follow_its_hydrogen_and_what_nobody_takes_is_let_go() -> None:
    done = traded(
        STACKS | {"oxygen_to": "oxygen", "heat_to": "warm", "water_from": "water"},
        steps=3,
        bought={"power": POWER, "water": 10},
        sold={"hydrogen": 20_000},
    )
    # 11 l a kg are 11 m3 a t: 110 CNY
    assert done.objective == pytest.approx(-(9_880 + 4_820 - 2 * 110))
    assert done.flow("d", "oxygen") == pytest.approx([5560, 0, 5560])
    # 60 % of what 120 MJ/kg leave of 50 kWh/kg
    assert done.flow("d", "warm")[0] == pytest.approx(0.6 * (50_000 - 120_000 / 3.6))


def test_a_size_is_built_as_far_as_it_earns_more_than_it_costs() -> None:
    # 14,700 CNY a 50,000 kW are 0.294 CNY a kW
    dear = run(choices={"capacity_kw": choice(80_000, 0.295)})
    assert dear.size("d", "capacity_kw") == pytest.approx(0.0, abs=1e-6)
    cheap = run(choices={"capacity_kw": choice(80_000, 0.293)})
    assert cheap.size("d", "capacity_kw") == pytest.approx(80_000)
    assert cheap.objective == pytest.approx(-80_000 * 0.001)


@pytest.mark.parametrize("choices", [None, {"capacity_kw": choice(50_000, 0.0)}])
def test_told_on_and_off_it_rather_runs_low_than_loses_half_an_hour_to_a_start(
    choices: Any,
) -> None:
    # A stop between costs 0.5 x 4,820 = 2,410; an hour at a fifth costs 0.2 x 5,300 = 1,060.
    done = run(on_off=True, choices=choices)
    assert done.objective == pytest.approx(-(14_700 - 1_060))
    assert done.flow("d", "hydrogen") == pytest.approx([1, 0.2, 1])


def test_a_start_of_half_an_hour_leaves_half_an_hours_hydrogen() -> None:
    # At full load always, or not at all: 5,300 for the hour between, or 2,410 for the start.
    done = run(on_off=True, min_load_share=1.0)
    assert done.objective == pytest.approx(-(14_700 - 2_410))
    assert done.flow("d", "hydrogen") == pytest.approx([1, 0, 0.5])


def test_a_start_of_an_hour_and_a_half_takes_two_hours_and_it_stays_on_for_them() -> None:
    # At full load hours earn 9,880, -15,420, 4,820 and 2,290. Off in the second only: on in the
    # third for a start, nothing then, half of the fourth, all of the first. On always: 1,570.
    done = traded(
        STACKS | {"min_load_share": 1.0, "start_min": 90},
        steps=4,
        bought={"power": [0.2, 0.7, 0.3, 0.35]},
        sold={"hydrogen": 20_000},
        on_off=True,
    )
    assert done.objective == pytest.approx(-(9_880 + 0.5 * 2_290))
    assert done.flow("d", "hydrogen") == pytest.approx([1, 0, 0, 0.5])


def test_it_stands_by_warm_where_that_is_cheaper_than_running_low() -> None:
    # 1 % of 50 MW for an hour: 500 kWh x 1.012 x 0.5
    done = run(on_off=True, standby_share=0.01)
    assert done.objective == pytest.approx(-(14_700 - 253))
    assert done.flow("power", "d") == pytest.approx([50_000, 500, 50_000])
    assert done.flow("d", "hydrogen") == pytest.approx([1, 0, 1])


def test_standing_by_takes_as_much_for_a_chosen_size() -> None:
    done = run(
        on_off=True, standby_share=0.01, choices={"capacity_kw": choice(50_000, 0.1, least=1_000)}
    )
    assert done.objective == pytest.approx(-(14_700 - 253 - 5_000))
