"""Judging an answer from the arrays of the program alone, in double precision, whoever solved it.

Nothing that a route says of itself counts, except the bound of branch and bound for a program of
whole numbers, which no dual values prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import fsum, inf, isfinite, nan

import numpy as np

from zeropark.basis.errors import Phrase
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.proving.bound import Proof
from zeropark.future.plan.program.proving.limits import Limits
from zeropark.future.plan.program.proving.products import activities, largest
from zeropark.future.plan.program.proving.violations import (
    Violation,
    bound_violation,
    dual_residual,
    fraction,
    row_violation,
    scales_of,
    total_violation,
)
from zeropark.future.plan.program.step_program import StepProgram, constant

_CUTOFF = 0.01
"""How far above the objective costs are still looked at, as a share of it, for the lower bound."""
_OF_TURNOVER = 1e-3
"""Where costs and earnings cancel out, a gap is a share of this part of their sum."""
_REACH = 100.0
"""How many times larger than in the answer columns may be that nothing else bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """What an accepted answer may violate at most, as shares of the scales of rows and columns."""

    feasibility: float = 1e-6
    """Rows, totals and bounds."""
    dual: float = 1e-6
    """Reduced costs of columns without a bound."""
    whole: float = 1e-5
    """From the nearest whole number."""
    gap: float = 1e-6
    """Between the objective and what is proven, either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an answer is worth."""

    objective: float
    """Cost of the values, offset included; NaN where they are no numbers."""
    lower_bound: float
    """No point of the program costs less; -inf where nothing is proven."""
    relative_gap: float
    """(objective - lower bound) / objective; where costs and earnings nearly cancel out, as a share
    of a thousandth of their sum instead. Negative where values violate rows and so cost too little.
    """
    rows: Violation
    totals: Violation
    bounds: Violation
    duals: Violation
    whole: Violation
    reach: float | None
    """None: the lower bound holds for any point. A number: it holds for points in which columns
    that neither the program nor its rows bound are at most so many times as large as here."""
    refused: tuple[Phrase, ...]
    """Why it is not accepted; nothing where it is."""

    @property
    def accepted(self) -> bool:
        """Whether everything is within the tolerances."""
        return not self.refused


def judge(
    program: StepProgram, answer: Answer, *, tolerances: Tolerances | None = None
) -> Judgement:
    """Recompute cost, violations and a lower bound of the cost.

    Args:
        program: the program that was to be solved.
        answer: values and duals from any route; its status is not believed.
        tolerances: None: the standing ones.
    """
    allowed = tolerances or Tolerances()
    if not _has_shape(program, answer):
        nothing = Phrase("It holds no numbers, or not one for each row and column.")
        return _nothing(nothing)
    objective, unit = _cost(program, answer)
    proof = Proof(program, row_duals=answer.row_duals, total_duals=answer.total_duals)
    bound, reach = _bound(program, answer, proof, cost_below=objective + _CUTOFF * unit)
    reached = activities(program, answer.flows, answer.quantities)
    scales = scales_of(program, answer.flows, answer.quantities, reached)
    judgement = Judgement(
        objective=objective,
        lower_bound=bound,
        relative_gap=(objective - bound) / unit,
        rows=row_violation(program, reached, scales),
        totals=total_violation(program, reached, scales),
        bounds=bound_violation(program, answer.flows, answer.quantities, scales),
        duals=Violation()
        if program.integer
        else dual_residual(program, proof.reduced, scales, turnover=unit),
        whole=fraction(program, answer.flows, answer.quantities),
        reach=reach,
        refused=(),
    )
    return replace(judgement, refused=tuple(_refusals(judgement, allowed)))


def _has_shape(program: StepProgram, answer: Answer) -> bool:
    """Whether there is a finite number for each column, and one for each row."""
    wanted = (
        (answer.flows, (len(program.flows), program.steps)),
        (answer.quantities, (len(program.quantities),)),
        (answer.row_duals, (len(program.rows), program.steps)),
        (answer.total_duals, (len(program.totals),)),
    )
    return all(array.shape == shape and bool(np.isfinite(array).all()) for array, shape in wanted)


def _cost(program: StepProgram, answer: Answer) -> tuple[float, float]:
    """The objective, and what gaps are shares of."""
    terms = [float(column.cost @ answer.flows[n]) for n, column in enumerate(program.flows)]
    terms += [
        at.cost * value
        for at, value in zip(program.quantities, answer.quantities.tolist(), strict=True)
    ]
    objective = fsum(terms) + program.offset
    turnover = fsum(map(abs, terms)) + abs(program.offset)
    return objective, max(abs(objective), _OF_TURNOVER * turnover) or 1.0


def _bound(
    program: StepProgram, answer: Answer, proof: Proof, *, cost_below: float
) -> tuple[float, float | None]:
    """The lower bound, and how far it reaches."""
    found = proof.lower_bound(cost_below=cost_below)
    if program.integer:
        return max(found, -inf if answer.bound is None else answer.bound), None
    if isfinite(found):
        return found, None
    within = _limits_around(answer)
    return proof.lower_bound(cost_below=cost_below, within=within), _REACH


def _limits_around(answer: Answer) -> Limits:
    """Every column between minus and plus so many times what it comes to."""
    most = np.array([largest(series) for series in answer.flows])
    most = _REACH * np.where(most > 0.0, most, most.max(initial=1.0))
    flows = [constant(at, steps=answer.flows.shape[1]) for at in most.tolist()]
    once = np.abs(answer.quantities)
    once = _REACH * np.where(once > 0.0, once, once.max(initial=1.0))
    return Limits(([-at for at in flows], flows), (-once, once))


def _refusals(found: Judgement, allowed: Tolerances) -> Iterator[Phrase]:
    """What is outside the tolerances."""
    for violation in (found.rows, found.totals, found.bounds):
        if violation.relative > allowed.feasibility:
            yield Phrase("{of} is violated by {share:.1e} of its scale.", _named(violation))
    if found.whole.relative > allowed.whole:
        yield Phrase("{of} is {share:.1e} away from a whole number.", _named(found.whole))
    if found.duals.relative > allowed.dual:
        yield Phrase("The reduced cost of {of} is off by {share:.1e}.", _named(found.duals))
    if not isfinite(found.lower_bound):
        yield Phrase("Its dual values prove no lower bound of the cost.")
    elif found.relative_gap > allowed.gap:
        gap = {"gap": found.relative_gap, "allowed": allowed.gap}
        yield Phrase("The proven gap is {gap:.1e}, above {allowed:.1e}.", gap)
    elif found.relative_gap < -max(allowed.gap, allowed.feasibility):
        share = {"share": -found.relative_gap}
        yield Phrase("It costs {share:.1e} less than is possible.", share)


def _named(violation: Violation) -> dict[str, object]:
    return {"of": violation.of, "share": violation.relative}


def _nothing(why: Phrase) -> Judgement:
    """The judgement of an answer that is none."""
    none = Violation()
    return Judgement(
        objective=nan,
        lower_bound=-inf,
        relative_gap=inf,
        rows=none,
        totals=none,
        bounds=none,
        duals=none,
        whole=none,
        reach=None,
        refused=(why,),
    )
