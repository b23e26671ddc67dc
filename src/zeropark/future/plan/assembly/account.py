"""Yearly sums over what a plan decides: flows over paths, sizes, and named extra columns.

Every cost and every rule of a plan is an account. Written into the program it is a total over
columns; with the figures of a finished plan it is a number, and no solver is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.draft import Amount, Flow, Whole
from zeropark.future.plan.site.park_draft import ParkDraft, Path

Series = NDArray[np.float64]
Key = tuple[str, str]
"""Device (or boundary point) and field of a size."""
K = TypeVar("K")
V = TypeVar("V", float, Amount)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What a plan decided, by name: enough to work out any account of it."""

    flows: Mapping[Path, Series]
    """Per step, in the inside unit of the carrier."""
    sizes: Mapping[Key, float]
    extras: Mapping[str, Amount] = field(default_factory=dict)
    """Named columns beside flows and sizes: a month's peak, certificates bought."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """A sum of flows, sizes and extras, each times a number, and a known part.

    A path that the park does not have, or a size that nothing asks for, counts as zero.
    """

    flows: Mapping[Path, Amount] = field(default_factory=dict)
    """What each unit that flows in a step counts."""
    sizes: Mapping[Key, float] = field(default_factory=dict)
    extras: Mapping[str, Amount] = field(default_factory=dict)
    known: float = 0.0

    def __add__(self, other: Account) -> Account:
        return Account(
            _joined(self.flows, other.flows),
            _joined(self.sizes, other.sizes),
            _joined(self.extras, other.extras),
            self.known + other.known,
        )

    def times(self, factor: float) -> Account:
        """All of it times a number."""
        return Account(
            {path: value * factor for path, value in self.flows.items()},
            {key: value * factor for key, value in self.sizes.items()},
            {name: value * factor for name, value in self.extras.items()},
            self.known * factor,
        )

    def less(self, other: Account) -> Account:
        """The difference of two."""
        return self + other.times(-1.0)

    def amount(self, figures: Figures) -> float:
        """What it comes to in a finished plan."""
        return fsum(
            [
                *(
                    _dot(each, figures.flows[at])
                    for at, each in self.flows.items()
                    if at in figures.flows
                ),
                *(
                    each * figures.sizes[at]
                    for at, each in self.sizes.items()
                    if at in figures.sizes
                ),
                *(
                    _dot(each, figures.extras[at])
                    for at, each in self.extras.items()
                    if at in figures.extras
                ),
                self.known,
            ]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """An account in columns of a program: terms, and what is known beforehand."""

    terms: Mapping[Flow | Whole, Amount]
    known: float


def total_of(accounts: Iterable[Account]) -> Account:
    """All of them added."""
    total = Account()
    for account in accounts:
        total = total + account
    return total


def written(account: Account, site: ParkDraft, extras: Mapping[str, Flow | Whole]) -> Written:
    """The account as a sum over columns: flows over the steps, quantities once.

    What flows over a two-way connection is told as a difference only: an account counts the
    two ways alike but for the sign.
    """
    terms: dict[Flow | Whole, Amount] = {}
    known = [account.known]
    for path, each in account.flows.items():
        for expression in (site.paths.get(path), site.nets.get(path)):
            if expression is not None:
                known.append(_over_steps(each * expression.known, site.axis.count))
                for column, ratio in expression.terms.items():
                    _put(terms, column, ratio * each, site.axis.count)
    for key, worth in account.sizes.items():
        size = site.sizes.get(key)
        if isinstance(size, Whole):
            terms[size] = terms.get(size, 0.0) + worth
        elif size is not None:
            known.append(worth * size)
    for name, each in account.extras.items():
        extra = extras[name]
        terms[extra] = terms.get(extra, 0.0) + each
    return Written(terms, fsum(known))


def _put(
    terms: dict[Flow | Whole, Amount], column: Flow | Whole, value: Amount, steps: int
) -> None:
    more = value if isinstance(column, Flow) else _over_steps(value, steps)
    terms[column] = terms.get(column, 0.0) + more


def _over_steps(value: Amount, steps: int) -> float:
    return float(value.sum()) if isinstance(value, np.ndarray) else value * steps


def _dot(each: Amount, value: Amount) -> float:
    return float(np.sum(np.multiply(each, value)))


def _joined(one: Mapping[K, V], other: Mapping[K, V]) -> dict[K, V]:
    both = dict(one)
    for key, value in other.items():
        both[key] = both[key] + value if key in both else value
    return both
