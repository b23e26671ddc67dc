"""Long storage: content counts as what can be discharged, so charging bears all of the loss."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import LOST, traded
from plan_parks import choice

STORE: dict[str, Any] = {
    "kind": "long_storage",
    "electricity_at": "power",
    "technology": "compressed_air",
    "charge_kw": 40,
    "discharge_kw": 100,
    "capacity_kwh": 200,
    "round_trip_efficiency": 0.5,
    "max_soc_share": 0.8,
}


def test_it_gives_half_of_what_it_took() -> None:
    done = traded(STORE, steps=3, bought={"power": [0.1, 0.1, 2.0]}, sold={"power": [0, 0, 1.0]})
    assert done.flow("power", "d") == pytest.approx([40, 40, 0])
    assert done.flow("d", "power") == pytest.approx([0, 0, 40])
    assert done.value(done.draft.contents["d"]) == pytest.approx([20, 40, 0], abs=1e-9)
    assert done.objective == pytest.approx(0.1 * 80 * LOST["electricity"] - 40)


def test_its_content_is_what_can_be_discharged_from_full() -> None:
    fast = STORE | {"charge_kw": 1000}
    done = traded(fast, steps=3, bought={"power": [0.1, 3.0, 3.0]}, sold={"power": [0, 1.0, 0.9]})
    assert done.flow("power", "d") == pytest.approx([320, 0, 0])
    assert done.flow("d", "power") == pytest.approx([0, 100, 60])


def test_compressor_expander_and_cavern_are_chosen_apart() -> None:
    sizes = {
        "charge_kw": choice(1e4, 0.01),
        "discharge_kw": choice(1e4, 0.02),
        "capacity_kwh": choice(1000, 0.03),
    }
    done = traded(
        STORE,
        steps=4,
        bought={"power": [0.1, 0.1, 3.0, 3.0]},
        sold={"power": [0, 0, 1.0, 1.0]},
        choices=sizes,
    )
    # 800 kWh are held: 1,600 kWh taken in two hours, given back in two
    assert done.size("d", "capacity_kwh") == pytest.approx(1000)
    assert done.size("d", "charge_kw") == pytest.approx(800)
    assert done.size("d", "discharge_kw") == pytest.approx(400)


def test_it_is_never_made_shorter_than_a_long_store_is() -> None:
    sizes = {"discharge_kw": choice(1e4, 0.0), "capacity_kwh": choice(1e4, 100.0, least=100)}
    done = traded(
        STORE | {"charge_kw": 1000},
        steps=2,
        bought={"power": [0.1, 3.0]},
        sold={"power": [0, 1.0]},
        choices=sizes,
    )
    assert done.size("d", "capacity_kwh") == pytest.approx(100)
    assert done.flow("d", "power") == pytest.approx([0, 50])  # two hours at least
