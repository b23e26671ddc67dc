"""Coal or biomass unit: power down to its deep minimum, heat, and whichever fuel is cheapest."""

from __future__ import annotations

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.future.plan.site.burning import burn
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, of, of_size
from zeropark.future.plan.site.ports import exchange
from zeropark.future.plan.site.resting import largest
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.simulation.role import Converter, Fixed
from zeropark.future.simulation.substances import STEAM_KWH_PER_T


def equations(device: CoalUnit, draft: ParkDraft, around: Around) -> None:
    """Power as the park needs it, or as the grid calls for it; heat, fuel and ash with both.

    A unit of the park runs at its deep minimum at least, as in the simulation, but in a draft with
    `on_off`. Heat costs electricity, counted as the extra fuel that keeps the electricity up; it
    comes with as much electricity as back pressure makes (`power_to_heat_min`), and none at rest.
    Chosen: `capacity_kw`, `heat_capacity_kw`.
    """
    if device.dispatch == "grid":
        _for_the_grid(device, draft, around)
        return
    running = Running(
        full=around.hours,
        least_share=device.deep_min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
        must_run=not draft.on_off,
    )
    power = of(run(draft, device, name="power", size_of="capacity_kw", running=running))
    draft.give(device, "electricity_to", power)
    size = draft.size(device, "heat_capacity_kw")
    heat_kwh = _heat(device, draft, around, most_kwh=of_size(size, around.hours))
    _tie(device, draft, power=power, heat_kwh=heat_kwh)
    _rest(device, draft, around, heat_kwh)
    made = power + heat_kwh.times(device.heat_to_power_loss)
    _fire(device, draft, made.times(1.0 / device.electric_efficiency))


def _for_the_grid(device: CoalUnit, draft: ParkDraft, around: Around) -> None:
    """Power, its fuel and ash are what the simulation has; heat may be drawn while it is up."""
    size = draft.size(device, "capacity_kw")
    for port, amount in around.role(Fixed).flows.items():
        exchange(draft, device, port, of_size(size, amount / device.capacity_kw))
    limits = [role.limit for role in around.roles if isinstance(role, Converter)]
    if limits:
        most_kwh = sum(limit / _per_kwh(device, around, n) for n, limit in enumerate(limits))
        heat_size = draft.size(device, "heat_capacity_kw")
        drawn = of_size(heat_size, most_kwh / device.heat_capacity_kw)
        heat_kwh = _heat(device, draft, around, most_kwh=drawn)
        power = of_size(size, around.role(Fixed).flows["electricity_to"] / device.capacity_kw)
        _tie(device, draft, power=power, heat_kwh=heat_kwh)
        extra = heat_kwh.times(device.heat_to_power_loss / device.electric_efficiency)
        _fire(device, draft, extra)


def _heat(
    device: CoalUnit, draft: ParkDraft, around: Around, *, most_kwh: Expression
) -> Expression:
    """Heat given to all its buses, kWh, within so much together."""
    parts = []
    for number in range(len(device.heat_to)):
        port = f"heat_to[{number}]"
        per_kwh = _per_kwh(device, around, number)
        heat = draft.flow(device, port)
        if not most_kwh.terms:
            draft.draft.bound(heat, upper=most_kwh.known * per_kwh)
        draft.give(device, port, of(heat))
        parts.append(of(heat, 1.0 / per_kwh))
    total = sum_of(parts)
    if len(parts) > 1 or (parts and most_kwh.terms):
        draft.require(f"{device.id}.heat", total + most_kwh.times(-1.0), upper=0.0)
    return total


def _tie(device: CoalUnit, draft: ParkDraft, *, power: Expression, heat_kwh: Expression) -> None:
    """So much electricity is made at least with the heat; what is made here is net of its loss."""
    if device.power_to_heat_min is not None and heat_kwh.terms:
        over = power + heat_kwh.times(-device.power_to_heat_min)
        draft.require(f"{device.id}.power with heat", over, lower=0.0)


def _rest(device: CoalUnit, draft: ParkDraft, around: Around, heat_kwh: Expression) -> None:
    """No heat while the unit rests; nothing where it never does."""
    working = draft.working.get(device.id)
    if working is not None and heat_kwh.terms:
        most_kwh = around.hours * largest(draft, device, "heat_capacity_kw")
        over = heat_kwh + working.times(-most_kwh)
        draft.require(f"{device.id}.heat at rest", over, upper=0.0)


def _per_kwh(device: CoalUnit, around: Around, number: int) -> float:
    """What a kWh of heat is in the unit of one of its heat buses."""
    bus = device.heat_to[number]
    return around.surroundings.heat_in_unit(bus, steam_kwh_per_t=STEAM_KWH_PER_T)


def _fire(device: CoalUnit, draft: ParkDraft, heat_kwh: Expression) -> None:
    """Fuels of so much heat, and the ash of those that are weighed; ammonia leaves none."""
    burnt = burn(draft, device, heat_kwh, shares={"ammonia_from": device.ammonia_share})
    if device.ash_to is None:
        return
    carrier = {at.field: draft.park.bus_by_id[at.bus].carrier for at in device.ports()}
    solid = [
        amount
        for port, amount in burnt.items()
        if port != "ammonia_from" and CARRIERS[carrier[port]].unit == "t"
    ]
    draft.give(device, "ash_to", sum_of(solid).times(device.ash_t_per_t))
