"""What may cross the boundary, and a grid access whose size is to be chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import bus, load, park_of, point, pv
from plan_parks import choice, drafted, hours, solve
from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.site.boundary import Exchange


def sunny(**grid: Any) -> ParkDocument:
    return park_of(
        buses=[bus("b")],
        boundary_points=[{**point("g", "b"), **grid}],
        devices=[pv("sun", "b"), load("l", "b")],
    )


GIVEN: dict[str, Any] = {"availability": {"sun": [1.0, 0.0]}, "load": {"l": [0, 300]}}
PRICES = {"g>b": 0.5, "b>g": -0.3}


def test_the_grid_takes_and_gives_no_more_than_its_capacity() -> None:
    done = solve(drafted(sunny(capacity_kw=400), axis=hours(2), **GIVEN), PRICES)
    assert done.flow("b", "g") == pytest.approx([400, 0])
    assert done.flow("sun", "curtailed") == pytest.approx([600, 0])
    assert done.objective == pytest.approx(0.5 * 303.6 - 0.3 * 400)


def test_nothing_is_exported_in_a_period_without_export() -> None:
    limits = Exchange(most_out_kw={"g": np.array([0.0, np.inf])})
    done = solve(drafted(sunny(), axis=hours(2), exchange=limits, **GIVEN), PRICES)
    assert done.flow("b", "g") == pytest.approx([0, 0])
    open_ = solve(drafted(sunny(), axis=hours(2), **GIVEN), PRICES)
    assert open_.flow("b", "g") == pytest.approx([1000, 0])


def test_the_declared_exchange_holds_both_ways_unless_it_is_let_go() -> None:
    park = park_of(
        enterprises=[{"id": "user"}],
        buses=[bus("b")],
        boundary_points=[point("g", "b")],
        devices=[pv("sun", "b"), load("l", "b")],
        contracts=[
            {
                "kind": "green_direct",
                "id": "direct",
                "plants": ["sun"],
                "users": ["user"],
                "grid_point": "g",
                "declared_exchange_kw": 350,
            }
        ],
    )
    done = solve(drafted(park, axis=hours(2), **GIVEN), PRICES)
    assert done.flow("b", "g") == pytest.approx([350, 0])
    free = Exchange(hold_declared=False)
    done = solve(drafted(park, axis=hours(2), exchange=free, **GIVEN), PRICES)
    assert done.flow("b", "g") == pytest.approx([1000, 0])


def test_a_grid_access_that_may_be_chosen_is_as_large_as_it_pays() -> None:
    # A kW of access costs 0.1 and exports 0.3: worth it up to all 1,000 kW. The load needs 303.6.
    chosen = {("g", "capacity_kw"): choice(5000, 0.1)}
    done = solve(drafted(sunny(), axis=hours(2), choices=chosen, **GIVEN), PRICES)
    assert done.size("g", "capacity_kw") == pytest.approx(1000)
    dear = {("g", "capacity_kw"): choice(5000, 0.4)}
    done = solve(drafted(sunny(), axis=hours(2), choices=dear, **GIVEN), PRICES)
    assert done.size("g", "capacity_kw") == pytest.approx(303.6)
    assert done.flow("b", "g") == pytest.approx([303.6, 0])


def test_a_way_out_takes_nothing_out_of_its_season() -> None:
    town = {
        **point("town", "warm", kind="delivery", direction="out"),
        "capacity_kw": 80,
        "season": "11-01/03-31",
    }
    rod = {
        "id": "rod",
        "kind": "electric_boiler",
        "electricity_from": "b",
        "heat_to": "warm",
        "capacity_kw": 500,
        "efficiency": 1.0,
    }
    park = park_of(
        buses=[bus("b"), bus("warm", "heat")],
        boundary_points=[point("g", "b", direction="in"), town],
        devices=[rod],
    )
    prices = {"g>b": 0.1, "warm>town": -0.4}
    in_march = solve(drafted(park, axis=hours(2, start="2025-03-31T23:00")), prices)
    assert in_march.flow("warm", "town") == pytest.approx([80, 0])
