"""What month and year have come to when a plan begins: peaks, and ratios, from closed books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, MissingDataError, MissingRuleError, Phrase, Severity
from zeropark.basis.park.contract import GreenDirect, GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Period
from zeropark.facts.ledger.bills.usage import Before, usage_at
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import DirectFigures, direct
from zeropark.future.plan.days.state import ParkState
from zeropark.shell.ports.books import BooksStore

_DEMAND: Final = "demand"


def told_by_books(
    state: ParkState, period: Period, books: BooksStore, *, park: ParkDocument, rules: Rulebook
) -> tuple[ParkState, tuple[Finding, ...]]:
    """The state, with what the closed books say of the month's demand and the year's ratios.

    What was told already goes before the books; what they can't say is left, and said.

    Args:
        state: what was told.
        period: what is to be planned.
        books: of the park.
        park: its contracts.
        rules: bounds of the ratios.
    """
    local = period.start.astimezone(PARK_ZONE)
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    findings: list[Finding] = []
    if _has_demand(park) and not state.incurred.peaks_kw and month < period.start:
        stretch = Period(month, period.start)
        flows = _closed(books, stretch)
        if flows is None:
            findings.append(_unknown(stretch, whole_year=False))
        else:
            peaks = dict(_peaks(flows, park, f"{local:%Y-%m}"))
            state = replace(state, incurred=Before(peaks_kw=peaks))
    if _required(park) and not state.margins_kwh and month.replace(month=1) < period.start:
        stretch = Period(month.replace(month=1), period.start)
        flows = _closed(books, stretch)
        if flows is None:
            findings.append(_unknown(stretch, whole_year=True))
        else:
            state = replace(state, margins_kwh=dict(_margins(flows, park, rules, period)))
    return state, tuple(findings)


def _closed(books: BooksStore, stretch: Period) -> Flows | None:
    """The closed flows of a stretch; None where it is not closed, or not all of it."""
    try:
        return books.flows(stretch)
    except MissingDataError:
        return None


def _has_demand(park: ParkDocument) -> bool:
    return any(
        isinstance(each, GridSupply) and each.pricing == "two_part" and each.basis == _DEMAND
        for each in park.contracts
    )


def _required(park: ParkDocument) -> bool:
    keeps = None if park.planning is None else park.planning.rules
    return keeps is not None and "require" in (keeps.r1, keeps.r2, keeps.r3)


def _peaks(flows: Flows, park: ParkDocument, month: str) -> Iterator[tuple[tuple[str, str], float]]:
    """The highest mean of a step at each supply; missing steps say nothing."""
    highest = 0.0
    for contract in park.contracts:
        if isinstance(contract, GridSupply):
            power = usage_at(flows, point=contract.point).import_kwh / flows.axis.step_hours
            if np.isfinite(power).any():
                highest = max(highest, float(np.nanmax(power)))
    yield (_DEMAND, month), highest


def _margins(
    flows: Flows, park: ParkDocument, rules: Rulebook, period: Period
) -> Iterator[tuple[str, float]]:
    contracts = [each for each in park.contracts if isinstance(each, GreenDirect)]
    for contract in contracts:
        suffix = f".{contract.id}" if len(contracts) > 1 else ""
        figures = direct(flows, park=park, contract=contract).hourly
        for rule, margin in _of(figures, rules, period).items():
            yield f"{rule}{suffix}", margin


def _of(figures: DirectFigures, rules: Rulebook, period: Period) -> Mapping[str, float]:
    """What each ratio is on the right side of its bound, kWh."""
    available = figures.available_kwh
    sums = {
        "r1": (figures.self_use_kwh, available, "direct.r1_min", 1.0),
        "r2": (figures.self_use_kwh, figures.consumption_kwh, "direct.r2_min", 1.0),
        "r3": (figures.export_kwh, available, "direct.r3_max", -1.0),
    }
    found = {}
    for rule, (above, below, bound, sign) in sums.items():
        try:
            limit = rules.factor(bound, at=period.last_day()).value
        except MissingRuleError:
            continue
        if below is not None:
            found[rule] = sign * (above - limit * below)
    return found


def _unknown(stretch: Period, *, whole_year: bool) -> Finding:
    return Finding(
        code="day.so_far_unknown",
        place=stretch.name,
        problem_template="The books of {stretch} are not closed; what the {of} came to by then is "
        "taken for nothing.",
        remedy_template="Close them: zeropark close FOLDER --since-last. The month's demand can be "
        "told with --peak.",
        severity=Severity.NOTE,
        data={
            "stretch": stretch.name,
            "of": Phrase("year") if whole_year else Phrase("month"),
        },
    )
