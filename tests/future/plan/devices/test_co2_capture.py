"""Capture between markets of power and steam and a buyer of CO2, worked by hand."""

from __future__ import annotations

import pytest

from plan_markets import traded

CAPTURE = {
    "kind": "co2_capture",
    "treats": ["d"],
    "electricity_from": "power",
    "heat_from": "steam",
    "co2_to": "co2",
    "capacity_t_per_h": 5,
    "electricity_kwh_per_t": 100,
    "heat_gj_per_t": 2.7,
    "min_load_share": 0.4,
}


def test_it_takes_electricity_and_heat_for_what_it_captures() -> None:
    done = traded(CAPTURE, steps=2, bought={"power": [0.4, 2.0], "steam": 90}, sold={"co2": 200})
    # 2.7 GJ are 750 kWh, a t of steam, 3 % lost on the way; 101.2 kWh of power
    assert done.objective == pytest.approx(5 * (0.4 * 101.2 + 90 * 1.03 - 200))
    assert done.flow("steam", "d") == pytest.approx([5, 0])
    assert done.flow("d", "co2") == pytest.approx([5, 0])


def test_told_on_and_off_it_runs_low_or_not_at_all() -> None:
    done = traded(
        CAPTURE, steps=2, bought={"power": [0.4, 2.0], "steam": 90}, sold={"co2": 200}, on_off=True
    )
    assert done.flow("d", "co2") == pytest.approx([5, 0], abs=1e-6)
