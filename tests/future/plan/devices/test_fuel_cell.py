"""A fuel cell between a seller of hydrogen and buyers of power and heat, worked by hand."""

from __future__ import annotations

import pytest

from plan_markets import traded
from zeropark.facts.ledger.flow import LOSSES

CELL = {
    "kind": "fuel_cell",
    "hydrogen_from": "hydrogen",
    "electricity_to": "power",
    "heat_to": "warm",
    "capacity_kw": 500,
    "electric_efficiency": 0.5,
    "thermal_efficiency": 0.3,
}


def test_it_burns_hydrogen_for_power_and_heat() -> None:
    done = traded(
        CELL, steps=2, bought={"hydrogen": 10_000}, sold={"power": [0.6, 0.4], "warm": 0.1}
    )
    # 1,000 kWh of hydrogen, 33,333 a t: 0.03 t, 300 CNY for 500 kWh of power and 300 of heat
    assert done.objective == pytest.approx(300 - 300 - 30)
    assert done.flow("hydrogen", "d") == pytest.approx([0.03, 0])
    assert done.flow("d", "warm") == pytest.approx([300, 0])


def test_heat_that_nobody_takes_does_not_stop_it() -> None:
    done = traded(CELL, steps=1, bought={"hydrogen": 10_000}, sold={"power": 0.7})
    assert done.objective == pytest.approx(300 - 350)
    assert done.flow("d", "warm")[0] == pytest.approx(300)
    assert done.flow("warm", LOSSES)[0] == pytest.approx(300)
