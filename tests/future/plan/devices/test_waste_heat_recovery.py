"""Waste-heat recovery between a source of hot gas and a buyer of steam, worked by hand."""

from __future__ import annotations

import pytest

from plan_markets import traded


def test_its_size_is_the_heat_that_it_takes_and_its_pumps_take_a_hundredth() -> None:
    recovery = {
        "kind": "waste_heat_recovery",
        "heat_from": "hot",
        "heat_to": "steam",
        "electricity_from": "power",
        "capacity_kw": 1000,
        "efficiency": 0.8,
        "steam_kwh_per_t": 800,
    }
    done = traded(recovery, steps=1, bought={"hot": 0.01, "power": 0.5}, sold={"steam": 100})
    # 1,000 kWh of hot gas, 4 % lost on the way; 10 kWh for pumps, 1.2 % lost; 800 kWh are 1 t
    assert done.objective == pytest.approx(0.01 * 1040 + 0.5 * 10.12 - 100)
    assert done.flow("hot", "d")[0] == pytest.approx(1000)
    assert done.flow("power", "d")[0] == pytest.approx(10)
