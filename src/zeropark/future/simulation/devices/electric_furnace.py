"""Electric furnace: charges and taps, everything in proportion to what it melts or treats."""

from __future__ import annotations

from zeropark.basis.park.devices.electric_furnace import ElectricFurnace
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: ElectricFurnace, around: Surroundings) -> tuple[Role, ...]:
    """A load with its feed and reductants, its product, slag and waste heat."""
    shares = use_shares(
        device.profile, load_factor=device.load_factor, device=device.id, around=around
    )
    treated = device.capacity_kw * around.hours / device.electricity_kwh_per_t * shares
    return (Fixed(flows={port: treated * ratio for port, ratio in per_t(device).items()}),)


def per_t(device: ElectricFurnace) -> dict[str, float]:
    """Amount at each port per t treated; fuels beside the reductants only stand by."""
    feed = 1.0 + device.slag_t_per_t if device.feed_t_per_t is None else device.feed_t_per_t
    if device.technology == "slag_cleaning" and device.feed_t_per_t is None:
        feed = 1.0
    ratios = {
        "electricity_from": device.electricity_kwh_per_t,
        "product_to": 1.0,
        "slag_to": device.slag_t_per_t,
        "heat_to": device.heat_kwh_per_t,
    }
    ratios |= {
        f"feed_from[{n}]": feed / len(device.feed_from) for n in range(len(device.feed_from))
    }
    ratios |= {
        f"reductants[{n}].bus": reductant.share * reductant.amount_per_t
        for n, reductant in enumerate(device.reductants)
    }
    used = {at.field for at in device.ports()}
    return {port: ratio for port, ratio in ratios.items() if port in used}
