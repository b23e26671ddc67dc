"""The figures of a plan: read from an answer, or worked out again from flows and sizes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zeropark.future.plan.assembly.account import Figures, Key, Series
from zeropark.future.plan.assembly.setting import Extra, turned
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, Path


def read_figures(site: ParkDraft, extras: Mapping[str, Extra], answer: Answer) -> Figures:
    """What an answer decides; extras that follow from flows are worked out from them."""
    steps = site.axis.count
    flows = {path: _series(at, answer, steps) for path, at in site.paths.items()}
    for path, net in site.nets.items():
        there = _series(net, answer, steps)
        flows[path] = flows.get(path, np.zeros(steps)) + np.maximum(there, 0.0)
        back = turned(path)
        flows[back] = flows.get(back, np.zeros(steps)) + np.maximum(-there, 0.0)
    sizes = {
        key: float(answer.quantities[size.number]) if isinstance(size, Whole) else size
        for key, size in site.sizes.items()
    }
    chosen = {
        name: _value(extra.column, answer)
        for name, extra in extras.items()
        if extra.column is not None and extra.worked_out is None
    }
    return work_out(flows, sizes, extras, chosen)


def work_out(
    flows: Mapping[Path, Series],
    sizes: Mapping[Key, float],
    extras: Mapping[str, Extra],
    chosen: Mapping[str, Amount],
) -> Figures:
    """The figures of given flows and sizes: every extra that follows from them is worked out.

    Args:
        flows: per step, by path.
        sizes: by device (or point) and field.
        extras: what there is beside them.
        chosen: values of extras that were the plan's to choose; what is not here is nothing.
    """
    known: dict[str, Amount] = {}
    for name, extra in extras.items():
        if extra.worked_out is None:
            known[name] = chosen.get(name, 0.0)
        else:
            known[name] = extra.worked_out(Figures(flows, sizes, known))
    return Figures(flows, sizes, known)


def _series(expression: Expression, answer: Answer, steps: int) -> Series:
    total: Series = np.zeros(steps) + expression.known
    for column, ratio in expression.terms.items():
        total = total + ratio * _value(column, answer)
    return total


def _value(column: Flow | Whole, answer: Answer) -> Amount:
    if isinstance(column, Flow):
        values: Series = answer.flows[column.number]
        return values
    return float(answer.quantities[column.number])
