"""A simulated stretch of an archetype, for test modules that name both: `ARCHETYPE`, `AXIS`."""

from __future__ import annotations

import pytest

from archetype_parks import archetype_park, metered
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.flow import Flows
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear


@pytest.fixture(scope="module")
def park(request: pytest.FixtureRequest) -> ParkDocument:
    return archetype_park(request.module.ARCHETYPE)


@pytest.fixture(scope="module")
def truth(request: pytest.FixtureRequest, park: ParkDocument) -> SimulatedYear:
    return simulate(park, request.module.AXIS, seed=910)


@pytest.fixture(scope="module")
def flows(truth: SimulatedYear) -> Flows:
    return metered(truth)
