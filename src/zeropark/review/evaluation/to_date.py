"""Year to date: where the core indicator and the direct ratios stood at the end of each month.

Each figure is that of the stretch from the year's first day to the month's end, so that the last
one is the year's own. None of them is judged: the limits are of calendar years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, Period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.carbon.window import columns_in
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import DirectFigures, direct_to_date
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books_to_date
from zeropark.review.evaluation.changes import year_of
from zeropark.review.evaluation.direct import SHARE, ratio_values

_KG_PER_T = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDate:
    """Where the year stood at the end of a month, or of what is closed of it."""

    period: Period
    """From the first day to there."""
    month: str
    """The last one in it, `2026-06`, local."""
    emission_t: float
    """Of the 910 book."""
    consumption_tce: float
    complete: bool
    """Whether nothing is missing behind emission and consumption."""
    core_tco2_per_tce: float | None
    """None where nothing was consumed."""
    ratios: Mapping[str, float | None]
    """By id of the indicator, as the evaluation names them: the direct supply share, R1 to R3."""


def to_date(flows: Flows, *, park: ParkDocument, rules: Rulebook) -> tuple[ToDate, ...]:
    """The figures at the end of each local month of the flows, in order.

    Args:
        flows: closed flows at 15 min, from the start of a calendar year (or of what is closed of
            it) on.
        park: scope, contracts.
        rules: factors, looked up by the last local day of each stretch.
    """
    year = year_of(flows.axis.period)
    books = green_books_to_date(flows, park=park, year=year, rulebook=rules)
    ratios = _ratios(flows, park, months=len(books))
    return tuple(
        _at(flows, green, told, park=park, rules=rules)
        for green, told in zip(books, ratios, strict=True)
    )


def _at(
    flows: Flows,
    green: GreenBooks,
    ratios: Mapping[str, float | None],
    *,
    park: ParkDocument,
    rules: Rulebook,
) -> ToDate:
    until = _until(flows, green.period)
    book = park910(until, park=park, rules=rules, period=green.period, green=green)
    consumed = consumption_tce(until, park=park, rulebook=rules)
    emitted_t, consumed_tce = book.total_kg / _KG_PER_T, consumed.total_tce
    return ToDate(
        period=green.period,
        month=green.months[-1],
        emission_t=emitted_t,
        consumption_tce=consumed_tce,
        complete=book.complete and consumed.complete,
        core_tco2_per_tce=emitted_t / consumed_tce if consumed_tce > 0 else None,
        ratios={SHARE.id: green.direct_share, **ratios},
    )


def _until(flows: Flows, period: Period) -> Flows:
    columns = columns_in(flows.axis, period)
    return replace(
        flows,
        axis=Axis(flows.axis.start, flows.axis.step, columns.stop),
        quantity=flows.quantity[:, columns],
        quality=flows.quality[:, columns],
        kind=flows.kind[:, columns],
    )


def _ratios(
    flows: Flows, park: ParkDocument, *, months: int
) -> Iterator[Mapping[str, float | None]]:
    """Of every direct connection together, a month at a time."""
    contracts = [each for each in park.contracts if isinstance(each, GreenDirect)]
    if not contracts:
        return repeat({}, months)
    several = len(contracts) > 1
    of_each = [direct_to_date(flows, park=park, contract=each) for each in contracts]
    suffixes = [f".{each.id}" if several else "" for each in contracts]
    return (_named(month, suffixes) for month in zip(*of_each, strict=True))


def _named(figures: tuple[DirectFigures, ...], suffixes: list[str]) -> Mapping[str, float | None]:
    return {
        f"{key}{suffix}": value
        for each, suffix in zip(figures, suffixes, strict=True)
        for key, value in ratio_values(each).items()
    }
