"""Hydrogen for carbon: the work of a furnace shared out anew in each step."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import traded
from plan_parks import Solved, rows_per_step

FURNACE: dict[str, Any] = {
    "kind": "electric_furnace",
    "technology": "slag_cleaning",
    "electricity_from": "power",
    "capacity_kw": 1500,
    "electricity_kwh_per_t": 150,
    "load_factor": 1.0,
    "profile": "flat",
    "reductants": [
        {"bus": "coal", "amount_per_t": 0.012, "share": 0.4},
        {"bus": "hydrogen", "amount_per_t": 0.004, "share": 0.6, "max_share": 0.8},
    ],
}
"""10 t of slag an hour; 0.12 t of coal or 0.04 t of hydrogen do the work of an hour."""


def melted(device: dict[str, Any], hydrogen: Any, steps: int = 2, **more: Any) -> Solved:
    gas = {"gas": 3.0} if any(at["bus"] == "gas" for at in device["reductants"]) else {}
    bought = {"power": 0.5, "coal": 1000.0, "hydrogen": hydrogen, **gas}
    return traded(device, steps=steps, bought=bought, sold={}, **more)


def test_hydrogen_takes_the_place_of_coal_as_far_as_it_may_where_it_is_cheaper() -> None:
    done = melted(FURNACE, [2000.0, 4000.0])  # coal costs 12 CNY/t of slag, hydrogen 8 and 16
    assert done.flow("hydrogen", "d") == pytest.approx([0.8 * 0.04, 0])
    assert done.flow("coal", "d") == pytest.approx([0.2 * 0.12, 0.12])
    power = 0.5 * 1500 * 1.012 * 2
    assert done.objective == pytest.approx(power + 0.2 * 120 + 0.8 * 80 + 120)
    assert rows_per_step(done.draft) == (0, 0)


def test_of_three_each_keeps_to_its_most() -> None:
    third = {"bus": "gas", "amount_per_t": 10.0, "share": 0.0, "max_share": 0.5}
    parts = [
        {**FURNACE["reductants"][0], "max_share": 0.7},
        {**FURNACE["reductants"][1], "share": 0.6, "max_share": 0.7},
        third,
    ]
    done = melted(FURNACE | {"reductants": parts}, 2000.0)
    # hydrogen 8 CNY/t up to 70 %, then coal 12 before gas 30
    assert done.flow("hydrogen", "d") == pytest.approx([0.7 * 0.04] * 2)
    assert done.flow("coal", "d") == pytest.approx([0.3 * 0.12] * 2)
    assert done.flow("gas", "d") == pytest.approx([0, 0], abs=1e-9)
    dear = melted(FURNACE | {"reductants": parts}, 9000.0)  # coal to 70 %, then gas
    assert dear.flow("coal", "d") == pytest.approx([0.7 * 0.12] * 2)
    assert dear.flow("gas", "d") == pytest.approx([0.3 * 100] * 2)


def test_reductants_follow_the_work_where_it_is_moved() -> None:
    flexible = {"down_share": 0.5, "up_share": 0.5, "shift_hours": 2}
    device = FURNACE | {"flexibility": flexible, "capacity_kw": 3000, "load_factor": 0.5}
    device |= {"min_load_share": 0.25}
    bought = {"power": [2.0, 0.1], "coal": 1000.0, "hydrogen": 2000.0}
    done = traded(device, steps=2, bought=bought, sold={})
    assert done.flow("power", "d") == pytest.approx([750, 2250])
    assert done.flow("hydrogen", "d") == pytest.approx([0.8 * 0.02, 0.8 * 0.06])
    assert done.flow("coal", "d") == pytest.approx([0.2 * 0.06, 0.2 * 0.18])
    assert rows_per_step(done.draft)[0] == 2  # what is ahead, and hydrogen's most


def test_a_single_reductant_does_it_all() -> None:
    alone = FURNACE | {"reductants": [{"bus": "coal", "amount_per_t": 0.012, "share": 1.0}]}
    done = traded(alone, steps=1, bought={"power": 0.5, "coal": 1000.0}, sold={})
    assert done.flow("coal", "d") == pytest.approx([0.12])
