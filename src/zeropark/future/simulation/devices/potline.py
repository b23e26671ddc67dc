"""Electrolysis cell house: the flattest of loads."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.potline import Potline
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings

_WARM_SHARE: Final = 0.05
"""Of the electricity, what the cells give to `heat_to`."""


def roles(device: Potline, around: Surroundings) -> tuple[Role, ...]:
    """A load with its feed and its metal."""
    shares = use_shares(
        device.profile, load_factor=device.load_factor, device=device.id, around=around
    )
    made = device.capacity_t_per_h * around.hours * shares
    return (Fixed(flows={port: made * ratio for port, ratio in per_t(device).items()}),)


def per_t(device: Potline) -> dict[str, float]:
    """Amount at each port per t of metal; ports that are not in use are left out."""
    feed = 1.0 if device.feed_t_per_t is None else device.feed_t_per_t
    ratios = {
        "electricity_from": device.electricity_kwh_per_t,
        "heat_from": device.heat_per_t,
        "product_to": 1.0,
        "heat_to": _WARM_SHARE * device.electricity_kwh_per_t,
    }
    ratios |= {
        f"feed_from[{n}]": feed / len(device.feed_from) for n in range(len(device.feed_from))
    }
    used = {at.field for at in device.ports()}
    return {port: ratio for port, ratio in ratios.items() if port in used}
