"""A boiler with several fuels between their markets and a buyer of heat, worked by hand.

A kWh of heat at 90 % takes 1 / 0.9 kWh of fuel. Gas holds 38.9 MJ/Nm3, diesel 42,700 MJ/t and
hydrogen 120,000 MJ/t; 3.6 MJ are a kWh.
"""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import traded
from plan_parks import choice

BOILER: dict[str, Any] = {
    "kind": "gas_boiler",
    "fuel_from": ["gas"],
    "heat_to": "warm",
    "capacity_kw": 1000,
    "efficiency": 0.9,
    "min_load_share": 0.4,
}
GAS_KWH = 38.9 / 3.6
OIL_KWH = 42_700 / 3.6
HYDROGEN_KWH = 120_000 / 3.6


def test_it_runs_at_full_load_while_heat_is_worth_more_than_gas() -> None:
    done = traded(BOILER, steps=2, bought={"gas": 3.0}, sold={"warm": [0.5, 0.2]})
    # 3 / (10.806 x 0.9) = 0.3085 CNY a kWh of heat
    assert done.objective == pytest.approx(-1000 * (0.5 - 3.0 / (GAS_KWH * 0.9)))
    assert done.flow("d", "warm") == pytest.approx([1000, 0])
    assert done.flow("gas", "d") == pytest.approx([1000 / 0.9 / GAS_KWH, 0])


def test_of_several_fuels_it_burns_the_cheapest_of_each_hour() -> None:
    done = traded(
        BOILER | {"fuel_from": ["gas", "oil"]},
        steps=2,
        bought={"gas": 3.0, "oil": [2000, 4000]},
        sold={"warm": 0.5},
    )
    oil, gas = 2000 / (OIL_KWH * 0.9), 3.0 / (GAS_KWH * 0.9)
    assert done.objective == pytest.approx(-1000 * (1.0 - oil - gas))
    assert done.flow("oil", "d") == pytest.approx([1000 / 0.9 / OIL_KWH, 0])


def test_hydrogen_gives_no_more_of_its_heat_than_its_share() -> None:
    done = traded(
        BOILER | {"hydrogen_from": "hydrogen", "hydrogen_share": 0.3},
        steps=1,
        bought={"gas": 3.0, "hydrogen": 1000},
        sold={"warm": 0.5},
    )
    assert done.flow("hydrogen", "d")[0] == pytest.approx(0.3 * 1000 / 0.9 / HYDROGEN_KWH)
    assert done.flow("gas", "d")[0] == pytest.approx(0.7 * 1000 / 0.9 / GAS_KWH)


def test_steam_is_counted_in_tonnes() -> None:
    done = traded(
        BOILER | {"heat_to": "steam", "steam_kwh_per_t": 700},
        steps=1,
        bought={"gas": 3.0},
        sold={"steam": 400},
    )
    assert done.flow("d", "steam")[0] == pytest.approx(1000 / 700)
    assert done.flow("gas", "d")[0] == pytest.approx(1000 / 0.9 / GAS_KWH)


@pytest.mark.parametrize("choices", [None, {"capacity_kw": choice(2000, 100.0, least=1000)}])
def test_told_on_and_off_it_makes_its_lowest_load_or_nothing(choices: Any) -> None:
    done = traded(
        BOILER,
        steps=2,
        bought={"gas": 3.0},
        sold={"warm": [0.2, 0.5]},
        choices=choices,
        on_off=True,
    )
    assert done.flow("d", "warm") == pytest.approx([0, 1000], abs=1e-6)
    assert done.value(done.draft.working["d"]) == pytest.approx([0, 1])
