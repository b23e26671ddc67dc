"""How a factor is spread, as the quantile of a standard normal score.

A score of 0 is the median, 1 the quantile of a standard deviation above it; so distributions of
different kinds are drawn together, as correlated as their scores are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final, Protocol

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.check import finite, not_negative


class Distribution(Protocol):
    """Spreads standard normal scores into factors."""

    def at(self, scores: Array) -> Array:
        """The factor at each score."""
        ...

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        ...


@dataclass(frozen=True, slots=True)
class Normal:
    """Bell-shaped; may go below 0 where the deviation is large, so keep it small."""

    mean: float
    deviation: float

    def at(self, scores: Array) -> Array:
        """Mean + score x deviation."""
        return self.mean + self.deviation * scores

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return [
            *finite(self.mean, f"{place}.mean"),
            *not_negative(self.deviation, f"{place}.deviation"),
        ]


@dataclass(frozen=True, slots=True)
class LogNormal:
    """Its logarithm is bell-shaped: never negative, as far up as down in proportion."""

    median: float
    deviation_of_log: float
    """0.2: about two thirds of draws are within a fifth of the median, in proportion."""

    def at(self, scores: Array) -> Array:
        """Median x e^(score x deviation)."""
        return self.median * np.exp(self.deviation_of_log * scores)

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return [
            *not_negative(self.median, f"{place}.median"),
            *not_negative(self.deviation_of_log, f"{place}.deviation_of_log"),
        ]


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything between two ends, all alike."""

    low: float
    high: float

    def at(self, scores: Array) -> Array:
        """Low + probability x (high - low)."""
        return self.low + (self.high - self.low) * probability(scores)

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return _rising(place, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Between two ends, the likelier the nearer to the mode."""

    low: float
    mode: float
    high: float

    def at(self, scores: Array) -> Array:
        """The inverse of the two parabolas of its distribution function."""
        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        if width == 0.0:
            return np.full_like(scores, self.mode)
        share = probability(scores)
        below = self.low + np.sqrt(share * width * rise)
        above = self.high - np.sqrt(probability(-scores) * width * fall)
        spread: Array = np.where(share * width < rise, below, above)
        return spread

    def findings(self, place: str) -> list[Finding]:
        """What is wrong with its numbers."""
        return _rising(place, self.low, self.mode, self.high)


def probability(scores: Array) -> Array:
    """How likely a standard normal draw is below each score.

    >>> probability(np.array([0.0, 1.959964])).round(6).tolist()
    [0.5, 0.975]
    """
    below: Array = 0.5 * np.asarray(_ERFC(scores / -sqrt(2.0)), dtype=np.float64)
    return below


_ERFC: Final = np.frompyfunc(erfc, 1, 1)


def _rising(place: str, *values: float) -> list[Finding]:
    wrong = finite(np.array(values), place)
    if not wrong and list(values) != sorted(values):
        told = ", ".join(f"{value:g}" for value in values)
        wrong.append(
            Finding(
                code="deal.distribution",
                place=place,
                problem_template="The ends of a distribution are {values}; they must rise.",
                remedy_template="Give the lowest value first.",
                data={"values": told},
            )
        )
    return wrong
