"""A figure of a plan beside the same figure worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from zeropark.basis.errors import Finding

ALLOWED: Final = 1e-6
"""The largest relative difference that is taken for rounding."""

Group = Literal["balance", "size", "cost", "bill", "limit", "indicator", "total", "proof"]
"""What kind of figure: a bus, a size, a cost, a grid bill, a rule, an indicator of the books, a
total, or all rows of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, twice."""

    group: Group
    of: str
    """Of what: a bus, a device and item of cost, a rule."""
    unit: str
    planned: float
    again: float
    off: float
    """The difference relative to what it is a part of; never negative."""

    @property
    def agrees(self) -> bool:
        """Whether the two are one but for rounding."""
        return self.off <= ALLOWED


def compared(
    group: Group, of: str, *, unit: str, planned: float, again: float, scale: float = 0.0
) -> Figure:
    """A figure whose difference is relative to the larger of the two, and at least to a scale."""
    whole = max(abs(planned), abs(again), scale)
    off = abs(planned - again) / whole if whole > 0 else 0.0
    return Figure(group=group, of=of, unit=unit, planned=planned, again=again, off=off)


def worst(figures: Iterable[Figure]) -> float:
    """The largest relative difference; 0 where there is no figure."""
    return max((figure.off for figure in figures), default=0.0)


def differing(figure: Figure) -> Finding:
    """The finding about a figure that does not agree."""
    return Finding(
        code=f"plan.{figure.group}_differs",
        place=figure.of,
        problem_template="The plan has {planned:,.12g} {unit}; worked out again it is "
        "{again:,.12g}: {off:.1e} apart.",
        remedy_template="The plan was changed, or made by other rules: make it again.",
        data={
            "planned": figure.planned,
            "again": figure.again,
            "unit": figure.unit,
            "off": figure.off,
        },
    )
