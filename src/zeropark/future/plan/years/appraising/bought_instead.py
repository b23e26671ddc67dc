"""What it would cost to buy everything that a plan's users take: what the plan is held against.

Users are what the park is for: loads, furnaces, lines, halls, buildings, chargers. Electricity is
billed by the tariff of the grid supply, as if all of it came from there; any other carrier at the
price that the financing has for it, else at which the plan buys it at a point, else at what the
plan's own prices of its bus make of it, which is what it costs the plan at the margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import Finding, MissingDataError, MissingRuleError, Severity
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.financing import Financing
from zeropark.basis.park.sizing import SIZED, kind_of
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.grid_bill import by_month
from zeropark.facts.ledger.bills.usage import Usage
from zeropark.facts.ledger.flow import Flows
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.plan import CostItem, Plan, Series
from zeropark.future.plan.years.quarters import in_quarters

_ELECTRICITY = "electricity"
_ENERGY = frozenset({Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY})


class By(StrEnum):
    """What a price comes from."""

    TARIFF = "tariff"
    FINANCING = "financing"
    POINT = "point"
    """What the plan pays at the boundary."""
    PLAN = "plan"
    """The plan's own price of the bus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtLine:
    """One carrier that users take in a year."""

    carrier: str
    units_per_year: float
    """In the carrier's inside unit."""
    amount_cny_per_year: float
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtInstead:
    """The year of a park that buys everything."""

    lines: tuple[BoughtLine, ...]
    same_cny_per_year: float
    """What such a park pays, or earns, as the planned one does: materials sold and disposed of."""
    findings: tuple[Finding, ...] = ()

    @property
    def total_cny_per_year(self) -> float:
        """All of it."""
        return sum(line.amount_cny_per_year for line in self.lines) + self.same_cny_per_year

    def amount(self, *by: By) -> float:
        """What the lines priced in these ways come to, CNY a year."""
        return sum(line.amount_cny_per_year for line in self.lines if line.by in by)


def bought_instead(
    plan: Plan, financing: Financing, rulebook: Rulebook, *, at: date
) -> BoughtInstead | None:
    """The year of buying everything; None where something has no price, or the year isn't whole.

    Args:
        plan: whose users are supplied.
        financing: with prices of carriers.
        rulebook: tariffs.
        at: the day whose tariff is taken.
    """
    reader = _Reader(plan, financing, rulebook, at)
    lines = [line for name in reader.carriers() if (line := reader.line(name)) is not None]
    if len(lines) < len(reader.carriers()):
        return None
    unpriced = [line.carrier for line in lines if line.by is By.PLAN and line.amount_cny_per_year]
    return BoughtInstead(
        lines=tuple(lines),
        same_cny_per_year=reader.same_cny_per_year(),
        findings=(_at_own_prices(unpriced),) if unpriced else (),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    plan: Plan
    financing: Financing
    rulebook: Rulebook
    at: date

    def carriers(self) -> list[str]:
        """All that users take, electricity first."""
        rows = self._rows()
        found = {self.plan.flows.links[row].carrier for row in rows if self._amount([row]).any()}
        return sorted(found, key=lambda name: (name != _ELECTRICITY, name))

    def line(self, name: str) -> BoughtLine | None:
        """What one carrier costs; None where nothing says."""
        rows = [row for row in self._rows() if self.plan.flows.links[row].carrier == name]
        taken, per_year = self._amount(rows), years_in(self.plan.axis)
        units = float(taken.sum()) * per_year
        if name == _ELECTRICITY:
            amount, by = self._billed(taken), By.TARIFF
        elif (price := self._told(name)) is not None:
            amount, by = price * units, By.FINANCING
        elif (price := self._paid(name)) is not None:
            amount, by = price * units, By.POINT
        else:
            amount, by = self._at_the_margin(rows, name), By.PLAN
        if amount is None:
            return None
        return BoughtLine(carrier=name, units_per_year=units, amount_cny_per_year=amount, by=by)

    def same_cny_per_year(self) -> float:
        """Sales and disposal of what is no energy: as planned, whoever supplies the users."""
        park = self.plan.park
        items = (CostItem.SALES, CostItem.VARIABLE_OPERATION)
        return sum(
            line.amount_cny_per_year
            for line in self.plan.costs
            if line.item in items
            and (point := park.point_by_id.get(line.of)) is not None
            and carrier(park.bus_by_id[point.bus].carrier).group not in _ENERGY
        )

    def _rows(self) -> list[int]:
        """Links that end at a user."""
        devices = self.plan.park.devices
        users = {device.id for device in devices if kind_of(device) not in SIZED}
        return [n for n, link in enumerate(self.plan.flows.links) if link.sink in users]

    def _amount(self, rows: list[int]) -> Series:
        amount: Series = self.plan.flows.quantity[rows].sum(axis=0)
        return amount

    def _billed(self, taken: Series) -> float | None:
        """The bill of the largest grid supply, had all power come from it; of whole years alone."""
        contract = self._largest_supply()
        if contract is None or years_in(self.plan.axis) != 1.0:
            return None
        flows = in_quarters(_alone(self.plan.flows, taken))
        try:
            tariff = gansu_tariff(contract, self.rulebook, at=self.at)
        except (MissingRuleError, MissingDataError):
            return None
        usage = Usage(flows.axis, flows.quantity[0])
        lines = (line for month in by_month(usage) for line in bill(tariff, month).lines)
        return sum(float(line.quantity * line.unit_price_cny) for line in lines)

    def _largest_supply(self) -> GridSupply | None:
        supplies = [each for each in self.plan.park.contracts if isinstance(each, GridSupply)]
        return max(supplies, key=self._drawn, default=None)

    def _drawn(self, contract: GridSupply) -> float:
        flows = self.plan.flows
        return float(flows.quantity[flows.rows(carrier=_ELECTRICITY, source=contract.point)].sum())

    def _told(self, name: str) -> float | None:
        prices = (each for each in self.financing.bought if each.carrier == name)
        return next((each.cny_per_unit for each in prices), None)

    def _paid(self, name: str) -> float | None:
        """What the plan pays for a unit of a carrier on the mean of the points that bring it."""
        spent, units = 0.0, 0.0
        for point, paid in self._points():
            flows = self.plan.flows
            brought = float(flows.quantity[flows.rows(carrier=name, source=point)].sum())
            spent, units = spent + (paid if brought else 0.0), units + brought
        return spent / (units * years_in(self.plan.axis)) if units > 0.0 else None

    def _points(self) -> Iterator[tuple[str, float]]:
        """Boundary points that something is bought at, and what for."""
        for line in self.plan.costs:
            if line.item is CostItem.FUEL and line.of in self.plan.park.point_by_id:
                yield line.of, line.amount_cny_per_year

    def _at_the_margin(self, rows: list[int], name: str) -> float | None:
        """At the plan's prices of the buses it is drawn from; None where there are none."""
        total = 0.0
        for row in rows:
            price = self.plan.prices.get(self.plan.flows.links[row].source)
            if price is None and carrier(name).group in _ENERGY:
                return None
            if price is not None:
                total += float(np.dot(price, self.plan.flows.quantity[row]))
        return total


def _alone(flows: Flows, taken: Series) -> Flows:
    """One link that carries all that is taken."""
    return Flows(
        flows.park,
        flows.axis,
        flows.links[:1],
        taken[None, :],
        flows.quality[:1],
        flows.kind[:1],
    )


def _at_own_prices(carriers: list[str]) -> Finding:
    return Finding(
        code="appraisal.own_price",
        place="planning.financing.bought",
        problem_template="What it would cost to buy {carriers} is not told: it is taken at what it "
        "costs the plan at the margin.",
        remedy_template="Give prices in planning.financing.bought, or hold the plan against "
        "another one with --against.",
        severity=Severity.NOTE,
        data={"carriers": ", ".join(carriers)},
        count=len(carriers),
    )
