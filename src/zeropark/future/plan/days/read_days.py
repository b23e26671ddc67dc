"""Reading what was decided over a stretch: flows, contents, set-points, costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isclose

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier as carrier_of
from zeropark.basis.park.device import Device
from zeropark.facts.ledger.flow import PSEUDO, Flows
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Account, Figures, Series
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.days.dispatch import CostOf, SetPoint
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.site.park_draft import Path
from zeropark.future.plan.years.read_answer import planned_contents, planned_flows


@dataclass(frozen=True, eq=False)
class Decided:
    """What the columns of a whole stretch came to."""

    stretch: DayProblem
    values: NDArray[np.float64]
    """Shape (flows, steps of the stretch)."""
    quantities: NDArray[np.float64]
    """What they have come to by the end, shape (quantities,)."""
    at_first: NDArray[np.float64]
    """What they had come to when it began."""

    @cached_property
    def figures(self) -> Figures:
        """By name."""
        return self.stretch.written.figures(self._answer)

    @property
    def _answer(self) -> Answer:
        rows = len(self.stretch.program.rows)
        return Answer(
            route="",
            status=Status.SOLVED,
            flows=self.values,
            quantities=self.quantities,
            row_duals=np.zeros((rows, 0)),
            total_duals=np.zeros(0),
            iterations=0,
            seconds=0.0,
        )

    def flows(self, *, quality: int) -> Flows:
        """What flows over every link."""
        return planned_flows(self.stretch.written.site, self.figures, quality=quality)

    def contents(self) -> Mapping[str, Series]:
        """What every store holds at the end of each step."""
        return planned_contents(self.stretch.written.site, self._answer)

    def costs(self) -> Iterator[CostOf]:
        """Every charge that comes to anything; of what had been incurred before, nothing."""
        incurred = self._incurred()
        for charge in self.stretch.written.charges:
            account = charge.account
            amount = account.amount(self.figures)
            amount -= sum(_each(account, name) * value for name, value in incurred.items())
            if not isclose(amount, 0.0, abs_tol=1e-9):
                yield CostOf(
                    item=charge.item, of=charge.of, component=charge.component, amount_cny=amount
                )

    def _incurred(self) -> Mapping[str, float]:
        """What extras that are quantities had come to at first, e.g. a month's peak, by name."""
        names = {at.name: number for number, at in enumerate(self.stretch.program.quantities)}
        return {
            name: float(self.at_first[names[name]])
            for name in self.stretch.written.extras
            if name in names
        }

    def set_points(self) -> Iterator[SetPoint]:
        """What every device that can be told anything is told."""
        site = self.stretch.written.site
        decided = {
            node
            for ways in (site.paths, site.nets)
            for path, amount in ways.items()
            if amount.terms
            for node in (path.source, path.sink)
        }
        for device in self.stretch.park.devices:
            found = self._set_point(device) if device.id in decided else None
            if found is not None:
                yield found

    def _set_point(self, device: Device) -> SetPoint | None:
        net = self._net_of(device)
        if not net:
            return None
        carrier = ELECTRICITY if ELECTRICITY in net else next(iter(net))
        unit = carrier_of(carrier).unit
        return SetPoint(
            device=device.id,
            carrier=carrier,
            unit="kW" if unit == "kWh" else f"{unit}/h",
            value=net[carrier] / self.stretch.written.site.hours,
        )

    def _net_of(self, device: Device) -> dict[str, Series]:
        """What a device takes less what it gives, by carrier, main port first."""
        net: dict[str, Series] = {}
        for path, values in self.figures.flows.items():
            if device.id in (path.sink, path.source) and not PSEUDO & {path.sink, path.source}:
                sign = 1.0 if path.sink == device.id else -1.0
                steps = np.broadcast_to(values, (self.stretch.written.site.axis.count,))
                net[path.carrier] = net.get(path.carrier, np.zeros(steps.size)) + sign * steps
        return net


def _each(account: Account, name: str) -> float:
    each = account.extras.get(name, 0.0)
    return each if isinstance(each, float) else 0.0


def flow_of(figures: Figures, path: Path, steps: int) -> Series:
    """What flows over one path; nothing where it is not there."""
    return np.broadcast_to(figures.flows.get(path, np.zeros(steps)), (steps,))
