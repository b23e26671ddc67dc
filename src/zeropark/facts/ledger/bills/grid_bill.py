"""The bill of a grid supply over any number of months, each at the prices of its last day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from zeropark.basis.errors import Finding, MissingRuleError, Severity
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, Calendar
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.bills.usage import Before, Usage


def grid_supply_bill(
    contract: GridSupply, rulebook: Rulebook, usage: Usage, *, before: Before | None = None
) -> Bill:
    """The bill of a contract; a month whose prices are not known has a finding and no lines.

    Args:
        contract: Voltage class, pricing, agreed energy price and time-of-use rule.
        rulebook: Gansu prices, and what the park's own rules add to them.
        usage: Energy per interval, kWh; NaN is missing.
        before: The peak already incurred in the first month, where the axis begins in it.

    Raises:
        MissingDataError: the axis is too coarse for demand, or the contract lacks a capacity.
    """
    bills: list[Bill] = []
    findings: list[Finding] = []
    for month in by_month(usage):
        last_day = month.axis.period.last_day()
        try:
            tariff = gansu_tariff(contract, rulebook, at=last_day)
        except MissingRuleError as error:
            findings.append(_no_price(month, error))
            continue
        bills.append(bill(tariff, month, before=before))
    return Bill(
        tariff=contract.id,
        period=usage.axis.period,
        lines=tuple(line for each in bills for line in each.lines),
        findings=(*findings, *_found(bills)),
        missing_steps=sum(each.missing_steps for each in bills),
        quality=usage.quality,
    )


def by_month(usage: Usage) -> Iterator[Usage]:
    """The usage of each local month, in order."""
    calendar = Calendar.of(usage.axis)
    month = calendar.year * 12 + calendar.month
    edges = [*np.flatnonzero(np.diff(month, prepend=month[:1] - 1)).tolist(), usage.axis.count]
    for first, last in pairwise(edges):
        axis = Axis(usage.axis.start + first * usage.axis.step, usage.axis.step, last - first)
        export = None if usage.export_kwh is None else usage.export_kwh[first:last]
        yield Usage(axis, usage.import_kwh[first:last], export, usage.quality)


def _found(bills: Iterable[Bill]) -> list[Finding]:
    """The findings of all months, one that is the same every month only once."""
    found: list[Finding] = []
    for finding in (finding for each in bills for finding in each.findings):
        if finding not in found:
            found.append(finding)
    return found


def _no_price(month: Usage, error: MissingRuleError) -> Finding:
    return Finding(
        code="bill.no_price",
        place=f"{month.axis.period.last_day():%Y-%m}",
        problem_template="The month is not billed: no rule {rule} is in force.",
        remedy_template="Add a version that covers it to the park's own rules.",
        severity=Severity.WARNING,
        data={"rule": error.rule_id},
    )
