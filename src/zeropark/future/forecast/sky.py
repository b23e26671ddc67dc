"""What a plant would give by physics: under a clear sky, and in the weather that is told.

The same equations as the simulated plants have, with the document's own tilt, curve and losses.
Needs pvlib where the sun comes in; it is loaded when it is first used.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, from_array
from zeropark.future.forecast.forecast import Series
from zeropark.future.simulation.devices.pv import share_of_capacity
from zeropark.future.simulation.devices.wind import at_hub, farm_curve
from zeropark.future.simulation.weather.sun import split, sun_over

GHI: Final = "ghi_w_per_m2"
TEMPERATURE: Final = "temperature_c"
WIND_SPEED: Final = "wind_m_per_s"
_MILD_C: Final = 15.0
"""Where no temperature is told: a kelvin of it moves the output by a third of a percent."""
_DAY: Final = timedelta(days=1)
_BLOCK_DAYS: Final = 28
_BLOCKS_KEPT: Final = 512


def clear_share(plant: Pv, site: Site, axis: Axis) -> Series:
    """What a photovoltaic plant gives of its capacity under a cloudless sky, 0 to 1.

    Raises:
        ZeroparkError: pvlib is not installed.
    """
    starts = axis.starts()
    first = starts[0].astype("datetime64[D]").astype(np.int64) // _BLOCK_DAYS
    last = starts[-1].astype("datetime64[D]").astype(np.int64) // _BLOCK_DAYS
    known = [_clear_block(plant, site, block, axis.step) for block in range(first, last + 1)]
    begin = np.datetime64(int(first) * _BLOCK_DAYS, "D")
    position = (starts - begin) // np.timedelta64(axis.step)
    share: Series = np.concatenate(known)[position.astype(np.int64)]
    return share


def solar_share(
    plant: Pv, site: Site, axis: Axis, *, ghi: Series, temperature_c: Series | None
) -> Series:
    """The same in the weather that is told; NaN where the irradiance (W/m2) is not told.

    Raises:
        ZeroparkError: pvlib is not installed.
    """
    sun = sun_over(site, axis)
    told = np.nan_to_num(ghi)
    air = np.full(axis.count, _MILD_C) if temperature_c is None else temperature_c
    share = share_of_capacity(
        plant,
        sun,
        parts=(told, *split(sun, told)),
        temperature_c=np.where(np.isfinite(air), air, _MILD_C),
        latitude=site.latitude,
    )
    known: Series = np.where(np.isfinite(ghi), share, np.nan)
    return known


def wind_share(plant: Wind, *, speed_m_per_s: Series) -> Series:
    """What a wind farm gives of its capacity at a speed 100 m above ground; NaN where none is."""
    share = farm_curve(
        at_hub(np.nan_to_num(speed_m_per_s), hub_height_m=plant.hub_height_m),
        cut_in=plant.cut_in_m_per_s,
        rated=plant.rated_m_per_s,
        cut_out=plant.cut_out_m_per_s,
    )
    known: Series = np.where(np.isfinite(speed_m_per_s), share * (1.0 - plant.losses_share), np.nan)
    return known


@lru_cache(maxsize=_BLOCKS_KEPT)
def _clear_block(plant: Pv, site: Site, block: int, step: timedelta) -> Series:
    """Four weeks under a cloudless sky, kept: rolling plans ask for the same days again."""
    begin = from_array(np.datetime64(block * _BLOCK_DAYS, "D"))
    days = Axis(begin, step, _BLOCK_DAYS * (_DAY // step))
    sun = sun_over(site, days)
    share = share_of_capacity(
        plant,
        sun,
        parts=(sun.clear_ghi, *split(sun, sun.clear_ghi)),
        temperature_c=np.full(days.count, _MILD_C),
        latitude=site.latitude,
    )
    share.flags.writeable = False
    return share
