"""Two books of one period, line by line: what makes the difference, the amount or the factor.

The books are compared, never added. A line that only one of them has counts as nothing in the
other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zeropark.facts.carbon.inventory import Inventory, Line, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line in two books; kg CO2."""

    id: str
    part: Part
    what: str
    one: Line | None
    """None: the first book has no such line."""
    other: Line | None
    by_amount_kg: float
    """What of the difference comes from counting another amount, at the mean of both factors."""
    by_factor_kg: float
    """What of it comes from another factor, for the mean of both amounts."""

    @property
    def one_kg(self) -> float:
        """In the first book."""
        return 0.0 if self.one is None else self.one.emission_kg

    @property
    def other_kg(self) -> float:
        """In the second."""
        return 0.0 if self.other is None else self.other.emission_kg

    @property
    def more_kg(self) -> float:
        """The second less the first."""
        return self.other_kg - self.one_kg


def differences(one: Inventory, other: Inventory) -> tuple[Difference, ...]:
    """Every line in which two books differ, the largest difference first.

    They add up to the difference of the totals. a2 f2 - a1 f1 = (a2 - a1) (f1 + f2) / 2
    + (f2 - f1) (a1 + a2) / 2, Bennet's split, which leaves nothing over and favours neither book.

    Raises:
        ValueError: the books are of different parks or periods.
    """
    if (one.park, one.period) != (other.park, other.period):
        raise ValueError(
            f"Needs two books of one park and period; got {one.period}, {other.period}."
        )
    found = (each for each in _pairs(one, other) if each.more_kg)
    return tuple(sorted(found, key=lambda each: -abs(each.more_kg)))


def _pairs(one: Inventory, other: Inventory) -> Iterator[Difference]:
    first = {line.id: line for line in one.lines}
    second = {line.id: line for line in other.lines}
    for key in first | second:
        yield _difference(first.get(key), second.get(key), first.get(key) or second[key])


def _difference(one: Line | None, other: Line | None, named: Line) -> Difference:
    by_amount, by_factor = _split(one, other)
    return Difference(
        id=named.id,
        part=named.part,
        what=named.what,
        one=one,
        other=other,
        by_amount_kg=by_amount,
        by_factor_kg=by_factor,
    )


def _split(one: Line | None, other: Line | None) -> tuple[float, float]:
    """By amount and by factor; a line that one book lacks differs by its amount alone."""
    if one is None or other is None:
        only = 0.0 if other is None else other.emission_kg
        return only - (0.0 if one is None else one.emission_kg), 0.0
    factors = one.factor_kg_per_unit, other.factor_kg_per_unit
    amounts = one.activity, other.activity
    by_amount = (amounts[1] - amounts[0]) * (factors[0] + factors[1]) / 2
    return by_amount, (factors[1] - factors[0]) * (amounts[0] + amounts[1]) / 2
