"""The generated wind and sun beside a year measured in Gansu and Ningxia.

Data: Li, Zhang et al., FTS-213 (CC BY 4.0), see SOURCE.md beside the series. Which series is
which place is not told, each is normalised to its own largest value, and they are aggregates of
plants: shapes can be compared, levels can't.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear

Series = NDArray[np.float64]
SEEDS = (1, 2)
RAMP_SHARES = (5.0, 25.0, 75.0, 95.0)


@pytest.fixture(scope="module")
def years() -> list[SimulatedYear]:
    read = load_park(archetype_text("jinchang"), name="jinchang")
    park, findings = read.park, read.findings
    assert park is not None, findings
    axis = Axis.over(parse_period("2026"))
    return [simulate(park, axis, seed=seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def measured_wind(shared_data: Path) -> list[Series]:
    frame = pl.read_parquet(shared_data / "gansu_ningxia_wind_pv" / "wind_pu_15min.parquet")
    return [frame[area].to_numpy() for area in ("Area1", "Area2", "Area3")]


@pytest.fixture(scope="module")
def measured_pv(shared_data: Path) -> list[Series]:
    folder = shared_data / "gansu_ningxia_wind_pv"
    frame = pl.read_parquet(folder / "hourly_pu_wind_pv_load_csp.parquet")
    return [frame[f"pv_area{number}"].to_numpy() for number in (1, 2, 3)]


def _per_unit(series: Series) -> Series:
    return series / series.max()


def _correlation(series: Series, steps: int) -> float:
    return float(np.corrcoef(series[steps:], series[:-steps])[0, 1])


def test_ramps_of_a_quarter_hour_spread_like_measured_ones(
    years: list[SimulatedYear], measured_wind: list[Series]
) -> None:
    real = np.array([np.percentile(np.diff(wind), RAMP_SHARES) for wind in measured_wind])
    for year in years:
        ramps = np.diff(_per_unit(year.available("wind")))
        found = np.percentile(ramps, RAMP_SHARES)
        # within the range of the three measured areas, widened by half
        assert (found >= np.minimum(1.5 * real.min(axis=0), 0.5 * real.min(axis=0))).all()
        assert (found <= np.maximum(1.5 * real.max(axis=0), 0.5 * real.max(axis=0))).all()
        assert 0.6 * min(w.std() for w in map(np.diff, measured_wind)) < ramps.std()
        assert ramps.std() < 1.4 * max(w.std() for w in map(np.diff, measured_wind))


@pytest.mark.parametrize(("steps", "slack"), [(4, 0.05), (12, 0.08), (24, 0.10), (96, 0.08)])
def test_wind_persists_as_long_as_measured(
    years: list[SimulatedYear], measured_wind: list[Series], steps: int, slack: float
) -> None:
    real = [_correlation(wind, steps) for wind in measured_wind]
    for year in years:
        found = _correlation(year.available("wind"), steps)
        assert min(real) - slack < found < max(real) + slack


def test_wind_is_calm_and_full_about_as_often_as_measured(
    years: list[SimulatedYear], measured_wind: list[Series]
) -> None:
    def shares(series: Series) -> tuple[float, float]:
        return float((series < 0.02).mean()), float((series > 0.5).mean())

    real = [shares(wind) for wind in measured_wind]
    for year in years:
        calm, strong = shares(_per_unit(year.available("wind")))
        assert 0.5 * min(r[0] for r in real) < calm < 1.5 * max(r[0] for r in real)
        assert 0.5 * min(r[1] for r in real) < strong < 2.0 * max(r[1] for r in real)


def test_wind_blows_by_the_hour_as_in_the_mean_of_the_measured_areas(
    years: list[SimulatedYear], measured_wind: list[Series]
) -> None:
    # Among themselves the areas agree little (one is strongest at 4, one at 19, one at 2
    # o'clock), so a single one is no yardstick; all three are weak around 10 to 12 in the mean.
    def by_hour(series: Series) -> Series:
        hours: Series = series.reshape(-1, 24, 4).mean(axis=(0, 2))
        return hours

    real = by_hour(np.mean(measured_wind, axis=0))
    for year in years:
        found = by_hour(year.available("wind"))
        assert float(np.corrcoef(found, real)[0, 1]) > 0.6
        assert float(np.ptp(found) / found.mean()) < 2.0 * float(np.ptp(real) / real.mean())


def test_sun_has_the_measured_shape_of_a_day(
    years: list[SimulatedYear], measured_pv: list[Series]
) -> None:
    for year in years:
        found = year.available("pv").reshape(-1, 24, 4).mean(axis=(0, 2))
        for pv in measured_pv:
            # hour 1 of the file is the first of the day
            real = pv.reshape(-1, 24).mean(axis=0)
            assert float(np.corrcoef(found, real)[0, 1]) > 0.97


def test_days_of_sun_differ_as_much_as_measured(
    years: list[SimulatedYear], measured_pv: list[Series]
) -> None:
    def day_spread(days: Series) -> float:
        return float(days.std() / days.mean())

    real = [day_spread(pv.reshape(-1, 24).sum(axis=1)) for pv in measured_pv]
    for year in years:
        found = day_spread(year.available("pv").reshape(-1, 96).sum(axis=1))
        assert 0.6 * min(real) < found < 1.4 * max(real)
