"""Usage at a point, from flows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.bills.usage import usage_at
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality

AXIS = Axis(datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=15), 3)


def flows(*links: FlowLink, quantity: list[list[float]]) -> Flows:
    table = np.array(quantity)
    quality = np.zeros(table.shape, dtype=np.uint8)
    quality[0, 1] = Quality.FILLED
    kind = np.full(table.shape, Kind.MEASURED, dtype=np.uint8)
    return Flows("park", AXIS, links, table, quality, kind)


INTO = FlowLink("electricity", "grid", "bus", "m1")
SECOND = FlowLink("electricity", "grid", "bus2", "m2")
OUT = FlowLink("electricity", "bus", "grid", "m1")
GAS = FlowLink("natural_gas", "grid", "gas_bus", "m3")


def test_import_is_the_sum_of_what_comes_from_the_point_and_missing_travels() -> None:
    made = flows(
        INTO, SECOND, OUT, GAS,
        quantity=[[1.0, 2, 3], [10, np.nan, 30], [0, 0, 5], [7, 7, 7]],
    )  # fmt: skip
    found = usage_at(made, point="grid")
    np.testing.assert_array_equal(found.import_kwh, [11, np.nan, 33])
    assert found.export_kwh is not None
    np.testing.assert_array_equal(found.export_kwh, [0, 0, 5])
    assert found.quality == Quality.FILLED


def test_a_point_that_only_gives_has_no_export() -> None:
    assert usage_at(flows(INTO, quantity=[[1.0, 2, 3]]), point="grid").export_kwh is None


def test_a_point_without_a_meter_can_not_be_billed() -> None:
    with pytest.raises(MissingDataError, match="'gate2'"):
        usage_at(flows(INTO, quantity=[[1.0, 2, 3]]), point="gate2")
