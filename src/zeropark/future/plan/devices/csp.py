"""Solar thermal plant: mirrors and a heater fill the salt, a turbine and heat users empty it."""

from __future__ import annotations

from zeropark.basis.park.devices.csp import Csp
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.future.plan.program.draft import Amount, Flow
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft, Path, of, of_size
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.plan.site.storing import keep_content
from zeropark.future.simulation.devices.csp import field_share
from zeropark.future.simulation.substances import STEAM_KWH_PER_T


def equations(device: Csp, draft: ParkDraft, around: Around) -> None:
    """All heat goes through the salt: what is used at once is not kept and loses nothing.

    A resistance heater makes heat of all its electricity. Heat that is given leaves less for the
    turbine: both come out of one steam generator, as large as the turbine needs. The turbine's
    small wandering in the simulation is left out.
    Chosen: `field_kw`, `store_kwh`, `capacity_kw`, `heater_kw`.
    """
    field = _field(device, draft, around)
    running = Running(
        full=around.hours,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
    )
    power = run(draft, device, name="power", size_of="capacity_kw", running=running)
    draft.give(device, "electricity_to", of(power))
    changes: dict[Flow, Amount] = {field: 1.0, power: -1.0 / device.turbine_efficiency}
    changes |= _heated(device, draft, around) | _drawn(device, draft, around, power)
    keep_content(
        draft,
        device,
        around,
        changes=changes,
        kept=(1.0 - device.store_loss_share_per_day) ** (around.hours / 24),
        capacity=draft.size(device, "store_kwh"),
    )


def _field(device: Csp, draft: ParkDraft, around: Around) -> Flow:
    """The heat that the mirrors give, kWh; what they are turned away from is curtailed.

    It counts as the electricity that the turbine would make of it, in the step in which the sun
    shone: with generation that is what direct connections call available.
    """
    field, size = draft.flow(device, "field"), draft.size(device, "field_kw")
    share = around.hours * around.averaged(field_share(around.surroundings))
    draft.at_most(f"{device.id}.field sun", field, size, share)
    spare = of_size(size, share) + of(field, -1.0)
    path = draft.path(device, "electricity_to", into=False)
    draft.carry(Path(path.carrier, device.id, CURTAILED), spare.times(device.turbine_efficiency))
    return field


def _heated(device: Csp, draft: ParkDraft, around: Around) -> dict[Flow, Amount]:
    """What the electric heater puts into the salt."""
    size = draft.size(device, "heater_kw")
    if device.electricity_from is None or size == 0.0:
        return {}
    heater = draft.flow(device, "heater")
    draft.at_most(f"{device.id}.heater power", heater, size, around.hours)
    draft.take(device, "electricity_from", of(heater))
    return {heater: 1.0}


def _drawn(device: Csp, draft: ParkDraft, around: Around, power: Flow) -> dict[Flow, Amount]:
    """What is drawn as heat, in the unit of its bus, within what the steam generator can."""
    if device.heat_to is None:
        return {}
    per_kwh = around.surroundings.heat_in_unit(device.heat_to, steam_kwh_per_t=STEAM_KWH_PER_T)
    heat = draft.flow(device, "heat")
    draft.give(device, "heat_to", of(heat))
    both = of(power) + of(heat, device.turbine_efficiency / per_kwh)
    over = both + of_size(draft.size(device, "capacity_kw"), -1.0 * around.hours)
    draft.require(f"{device.id}.steam", over, upper=0.0)
    return {heat: -1.0 / per_kwh}
