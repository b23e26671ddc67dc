"""Molten-salt reactor: steady heat, for a turbine and for those who take it hot."""

from __future__ import annotations

from zeropark.basis.park.devices.molten_salt_reactor import MoltenSaltReactor
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.expression import Expression, sum_of
from zeropark.future.plan.site.park_draft import ParkDraft, of
from zeropark.future.plan.site.running import Running, ramp_share, run
from zeropark.future.simulation.devices.molten_salt_reactor import TURBINE_EFFICIENCY, when_up
from zeropark.future.simulation.substances import STEAM_KWH_PER_T


def equations(device: MoltenSaltReactor, draft: ParkDraft, around: Around) -> None:
    """Between its lowest load and full, by its ramp, but for its yearly outage; it never rests.

    What nobody takes is cooled away, up to its lowest load: above that it follows its takers.
    Chosen: `thermal_kw`, `capacity_kw`.
    """
    full = around.hours * around.averaged(when_up(device, around.surroundings))
    running = Running(
        full=full,
        least_share=device.min_load_share,
        ramp_share=ramp_share(device.ramp_share_per_min, hours=around.hours),
        must_run=True,
    )
    made = run(draft, device, name="made", size_of="thermal_kw", running=running)
    cooled = draft.flow(device, "cooled")
    draft.at_most(
        f"{device.id}.cooled",
        cooled,
        draft.size(device, "thermal_kw"),
        device.min_load_share * full,
    )
    used = [of(cooled), *_power(device, draft, full), *_heat(device, draft, around)]
    balance = sum_of(used) + of(made, -1.0)
    draft.require(f"{device.id}.heat", balance, lower=0.0, upper=0.0)


def _power(device: MoltenSaltReactor, draft: ParkDraft, full: Amount) -> list[Expression]:
    """Heat that the turbine takes."""
    size = draft.size(device, "capacity_kw")
    if device.electricity_to is None or size == 0.0:
        return []
    power = draft.flow(device, "power")
    draft.at_most(f"{device.id}.power", power, size, full)
    draft.give(device, "electricity_to", of(power))
    return [of(power, 1.0 / TURBINE_EFFICIENCY)]


def _heat(device: MoltenSaltReactor, draft: ParkDraft, around: Around) -> list[Expression]:
    """Heat that is taken hot."""
    if device.heat_to is None:
        return []
    heat = draft.flow(device, "heat")
    draft.give(device, "heat_to", of(heat))
    surroundings = around.surroundings
    return [
        of(heat, 1.0 / surroundings.heat_in_unit(device.heat_to, steam_kwh_per_t=STEAM_KWH_PER_T))
    ]
