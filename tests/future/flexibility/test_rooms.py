"""What feeders leave for a call, and how equals share it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flexing_cases import feeders, no_feeders
from response_park import VIRTUAL_PLANT, park
from zeropark.basis.park.document import ParkDocument
from zeropark.future.flexibility.rooms import members, rooms
from zeropark.future.flexibility.spread import spread

FEEDERS = """
feeders:
  - {id: hall, name: {zh: 车间, en: Hall}, capacity_kw: 500, feeder: south, members: [shop-load]}
  - {id: south, name: {zh: 南区, en: South}, capacity_kw: 2000, members: [mill-line]}
"""


def fed() -> ParkDocument:
    return park(plant=FEEDERS + VIRTUAL_PLANT)


def test_a_feeder_carries_what_hangs_on_those_that_hang_on_it() -> None:
    assert members(fed(), "hall") == {"shop-load"}
    assert members(fed(), "south") == {"shop-load", "mill-line"}


@pytest.mark.parametrize(
    ("direction", "hall_kw", "south_kw"),
    [("down", 500 + 200, 2000 + 1100), ("up", 500 - 200, 2000 - 1100)],
)
def test_the_room_is_up_to_full_the_other_way(
    direction: str, hall_kw: float, south_kw: float
) -> None:
    plant = fed().virtual_plant
    assert plant is not None
    load = {"hall": np.array([200.0, 600.0]), "south": np.array([1100.0, 2600.0])}
    found = rooms(fed(), plant.resources, direction=direction, steps=2, load_kw=load)  # type: ignore[arg-type]
    assert found.room_kw[:, 0].tolist() == [hall_kw, south_kw]
    # Columns: the battery is on neither, the mill on the line, the shop on both.
    assert found.behind.tolist() == [[False, False, True], [False, True, True]]
    if direction == "up":  # overloaded as it is, it leaves nothing, and never less than that
        assert found.room_kw[:, 1].tolist() == [0, 0]


def shares(limits: list[float], asked: float, **other: object) -> list[float]:
    told = {
        "cost": [0.3] * len(limits),
        "rooms": no_feeders(len(limits), 1),
        "fairness": "pro_rata",
        "last_called": [None] * len(limits),
    }
    found = spread(
        np.array([asked]),
        limit_kw=np.array(limits)[:, np.newaxis],
        **(told | other),  # type: ignore[arg-type]
    )
    return [float(power) for power in found[:, 0]]


def test_where_a_feeder_is_full_the_others_go_on() -> None:
    # Two thirds of 300 would be 100 each; the first two share a feeder of 120.
    full = feeders([120.0], [[0, 1]], of=3, steps=1)
    assert shares([100, 100, 100], 200, rooms=full) == pytest.approx([60, 60, 80])


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=9), st.floats(0, 5000))
def test_equals_give_the_same_part_of_what_they_can(limits: list[float], asked: float) -> None:
    found = shares(limits, asked)
    assert sum(found) == pytest.approx(min(asked, sum(limits)), abs=1e-6)
    parts = [power / limit for power, limit in zip(found, limits, strict=True) if limit > 1e-3]
    assert max(parts, default=0.0) - min(parts, default=0.0) <= 1e-5


def test_a_cheaper_one_is_never_left_out_for_a_dearer() -> None:
    assert shares([50, 50], 60, cost=[0.4, 0.1]) == [10, 50]
