"""Bounds that rows imply where a program states none: asked for one side of a column at a time.

A row  a x + others <= limit  says  x <= (limit - the least of others) / a  for a > 0. What the
others come to at least may need bounds of theirs that aren't stated; those are asked for first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from zeropark.future.plan.program.proving.limits import Limits, Side, limits_of
from zeropark.future.plan.program.proving.products import Array, held
from zeropark.future.plan.program.step_program import StepProgram, Values, constant, is_constant

_DEEPEST = 6
_ROUNDING = 1e-13
"""What a sum of a row's terms may be off, as a share of their magnitudes."""


@dataclass(frozen=True, slots=True, eq=False)
class _Term:
    """A coefficient and its column in a row, a total or the cost."""

    value: Values | float
    """One per step of the flow, or a quantity's own number; held as one number if constant."""
    column: int
    signs: tuple[bool, bool]
    """Whether the value is above 0 in any step, and below 0."""
    whole: bool
    earlier: bool
    """Whether the flow is that of the step before."""

    def least_sides(self, sign: float) -> Iterator[Side]:
        """The sides that say what sign times the term comes to at least."""
        above, below = self.signs if sign > 0.0 else self.signs[::-1]
        if above:
            yield Side(self.whole, self.column, upper=False)
        if below:
            yield Side(self.whole, self.column, upper=True)

    def tells(self, sign: float, side: Side) -> bool:
        """Whether sign * row <= limit bounds this side by this term."""
        if (self.whole, self.column) != (side.whole, side.column):
            return False
        return self.signs[0] if (sign > 0.0) == side.upper else self.signs[1]


def _term(
    value: Values | float, column: int, *, whole: bool = False, earlier: bool = False
) -> _Term:
    signs = bool(np.greater(value, 0.0).any()), bool(np.less(value, 0.0).any())
    return _Term(value, column, signs, whole, earlier)


class Implied:
    """Limits of a program that are drawn together as far as they are asked for."""

    def __init__(self, program: StepProgram, *, cost_below: float = inf) -> None:
        """Start from the bounds that are stated.

        Args:
            program: whose rows imply bounds.
            cost_below: only points that cost less than this are asked about.
        """
        self.program = program
        self.limits = limits_of(program)
        self._rows: list[list[_Term]] = [[] for _ in program.rows]
        for at in program.now:
            self._rows[at.row].append(_term(held(at.value), at.column))
        for at in program.before:
            self._rows[at.row].append(_term(held(at.value, after=1), at.column, earlier=True))
        for at in program.whole:
            self._rows[at.row].append(_term(held(at.value), at.column, whole=True))
        self._sums = list(self._all_sums(cost_below))
        self._asked: set[Side] = set()
        self._found: set[Side] = set()

    def ask(self, side: Side, depth: int = 0) -> bool:
        """Find a bound for a side of a column, in every step; whether there is one."""
        if side in self._found:
            return True
        if side in self._asked or depth > _DEEPEST:
            return False
        self._asked.add(side)
        known = self._is_known(side) or self._by_rows(side, depth) or self._by_sums(side, depth)
        if known:
            self._found.add(side)
        return known

    def forget(self) -> None:
        """Let sides that had no bound be asked for again: others may have one by now."""
        self._asked.clear()

    def _is_known(self, side: Side) -> bool:
        bound = self.limits.of(side)
        return bool(np.isfinite(bound[:1] if is_constant(bound) else bound).all())

    def _by_rows(self, side: Side, depth: int) -> bool:
        """By rows of a step, short ones first: those of a flow below a share of a size."""
        having = [
            (terms, row)
            for terms, row in zip(self._rows, self.program.rows, strict=True)
            if any((at.whole, at.column) == (side.whole, side.column) for at in terms)
        ]
        for terms, row in sorted(having, key=lambda at: len(at[0])):
            for limit, sign in ((row.upper, 1.0), (row.lower, -1.0)):
                if not np.isfinite(limit).any():
                    continue
                for number, term in enumerate(terms):
                    if term.tells(sign, side):
                        others = terms[:number] + terms[number + 1 :]
                        self._use_row(term, side, sign, sign * limit, others, depth)
                        if self._is_known(side):
                            return True
        return False

    def _use_row(
        self,
        term: _Term,
        side: Side,
        sign: float,
        limit: Array,
        others: list[_Term],
        depth: int,
    ) -> None:
        least, size = np.zeros(self.program.steps), np.abs(limit)
        for other in others:
            part = self._asked_least(other, sign, depth)
            if bool(np.isinf(part).all()):
                return
            least[1 if other.earlier else 0 :] += part
            size[1 if other.earlier else 0 :] += np.abs(part)
        room = limit - least + _ROUNDING * size
        bound = _quotient(room[1:] if term.earlier else room, sign * term.value, upper=side.upper)
        if term.earlier:
            bound = np.append(bound, np.nan)
        if not term.whole:
            self.limits.narrow(side, bound)
        elif not bool(np.isnan(bound).all()):
            self.limits.narrow(side, np.nanmin(bound) if side.upper else np.nanmax(bound))

    def _asked_least(self, term: _Term, sign: float, depth: int) -> Array:
        """`_least`, after the bounds that it needs have been asked for."""
        for needed in term.least_sides(sign):
            self.ask(needed, depth + 1)
        return self._least(term, sign)

    def _least(self, term: _Term, sign: float) -> Array:
        """The least that sign times a term can come to in each step; -inf where it has none."""
        lower = self.limits.of(Side(term.whole, term.column, upper=False))
        upper = self.limits.of(Side(term.whole, term.column, upper=True))
        if term.earlier:
            lower, upper = lower[:-1], upper[:-1]
        return _least_product(sign * term.value, lower, upper)

    def _all_sums(self, cost_below: float) -> Iterator[tuple[list[_Term], float]]:
        """Totals and the cost, as inequalities: a sum over all steps <= a limit."""
        for number, total in enumerate(self.program.totals):
            for limit, sign in ((total.upper, 1.0), (total.lower, -1.0)):
                if np.isfinite(limit):
                    terms = [
                        _term(sign * held(at.value), at.column)
                        for at in self.program.summed
                        if at.row == number
                    ]
                    direct = sign * self.program.direct[number]
                    yield [*terms, *_quantity_terms(direct)], sign * limit
        if np.isfinite(cost_below):
            flows = [(n, held(at.cost)) for n, at in enumerate(self.program.flows)]
            terms = [_term(cost, n) for n, cost in flows if np.any(cost)]
            direct = np.array([at.cost for at in self.program.quantities], dtype=np.float64)
            yield [*terms, *_quantity_terms(direct)], cost_below - self.program.offset

    def _by_sums(self, side: Side, depth: int) -> bool:
        """By totals and the cost."""
        for terms, limit in self._sums:
            for number, term in enumerate(terms):
                if term.tells(1.0, side):
                    self._use_sum(term, side, limit, terms[:number] + terms[number + 1 :], depth)
                    if self._is_known(side):
                        return True
        return False

    def _use_sum(
        self, term: _Term, side: Side, limit: float, others: list[_Term], depth: int
    ) -> None:
        least, size = 0.0, abs(limit)
        for other in others:
            part = self._asked_least(other, 1.0, depth)
            if bool(np.isinf(part).any()):
                return
            least += float(part.sum())
            size += float(np.abs(part).sum())
        # A flow's own terms of other steps are among the others of each of its steps.
        own = np.zeros(1) if term.whole else self._least(term, 1.0)
        size += float(np.abs(own).sum())
        if not isfinite(size):
            return
        room = limit - least - (own.sum() - own) + _ROUNDING * size
        bound = _quotient(room, term.value, upper=side.upper)
        self.limits.narrow(side, bound[0] if side.whole else bound)


def implied_limits(program: StepProgram, wanted: list[Side], *, cost_below: float = inf) -> Limits:
    """The bounds that a program states, and those wanted that its rows imply.

    Args:
        program: whose rows.
        wanted: sides of columns that have no bound in some step.
        cost_below: only points that cost less than this are asked about.
    """
    implied = Implied(program, cost_below=cost_below)
    for _ in range(2):
        implied.forget()
        # Not a generator: each side is to be asked for, whether or not others have a bound.
        if all([implied.ask(side) for side in wanted]):  # noqa: C419 - see above
            break
    return implied.limits


def _quantity_terms(direct: Array) -> Iterator[_Term]:
    return (_term(float(direct[n]), int(n), whole=True) for n in np.flatnonzero(direct))


def _least_product(value: Array | float, lower: Array, upper: Array) -> Array:
    """The least of value times a column within its bounds; 0 where the value is 0."""
    if isinstance(value, float):
        bound = lower if value > 0.0 else upper
        if is_constant(bound) or not value:
            return constant(value * float(bound[0]) if value else 0.0, steps=bound.size)
        return value * bound
    with np.errstate(invalid="ignore"):
        least = value * np.where(value > 0.0, lower, upper)
    return np.where(value == 0.0, 0.0, least)


def _quotient(room: Array, value: Array | float, *, upper: bool) -> Array:
    """The bound that value * column <= room implies from above, or from below; NaN for none."""
    right = np.isfinite(room) & (np.greater(value, 0.0) if upper else np.less(value, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(right, room / value, np.nan)
