"""Heat by levels: a hotter bus serves a cooler one over a link, and never the other way."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_parks import bus, park_of
from plan_parks import Solved, drafted, hours, solve
from zeropark.basis.park.document import ParkDocument


def two_levels(*, joined: bool) -> ParkDocument:
    links = [{"id": "pipe", "from": "hot", "to": "warm", "capacity_kw": 300}] if joined else []
    return park_of(
        buses=[
            bus("hot", "heat", temperature_c=150),
            bus("warm", "heat", temperature_c=70),
        ],
        boundary_points=[
            {"id": f"{at}-in", "bus": at, "kind": "supply", "direction": "in"}
            for at in ("hot", "warm")
        ],
        links=links,
        devices=[
            {"id": f"{at}-use", "kind": "load", "takes_from": at, "rated_kw": 500}
            for at in ("hot", "warm")
        ],
    )


def heated(hot_price: list[float], *, joined: bool = True) -> Solved:
    draft = drafted(
        two_levels(joined=joined),
        axis=hours(2),
        load={"hot-use": [100, 100], "warm-use": [400, 400]},
    )
    prices: dict[str, Any] = {"hot-in>hot": hot_price, "warm-in>warm": [0.2, 0.2]}
    return solve(draft, prices)


def test_cheap_heat_of_a_higher_level_serves_a_lower_one_as_far_as_the_link_carries() -> None:
    done = heated([0.1, 0.3])
    # 104 kWh are needed hot and 416 warm, with 4 % lost on the way; 300 come down at first.
    assert done.flow("hot", "warm") == pytest.approx([300, 0])
    assert done.flow("warm-in", "warm") == pytest.approx([116, 416])
    assert done.objective == pytest.approx(0.1 * 404 + 0.2 * 116 + 0.3 * 104 + 0.2 * 416)


def test_heat_of_a_lower_level_never_rises() -> None:
    done = heated([0.9, 0.9])
    assert done.flow("hot-in", "hot") == pytest.approx([104, 104])


def test_without_a_link_each_level_heats_itself() -> None:
    done = heated([0.1, 0.1], joined=False)
    assert done.objective == pytest.approx(2 * (0.1 * 104 + 0.2 * 416))
