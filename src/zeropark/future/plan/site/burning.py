"""Burning: heat of one fuel, or of several in any proportion."""

from __future__ import annotations

from collections.abc import Mapping

from zeropark.basis.park.device import Device
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.simulation.substances import HEATING_VALUE_KWH


def burn(
    draft: ParkDraft,
    device: Device,
    heat_kwh: Expression,
    *,
    shares: Mapping[str, float] | None = None,
) -> Mapping[str, Expression]:
    """Take fuels of so much heat together (lower heating value); gives each in its own unit.

    Args:
        draft: the park being written.
        device: that burns whatever it takes that can be burnt.
        heat_kwh: the heat of all fuels.
        shares: the most of it that the fuel at a port may give; 1 where it is not told.
    """
    fuels = _fuels_of(draft, device)
    if len(fuels) == 1:
        burnt = {port: heat_kwh.times(1.0 / value) for port, value in fuels.items()}
    else:
        heats = {port: of(draft.flow(device, f"{port} heat")) for port in fuels}
        short = sum_of(heats.values()) + heat_kwh.times(-1.0)
        draft.require(f"{device.id}.fuels", short, lower=0.0, upper=0.0)
        burnt = {port: heats[port].times(1.0 / value) for port, value in fuels.items()}
        for port, share in (shares or {}).items():
            if port in heats and share < 1.0:
                over = heats[port] + heat_kwh.times(-1.0 * share)
                draft.require(f"{device.id}.{port} at most", over, upper=0.0)
    for port, amount in burnt.items():
        draft.take(device, port, amount)
    return burnt


def _fuels_of(draft: ParkDraft, device: Device) -> Mapping[str, float]:
    """The ports of a device that take something to burn, with its heating value in kWh a unit."""
    carrier = {at.field: draft.park.bus_by_id[at.bus].carrier for at in device.ports()}
    into = {at.field for at in device.ports() if at.port.into}
    return {
        port: HEATING_VALUE_KWH[burnt]
        for port, burnt in carrier.items()
        if port in into and burnt in HEATING_VALUE_KWH
    }
