from __future__ import annotations

import numpy as np
import pytest

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.usecases.allocate_period import allocate_period

PARK = """
version: 1
id: shared
name: {zh: 多用户, en: several users}
scope: {boundary: whole, province: gansu}
sites: [{id: g, name: {zh: 场地, en: g}, latitude: 38.5, longitude: 102.2}]
enterprises:
  - {id: a, name: {zh: 甲, en: A}, industry_code: C3211}
  - {id: b, name: {zh: 乙, en: B}, industry_code: C3211}
buses: [{id: bus, name: {zh: 母线, en: bus}, carrier: electricity, voltage_kv: 35}]
boundary_points:
  - {id: grid, name: {zh: 电网, en: grid}, bus: bus, kind: public_grid, direction: both}
devices:
  - {id: wind, kind: wind, name: {zh: 风, en: w}, site: g, electricity_to: bus, capacity_kw: 9}
  - {id: use-a, kind: load, name: {zh: 甲, en: A}, site: g, enterprise: a,
     takes_from: bus, rated_kw: 9}
  - {id: use-b, kind: load, name: {zh: 乙, en: B}, site: g, enterprise: b,
     takes_from: bus, rated_kw: 9}
contracts:
  - {kind: green_direct, id: line, plants: [wind], users: [a, b], grid_point: grid}
"""
LINKS = (
    FlowLink("electricity", "wind", "bus", "m-wind"),
    FlowLink("electricity", "wind", "curtailed", "m-wind"),
    FlowLink("electricity", "grid", "bus", "m-grid"),
    FlowLink("electricity", "bus", "grid", "m-grid"),
    FlowLink("electricity", "bus", "use-a", "m-a"),
    FlowLink("electricity", "bus", "use-b", "m-b"),
)


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    read = load_park(PARK, name="park.yaml")
    found, findings = read.park, read.findings
    assert found is not None, findings
    return found


def closed(period: Period, *, wind_kwh: float) -> Flows:
    """Every quarter: A uses 30, B uses 10; what the wind does not give comes from the grid."""
    axis = Axis.over(period)
    each = [wind_kwh, 0.0, 40.0 - wind_kwh, 0.0, 30.0, 10.0]
    quantity = np.repeat(np.array(each)[:, None], axis.count, axis=1)
    return Flows(
        park="shared",
        axis=axis,
        links=LINKS,
        quantity=quantity,
        quality=np.zeros(quantity.shape, dtype=np.uint8),
        kind=np.full(quantity.shape, Kind.MEASURED, dtype=np.uint8),
    )


def test_direct_power_is_shared_in_proportion_to_use(park: ParkDocument) -> None:
    day = parse_period("2026-06-01")
    books = MemoryBooks()
    books.put_flows(closed(day, wind_kwh=20.0), findings={})
    found = allocate_period(day, park=park, books=books)
    (share,) = found.connections
    # 96 quarters of 20 kWh = 1,920 kWh; A uses 30 of 40, B 10 of 40
    assert share.direct.allocated_kwh == pytest.approx({"a": 1440.0, "b": 480.0})
    used = dict(zip(found.consumption["enterprise"], found.consumption["consumption"], strict=True))
    assert (used["a"], used["b"]) == pytest.approx((2880.0, 960.0))


def test_a_period_inside_the_year_projects_no_year(park: ParkDocument) -> None:
    day = parse_period("2026-06-01")
    books = MemoryBooks()
    books.put_flows(closed(day, wind_kwh=20.0), findings={})
    assert allocate_period(day, park=park, books=books).connections[0].year_end is None


def test_the_year_to_date_goes_on_as_it_did_where_last_year_is_not_known(
    park: ParkDocument,
) -> None:
    half = parse_period("2026-01-01/2026-07-01")
    books = MemoryBooks()
    books.put_flows(closed(half, wind_kwh=20.0), findings={})
    end = allocate_period(half, park=park, books=books).connections[0].year_end
    assert end is not None
    assert end.method == "same_share"
    # 35,040 quarters of 20 kWh
    assert end.figures.self_use_kwh == pytest.approx(35_040 * 20.0)


def test_last_years_months_tell_the_rest_where_they_are_closed(park: ParkDocument) -> None:
    half, before = parse_period("2026-01-01/2026-07-01"), parse_period("2025")
    books = MemoryBooks()
    books.put_flows(closed(before, wind_kwh=8.0), findings={})
    books.put_flows(closed(half, wind_kwh=20.0), findings={})
    end = allocate_period(half, park=park, books=books).connections[0].year_end
    assert end is not None
    assert end.method == "last_year"
    # 181 days at 20 kWh a quarter, then 184 days at last year's 8
    assert end.figures.self_use_kwh == pytest.approx(181 * 96 * 20.0 + 184 * 96 * 8.0)
    assert end.figures.r2 == pytest.approx((181 * 20 + 184 * 8) / (365 * 40))


def test_a_period_that_is_not_closed_is_said(park: ParkDocument) -> None:
    with pytest.raises(MissingDataError, match="not closed"):
        allocate_period(parse_period("2026"), park=park, books=MemoryBooks())
