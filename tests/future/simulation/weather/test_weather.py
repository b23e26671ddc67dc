from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis
from zeropark.future.simulation.weather.weather import Weather, weather_at


def test_the_same_seed_gives_the_same_weather(jinchang_site: Site, week: Axis) -> None:
    one, two = (weather_at(jinchang_site, week, seed=5) for _ in range(2))
    for name in ("ghi", "dni", "dhi", "temperature_c", "wind_m_per_s"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    other = weather_at(jinchang_site, week, seed=6)
    assert not np.array_equal(one.wind_m_per_s, other.wind_m_per_s)


def test_the_weather_is_that_of_the_hexi_corridor(weather: Weather) -> None:
    # Sun of 1,550 to 1,850 kWh/m2 a year and a mean of 7 to 9.5 degrees are usual at Jinchang
    # (1,520 m), with January near -9 and July near 21; wind at 100 m of 5.5 to 7 m/s.
    assert 1550 < weather.ghi.sum() / 4000 < 1850
    assert 6.0 < weather.temperature_c.mean() < 10.0
    month = weather.calendar.month
    assert -14 < weather.temperature_c[month == 1].mean() < -3
    assert 17 < weather.temperature_c[month == 7].mean() < 26
    assert 5.5 < weather.wind_m_per_s.mean() < 7.0


def test_the_south_of_gansu_has_less_sun_than_the_corridor(year_axis: Axis) -> None:
    # About 5,000 MJ/m2 a year at Tianshui, 1,390 kWh/m2; no more than 1,500 in a good year.
    tianshui = weather_at(
        _at(latitude=34.55, longitude=105.88, altitude_m=1100.0), year_axis, seed=11
    )
    assert 1300 < tianshui.ghi.sum() / 4000 < 1500
    clear = tianshui.ghi / np.maximum(tianshui.sun.clear_ghi, 1.0)
    assert clear.max() > 0.95, "a clear day is as clear as anywhere; there are fewer of them"


def test_afternoons_are_warmer_than_mornings(weather: Weather) -> None:
    minute = weather.calendar.minute
    afternoon = weather.temperature_c[minute == 16 * 60].mean()
    assert 7 < afternoon - weather.temperature_c[minute == 6 * 60].mean() < 16


def test_spring_and_night_have_the_strong_wind(weather: Weather) -> None:
    month, minute = weather.calendar.month, weather.calendar.minute
    assert (
        weather.wind_m_per_s[np.isin(month, (3, 4, 5))].mean()
        > weather.wind_m_per_s[np.isin(month, (7, 8, 9))].mean()
    )
    night, noon = minute >= 22 * 60, np.abs(minute - 12 * 60) < 60
    assert weather.wind_m_per_s[night].mean() > weather.wind_m_per_s[noon].mean()


def test_wind_remembers_hours_and_forgets_days(weather: Weather) -> None:
    def correlation(steps: int) -> float:
        wind = weather.wind_m_per_s
        return float(np.corrcoef(wind[steps:], wind[:-steps])[0, 1])

    assert correlation(4) > 0.8
    assert 0.3 < correlation(24) < 0.85
    assert correlation(7 * 96) < 0.35


def test_sky_is_autocorrelated_within_the_day_and_from_day_to_day(weather: Weather) -> None:
    index = (weather.ghi / np.maximum(weather.sun.clear_ghi, 1.0)).reshape(-1, 96)
    noon = index[:, 44:60]
    assert np.corrcoef(noon[:, 1:].ravel(), noon[:, :-1].ravel())[0, 1] > 0.8
    days = noon.mean(axis=1)
    assert 0.15 < np.corrcoef(days[1:], days[:-1])[0, 1] < 0.6


def test_higher_is_colder(week: Axis) -> None:
    low, high = (
        weather_at(_at(altitude_m=metres), week, seed=1).temperature_c for metres in (0.0, 1000.0)
    )
    # 3.5 K for each 1,000 m, everything else the same by seed.
    np.testing.assert_allclose(low - high, 3.5, rtol=1e-9)


@settings(max_examples=15, deadline=None)
@given(
    latitude=st.floats(20.0, 50.0),
    longitude=st.floats(80.0, 125.0),
    altitude_m=st.floats(0.0, 4000.0),
    seed=st.integers(0, 2**31),
)
@pytest.mark.filterwarnings("error")
def test_weather_is_physical_everywhere_in_china(
    latitude: float, longitude: float, altitude_m: float, seed: int, week: Axis
) -> None:
    site = _at(latitude=latitude, longitude=longitude, altitude_m=altitude_m)
    weather = weather_at(site, week, seed=seed)
    for name in ("ghi", "dni", "dhi", "wind_m_per_s"):
        series = getattr(weather, name)
        assert np.isfinite(series).all()
        assert (series >= 0.0).all()
    assert (weather.dhi <= weather.ghi + 1e-9).all()
    assert (weather.ghi[weather.sun.zenith_deg > 90.0] == 0.0).all()


def _at(**where: float) -> Site:
    place = {"latitude": 38.5, "longitude": 102.2, "altitude_m": 1520.0} | where
    return Site.model_validate({"id": "here", "name": {"zh": "此", "en": "here"}} | place)
