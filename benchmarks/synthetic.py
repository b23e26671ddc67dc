"""A park of many meters with a year of readings, made up to be measured: no physics in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from zeropark.basis.park.devices.building_group import BuildingGroup
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.park.parts import Name
from zeropark.basis.park.place import BoundaryPoint, Bus, Enterprise, Link, Site
from zeropark.basis.park.target import Scope
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings

YEAR = parse_period("2026")
KNOWN_AT = datetime(2027, 1, 3, 2, 0, tzinfo=UTC)
LOADS_PER_BUS = 49
CHANNEL = "kwh"


def name(text: str) -> Name:
    """The same name in both languages."""
    return Name(zh=text, en=text)


def park_of(meters: int) -> ParkDocument:
    """A bus with grid and PV, feeders to enterprises of 49 loads each, every connection metered.

    The first meter stands on the grid connection, the second on the plant's.
    """
    feeders = -(-(meters - 2) // (LOADS_PER_BUS + 1))
    loads = meters - 2 - feeders
    site = Site(id="site", name=name("site"), latitude=38.5, longitude=102.2)
    owners = [f"enterprise-{i:02d}" for i in range(feeders)]
    buses = [_bus("bus-main"), *(_bus(f"bus-{i:02d}", owner) for i, owner in enumerate(owners))]
    links = [_link(f"feeder-{i:02d}", "bus-main", f"bus-{i:02d}") for i in range(feeders)]
    users = [_load(i, bus=f"bus-{i // LOADS_PER_BUS:02d}") for i in range(loads)]
    plant = Pv(
        kind="pv",
        id="pv",
        name=name("pv"),
        site="site",
        electricity_to="bus-main",
        capacity_kw=100.0 * loads,
    )
    grid = BoundaryPoint(
        id="grid", name=name("grid"), bus="bus-main", kind="public_grid", direction="in"
    )
    return ParkDocument(
        version=1,
        id="bench",
        name=name("bench"),
        illustrative=True,
        scope=Scope(boundary="whole", province="gansu"),
        sites=(site,),
        enterprises=tuple(
            Enterprise(id=owner, name=name(owner), industry_code="C3985") for owner in owners
        ),
        buses=tuple(buses),
        boundary_points=(grid,),
        links=tuple(links),
        devices=(plant, *users),
        meters=(
            _meter("m-grid", "grid", "bus-main", gate="grid"),
            _meter("m-pv", "pv", "bus-main", gate="generation"),
            *(_meter(f"m-{link.id}", link.source, link.sink) for link in links),
            *(_meter(f"m-{load.id}", load.electricity_from, load.id) for load in users),
        ),
    )


def _bus(bus_id: str, owner: str | None = None) -> Bus:
    return Bus(
        id=bus_id, name=name(bus_id), carrier="electricity", voltage_kv=10.0, enterprise=owner
    )


def _link(link_id: str, source: str, sink: str) -> Link:
    return Link(id=link_id, name=name(link_id), source=source, sink=sink)


def _load(number: int, *, bus: str) -> BuildingGroup:
    return BuildingGroup(
        kind="building_group",
        id=f"load-{number:03d}",
        name=name(f"load {number}"),
        site="site",
        electricity_from=bus,
        floor_area_m2=10_000.0,
    )


def _meter(
    meter_id: str,
    source: str,
    sink: str,
    *,
    gate: Literal["grid", "generation", "internal"] = "internal",
) -> Meter:
    channel = Channel(id=CHANNEL, kind="interval", unit="kWh")
    return Meter(
        id=meter_id,
        name=name(meter_id),
        source=source,
        sink=sink,
        gate=gate,
        channels=(channel,),
    )


def amounts_kwh(
    park: ParkDocument, *, axis: Axis
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Amounts that close at every bus but for 1 % of losses, shape (meters, steps)."""
    rng = np.random.default_rng(7)
    row = {meter.id: i for i, meter in enumerate(park.meters)}
    amounts = np.zeros((len(park.meters), axis.count))
    for meter in reversed(park.meters):
        own = amounts[row[meter.id]]
        if meter.source == "pv":
            day = np.sin((np.arange(axis.count) % 96 - 24) * (np.pi / 48))
            own[:] = 10.0 * len(park.devices) * np.clip(day, 0, None) * rng.random(axis.count)
        elif meter.sink in park.bus_by_id:
            fed = [row[other.id] for other in park.meters if other.source == meter.sink]
            made = amounts[[row[other.id] for other in park.meters if other.source == "pv"]]
            own[:] = amounts[fed].sum(axis=0) * 1.01
            own[:] -= made.sum(axis=0) if meter.source == "grid" else 0.0
        else:
            daily = 1 + 0.5 * np.sin(np.arange(axis.count) * (2 * np.pi / 96))
            own[:] = daily * rng.gamma(20.0, 2.5, axis.count)
    return amounts.round(3)


def readings_of(park: ParkDocument, *, period: Period) -> Readings:
    """A reading per meter and quarter of an hour, meter by meter."""
    axis = Axis.over(period)
    starts = np.tile(axis.starts(), len(park.meters))
    meters = pl.Series([meter.id for meter in park.meters], dtype=pl.Categorical())
    frame = pl.DataFrame(
        {
            "meter": meters.gather(np.repeat(np.arange(len(meters)), axis.count)),
            "start": starts,
            "end": starts + np.timedelta64(timedelta(minutes=15)),
            "value": amounts_kwh(park, axis=axis).reshape(-1),
        }
    ).with_columns(
        channel=pl.lit(CHANNEL, dtype=pl.Categorical()),
        quality=pl.lit(int(Quality.GENERATED), dtype=pl.UInt8()),
        known_at=pl.lit(KNOWN_AT.replace(tzinfo=None), dtype=pl.Datetime("us")),
        source=pl.lit("synthetic", dtype=pl.Categorical()),
    )
    return Readings(frame.select(READING_SCHEMA.names()))


def write_long(readings: Readings, path: Path) -> None:
    """A row a reading: meter, channel, start, end, value; local time as people export it."""
    local = pl.col("start", "end") + pl.duration(hours=8)
    readings.frame.select("meter", "channel", local.dt.strftime("%Y-%m-%d %H:%M"), "value").select(
        "meter", "channel", "start", "end", "value"
    ).write_csv(path)


def write_wide(readings: Readings, path: Path) -> None:
    """A row a quarter of an hour, a column a meter."""
    local = (pl.col("start") + pl.duration(hours=8)).dt.strftime("%Y-%m-%d %H:%M")
    wide = readings.frame.select(
        time=local, column=pl.col("meter").cast(pl.String) + f"/{CHANNEL} [kWh]", value="value"
    )
    wide.pivot("column", index="time", values="value").write_csv(path)
