"""Data hall: computing, what feeds and cools it by the weather, and its heat on offer."""

from __future__ import annotations

import numpy as np

from zeropark.basis.park.devices.data_hall import DataHall
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.conditions import Around
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.plan.site.processing import run_process
from zeropark.future.simulation.devices.data_hall import per_computing
from zeropark.future.simulation.role import Fixed


def equations(device: DataHall, draft: ParkDraft, around: Around) -> None:
    """What it takes and gives per kWh of computing, which may be moved as its batch work can.

    A given load is what its racks take where they have a bus of their own, else all it takes.
    """
    lead = "electricity_from" if device.racks_from is None else "racks_from"
    at_quarters = per_computing(device, around.surroundings)
    ratios: dict[str, Amount] = {
        port: around.averaged(ratio) for port, ratio in at_quarters.items()
    }
    present = _computing(around, ratios[lead], lead=lead)
    run_process(
        draft,
        device,
        present=present,
        ratios=ratios,
        flexibility=device.flexibility,
        full=device.it_capacity_kw * around.hours,
    )


def _computing(around: Around, ratio: Amount, *, lead: str) -> Amount:
    """What the racks take in each step."""
    taken = around.role(Fixed).flows[lead] if around.given_load is None else around.given_load
    return np.asarray(taken) / ratio
