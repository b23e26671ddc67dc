"""Year to date: where the core indicator and the direct ratios stood at the end of each month.

Each figure is that of the stretch from the year's first day to the month's end, so that the last
one is the year's own. None of them is judged: the limits are of calendar years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Final

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.carbon.window import columns_in
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.direct import DirectFigures, direct_to_date
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books_to_date
from zeropark.review.evaluation.changes import year_of
from zeropark.review.evaluation.direct import SHARE, ratio_values
from zeropark.review.evaluation.indicator import Evaluation, Indicator, Verdict
from zeropark.review.evaluation.judge import Why

_KG_PER_T: Final = 1000.0


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
        rules: factors; those in force on the last local day of the flows count for all of them,
            as they do in the year's own figures, so that a rule that changes makes no step.
    """
    year = year_of(flows.axis.period)
    rules = _as_at_the_end(rules, flows.axis.period)
    books = green_books_to_date(flows, park=park, year=year, rulebook=rules)
    ratios = _ratios(flows, park, months=len(books))
    return tuple(
        _at(flows, green, told, park=park, rules=rules)
        for green, told in zip(books, ratios, strict=True)
    )


def _as_at_the_end(rules: Rulebook, period: Period) -> Rulebook:
    """The rules in force on the last day of a period, for all of it."""
    first = period.start.astimezone(PARK_ZONE).date()
    in_force = rules.at(period.last_day())
    return Rulebook(
        tuple(
            replace(rule, valid_from=min(rule.valid_from, first), valid_to=None)
            for rule in in_force
        )
    )


def unjudged(evaluation: Evaluation) -> Evaluation:
    """The same figures without verdicts: of a stretch that is no calendar year.

    What does not apply still doesn't, with its reason.
    """
    return replace(
        evaluation,
        core=_open(evaluation.core),
        guiding=tuple(_open(each) for each in evaluation.guiding),
        direct=tuple(_open(each) for each in evaluation.direct),
    )


def _open(indicator: Indicator) -> Indicator:
    if indicator.verdict is Verdict.NOT_APPLICABLE:
        return indicator
    return replace(indicator, verdict=Verdict.UNKNOWN, reason=_NO_YEAR.en, reason_zh=_NO_YEAR.zh)


_NO_YEAR: Final = Why(
    "Year to date: the limits are of calendar years, so there is no verdict yet.",
    "年初至今数值：限值按自然年评价，暂不判定。",
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
