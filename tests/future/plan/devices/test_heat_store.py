"""A heat store that cools: what is taken out a day later has lost a share."""

from __future__ import annotations

from typing import Any

import pytest

from plan_markets import LOST, traded
from plan_parks import choice

TANK: dict[str, Any] = {
    "kind": "heat_store",
    "heat_at": "warm",
    "charge_kw": 100,
    "discharge_kw": 60,
    "capacity_kwh": 100,
    "min_content_share": 0.2,
    "loss_share_per_day": 0.24,
}
KEPT = (1 - 0.24) ** (1 / 24)


def test_it_gives_back_what_has_not_cooled_away() -> None:
    done = traded(TANK, steps=2, bought={"warm": [0.1, 1.0]}, sold={"warm": [0, 0.9]})
    out = 60
    assert done.flow("d", "warm") == pytest.approx([0, out])
    assert done.flow("warm", "d") == pytest.approx([out / KEPT, 0])
    assert done.objective == pytest.approx(0.1 * LOST["heat"] * out / KEPT - 0.9 * out)


def test_its_heel_stays_in() -> None:
    fast = TANK | {"discharge_kw": 500}
    done = traded(fast, steps=2, bought={"warm": [0.1, 1.0]}, sold={"warm": [0, 0.9]})
    assert done.flow("warm", "d") == pytest.approx([80, 0])


def test_its_size_is_what_pays() -> None:
    sizes = {"capacity_kwh": choice(70, 0.1)}
    prices: dict[str, Any] = {"bought": {"warm": [0.1, 1.0]}, "sold": {"warm": [0, 0.9]}}
    done = traded(TANK, steps=2, choices=sizes, **prices)
    assert done.size("d", "capacity_kwh") == pytest.approx(70)
    assert done.flow("warm", "d") == pytest.approx([56, 0])
    done = traded(TANK, steps=2, choices={"capacity_kwh": choice(70, 0.8)}, **prices)
    assert done.size("d", "capacity_kwh") == pytest.approx(0)
