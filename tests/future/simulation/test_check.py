from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import UNMETERED, FlowLink
from zeropark.future.simulation.check import smallest_amount, worst_imbalance, worst_overfill
from zeropark.future.simulation.year import SimulatedYear


@pytest.fixture
def park(make_park: Callable[..., ParkDocument]) -> ParkDocument:
    return make_park(buses=[{"id": "main", "carrier": "electricity"}])


def _year(week: Axis, *, came: float, went: float, **more: Any) -> SimulatedYear:
    given: dict[str, Any] = {"contents": {}, "capacities": {}} | more
    return SimulatedYear(
        park="small",
        seed=1,
        axis=week,
        links=(FlowLink("electricity", "grid", "main"), FlowLink("electricity", "main", "use")),
        amount=np.vstack([np.full(week.count, came), np.full(week.count, went)]),
        **given,
    )


def test_a_bus_that_does_not_close_is_noticed(park: ParkDocument, week: Axis) -> None:
    # 100 in, 99 out: 1 of a peak of 100 is left over
    assert worst_imbalance(_year(week, came=100.0, went=99.0), park) == pytest.approx(0.01)
    assert worst_imbalance(_year(week, came=100.0, went=100.0), park) == 0.0


def test_a_negative_flow_is_noticed(week: Axis) -> None:
    assert smallest_amount(_year(week, came=5.0, went=-2.0)) == -2.0


def test_a_store_beyond_its_walls_is_noticed(week: Axis) -> None:
    def overfill(content: list[float]) -> float:
        held = {"contents": {"tank": np.array(content)}, "capacities": {"tank": 10.0}}
        return worst_overfill(_year(week, came=1.0, went=1.0, **held))

    assert overfill([0.0, 10.0]) == 0.0
    assert overfill([0.0, 11.0]) == pytest.approx(0.1)
    assert overfill([-2.0, 10.0]) == pytest.approx(0.2)


def test_a_shortfall_is_summed_by_bus(week: Axis) -> None:
    year = SimulatedYear(
        park="small",
        seed=1,
        axis=week,
        links=(FlowLink("electricity", UNMETERED, "main"),),
        amount=np.full((1, week.count), 0.5),
        contents={},
        capacities={},
    )
    # 672 quarter hours of 0.5
    assert year.shortfall() == {"main": 336.0}
