"""A turbine between two pressures: electricity of steam that is needed below anyway."""

from __future__ import annotations

import pytest

from plan_markets import traded
from plan_parks import choice

TURBINE = {
    "kind": "back_pressure_turbine",
    "steam_from": "steam",
    "steam_to": "steam-low",
    "electricity_to": "power",
    "capacity_kw": 800,
    "electricity_kwh_per_t": 80,
}


def test_steam_passes_whole_and_leaves_its_electricity() -> None:
    done = traded(
        TURBINE, steps=2, bought={"steam": 110}, sold={"steam-low": [100, 70], "power": 0.4}
    )
    # 10 t an hour, 3 % lost on the way: 113.3 for 100 + 32 in the first hour, 70 + 32 in the second
    assert done.objective == pytest.approx(10 * (113.3 - 132))
    assert done.flow("steam", "d") == pytest.approx([10, 0])
    assert done.flow("d", "steam-low") == pytest.approx([10, 0])
    assert done.flow("d", "power") == pytest.approx([800, 0])


def test_it_is_built_for_as_much_as_it_earns() -> None:
    done = traded(
        TURBINE,
        steps=1,
        bought={"steam": 110},
        sold={"steam-low": 100, "power": 0.4},
        choices={"capacity_kw": choice(1600, 0.1)},
    )
    # 18.7 CNY a t are 0.234 a kWh, more than 0.1
    assert done.objective == pytest.approx(-20 * 18.7 + 160)
