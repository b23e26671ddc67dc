"""Reading an answer: what expressions over columns come to, and what flows over every link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from zeropark.basis.park.contract import GreenDirect
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows, Kind
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Figures
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


def planned_flows(site: ParkDraft, figures: Figures, *, quality: int) -> Flows:
    """What flows over every path; what a solver leaves a hair below zero is zero.

    Of a plan all is known: a plant of a direct connection that nothing is curtailed of says so by
    a flow of zeros, and a boundary point that nothing passes as well.

    Args:
        site: the park as it was written.
        figures: what an answer that was judged good decides.
        quality: flags of the conditions, e.g. GENERATED.
    """
    idle = dict.fromkeys(_idle(site), np.zeros(site.axis.count))
    flows = {
        **figures.flows,
        **{path: at for path, at in idle.items() if path not in figures.flows},
    }
    rows = [np.broadcast_to(series, (site.axis.count,)) for series in flows.values()]
    quantity = np.maximum(np.array(rows).reshape(len(rows), site.axis.count), 0.0)
    return Flows(
        park=site.park.id,
        axis=site.axis,
        links=tuple(FlowLink(path.carrier, path.source, path.sink) for path in flows),
        quantity=quantity,
        quality=np.full(quantity.shape, quality, dtype=np.uint8),
        kind=np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
    )


def _idle(site: ParkDraft) -> Iterator[Path]:
    """Paths that the books ask for, and that a plan may have left out for nothing flows there."""
    for contract in site.park.contracts:
        if isinstance(contract, GreenDirect):
            yield from (Path(ELECTRICITY, plant, CURTAILED) for plant in contract.plants)
    for point in site.park.boundary_points:
        carrier = site.park.bus_by_id[point.bus].carrier
        if point.direction != "out":
            yield Path(carrier, point.id, point.bus)
        if point.direction != "in":
            yield Path(carrier, point.bus, point.id)


def flows_by_path(flows: Flows) -> Mapping[Path, Series]:
    """The same the other way round: what flows over each path, shape (steps,)."""
    return {
        Path(link.carrier, link.source, link.sink): series
        for link, series in zip(flows.links, flows.quantity, strict=True)
    }


def planned_contents(site: ParkDraft, answer: Answer) -> Mapping[str, Series]:
    """What each store holds at the end of each step, by device id."""
    return {
        store: np.maximum(value_of(content, answer, steps=site.axis.count), 0.0)
        for store, content in site.contents.items()
    }
