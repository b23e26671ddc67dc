"""A bus of which all is known: worked out beforehand, as the simulation does, without a row."""

from __future__ import annotations

import numpy as np

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.errors import Finding
from zeropark.facts.ledger.flow import LOSSES
from zeropark.future.plan.program.step_program import Values
from zeropark.future.plan.site.boundary import Way, carry_over, divided
from zeropark.future.plan.site.needs import may_spill
from zeropark.future.plan.site.park_draft import ParkDraft, Path, known
from zeropark.future.plan.site.yards import takers

_DUST = 1e-9
"""Of a bus's largest flow: what sums of floats leave over, which is no flow."""


def settle_known(
    draft: ParkDraft, bus: str, need: Values, *, into: list[Way], out: list[Way]
) -> list[Finding]:
    """Divide a known need or surplus among the gates; say what can't be brought or taken away.

    What a material's takers lack or have too much of, their own yards bear: they take what is
    there, in proportion. What else is over is let go, where the carrier may be.
    """
    carrier = draft.park.bus_by_id[bus].carrier
    lacking = _through(draft, into, np.maximum(need, 0.0))
    over = _through(draft, out, np.maximum(-need, 0.0))
    dust = _DUST * _peak(draft, bus)
    if CARRIERS[carrier].group is Group.MATERIAL:
        over = _fit_takers(draft, bus, over - lacking)
        lacking = np.zeros(draft.draft.steps)
    if np.any(over > dust) and may_spill(carrier):
        draft.carry(Path(carrier, bus, LOSSES), known(np.where(over > dust, over, 0.0)))
        over = np.zeros(draft.draft.steps)
    return [*_short(draft, bus, lacking, dust), *_full(draft, bus, over, dust)]


def _through(draft: ParkDraft, ways: list[Way], amount: Values) -> Values:
    """What the gates could not carry of an amount; what they could is written down."""
    if not ways or not amount.any():
        return amount
    parts = divided(ways, amount, steps=draft.draft.steps)
    for way, part in zip(ways, parts, strict=True):
        carry_over(draft, way, known(part))
    rest: Values = np.maximum(amount - sum(parts), 0.0)
    return rest


def _fit_takers(draft: ParkDraft, bus: str, left: Values) -> Values:
    """Let a bus's devices take what is left over more, or what is lacking less.

    Gives what is still over, where nobody takes anything.
    """
    paths = takers(draft, bus)
    taken = draft.draft.values(sum((draft.paths[path].known for path in paths), start=0.0))
    wanted = np.maximum(taken + left, 0.0)
    share = np.divide(wanted, taken, out=np.ones(taken.size), where=taken > 0.0)
    for path in paths:
        draft.paths[path] = draft.paths[path].times(share)
    return np.maximum(np.where(taken > 0.0, 0.0, left), 0.0)


def _peak(draft: ParkDraft, bus: str) -> float:
    flows = [amount.known for _, amount in (*draft.into(bus), *draft.out_of(bus))]
    return max((float(np.max(flow)) for flow in flows), default=0.0)


def _short(draft: ParkDraft, bus: str, lacking: Values, dust: float) -> list[Finding]:
    remedy = "Give it a gate or a device that can bring more, or take less from it."
    count = int(np.sum(lacking > dust))
    if not count:
        return []
    problem = "The bus lacks {most:,.9g} {unit} at {local}."
    if count > 1:
        problem = "The bus lacks {most:,.9g} {unit} at {local}, and some in {count} steps."
    return [
        Finding(
            code="plan.bus_short",
            place=f"buses.{bus}",
            problem_template=problem,
            remedy_template=remedy,
            data=_worst(draft, bus, lacking, count),
        )
    ]


def _full(draft: ParkDraft, bus: str, over: Values, dust: float) -> list[Finding]:
    remedy = "Give it a gate, a store or a device that can take more, or give less to it."
    count = int(np.sum(over > dust))
    if not count:
        return []
    problem = "The bus has {most:,.9g} {unit} too much at {local}."
    if count > 1:
        problem = "The bus has {most:,.9g} {unit} too much at {local}, and some in {count} steps."
    return [
        Finding(
            code="plan.bus_full",
            place=f"buses.{bus}",
            problem_template=problem,
            remedy_template=remedy,
            data=_worst(draft, bus, over, count),
        )
    ]


def _worst(draft: ParkDraft, bus: str, off: Values, count: int) -> dict[str, object]:
    step = int(np.argmax(off))
    local = draft.axis.local_starts()[step].astype("datetime64[m]")
    return {
        "most": float(off[step]),
        "unit": CARRIERS[draft.park.bus_by_id[bus].carrier].unit,
        "local": str(local).replace("T", " "),
        "count": count,
    }
