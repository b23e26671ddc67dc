"""A battery between cheap and dear hours, worked by hand: a tenth is lost each way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_markets import LOST, traded
from plan_parks import choice

BATTERY: dict[str, Any] = {
    "kind": "battery",
    "electricity_at": "power",
    "power_kw": 100,
    "capacity_kwh": 62.5,
    "round_trip_efficiency": 0.81,
    "min_soc_share": 0.1,
    "max_soc_share": 0.9,
    "self_discharge_share_per_day": 0.0,
}
"""50 kWh between its lowest and highest charge."""
GRID = LOST["electricity"]


def test_it_buys_in_the_cheap_hour_what_it_can_hold_and_sells_in_the_dear_one() -> None:
    done = traded(BATTERY, steps=2, bought={"power": [0.1, 1.0]}, sold={"power": [0.05, 0.8]})
    assert done.flow("power", "d") == pytest.approx([50 / 0.9, 0])
    assert done.flow("d", "power") == pytest.approx([0, 45])
    assert done.objective == pytest.approx(0.1 * GRID * 50 / 0.9 - 0.8 * 45)
    assert done.value(done.draft.contents["d"]) == pytest.approx([50, 0], abs=1e-9)


def test_it_charges_no_faster_than_its_power() -> None:
    slow = BATTERY | {"power_kw": 20}
    done = traded(slow, steps=3, bought={"power": [0.1, 0.2, 1.0]}, sold={"power": [0, 0, 0.8]})
    # 20 kWh can be sold, from 20 / 0.81 = 24.69 bought: all it can in the first hour, then the rest
    assert done.flow("power", "d") == pytest.approx([20, 20 / 0.81 - 20, 0])
    assert done.flow("d", "power") == pytest.approx([0, 0, 20])


def test_it_loses_a_share_of_its_content_on_the_way_through_the_year() -> None:
    leaky = BATTERY | {"self_discharge_share_per_day": 0.0999, "capacity_kwh": 1000}
    prices = {"power": [1.0, 0.1, 1.0]}
    done = traded(leaky, steps=3, bought=prices, sold={"power": [0.8, 0, 0]})
    # Charged in the second hour, sold in the first: the year turns round, after two hours.
    kept = (1 - 0.0999) ** (1 / 24)
    assert done.flow("power", "d") == pytest.approx([0, 100, 0])
    assert done.flow("d", "power")[0] == pytest.approx(100 * 0.9 * kept**2 * 0.9)


def test_with_a_free_end_it_begins_half_full_and_ends_empty() -> None:
    prices = {"power": [1.0, 1.0]}
    done = traded(BATTERY, steps=2, bought=prices, sold={"power": [0.5, 0.6]}, stores_end="free")
    assert done.flow("d", "power") == pytest.approx([0, 22.5])


def test_power_and_content_are_chosen_apart_and_within_the_hours_of_batteries() -> None:
    chosen = {"power_kw": choice(1e6, 0.001), "capacity_kwh": choice(200, 0.1)}
    done = traded(
        BATTERY,
        steps=2,
        bought={"power": [0.1, 2.0]},
        sold={"power": [0.0, 1.0]},
        choices=chosen,
    )
    assert done.size("d", "capacity_kwh") == pytest.approx(200)
    assert done.size("d", "power_kw") == pytest.approx(160 / 0.9)  # what fills 160 kWh in an hour
    dear = {"power_kw": choice(1e6, 10.0), "capacity_kwh": choice(200, 0.0, least=200)}
    done = traded(
        BATTERY, steps=2, bought={"power": [0.1, 2.0]}, sold={"power": [0.0, 1.0]}, choices=dear
    )
    assert done.size("d", "power_kw") == pytest.approx(200 / 12)  # no battery lasts longer


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), leak=st.floats(0, 0.09), efficiency=st.floats(0.4, 1.0))
def test_it_gives_no_more_than_it_holds_whatever_the_prices(
    seed: int, leak: float, efficiency: float
) -> None:
    device = BATTERY | {
        "self_discharge_share_per_day": leak,
        "round_trip_efficiency": efficiency,
    }
    bought = np.random.default_rng(seed).random(8)
    done = traded(device, steps=8, bought={"power": bought}, sold={"power": list(0.9 * bought)})
    content = done.value(done.draft.contents["d"])
    assert content.min() >= -1e-6
    assert content.max() <= 50 + 1e-6
    taken, given_ = done.flow("power", "d"), done.flow("d", "power")
    kept = (1 - leak) ** (1 / 24)
    before = np.roll(content, 1)
    expected = kept * before + np.sqrt(efficiency) * taken - given_ / np.sqrt(efficiency)
    assert content == pytest.approx(expected, abs=1e-6)
    assert given_.sum() <= efficiency * taken.sum() + 1e-6
