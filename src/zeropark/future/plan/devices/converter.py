"""Generic converter: makes what its bus needs, or runs by its profile; its recipe is fixed."""

from __future__ import annotations

from zeropark.basis.park.devices.converter import Converter as ConverterDevice
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import OnDemand, ParkDraft
from zeropark.future.plan.site.processing import activity_of, run_process
from zeropark.future.simulation.devices.converter import per_output
from zeropark.future.simulation.role import Converter


def equations(device: ConverterDevice, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives per unit of its first output.

    Where it must keep its bus level it makes what that needs, and its flexibility moves what it
    takes for it (a plant with a tank of its own); a given load goes before that.
    """
    ratios = per_output(device)
    called = any(isinstance(role, Converter) for role in around.roles)
    if called and around.given_load is None:
        draft.call(_unit(device, draft, around))
        return
    run_process(
        draft,
        device,
        present=activity_of(around, ratios, lead="inputs[0].bus"),
        ratios=ratios,
        flexibility=device.flexibility,
        full=device.rated_output_per_h * around.hours,
        least_share=device.min_load_share,
    )


def _unit(device: ConverterDevice, draft: ParkDraft, around: Around) -> OnDemand:
    """The converter as one that its first output's bus calls. Chosen: `rated_output_per_h`."""
    output, *others = [
        (draft.path(device, at.field, into=at.port.into), per_output(device)[at.field])
        for at in sorted(device.ports(), key=lambda at: at.field != "outputs[0].bus")
    ]
    return OnDemand(
        device=device,
        output=output[0],
        per_output=dict(others),
        size=draft.size(device, "rated_output_per_h"),
        full=around.hours,
        flexibility=device.flexibility,
    )
