from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zeropark.basis.park.devices.pv import Pv
from zeropark.future.simulation.devices.pv import ac_power, roles
from zeropark.future.simulation.role import Source
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series


def _available(around: Surroundings, **more: Any) -> Series:
    device = Pv.model_validate(
        {
            "id": "plant",
            "kind": "pv",
            "name": {"zh": "光", "en": "pv"},
            "site": "ground",
            "electricity_to": "power",
            "capacity_kw": 1000.0,
        }
        | more
    )
    (source,) = roles(device, around)
    assert isinstance(source, Source)
    return source.available


def test_power_by_hand() -> None:
    # 120 kWp, 800 W/m2, cell at 45 degrees, -0.35 % per K, 86 % kept:
    # 120 x 0.86 x 0.8 x (1 - 0.0035 x 20) = 82.56 x 0.93 = 76.7808 kW
    # at 1,200 W/m2 and 25 degrees 123.84 kW, clipped at 100.
    power = ac_power(
        np.array([800.0, 1200.0, 0.0]),
        cell_c=np.array([45.0, 25.0, -10.0]),
        peak_kw=120.0,
        coefficient_per_k=-0.0035,
        kept=0.86,
        limit_kw=100.0,
    )
    np.testing.assert_allclose(power, [76.7808, 100.0, 0.0])


@pytest.mark.parametrize(("mounting", "low", "high"), [("fixed", 0.17, 0.24), ("roof", 0.15, 0.23)])
def test_the_capacity_factor_at_jinchang_is_plausible(
    around: Surroundings, mounting: str, low: float, high: float
) -> None:
    available = _available(around, mounting=mounting)
    assert low < available.sum() / (1000.0 * 8760.0) < high
    assert available.max() <= 250.0


def test_following_the_sun_gives_more_than_standing_still(around: Surroundings) -> None:
    gain = _available(around, mounting="single_axis").sum() / _available(around).sum()
    assert 1.05 < gain < 1.35


def test_an_east_roof_gives_its_most_before_a_west_roof(around: Surroundings) -> None:
    def mean_hour(azimuth: float) -> float:
        day = _available(around, tilt_deg=40.0, azimuth_deg=azimuth).reshape(-1, 96).mean(axis=0)
        return float((day * np.arange(96) / 4).sum() / day.sum())

    assert mean_hour(90.0) < mean_hour(180.0) - 0.5 < mean_hour(270.0) - 1.0
