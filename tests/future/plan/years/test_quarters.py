from __future__ import annotations

from dataclasses import replace

import numpy as np

import planned_park
from zeropark.basis.timeline import QUARTER_HOUR, Axis
from zeropark.future.plan.years.quarters import in_quarters


def test_an_hour_is_spread_evenly_over_its_quarters() -> None:
    flows = planned_park.flows()
    found = in_quarters(flows)
    assert found.axis == Axis(flows.axis.start, QUARTER_HOUR, 16)
    np.testing.assert_array_equal(found.quantity[0], [25] * 4 + [0] * 8 + [4.75] * 4)
    np.testing.assert_allclose(found.quantity.sum(axis=1), flows.quantity.sum(axis=1))
    assert found.quality.shape == found.kind.shape == found.quantity.shape


def test_quarter_hours_stay_as_they_are() -> None:
    flows = planned_park.flows()
    quarters = replace(flows, axis=Axis(flows.axis.start, QUARTER_HOUR, 4))
    assert in_quarters(quarters) is quarters
