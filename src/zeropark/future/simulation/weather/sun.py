"""The sun over a site: position, clear sky, and what a tilted plane receives, by pvlib.

The only module that needs pvlib, an extra. It is loaded when it is first used, so that
everything else works, and starts quickly, without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final

import numpy as np

from zeropark.basis.errors import ZeroparkError
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, Instants
from zeropark.future.simulation.weather.chance import Series

LINKE_TURBIDITY: Final = (2.6, 2.9, 3.6, 4.1, 4.0, 3.7, 3.5, 3.4, 3.1, 2.9, 2.7, 2.6)
"""Haze by month for dry inland north-west China, dust in spring; an assumption of the
simulation in the range of the SoDa climatology."""
GROUND_ALBEDO: Final = 0.25
"""Bare gravel desert."""
_HORIZON_DEG: Final = 90.0
_AIR_C: Final = 10.0
"""For refraction only."""
_RISING_REFRACTION_DEG: Final = 0.5667
_AXES_KEPT: Final = 2
_DELTA_T_SECONDS: Final = 69.2
"""Terrestrial minus universal time; a second of it moves the sun by less than 0.005 degrees."""


@dataclass(frozen=True, slots=True)
class Sun:
    """The sun at the middle of each interval; angles in degrees, irradiance in W/m2."""

    zenith_deg: Series
    """Refraction included."""
    azimuth_deg: Series
    """From north over east."""
    clear_ghi: Series
    """Global horizontal irradiance of a cloudless sky."""
    extraterrestrial: Series
    """Normal to the rays, outside the atmosphere."""
    day_of_year: Series


def sun_over(site: Site, axis: Axis) -> Sun:
    """The sun over a site, and the cloudless sky of Ineichen and Perez (2002).

    Raises:
        ZeroparkError: pvlib is not installed.
    """
    pvlib = _pvlib()
    middles = axis.starts() + np.timedelta64(axis.step) // 2
    day_of_year = _day_of_year(middles)
    pressure_pa = pvlib.atmosphere.alt2pres(site.altitude_m)
    zenith, azimuth = _seen_from(site, _in_the_sky(axis), pressure_pa=pressure_pa)
    extraterrestrial = pvlib.irradiance.get_extra_radiation(day_of_year)
    relative = pvlib.atmosphere.get_relative_airmass(np.minimum(zenith, _HORIZON_DEG))
    with np.errstate(divide="ignore", invalid="ignore"):  # the sun below the horizon
        clear = pvlib.clearsky.ineichen(
            zenith,
            pvlib.atmosphere.get_absolute_airmass(relative, pressure_pa),
            np.asarray(LINKE_TURBIDITY)[middles.astype("datetime64[M]").astype(np.int64) % 12],
            altitude=site.altitude_m,
            dni_extra=extraterrestrial,
        )
    clear_ghi = np.where(zenith < _HORIZON_DEG, np.nan_to_num(clear["ghi"]), 0.0)
    return Sun(zenith, azimuth, clear_ghi, extraterrestrial, day_of_year)


@dataclass(frozen=True, slots=True)
class _InTheSky:
    """Where the sun stands, whoever looks: the same for all sites."""

    sidereal_deg: Series
    ascension_deg: Series
    declination_deg: Series
    parallax_deg: Series


@lru_cache(maxsize=_AXES_KEPT)
def _in_the_sky(axis: Axis) -> _InTheSky:
    """The sun at the middle of each interval, by the SPA of Reda and Andreas (2004).

    It takes most of the time of the algorithm, and a park has several sites.
    """
    spa = _pvlib().spa
    middles = axis.starts() + np.timedelta64(axis.step) // 2
    seconds = middles.astype("datetime64[s]").astype(np.float64)
    nowhere = (0.0,) * 5  # latitude, longitude, altitude, pressure, temperature
    refraction = 0.0
    sidereal, ascension, declination = spa.solar_position(
        seconds, *nowhere, _DELTA_T_SECONDS, refraction, sst=True
    )
    (distance,) = spa.solar_position(seconds, *nowhere, _DELTA_T_SECONDS, refraction, esd=True)
    parallax = spa.equatorial_horizontal_parallax(distance)
    return _InTheSky(sidereal, ascension, declination, parallax)


def _seen_from(site: Site, sky: _InTheSky, *, pressure_pa: float) -> tuple[Series, Series]:
    """Zenith angle with refraction, and azimuth, as the SPA has them at a site; degrees."""
    spa = _pvlib().spa
    at = spa.local_hour_angle(sky.sidereal_deg, site.longitude, sky.ascension_deg)
    u = spa.uterm(site.latitude)
    x = spa.xterm(u, site.latitude, site.altitude_m)
    y = spa.yterm(u, site.latitude, site.altitude_m)
    shift = spa.parallax_sun_right_ascension(x, sky.parallax_deg, at, sky.declination_deg)
    declination = spa.topocentric_sun_declination(
        sky.declination_deg, x, y, sky.parallax_deg, shift, at
    )
    hour = spa.topocentric_local_hour_angle(at, shift)
    bare = spa.topocentric_elevation_angle_without_atmosphere(site.latitude, declination, hour)
    raised = spa.atmospheric_refraction_correction(
        pressure_pa / 100.0, _AIR_C, bare, _RISING_REFRACTION_DEG
    )
    zenith = spa.topocentric_zenith_angle(spa.topocentric_elevation_angle(bare, raised))
    turned = spa.topocentric_astronomers_azimuth(hour, declination, site.latitude)
    return zenith, spa.topocentric_azimuth_angle(turned)


def split(sun: Sun, ghi: Series) -> tuple[Series, Series]:
    """Direct normal and diffuse horizontal irradiance of a global one, after Erbs (1982).

    The direct part never exceeds what is left of the sun outside the atmosphere.
    """
    parts = _pvlib().irradiance.erbs(ghi, sun.zenith_deg, sun.day_of_year)
    direct = np.clip(np.nan_to_num(parts["dni"]), 0.0, sun.extraterrestrial)
    diffuse = np.clip(np.nan_to_num(parts["dhi"]), 0.0, ghi)
    return direct, diffuse


def on_plane(
    sun: Sun,
    *,
    ghi: Series,
    dni: Series,
    dhi: Series,
    tilt_deg: float | Series,
    azimuth_deg: float | Series,
) -> Series:
    """Irradiance on a plane in W/m2, after Hay and Davies (1980), ground included.

    Azimuth from north over east; a series of tilts and azimuths is a plane that moves.
    """
    total = _pvlib().irradiance.get_total_irradiance(
        tilt_deg,
        azimuth_deg,
        sun.zenith_deg,
        sun.azimuth_deg,
        dni,
        ghi,
        dhi,
        dni_extra=sun.extraterrestrial,
        albedo=GROUND_ALBEDO,
        model="haydavies",
    )
    received: Series = np.clip(np.nan_to_num(total["poa_global"]), 0.0, None)
    return received


def tracked(sun: Sun, *, ghi: Series, dni: Series, dhi: Series) -> Series:
    """Irradiance in W/m2 on a plane that turns about a level north-south axis, +-60 degrees."""
    turned = _pvlib().tracking.singleaxis(
        sun.zenith_deg, sun.azimuth_deg, axis_azimuth=180.0, max_angle=60.0, gcr=0.4
    )
    return on_plane(
        sun,
        ghi=ghi,
        dni=dni,
        dhi=dhi,
        tilt_deg=np.nan_to_num(turned["surface_tilt"]),
        azimuth_deg=np.nan_to_num(turned["surface_azimuth"], nan=180.0),
    )


def _day_of_year(instants: Instants) -> Series:
    days = instants.astype("datetime64[D]") - instants.astype("datetime64[Y]").astype(
        "datetime64[D]"
    )
    day_of_year: Series = days.astype(np.float64) + 1.0
    return day_of_year


def _pvlib() -> ModuleType:
    try:
        for part in ("atmosphere", "clearsky", "irradiance", "spa", "tracking"):
            import_module(f"pvlib.{part}")
        return import_module("pvlib")
    except ImportError as error:
        raise ZeroparkError(
            "The generated history needs pvlib. Install it with: pip install 'zeropark[demo]'"
        ) from error
