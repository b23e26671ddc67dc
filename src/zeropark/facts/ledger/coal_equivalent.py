"""Energy consumption of the park in standard coal (年综合能源消费量, 910 annex 3).

Counted once, where it enters: what crosses the boundary in, net of what crosses it out, and what
is made inside from no counted fuel. So electricity made from counted fuel, heat that is recovered
and hydrogen made from counted electricity are in no line of their own.

    fuels         in - out, less what is feedstock for a product (listed apart)
    heat          in - out, and heat made inside by non-fossil plants
    electricity   public grid and direct lines in - out, and non-fossil generation inside,
                  all at the equivalent value
    hydrogen ...  in only: what is made here and sold is a product (listed apart)

A carrier without a factor is listed as missing, never counted as zero; where it would only be
listed apart, nothing is missing from the total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import MissingRuleError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections
from zeropark.basis.rules.fuel import coal_equivalent
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.sums import (
    ELECTRICITY,
    given_by,
    non_fossil_plants,
    points_of,
    rows_where,
    taken_by,
)

_KG_PER_T: Final = 1000.0
_ENERGY: Final = frozenset({Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptionLine:
    """activity x factor = tce; `flows` says what the activity is summed from."""

    carrier: str
    what: str
    """Stable key, e.g. `grid_import`, `supply`, `delivered`, `onsite.<plant>`."""
    activity: float
    """In `activity_unit`; negative where it is a deduction."""
    activity_unit: str
    factor: Factor
    """kgce per activity unit."""
    tce: float
    calorific_tce: float
    """The same with electricity at its calorific value, for information."""
    flows: tuple[str, ...]
    missing_steps: int
    """Missing intervals of those flows: the activity is at least this where it is a sum."""
    quality: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyConsumption:
    """Energy consumption of one period, line by line; the total is their sum and nothing else."""

    park: str
    period: Period
    lines: tuple[ConsumptionLine, ...]
    apart: tuple[ConsumptionLine, ...]
    """Listed and not in the total: feedstock (unless counted), own products sold."""
    feedstock_counted: bool
    missing: tuple[Phrase, ...]
    """What could not be counted and what to do about it."""

    @property
    def total_tce(self) -> float:
        """Electricity at the equivalent value; what U is divided by."""
        return sum(line.tce for line in self.lines)

    @property
    def calorific_total_tce(self) -> float:
        """Electricity at the calorific value; for information, never for U."""
        return sum(line.calorific_tce for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing: only then is the total the total."""
        return not self.missing and not any(line.missing_steps for line in self.lines)

    @property
    def quality(self) -> int:
        """Quality flags of all lines, or-ed."""
        flags = np.array([line.quality for line in self.lines], dtype=np.int64)
        return int(np.bitwise_or.reduce(flags, initial=0))


@dataclass(frozen=True, slots=True)
class _Item:
    """Some links that are one line of the account."""

    carrier: str
    what: str
    rows: NDArray[np.int64]
    sign: float
    apart: bool = False


def consumption_tce(
    flows: Flows, *, park: ParkDocument, rulebook: Rulebook, count_feedstock: bool = False
) -> EnergyConsumption:
    """Energy consumption over the axis of the flows.

    Factors are those of the last local day of the period.

    Args:
        flows: closed flows.
        park: says where the boundary is and what is feedstock.
        rulebook: has the coal equivalents, the park's own measured ones included.
        count_feedstock: count fuel that becomes part of a product (GB/T 2589 does); 910 leaves
            it out of fuel use, and so does the default.
    """
    period = flows.axis.period
    day = period.last_day()
    missing: list[Phrase] = []
    lines: list[tuple[_Item, ConsumptionLine]] = []
    for item in _items(flows, park, count_feedstock=count_feedstock):
        if item.rows.size:
            line = _line(flows, item, rulebook, day, [] if item.apart else missing)
            if line is not None:
                lines.append((item, line))
    return EnergyConsumption(
        park=park.id,
        period=period,
        lines=tuple(line for item, line in lines if not item.apart),
        apart=tuple(line for item, line in lines if item.apart),
        feedstock_counted=count_feedstock,
        missing=tuple({str(each): each for each in missing}.values()),
    )


def _items(flows: Flows, park: ParkDocument, *, count_feedstock: bool) -> Iterator[_Item]:
    yield from _electricity(flows, park)
    carriers = sorted({link.carrier for link in flows.links} - {ELECTRICITY})
    for id_ in carriers:
        group = carrier(id_).group
        if group not in _ENERGY:
            continue
        inward, outward = _crossing(flows, park, id_)
        own_product = group is Group.HYDROGEN_FAMILY
        yield _Item(id_, "supply", inward, 1.0)
        yield _Item(id_, "delivered", outward, -1.0, apart=own_product)
        if group is Group.HEAT:
            yield from _onsite(flows, park, id_)
        if group is Group.FUEL:
            yield from _feedstock(flows, park, id_, counted=count_feedstock)


def _electricity(flows: Flows, park: ParkDocument) -> Iterator[_Item]:
    grid = points_of(park, ["public_grid"])
    lines = points_of(park, ["direct_line"])
    others = park.point_by_id.keys() - {*grid, *lines}
    yield _Item(ELECTRICITY, "grid_import", given_by(flows, grid), 1.0)
    yield _Item(ELECTRICITY, "direct_line", given_by(flows, lines), 1.0)
    yield _Item(ELECTRICITY, "supply", given_by(flows, others), 1.0)
    yield from _onsite(flows, park, ELECTRICITY)
    yield _Item(ELECTRICITY, "export", taken_by(flows, park.point_by_id.keys()), -1.0)


def _onsite(flows: Flows, park: ParkDocument, id_: str) -> Iterator[_Item]:
    for plant in non_fossil_plants(park):
        yield _Item(id_, f"onsite.{plant}", given_by(flows, [plant], carrier=id_), 1.0)


def _crossing(
    flows: Flows, park: ParkDocument, id_: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    points = park.point_by_id
    # heat let go at a stack or a cooling tower was consumed: only what others use is taken off
    used = {name for name, point in points.items() if point.kind != "discharge"}
    return (
        rows_where(flows, lambda at: at.carrier == id_ and at.source in points),
        rows_where(flows, lambda at: at.carrier == id_ and at.sink in used),
    )


def _feedstock(flows: Flows, park: ParkDocument, id_: str, *, counted: bool) -> Iterator[_Item]:
    """Fuel that becomes part of a product: listed apart, and taken off unless it is counted."""
    used = {(c.source, c.sink) for c in connections(park) if c.use == "feedstock"}
    products = {pair for pair in used if not _makes_fuel(park, pair[1])}
    rows = rows_where(flows, lambda at: at.carrier == id_ and (at.source, at.sink) in products)
    yield _Item(id_, "feedstock", rows, 1.0, apart=True)
    if not counted:
        yield _Item(id_, "feedstock_taken_off", rows, -1.0)


def _makes_fuel(park: ParkDocument, device: str) -> bool:
    """Whether a device turns fuel into fuel (coking, gas making): its input is still energy."""
    found = park.device_by_id.get(device)
    given = [] if found is None else [at.bus for at in found.ports() if not at.port.into]
    buses = [park.bus_by_id[bus] for bus in given if bus in park.bus_by_id]
    return any(carrier(bus.carrier).group is Group.FUEL for bus in buses)


def _line(
    flows: Flows, item: _Item, rulebook: Rulebook, day: date, missing: list[Phrase]
) -> ConsumptionLine | None:
    quantity = flows.quantity[item.rows]
    activity = item.sign * float(np.nansum(quantity))
    ids = tuple(flows.links[row].id for row in item.rows)
    try:
        factor = coal_equivalent(rulebook, item.carrier, at=day)
        calorific = _calorific(rulebook, item.carrier, factor, day)
    except MissingRuleError as error:
        told = {"carrier": item.carrier, "what": item.what, "amount": activity, "why": error.told}
        missing.append(Phrase("{carrier} ({what}, {amount:.6g}): {why}", told))
        return None
    return ConsumptionLine(
        carrier=item.carrier,
        what=item.what,
        activity=activity,
        activity_unit=carrier(item.carrier).unit,
        factor=factor,
        tce=activity * factor.value / _KG_PER_T,
        calorific_tce=activity * calorific.value / _KG_PER_T,
        flows=ids,
        missing_steps=int(np.isnan(quantity).sum()),
        quality=int(np.bitwise_or.reduce(flows.quality[item.rows], axis=None)),
    )


def _calorific(rulebook: Rulebook, id_: str, factor: Factor, day: date) -> Factor:
    return rulebook.factor("ce.electricity.calorific", at=day) if id_ == ELECTRICITY else factor
