"""Real measurements from file to quarter hours, against sums that pandas makes on its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period, zone
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.check import check_aligned
from zeropark.facts.readings.cleaning.clean import clean
from zeropark.facts.readings.filling.fill import NONE, fill
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.import_readings import ImportResult

Import = Callable[..., ImportResult]

STEEL = """
time:
  column: date
  means: end
  step: 15min
  midnight: closes_day   # 00:00 stands behind 23:45 of the same printed date
  zone: Asia/Seoul
  shift_years: 7         # 2018 used as 2025
columns:
  - {column: Usage_kWh, meter: m-mill, channel: use, unit: kWh}
"""

WIND = """
quality: estimated
time: {day_column: Day, time_column: Time, start: 2026-01-01, step: 15min}
columns:
  - {column: Area1, meter: m-mill, channel: use, unit: kW, scale: 1500}
  - {column: Area2, meter: m-hall, channel: power, unit: kW, scale: 2000, means: start}
"""

PROVINCE = """
time: {by_row: true, start: 2026-01-01, step: 1h}
columns:
  - {column: GS, meter: m-mill, channel: use, unit: MW}
"""


def aligned_of(store: MemoryReadings, park: ParkDocument, year: str, calendar: str) -> Aligned:
    period = parse_period(year, calendar=zone(calendar))
    axis = Axis.over(period)
    aligned = align(store.read(period), park=park, axis=axis)
    assert check_aligned(aligned) == ()
    return aligned


def row(aligned: Aligned, meter: str, channel: str) -> np.ndarray:
    number = aligned.row(ChannelId(meter, channel))
    assert number is not None
    return aligned.amount[number]


def test_the_steel_mill_keeps_every_kilowatt_hour_on_its_own_day(
    shared_data: Path, take_in: Import, store: MemoryReadings, metered: ParkDocument
) -> None:
    path = shared_data / "steel_mill_load_15min" / "steel.parquet"
    result = take_in(path, text=STEEL)
    assert (result.accepted, result.rejected, result.findings) == (35_040, 0, ())

    told = pd.read_parquet(path)
    amount = row(aligned_of(store, metered, "2025", "Asia/Seoul"), "m-mill", "use")
    assert amount.sum() == pytest.approx(told["Usage_kWh"].sum(), rel=1e-12)
    # The printed date is the day that was worked, midnight row included; 96 quarters each.
    by_day = told.groupby(told["date"].dt.date)["Usage_kWh"].sum().to_numpy()
    np.testing.assert_allclose(amount.reshape(365, 96).sum(axis=1), by_day, rtol=1e-12)
    # Within the day the file runs 00:15 … 23:45, 00:00, so its order is the order of time.
    np.testing.assert_allclose(amount, told["Usage_kWh"].to_numpy(), rtol=1e-12)


def test_read_as_it_is_printed_the_midnight_row_would_fall_on_the_wrong_day(
    shared_data: Path, take_in: Import, store: MemoryReadings, metered: ParkDocument
) -> None:
    path = shared_data / "steel_mill_load_15min" / "steel.parquet"
    take_in(path, text=STEEL.replace("closes_day", "opens_day"))
    told = pd.read_parquet(path)
    by_day = told.groupby(told["date"].dt.date)["Usage_kWh"].sum().to_numpy()
    amount = row(aligned_of(store, metered, "2025", "Asia/Seoul"), "m-mill", "use")
    assert not np.allclose(amount.reshape(365, 96).sum(axis=1), by_day)


def test_wind_per_unit_becomes_energy_by_capacity(
    shared_data: Path, take_in: Import, store: MemoryReadings, metered: ParkDocument
) -> None:
    path = shared_data / "gansu_ningxia_wind_pv" / "wind_pu_15min.parquet"
    result = take_in(path, text=WIND)
    assert (result.accepted, result.rejected) == (2 * 35_040, 0)
    told = pd.read_parquet(path)
    aligned = aligned_of(store, metered, "2026", "Asia/Shanghai")
    # p.u. x 1500 kW x 0.25 h; a series that the map dates may lie beyond the clock.
    mill = row(aligned, "m-mill", "use")
    np.testing.assert_allclose(mill, told["Area1"].to_numpy() * 1500 / 4, rtol=1e-12)
    hall = row(aligned, "m-hall", "power")
    assert hall.sum() == pytest.approx(told["Area2"].sum() * 2000 / 4, rel=1e-12)


def test_a_province_by_the_hour_is_spread_over_its_quarters(
    shared_data: Path, take_in: Import, store: MemoryReadings, metered: ParkDocument
) -> None:
    path = shared_data / "province_hourly_load" / "hourly_demand_northwest.parquet"
    result = take_in(path, text=PROVINCE)
    assert (result.accepted, result.rejected) == (8_760, 0)
    told = pd.read_parquet(path)["GS"].to_numpy()
    amount = row(aligned_of(store, metered, "2026", "Asia/Shanghai"), "m-mill", "use")
    assert amount.sum() == pytest.approx(told.sum() * 1000, rel=1e-12)  # MWh in kWh
    np.testing.assert_allclose(amount, np.repeat(told * 250, 4), rtol=1e-12)


def test_a_real_mill_raises_few_doubts_and_none_that_removes_energy(
    shared_data: Path, take_in: Import, store: MemoryReadings, metered: ParkDocument
) -> None:
    take_in(shared_data / "steel_mill_load_15min" / "steel.parquet", text=STEEL)
    period = parse_period("2025", calendar=zone("Asia/Seoul"))
    cleaned = clean(store.read(period), park=metered)
    assert {finding.code for finding in cleaned.findings} <= {"clean.stuck"}
    aligned = align(cleaned.readings, park=metered, axis=Axis.over(period))
    filled = fill(aligned, park=metered, methods=NONE)
    told = pd.read_parquet(shared_data / "steel_mill_load_15min" / "steel.parquet")
    assert np.nansum(filled.amount) == pytest.approx(told["Usage_kWh"].sum(), rel=1e-12)
