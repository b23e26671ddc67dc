"""A hydrogen store: nothing is lost, and where filling takes no power one column does."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import LOST, traded
from plan_parks import choice, rows_per_step

TANKS: dict[str, Any] = {
    "kind": "hydrogen_store",
    "hydrogen_at": "hydrogen",
    "capacity_t": 2.0,
    "charge_t_per_h": 0.5,
    "discharge_t_per_h": 1.0,
    "min_content_share": 0.1,
}
PRICES: dict[str, Any] = {
    "bought": {"hydrogen": [8e3, 9e3, 30e3]},
    "sold": {"hydrogen": [0, 0, 20e3]},
}


def test_it_fills_in_cheap_hours_no_faster_than_it_can() -> None:
    done = traded(TANKS, steps=3, **PRICES)
    assert done.flow("hydrogen", "d") == pytest.approx([0.5, 0.5, -1.0])  # of either sign
    assert done.objective == pytest.approx(0.5 * 17e3 - 20e3)
    assert rows_per_step(done.draft) == (2, 0)


def test_its_cushion_stays_in() -> None:
    small = TANKS | {"capacity_t": 0.5}
    assert traded(small, steps=3, **PRICES).flow("hydrogen", "d") == pytest.approx([0.45, 0, -0.45])


def test_its_compressor_takes_power_for_what_it_fills() -> None:
    pressed = TANKS | {"electricity_from": "power", "compression_kwh_per_kg": 2.0}
    prices = {"bought": PRICES["bought"] | {"power": 0.5}, "sold": PRICES["sold"]}
    done = traded(pressed, steps=3, **prices)
    assert done.flow("power", "d") == pytest.approx([1000, 1000, 0])
    assert done.flow("hydrogen", "d") == pytest.approx([0.5, 0.5, 0])
    assert done.flow("d", "hydrogen") == pytest.approx([0, 0, 1.0])
    power = 0.5 * 2000 * LOST["electricity"]
    assert done.objective == pytest.approx(0.5 * 17e3 - 20e3 + power)


def test_filling_emptying_and_content_are_chosen_apart() -> None:
    sizes = {
        "capacity_t": choice(1.0, 1e3),
        "charge_t_per_h": choice(9.0, 100.0),
        "discharge_t_per_h": choice(9.0, 100.0),
    }
    done = traded(TANKS, steps=3, choices=sizes, **PRICES)
    assert done.size("d", "capacity_t") == pytest.approx(1.0)
    assert done.size("d", "charge_t_per_h") == pytest.approx(0.9)
    assert done.size("d", "discharge_t_per_h") == pytest.approx(0.9)
