"""What electricity through one point costs: usage x tariff, line by line, exact to the fen.

A bill never guesses: an interval without a value is left out of the quantities, counted, and
keeps the bill from calling itself complete; so do part months, unknown look-backs and charges
whose price is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zeropark.basis.errors import Finding, Severity
from zeropark.facts.ledger.bills.charges import (
    coincident_lines,
    demand_lines,
    energy_lines,
    fixed_lines,
    look_back_months,
    monthly_peaks,
)
from zeropark.facts.ledger.bills.invoice import Bill, Line
from zeropark.facts.ledger.bills.metered import Metered, covers, month_name
from zeropark.facts.ledger.bills.tariff import (
    CoincidentCharge,
    Component,
    DemandCharge,
    EnergyCharge,
    FixedCharge,
    Tariff,
)
from zeropark.facts.ledger.bills.usage import Before, Usage


def bill(tariff: Tariff, usage: Usage, *, before: Before | None = None) -> Bill:
    """The bill of a usage, month by month in the tariff's own calendar.

    Args:
        tariff: What is charged, with prices that hold over the whole axis.
        usage: Energy per interval, kWh; NaN is missing.
        before: Peaks and energy from outside the axis that look-backs, tiers and a month in
            progress depend on.

    Raises:
        MissingDataError: the axis is too coarse for a demand charge, or a clock is missing.
        PeriodError: the axis reaches over the edges of the tariff's blocks.
    """
    before = before or Before()
    metered = Metered(usage, tariff)
    lines = tuple(line for part in tariff.components for line in _lines(part, metered, before))
    return Bill(
        tariff=tariff.id,
        period=usage.axis.period,
        lines=lines,
        findings=tuple(_findings(metered, before)),
        missing_steps=int(_missing(metered).sum()),
        quality=usage.quality,
    )


def _lines(component: Component, metered: Metered, before: Before) -> Iterator[Line]:
    match component:
        case EnergyCharge():
            return energy_lines(component, metered, before)
        case DemandCharge():
            return demand_lines(component, metered, before)
        case CoincidentCharge():
            return coincident_lines(component, metered)
        case FixedCharge():
            return fixed_lines(component, metered)


def _missing(metered: Metered) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The steps without a value that the bill needs, shape (axis.count,)."""
    usage, components = metered.usage, metered.tariff.components
    missing = np.isnan(usage.import_kwh)
    credit = any(isinstance(c, EnergyCharge) and c.direction == "export" for c in components)
    if credit and usage.export_kwh is not None:
        missing |= np.isnan(usage.export_kwh)
    return missing


def _findings(metered: Metered, before: Before) -> Iterator[Finding]:
    yield from _month_findings(metered)
    for component in metered.tariff.components:
        if isinstance(component, DemandCharge):
            yield from _look_back_findings(component, metered, before)
        elif isinstance(component, CoincidentCharge):
            yield from _window_findings(component, metered)
        elif isinstance(component, EnergyCharge):
            yield from _tier_findings(component, metered, before)
    for charge in metered.tariff.left_out:
        yield _finding(
            "bill.left_out",
            metered.tariff.id,
            "The charge {charge} is not in it: its price is not known.",
            "Give it in the park's own rules.",
            charge=charge,
        )


def _month_findings(metered: Metered) -> Iterator[Finding]:
    missing = _missing(metered)
    for month in metered.months:
        count = int(missing[metered.month == month].sum())
        if count:
            yield _finding(
                "bill.missing_intervals",
                month_name(month),
                "{count} intervals have no value and are not billed.",
                "Import the readings, or fill the gap by a named method.",
                count=count,
            )
        if not metered.covers_month(month):
            yield _finding(
                "bill.part_month",
                month_name(month),
                "The data covers only part of the month; peak and energy are those of the part.",
                "Bill the whole month, or give what was before.",
            )


def _look_back_findings(
    charge: DemandCharge, metered: Metered, before: Before
) -> Iterator[Finding]:
    known = monthly_peaks(charge, metered, before)
    for month in metered.billed_months(charge):
        unknown = [past for past in look_back_months(charge, month) if past not in known]
        if unknown:
            yield _finding(
                "bill.look_back_unknown",
                f"{charge.id} {month_name(month)}",
                "The peaks of {count} months that it looks back at are not known.",
                "Give them as peaks of the months before.",
                count=len(unknown),
            )


def _tier_findings(charge: EnergyCharge, metered: Metered, before: Before) -> Iterator[Finding]:
    first = metered.months[0]
    if charge.tier_period == "month" or len(charge.tiers) == 1 or first % 12 == 0:
        return
    if (charge.id, first // 12) not in before.year_kwh:
        yield _finding(
            "bill.tier_start_unknown",
            f"{charge.id} {month_name(first)}",
            "What was used earlier in the year is not known; its tiers begin empty.",
            "Give the energy of the year before the bill begins.",
        )


def _window_findings(charge: CoincidentCharge, metered: Metered) -> Iterator[Finding]:
    axis = metered.usage.axis
    for window in charge.windows:
        inside = metered.inside(window)
        if not covers(axis, window) or np.isnan(metered.usage.import_kwh[inside]).any():
            yield _finding(
                "bill.window_unknown",
                f"{charge.id} {window}",
                "The load in this window is not wholly known.",
                "Import the readings of the window.",
            )


def _finding(code: str, place: str, problem: str, remedy: str, **data: object) -> Finding:
    return Finding(
        code=code,
        place=place,
        problem_template=problem,
        remedy_template=remedy,
        severity=Severity.WARNING,
        data=data,
    )
