"""Smelting line: nearly flat, everything in proportion to the metal or matte it makes."""

from __future__ import annotations

from zeropark.basis.park.devices.smelting_line import SmeltingLine
from zeropark.future.simulation.profiles import use_shares
from zeropark.future.simulation.role import Fixed, Role
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: SmeltingLine, around: Surroundings) -> tuple[Role, ...]:
    """A load with its feed, fuels and reductants, its product, slag and off-gas heat."""
    shares = use_shares(
        device.profile, load_factor=device.load_factor, device=device.id, around=around
    )
    made = device.capacity_t_per_h * around.hours * shares
    return (Fixed(flows={port: made * ratio for port, ratio in per_t(device).items()}),)


def per_t(device: SmeltingLine) -> dict[str, float]:
    """Amount at each port per t of product; ports that are not in use are left out."""
    feed = 1.0 + device.slag_t_per_t if device.feed_t_per_t is None else device.feed_t_per_t
    ratios = {
        "electricity_from": device.electricity_kwh_per_t,
        "product_to": 1.0,
        "slag_to": device.slag_t_per_t,
        "heat_to": device.heat_kwh_per_t,
        "oxygen_from": device.oxygen_nm3_per_t,
    }
    ratios |= {
        f"feed_from[{n}]": feed / len(device.feed_from) for n in range(len(device.feed_from))
    }
    ratios |= {f"fuel_from[{n}]": amount for n, amount in enumerate(device.fuel_per_t)}
    ratios |= {
        f"reductants[{n}].bus": reductant.share * reductant.amount_per_t
        for n, reductant in enumerate(device.reductants)
    }
    used = {at.field for at in device.ports()}
    return {port: ratio for port, ratio in ratios.items() if port in used}
