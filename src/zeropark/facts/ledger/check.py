"""What always holds of flows and balances; broken, it is a fault of ours and a finding says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.balance.balance import Balance, bus_sums
from zeropark.facts.ledger.flow import PSEUDO, Flows, Kind

_REMEDY: Final = "This is a fault in the software: keep the input and report it."
_CLOSES_SHARE: Final = 1e-9
"""Of a bus's throughput: sums of doubles in another order differ by less."""


def check_flows(flows: Flows) -> tuple[Finding, ...]:
    """Shapes agree; quantities are never negative or infinite; kinds are known.

    Returns:
        Empty where all holds.
    """
    return tuple(_flow_faults(flows))


def check_balance(balance: Balance, *, park: ParkDocument) -> tuple[Finding, ...]:
    """The flows hold, residuals are marked as such, and every bus that a flow touches closes.

    Returns:
        Empty where all holds.
    """
    return (
        *check_flows(balance.flows),
        *check_flows(balance.residual),
        *_kind_faults(balance.residual),
        *_closing_faults(balance, park),
    )


def _flow_faults(flows: Flows) -> Iterator[Finding]:
    shape = (len(flows.links), flows.axis.count)
    for name, array in (
        ("quantity", flows.quantity),
        ("quality", flows.quality),
        ("kind", flows.kind),
    ):
        if array.shape != shape:
            told = {"shape": str(array.shape), "wanted": str(shape)}
            yield _fault("flows.shape", name, Phrase("has shape {shape}, not {wanted}", told))
            return
    if not bool((np.isnan(flows.quantity) | (flows.quantity >= 0)).all()):
        yield _fault("flows.negative", "quantity", Phrase("holds a negative flow"))
    if bool(np.isinf(flows.quantity).any()):
        yield _fault("flows.infinite", "quantity", Phrase("holds an infinite flow"))
    if bool((flows.kind > max(Kind)).any()):
        yield _fault("flows.kind", "kind", Phrase("holds an unknown kind"))


def _kind_faults(residual: Flows) -> Iterator[Finding]:
    if bool((residual.kind != Kind.RESIDUAL).any()):
        yield _fault("balance.kind", "residual", Phrase("holds a flow that is no residual"))


def _closing_faults(balance: Balance, park: ParkDocument) -> Iterator[Finding]:
    flows, residual = (bus_sums(part, park=park) for part in (balance.flows, balance.residual))
    for bus in park.buses:
        inflow = flows.inflow[bus.id] + residual.inflow[bus.id]
        outflow = flows.outflow[bus.id] + residual.outflow[bus.id]
        allowed = _CLOSES_SHARE * (inflow + outflow)
        with np.errstate(invalid="ignore"):
            open_steps = int((np.abs(inflow - outflow) > allowed).sum())
        if open_steps:
            what = Phrase("is open in {count} intervals", {"count": open_steps})
            yield _fault("balance.open", f"buses.{bus.id}", what)
    ends = {bus.id for bus in park.buses} | PSEUDO | set(park.device_by_id) | set(park.point_by_id)
    for link in (*balance.flows.links, *balance.residual.links):
        if not {link.source, link.sink} <= ends:
            what = Phrase("joins a node that the park has not")
            yield _fault("flows.unknown_node", link.id, what)


def _fault(code: str, place: str, what: Phrase) -> Finding:
    return Finding(
        code=code,
        place=place,
        problem_template="{place} {what}.",
        remedy_template=_REMEDY,
        data={"place": place, "what": what},
    )
