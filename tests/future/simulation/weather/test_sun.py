from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import numpy as np
import pvlib.atmosphere
import pvlib.spa
import pytest

from zeropark.basis.errors import ZeroparkError
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.simulation.weather import sun as sun_module
from zeropark.future.simulation.weather.sun import on_plane, split, sun_over


def test_the_sun_is_highest_when_geometry_says(jinchang_site: Site) -> None:
    # At the June solstice the noon sun stands 90 - 38.5 + 23.44 = 74.94 degrees above the
    # horizon, 15.06 from the zenith. Noon by the clock of Shanghai (120 E) is (120 - 102.2) x 4
    # = 71 minutes late, and the equation of time is -2 minutes: about 13:13.
    axis = Axis.over(parse_period("2026-06-21"))
    sun = sun_over(jinchang_site, axis)
    highest = int(np.argmin(sun.zenith_deg))
    assert abs(float(sun.zenith_deg[highest]) - 15.06) < 0.2
    assert abs((highest + 0.5) * 15 - (13 * 60 + 13)) <= 15
    assert abs(float(sun.azimuth_deg[highest]) - 180.0) < 15.0


def test_there_is_no_light_below_the_horizon(jinchang_site: Site, week: Axis) -> None:
    sun = sun_over(jinchang_site, week)
    assert (sun.clear_ghi[sun.zenith_deg >= 90.0] == 0.0).all()
    assert (sun.clear_ghi[sun.zenith_deg < 80.0] > 50.0).all()


def test_direct_and_diffuse_add_up_to_global(jinchang_site: Site, week: Axis) -> None:
    sun = sun_over(jinchang_site, week)
    direct, diffuse = split(sun, 0.6 * sun.clear_ghi)
    high = sun.zenith_deg < 80.0
    level = direct * np.cos(np.radians(sun.zenith_deg)) + diffuse
    np.testing.assert_allclose(level[high], 0.6 * sun.clear_ghi[high], rtol=1e-6)


def test_a_level_plane_receives_the_global_irradiance(jinchang_site: Site, week: Axis) -> None:
    sun = sun_over(jinchang_site, week)
    direct, diffuse = split(sun, sun.clear_ghi)
    received = on_plane(
        sun, ghi=sun.clear_ghi, dni=direct, dhi=diffuse, tilt_deg=0.0, azimuth_deg=180.0
    )
    high = sun.zenith_deg < 80.0
    np.testing.assert_allclose(received[high], sun.clear_ghi[high], rtol=1e-3)


def test_an_axis_of_another_step_is_taken_at_its_middles(jinchang_site: Site) -> None:
    hourly = Axis.over(parse_period("2026-06-21"), step=timedelta(hours=1))
    fine = Axis.over(parse_period("2026-06-21"), step=timedelta(minutes=20))
    # The middle 20 minutes of an hour have the same middle as the hour.
    np.testing.assert_allclose(
        sun_over(jinchang_site, hourly).zenith_deg,
        sun_over(jinchang_site, fine).zenith_deg[1::3],
        rtol=1e-9,
    )


def test_a_missing_pvlib_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, jinchang_site: Site, week: Axis
) -> None:
    def absent(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(sun_module, "import_module", absent)
    with pytest.raises(ZeroparkError, match=r"pip install 'zeropark\[demo\]'"):
        sun_over(jinchang_site, week)


def test_what_all_sites_see_alike_is_worked_out_once_and_changes_nothing(week: Axis) -> None:
    site = Site.model_validate(
        {
            "id": "ridge",
            "name": {"zh": "梁", "en": "ridge"},
            "latitude": 36.5,
            "longitude": 107.1,
            "altitude_m": 1600,
        }
    )
    middles = week.starts() + np.timedelta64(week.step) // 2
    pressure_hpa = pvlib.atmosphere.alt2pres(1600) / 100.0
    whole = pvlib.spa.solar_position(
        middles.astype("datetime64[s]").astype(float),
        36.5,
        107.1,
        1600,
        pressure_hpa,
        10.0,
        69.2,
        0.5667,
    )
    sun = sun_over(site, week)
    np.testing.assert_array_equal(sun.zenith_deg, whole[0])
    np.testing.assert_array_equal(sun.azimuth_deg, whole[4])
