"""Judging: a figure against its limit, with the sentence that says why in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zeropark.basis.rules.rule import Factor
from zeropark.review.evaluation.indicator import Indicator, Term, Verdict

Sense = Literal["max", "min"]

_COMPARED: Final = {
    ("max", True): ("{value:.4g} does not exceed {limit:.4g}.", "{value:.4g} 不超过 {limit:.4g}。"),
    ("max", False): ("{value:.4g} exceeds {limit:.4g}.", "{value:.4g} 超过 {limit:.4g}。"),
    ("min", True): ("{value:.4g} reaches {limit:.4g}.", "{value:.4g} 达到 {limit:.4g}。"),
    ("min", False): ("{value:.4g} is below {limit:.4g}.", "{value:.4g} 低于 {limit:.4g}。"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """A sentence in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What an indicator is called, counted in, and which way it is good."""

    id: str
    zh: str
    en: str
    unit: str
    sense: Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with what it is made of; None where the data carries none."""

    value: float | None
    numerator: Sequence[Term] = ()
    denominator: Sequence[Term] = ()
    quality: int = 0
    doubt: Why | None = None
    """Why the figure can't be judged though there may be one, e.g. part of the year is missing."""


def judged(
    name: Name, figure: Figure, *, limit: Factor | None, value: float | None = None
) -> Indicator:
    """The indicator with its verdict: unknown where in doubt, else the figure against the limit.

    Args:
        name: which indicator.
        figure: its figure.
        limit: the rule that sets the limit; None: `value` is the limit.
        value: a limit that no rule sets, such as a declared capacity.
    """
    bound = limit.value if limit is not None else value
    if figure.doubt is not None or figure.value is None or bound is None:
        why = figure.doubt or NO_FIGURE
        return stated(name, Verdict.UNKNOWN, why, figure=figure, limit=limit, value=bound)
    holds = keeps(figure.value, bound, sense=name.sense)
    verdict = Verdict.PASS if holds else Verdict.FAIL
    why = compared(figure.value, bound, sense=name.sense)
    return stated(name, verdict, why, figure=figure, limit=limit, value=bound)


def stated(
    name: Name,
    verdict: Verdict,
    why: Why,
    *,
    figure: Figure | None = None,
    limit: Factor | None = None,
    value: float | None = None,
) -> Indicator:
    """The indicator with a verdict that is known already."""
    found = figure or Figure(value=None)
    return Indicator(
        id=name.id,
        zh=name.zh,
        en=name.en,
        unit=name.unit,
        value=found.value,
        limit=limit.value if limit is not None else value,
        sense=name.sense,
        verdict=verdict,
        reason=why.en,
        reason_zh=why.zh,
        numerator=tuple(found.numerator),
        denominator=tuple(found.denominator),
        limit_factor=limit,
        quality=found.quality,
    )


def keeps(value: float, limit: float, *, sense: Sense) -> bool:
    """Whether a value keeps a limit; exactly at it does. Nothing is rounded before."""
    return value <= limit if sense == "max" else value >= limit


def compared(value: float, limit: float, *, sense: Sense) -> Why:
    """The sentence for a value that was compared with its limit."""
    en, zh = _COMPARED[sense, keeps(value, limit, sense=sense)]
    return Why(en.format(value=value, limit=limit), zh.format(value=value, limit=limit))


NO_FIGURE: Final = Why("The data carries no figure.", "现有数据无法得出数值。")


def partly_missing(missing: int, due: int) -> Why:
    """The doubt that some intervals are missing."""
    return Why(
        f"{missing} of {due} intervals behind it are missing; import or fill them.",
        f"其依据的 {due} 个时段中缺失 {missing} 个，请补充导入或按命名方法填补。",
    )
