"""Each part of a plan as a project of its own: what a unit of what it makes costs.

In real terms, before tax, built at once: so the levelised cost is the plan's own yearly cost of
the part over what it makes. What it takes in, and what it gives beside its product, is at the
plan's prices of the buses, step by step: what one unit more costs there and then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.device import Device
from zeropark.basis.park.economics import Economics
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.deals.appraise import Appraisal, appraise
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.device_project import DeviceYear, device_project
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms
from zeropark.future.plan.years.appraising.invested import Invested, bought_again
from zeropark.future.plan.years.plan import CostItem, Plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One device of a plan, appraised."""

    device: str
    carrier: str
    """What it is built for."""
    units_per_year: float
    """Of the carrier's inside unit."""
    price_cny_per_unit: float | None
    """What the plan's prices make of it, on the mean of what it gives; None: not known."""
    appraisal: Appraisal
    """Its levelised cost is what a unit costs."""

    @property
    def levelised_cny_per_unit(self) -> float:
        """LCOE, LCOH, LCOS: what a unit of its product costs."""
        level = self.appraisal.levelised_cny_per_unit
        return float("nan") if level is None else float(level[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All parts that were built and make something."""

    appraised: tuple[Part, ...]
    findings: tuple[Finding, ...]


def parts_of(plan: Plan, built: Sequence[Invested], *, discount_rate_per_year: float) -> Parts:
    """The parts of a plan, in the order of the document.

    A part whose intake has no price in the plan has a finding instead.
    """
    appraised: list[Part] = []
    findings: list[Finding] = []
    for device in plan.park.devices:
        own = [each for each in built if each.of == device.id]
        reader = _Reader(plan, device)
        if own and reader.makes():
            unpriced = reader.unpriced()
            if unpriced:
                findings.append(_no_price(device.id, unpriced[0]))
            else:
                appraised.append(_part(reader, own, discount_rate_per_year))
    return Parts(appraised=tuple(appraised), findings=tuple(findings))


def _part(reader: _Reader, own: Sequence[Invested], discount_rate_per_year: float) -> Part:
    device, product = reader.device, reader.product()
    years = max(int(max(each.lifetime_years for each in own)), 1)
    rate = device.economics.discount_rate if device.economics is not None else None
    year = DeviceYear(
        device=device.id,
        economics=Economics(capex_cny=sum(each.cny for each in own), lifetime_years=years),
        product=product,
        by_products=tuple(reader.by_products()),
        purchases=(*reader.running(), *reader.taken_in()),
        replacements=tuple(bought_again(own, years=years)),
    )
    discount = discount_rate_per_year if rate is None else rate
    assumed = Assumptions(discount_rate=Rate(discount, Terms.REAL))
    price = product.price_cny_per_unit
    return Part(
        device=device.id,
        carrier=product.name,
        units_per_year=float(np.sum(product.units_per_year)),
        price_cny_per_unit=float(np.sum(price)) if reader.priced(reader.main()) else None,
        appraisal=appraise(device_project(year, assumed)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """Reads what a device takes and gives from the planned flows."""

    plan: Plan
    device: Device

    def makes(self) -> bool:
        """Whether it gives anything at its first port out."""
        main = self.main()
        return main is not None and self._units(main) > 0.0

    def main(self) -> int | None:
        """The link of what it is built for."""
        bus = next((at.bus for at in self.device.ports() if not at.port.into), None)
        flows = self.plan.flows
        rows = [n for n in self._rows(out=True) if flows.links[n].sink == bus]
        return rows[0] if rows else None

    def product(self) -> Stream:
        """What it is built for, at the plan's prices; at none where the plan has none."""
        main = self.main()
        return self._stream(-1 if main is None else main, out=True)

    def by_products(self) -> Iterator[Stream]:
        """What else it gives and the plan has a price of."""
        main = self.main()
        for row in self._rows(out=True):
            if row != main and self.priced(row):
                stream = self._stream(row, out=True)
                yield Stream(
                    name=f"{stream.name}.{self.plan.flows.links[row].sink}",
                    units_per_year=stream.units_per_year,
                    price_cny_per_unit=stream.price_cny_per_unit,
                )

    def taken_in(self) -> Iterator[Stream]:
        """What it takes in."""
        for row in self._rows(out=False):
            if self._units(row) > 0.0:
                yield self._stream(row, out=False)

    def running(self) -> Iterator[Stream]:
        """Its fixed and variable operation, as the plan has them."""
        for item in (CostItem.FIXED_OPERATION, CostItem.VARIABLE_OPERATION):
            lines = (
                line for line in self.plan.costs if line.item is item and line.of == self.device.id
            )
            amount = sum(line.amount_cny_per_year for line in lines)
            if amount:
                yield Stream(name=item.value, price_cny_per_unit=amount)

    def unpriced(self) -> list[str]:
        """Carriers that it takes in and the plan has no price of."""
        return [
            self.plan.flows.links[row].carrier
            for row in self._rows(out=False)
            if not self.priced(row) and self._units(row) > 0.0
        ]

    def priced(self, row: int | None) -> bool:
        """Whether the plan has prices of the bus at a link's other end."""
        return row is not None and self._bus(row) in self.plan.prices

    def _bus(self, row: int) -> str:
        link = self.plan.flows.links[row]
        return link.sink if link.source == self.device.id else link.source

    def _rows(self, *, out: bool) -> list[int]:
        links, buses = self.plan.flows.links, self.plan.park.bus_by_id
        ends = [(n, link.source, link.sink) for n, link in enumerate(links)]
        if out:
            return [n for n, a, b in ends if a == self.device.id and b in buses]
        return [n for n, a, b in ends if b == self.device.id and a in buses]

    def _units(self, row: int) -> float:
        return float(self.plan.flows.quantity[row].sum()) * years_in(self.plan.axis)

    def _stream(self, row: int, *, out: bool) -> Stream:
        """A year of a link at the mean of the plan's prices, weighted by what flows."""
        units = self._units(row)
        price = self.plan.prices.get(self._bus(row))
        worth = 0.0 if price is None else float(np.dot(price, self.plan.flows.quantity[row]))
        link = self.plan.flows.links[row]
        return Stream(
            name=link.carrier if out else f"{link.carrier}.{link.source}",
            units_per_year=units,
            price_cny_per_unit=worth / units if units > 0.0 else 0.0,
            by_output=not out,
        )


def _no_price(device: str, name: str) -> Finding:
    return Finding(
        code="appraisal.no_price",
        place=device,
        problem_template="What {device} takes in has no price in the plan: {carrier}.",
        remedy_template="Plan without whole numbers, so that the plan tells what a unit costs on "
        "each bus.",
        severity=Severity.NOTE,
        data={"device": device, "carrier": name},
    )
