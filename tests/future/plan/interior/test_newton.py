"""The system of a step: its solution against a dense one, and against all of its equations."""

from __future__ import annotations

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.future.plan.interior.folded import folded
from zeropark.future.plan.interior.iterate import Iteration
from zeropark.future.plan.interior.newton import Newton
from zeropark.future.plan.interior.point import Point
from zeropark.future.plan.interior.standard import Form, Reals
from zeropark.future.plan.interior.standardise import Standard, standardise

RHO, RHO_FREE, DELTA = 1e-8, 1e-7, 1e-11
"""Of the proximal terms; they are part of the system that is solved."""
FIXED = 1e30
"""As stiff as a flow that can't move."""


def values(form: Form, id_: int) -> Reals:
    constants = form.constants.size
    if id_ < constants:
        return np.full(form.steps, form.constants[id_])
    return form.varying[:, id_ - constants]


class Dense:
    """The whole matrix, unknowns in the order flows, rows' duals, quantities, totals' duals."""

    def __init__(self, standard: Standard) -> None:
        self.form, self.whole = standard.form, standard.whole
        form = self.form
        self.rows = form.steps * form.flows
        self.quantities = self.rows + form.steps * form.rows
        self.totals = self.quantities + form.quantities
        size = self.totals + form.totals
        self.matrix = np.zeros((size, size))

    def written(self, x: Reals, z: Reals, s: Reals, v: Reals) -> Reals:
        """At a point; bounds add 0.5 to the diagonal of quantities."""
        form = self.form
        self._diagonal(z / x)
        for step in range(form.steps):
            self._equations(step)
            self._caps(step, v[step] / s[step])
        for k, p in np.argwhere(self.whole.direct).tolist():
            self._both(self.totals + k, self.quantities + p, -self.whole.direct[k, p])
        return self.matrix

    def _both(self, one: int, other: int, value: float) -> None:
        self.matrix[one, other] += value
        self.matrix[other, one] += value

    def _diagonal(self, stiff: Reals) -> None:
        form = self.form
        flows = np.where(form.free, RHO_FREE, stiff + RHO)
        parts = [
            np.where(form.fixed, FIXED, flows).ravel(),
            np.full(form.steps * form.rows, -DELTA),
            np.full(form.quantities, RHO + 0.5),
            np.full(form.totals, -DELTA),
        ]
        self.matrix += np.diag(np.concatenate(parts))

    def _equations(self, t: int) -> None:
        form = self.form
        here, row = t * form.flows, self.rows + t * form.rows
        for i, j, id_ in form.a.tolist():
            self._both(row + i, here + j, -values(form, id_)[t])
        for i, j, id_ in form.c.tolist() if t else ():
            self._both(row + i, here - form.flows + j, -values(form, id_)[t])
        for i, k, id_ in form.b.tolist():
            self._both(row + i, self.quantities + k, -values(form, id_)[t])
        for k, j, id_ in form.g.tolist():
            self._both(self.totals + k, here + j, -values(form, id_)[t])

    def _caps(self, t: int, weight: Reals) -> None:
        form = self.form
        for c in np.flatnonzero(np.isfinite(form.cap_rhs[t])).tolist():
            line = np.zeros(self.matrix.shape[0])
            line[t * form.flows + form.cap_flow[c]] = form.cap_sign[c]
            for _, k, id_ in form.e[form.e[:, 0] == c].tolist():
                line[self.quantities + k] -= values(form, id_)[t]
            self.matrix += weight[c] * np.outer(line, line)


@pytest.mark.parametrize(("seed", "steps"), [(1, 3), (2, 8), (3, 20), (7, 37)])
def test_it_solves_what_a_dense_solver_solves(seed: int, steps: int) -> None:
    standard = standardise(known_program(seed, steps=steps, stores=2, free=1).program)
    assert standard is not None
    form = folded(standard.form, cores=1)
    newton, fold, f = Newton(form, standard.whole), form.fold, form.tables
    border = form.slots
    rng = np.random.default_rng(seed)

    def some(count: int, low: float, high: float) -> Reals:
        return rng.uniform(low, high, size=(steps, count))

    x, z = some(f.flows, 0.5, 2.0), some(f.flows, 0.5, 2.0)
    s, v = some(f.caps, 0.5, 2.0), some(f.caps, 0.5, 2.0)
    h, row = some(f.flows, -1.0, 1.0), some(f.rows, -1.0, 1.0)
    h[standard.form.fixed] = 0.0
    quantity, total = rng.normal(size=border.quantities), rng.normal(size=border.totals)

    at = [fold.fold(each, fill=1.0) for each in (x, z, s, v)]
    newton.factor(*at, np.full(border.quantities, 0.5))
    found = newton.solve(
        fold.fold(h), fold.fold(row[:, form.row_at]), quantity, total, refinements=2
    )
    known = np.linalg.solve(
        Dense(standard).written(x, z, s, v),
        np.concatenate([h.ravel(), -row.ravel(), quantity, -total]),
    )
    first_q = steps * (f.flows + f.rows)
    size = np.abs(known).max()
    assert fold.unfold(found.flows).ravel() == pytest.approx(
        known[: steps * f.flows], abs=1e-6 * size
    )
    assert found.quantities == pytest.approx(
        known[first_q : first_q + border.quantities], abs=1e-6 * size
    )
    assert found.totals == pytest.approx(known[first_q + border.quantities :], abs=1e-6 * size)


def test_a_step_of_nothing_lacking_changes_nothing() -> None:
    standard = standardise(known_program(4, steps=40, stores=1).program)
    assert standard is not None
    newton = Newton(folded(standard.form, cores=1), standard.whole)
    iteration = Iteration(newton)
    iteration.factor(Point.of(newton.form, 1.0))
    rows = np.zeros_like(newton.lack_row)
    found = newton.solve(
        newton.nothing,
        rows,
        np.zeros(standard.form.quantities),
        np.zeros(standard.form.totals),
        refinements=1,
    )
    assert np.abs(found.flows).max() == 0.0
    assert np.abs(found.quantities).max() == 0.0
