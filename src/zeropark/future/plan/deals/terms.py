"""Real or nominal: in which money amounts are told, and rates that say which they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, Phrase
from zeropark.future.plan.deals.amount import Amount
from zeropark.future.plan.deals.check import finite, refuse


class Terms(StrEnum):
    """In which money amounts are told."""

    REAL = "real"
    """Of one day's purchasing power: prices that keep pace with inflation stand still."""
    NOMINAL = "nominal"
    """Of the day of payment, as contracts and tax returns have it."""


_WORDS: Final[Mapping[Terms, Phrase]] = MappingProxyType(
    {Terms.REAL: Phrase("in real terms"), Terms.NOMINAL: Phrase("in nominal terms")}
)


@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """A rate a year, and whether it is over and above inflation (real) or with it (nominal)."""

    per_year: Amount
    """Above -1; 0.08 is 8 %."""
    terms: Terms

    def __post_init__(self) -> None:
        refuse(rate_findings(self.per_year, "rate"))

    def in_terms(self, terms: Terms, *, inflation_per_year: float) -> Rate:
        """The same rate in other terms: (1 + nominal) = (1 + real) (1 + inflation), after Fisher.

        >>> rate = Rate(0.05, Terms.REAL).in_terms(Terms.NOMINAL, inflation_per_year=0.02)
        >>> round(float(rate.per_year), 6)
        0.071
        """
        if terms is self.terms:
            return self
        growth = 1.0 + inflation_per_year
        factor = growth if terms is Terms.NOMINAL else 1.0 / growth
        return Rate((1.0 + self.per_year) * factor - 1.0, terms)


def same_terms(wanted: Terms, **given: Terms) -> list[Finding]:
    """A finding for each of the given terms that is not the wanted one.

    Args:
        wanted: what amounts are in.
        given: terms of rates, by where they stand.
    """
    return [
        Finding(
            code="deal.terms",
            place=place,
            problem_template="The rate {place} is {given}, but the amounts are {wanted}.",
            remedy_template=(
                "Give both in the same terms: convert the rate with the inflation rate, or inflate "
                "the amounts."
            ),
            data={"place": place, "given": _WORDS[terms], "wanted": _WORDS[wanted]},
        )
        for place, terms in given.items()
        if terms is not wanted
    ]


def rate_findings(rate: Amount, place: str) -> list[Finding]:
    """What is wrong with a rate: not a number, or -100 % a year and less."""
    wrong = finite(rate, place)
    if not wrong and bool(np.any(np.asarray(rate) <= -1.0)):
        lowest = float(np.min(rate))
        wrong.append(
            Finding(
                code="deal.rate",
                place=place,
                problem_template="A rate of {lowest:.1%} a year takes everything, and more.",
                remedy_template="Give a rate above -100 %, as a share: 0.08 for 8 %.",
                data={"lowest": lowest},
            )
        )
    return wrong
