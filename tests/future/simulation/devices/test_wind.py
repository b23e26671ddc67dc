from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.park.devices.wind import Wind
from zeropark.future.simulation.devices.wind import at_hub, curve, farm_curve, roles
from zeropark.future.simulation.role import Source
from zeropark.future.simulation.surroundings import Surroundings

SPEEDS = {"cut_in": 3.0, "rated": 11.0, "cut_out": 25.0}


def test_the_curve_by_hand() -> None:
    # (7^3 - 3^3) / (11^3 - 3^3) = (343 - 27) / (1331 - 27) = 316 / 1304 = 0.242331
    share = curve(np.array([2.9, 7.0, 11.0, 24.9, 25.0]), **SPEEDS)
    np.testing.assert_allclose(share, [0.0, 0.242331, 1.0, 1.0, 0.0], atol=1e-6)


def test_wind_grows_with_height_by_the_power_law() -> None:
    # 8 m/s at 100 m, exponent 0.14: at 150 m 8 x 1.5^0.14 = 8 x 1.05841 = 8.4673
    assert at_hub(np.array([8.0]), hub_height_m=150.0)[0] == pytest.approx(8.4673, abs=1e-3)
    assert at_hub(np.array([8.0]), hub_height_m=100.0)[0] == 8.0


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 40.0), min_size=1, max_size=50))
def test_a_farm_gives_between_nothing_and_all(speeds: list[float]) -> None:
    share = farm_curve(np.array(speeds), **SPEEDS)
    assert (share >= 0.0).all()
    assert (share <= 1.0 + 1e-12).all()


def test_the_capacity_factor_at_jinchang_is_plausible(around: Surroundings) -> None:
    device = Wind.model_validate(
        {
            "id": "farm",
            "kind": "wind",
            "name": {"zh": "风", "en": "wind"},
            "site": "ground",
            "electricity_to": "power",
            "capacity_kw": 50_000.0,
        }
    )
    (source,) = roles(device, around)
    assert isinstance(source, Source)
    factor = source.available.sum() / (50_000.0 * 8760.0)
    assert 0.22 < factor < 0.38
    assert source.available.max() <= 50_000.0 * 0.25 * 0.93  # 12 % are lost, about
