"""The headline of a plan: cost, bound and gap, investment, the core indicator, R1 to R3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, fsum, log10
from typing import Final

from zeropark.basis.errors import InputError
from zeropark.future.plan.years.appraising.invested import invested
from zeropark.future.plan.years.plan import Plan, PlannedLimit
from zeropark.review.presentation.money import money_unit, money_words
from zeropark.review.presentation.text import Text, limit_number, number, unit_words
from zeropark.review.presentation.texts import TEXTS

_ALL_OF: Final = ("core", "stage")
"""Rules that have a tile each, beside R1 to R3."""
_RATIOS: Final = ("r1", "r2", "r3")
_DIGITS: Final = 3
_PERCENT: Final = 100.0
_GAP_FIGURES: Final = 2
_SMALLEST_GAP: Final = 1e-4
"""In percent; of a smaller one nobody needs the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTile:
    """One figure of a plan, with its unit in both languages."""

    label: Text
    value: Text
    unit: Text
    note: Text
    tone: str = "plain"
    book: Text | None = None


def plan_tiles(plan: Plan) -> Iterator[PlanTile]:
    """Every tile, in the order in which a reader asks."""
    cost, bound = plan.objective_cny_per_year, plan.lower_bound_cny_per_year
    yield _money("cost", cost, yearly=True, tone="direct")
    yield _money("bound", bound, yearly=True)
    yield PlanTile(
        label=TEXTS["plan.tile.gap"],
        value=Text.same(gap_percent(plan.relative_gap)),
        unit=Text.same("%"),
        note=TEXTS["plan.tile.gap.note"].fill({"money": money_words(cost - bound, yearly=True)}),
    )
    yield _capex(plan)
    for limit in plan.limits:
        if limit.rule in _ALL_OF or limit.rule.split(".")[0] in _RATIOS:
            yield limit_tile(limit)


def gap_percent(relative_gap: float) -> str:
    """The gap in percent, two figures rounded up: never told smaller than it is.

    >>> gap_percent(0.00123), gap_percent(1.2e-9), gap_percent(0.0)
    ('0.13', '<0.0001', '0')
    """
    percent = relative_gap * _PERCENT
    if percent <= 0:
        return "0"
    if percent < _SMALLEST_GAP:
        return f"<{_SMALLEST_GAP:.4f}"
    digits = max(_GAP_FIGURES - 1 - floor(log10(percent)), 0)
    # rounded first, so that what is exact in decimals is not pushed up by its last bit
    return f"{ceil(round(percent * 10.0**digits, 6)) / 10.0**digits:.{digits}f}"


def _money(key: str, cny: float, *, yearly: bool, tone: str = "plain") -> PlanTile:
    unit, size = money_unit(cny, yearly=yearly)
    return PlanTile(
        label=TEXTS[f"plan.tile.{key}"],
        value=Text.same(number(cny / size)),
        unit=unit,
        note=TEXTS[f"plan.tile.{key}.note"],
        tone=tone,
    )


def _capex(plan: Plan) -> PlanTile:
    try:
        cny = fsum(each.cny for each in invested(plan))
    except InputError:  # a cost that the document left out: the plan was made without it
        note = TEXTS["plan.tile.capex.note"]
        label = TEXTS["plan.tile.capex"]
        return PlanTile(label=label, value=TEXTS["missing"], unit=Text.same(""), note=note)
    return _money("capex", cny, yearly=False)


def limit_tile(limit: PlannedLimit) -> PlanTile:
    """A rule's value against its bound; one on the 910 book names it."""
    share = limit.unit == "1"
    value = TEXTS["missing"] if limit.value is None else _words(limit.value, share=share)
    note = limit_bound(limit) if limit.enforced else limit_bound(limit) + _also("plan.reported")
    return PlanTile(
        label=_called(limit),
        value=value,
        unit=Text.same("%" if share else unit_words(limit.unit)),
        note=note + _also("plan.safe") if limit.safe_side else note,
        tone="plain" if limit.bound is None else "pass" if limit.kept else "fail",
        book=TEXTS["plan.core.book"] if limit.rule in _ALL_OF else None,
    )


def _called(limit: PlannedLimit) -> Text:
    """A ratio that everyone knows by its short name leads with it."""
    short = limit.rule.split(".")[0]
    known = short in _RATIOS and not limit.zh.startswith(short.upper())
    return Text(f"{short.upper()} {limit.zh}" if known else limit.zh, limit.en)


def limit_bound(limit: PlannedLimit) -> Text:
    """`≤ 0.2`, `≥ 60 %`, or a dash."""
    if limit.bound is None:
        return TEXTS["none"]
    sign = {"max": "≤", "min": "≥"}[limit.sense]
    share = limit.unit == "1"
    return Text.same(
        f"{sign} {limit_number(limit.bound * (_PERCENT if share else 1.0))}{' %' * share}"
    )


def _words(value: float, *, share: bool) -> Text:
    return Text.same(number(value * _PERCENT, digits=1) if share else number(value, digits=_DIGITS))


def _also(key: str) -> Text:
    return TEXTS["dash"] + TEXTS[key]
