"""Ammonia and methanol: never below their lowest load, by their ramp; or at rest where told."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import traded
from plan_parks import Solved, choice

AMMONIA: dict[str, Any] = {
    "kind": "ammonia_synthesis",
    "hydrogen_from": "hydrogen",
    "electricity_from": "power",
    "nitrogen_from": "nitrogen",
    "ammonia_to": "ammonia",
    "capacity_t_per_h": 10,
    "hydrogen_kg_per_t": 180,
    "electricity_kwh_per_t": 500,
    "min_load_share": 0.3,
    "ramp_share_per_min": 0.005,
}
# 0.18 t of hydrogen at 10,000, 506 kWh with the loss at 0.4, 658 Nm3 of nitrogen at 0.1
COST = 1800 + 506 * 0.4 + 65.8


def make(margins: list[float], **more: Any) -> Solved:
    """Sold at so much more than it costs."""
    return traded(
        AMMONIA | more.pop("device", {}),
        steps=len(margins),
        bought={"hydrogen": 10_000, "power": 0.4, "nitrogen": 0.1},
        sold={"ammonia": [COST + margin for margin in margins]},
        **more,
    )


def test_it_never_makes_less_than_its_lowest_load_and_rises_by_its_ramp() -> None:
    # 30 % an hour: 3 t, 6 t, 9 t. A t more at first would cost 300 and earn 200 later.
    done = make([-300, 100, 100])
    assert done.flow("d", "ammonia") == pytest.approx([3, 6, 9])
    assert done.objective == pytest.approx(900 - 600 - 900)
    assert done.flow("hydrogen", "d") == pytest.approx([0.54, 1.08, 1.62])
    assert done.flow("nitrogen", "d") == pytest.approx([3 * 658, 6 * 658, 9 * 658])


def test_it_falls_by_its_ramp_too() -> None:
    done = make([100, 100, -300])
    assert done.flow("d", "ammonia") == pytest.approx([9, 6, 3])


def test_a_ramp_is_a_share_of_the_size_that_is_built() -> None:
    # 20 t at 0.3, 0.6 and 0.9: a margin of (-0.3 x 300 + 0.6 x 100 + 0.9 x 100) = 60 a t of size
    done = make([-300, 100, 100], choices={"capacity_t_per_h": choice(20, 50.0)})
    assert done.size("d", "capacity_t_per_h") == pytest.approx(20)
    assert done.flow("d", "ammonia") == pytest.approx([6, 12, 18])
    assert done.objective == pytest.approx(-20 * 10)


@pytest.mark.parametrize("choices", [None, {"capacity_t_per_h": choice(10, 0.0)}])
def test_told_on_and_off_it_rests_instead_and_starts_at_its_lowest_load(choices: Any) -> None:
    # A ramp of 6 % an hour does not keep it from starting at 30 %.
    done = make(
        [-900, 100, 100], device={"ramp_share_per_min": 0.001}, choices=choices, on_off=True
    )
    assert done.flow("d", "ammonia") == pytest.approx([0, 3, 3.6], abs=1e-6)
    assert done.objective == pytest.approx(-660)


def test_methanol_takes_captured_co2_and_needs_no_heat() -> None:
    methanol = {
        "kind": "methanol_synthesis",
        "hydrogen_from": "hydrogen",
        "co2_from": "co2",
        "electricity_from": "power",
        "heat_from": "steam",
        "methanol_to": "methanol",
        "capacity_t_per_h": 10,
        "hydrogen_kg_per_t": 200,
        "co2_t_per_t": 1.4,
        "electricity_kwh_per_t": 500,
        "min_load_share": 0.3,
    }
    done = traded(
        methanol,
        steps=2,
        bought={"hydrogen": 10_000, "power": 0.4, "co2": 200},
        sold={"methanol": [1900, 3000]},
    )
    # 2,000 + 202.4 + 280 = 2,482.4 a t; 3 t at a loss of 582.4, 9 t at 517.6: 60 % an hour up
    assert done.objective == pytest.approx(3 * 582.4 - 9 * 517.6)
    assert done.flow("co2", "d") == pytest.approx([4.2, 12.6])
    assert not done.flow("steam", "d").any()
