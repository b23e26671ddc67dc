"""Reading an answer: what expressions over columns come to, and what flows over every link."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, Path
from zeropark.future.plan.years.plan import Series


def value_of(expression: Expression, answer: Answer, *, steps: int) -> Series:
    """What an expression comes to in each step, shape (steps,)."""
    total: Series = np.zeros(steps) + expression.known
    for column, ratio in expression.terms.items():
        if isinstance(column, Flow):
            total = total + ratio * answer.flows[column.number]
        else:
            total = total + ratio * answer.quantities[column.number]
    return total


def planned_flows(draft: ParkDraft, answer: Answer, *, quality: int) -> Flows:
    """What flows over every path; what a solver leaves a hair below zero is zero.

    Args:
        draft: the park as it was written, with an expression for every path.
        answer: an answer that was judged good.
        quality: flags of the conditions, e.g. GENERATED.
    """
    steps = draft.axis.count
    rows = {path: value_of(at, answer, steps=steps) for path, at in draft.paths.items()}
    for path, net in draft.nets.items():
        there = value_of(net, answer, steps=steps)
        back = Path(path.carrier, path.sink, path.source)
        rows[path] = rows.get(path, 0.0) + np.maximum(there, 0.0)
        rows[back] = rows.get(back, 0.0) + np.maximum(-there, 0.0)
    quantity = np.maximum(np.array(list(rows.values())).reshape(len(rows), steps), 0.0)
    return Flows(
        park=draft.park.id,
        axis=draft.axis,
        links=tuple(_link(path) for path in rows),
        quantity=quantity,
        quality=np.full(quantity.shape, quality, dtype=np.uint8),
        kind=np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
    )


def planned_contents(draft: ParkDraft, answer: Answer) -> Mapping[str, Series]:
    """What each store holds at the end of each step, by device id."""
    return {
        store: np.maximum(value_of(content, answer, steps=draft.axis.count), 0.0)
        for store, content in draft.contents.items()
    }


def _link(path: Path) -> FlowLink:
    return FlowLink(path.carrier, path.source, path.sink)
