"""From a program to the standard form, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.interior.coefficients import Coefficients
from zeropark.future.plan.interior.roles import Cap, Roles, roles_of
from zeropark.future.plan.interior.scaling import Magnitudes, Scales, pattern_of, scales_of
from zeropark.future.plan.interior.standard import Form, Numbers, Reals, Whole
from zeropark.future.plan.program.step_program import Entry, StepProgram, constant

_STILL: Final = 1e-12
"""Bounds nearer to each other than so much of their size leave a flow no room."""


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """The standard form with all that is needed to go back."""

    program: StepProgram
    form: Form
    whole: Whole
    roles: Roles
    caps: tuple[Cap, ...]
    """The caps of the form, in its order: those of rows, then those of the columns' own bounds."""
    folded: tuple[NDArray[np.bool_], ...]
    """For each cap of a row, the steps in which it became a bound of its flow."""
    scales: Scales
    total_scales: Reals
    flow_shift: Reals
    """Shape (steps, flows of the form)."""
    kept: NDArray[np.int64]
    """Quantities of the program that are columns of the form; slacks of totals follow them."""
    quantity_shift: Reals
    quantity_scales: Reals
    primal_unit: float
    cost_unit: float

    def without_steps(self) -> Standard:
        """The same without the form's large arrays, for when they have been folded."""
        none, no_flags = np.empty((0, 0)), np.empty((0, 0), dtype=np.bool_)
        slim = self.form._replace(varying=none, cost=none, rhs=none, cap_rhs=none, fixed=no_flags)
        return replace(self, form=slim)


def standardise(program: StepProgram) -> Standard | None:
    """The standard form; None where bounds of a flow or quantity cross, which nothing can meet."""
    return _Builder(program).build()


class _Builder:
    """Goes from the outside in: bounds, shifts, then scales, then arrays."""

    def __init__(self, program: StepProgram) -> None:
        self.program = program
        self.roles = roles_of(program)
        self.steps = program.steps
        self.n = len(program.flows)

    def build(self) -> Standard | None:
        program = self.program
        self._bounds()
        self._quantities()
        if self._crossed():
            return None
        self._own_caps()
        self._row_entries()
        self._shift()
        self._scale()
        form = self._form()
        return Standard(
            program=program,
            form=form,
            whole=self.form_whole,
            roles=self.roles,
            caps=tuple(self.caps),
            folded=tuple(self.folded),
            scales=self.scales,
            total_scales=self.total_scales,
            flow_shift=self.shift,
            kept=self.kept,
            quantity_shift=self.quantity_shift,
            quantity_scales=self.quantity_scales,
            primal_unit=self.primal_unit,
            cost_unit=self.cost_unit,
        )

    # --- bounds ------------------------------------------------------------------------
    def _bounds(self) -> None:
        """Bounds of flows, with the caps that are plain bounds in some steps folded in."""
        columns = self.program.flows
        self.lower = np.empty((self.steps, self.n))
        self.upper = np.empty((self.steps, self.n))
        for number, column in enumerate(columns):
            self.lower[:, number] = column.lower
            self.upper[:, number] = column.upper
        self.caps: list[Cap] = []
        self.folded: list[NDArray[np.bool_]] = []
        for cap in self.roles.caps:
            idle = np.ones(self.steps, dtype=np.bool_)
            for _, share in cap.shares:
                idle &= share == 0.0
            idle &= bool(cap.shares)
            self._fold(cap, idle)

    def _fold(self, cap: Cap, idle: NDArray[np.bool_]) -> None:
        rhs = cap.rhs
        if idle.any():
            at = cap.flow
            if cap.sign > 0.0:
                self.upper[idle, at] = np.minimum(self.upper[idle, at], rhs[idle])
            else:
                self.lower[idle, at] = np.maximum(self.lower[idle, at], -rhs[idle])
            rhs = np.where(idle, inf, rhs)
        self.caps.append(Cap(cap.flow, cap.sign, rhs, cap.shares, cap.row, cap.factor))
        self.folded.append(idle)

    def _quantities(self) -> None:
        lower = np.array([at.lower for at in self.program.quantities])
        upper = np.array([at.upper for at in self.program.quantities])
        self.quantity_lower, self.quantity_upper = lower, upper
        with np.errstate(invalid="ignore"):
            still = upper - lower <= _STILL * (1.0 + np.abs(lower))
        self.kept = np.flatnonzero(~still)
        self.constant_quantities = np.flatnonzero(still)

    def _crossed(self) -> bool:
        with np.errstate(invalid="ignore"):
            room = self.upper - self.lower
            near = _STILL * (1.0 + np.abs(np.where(np.isfinite(self.lower), self.lower, 0.0)))
            crossed = bool(np.any(room < -near))
        slim = self.quantity_upper < self.quantity_lower - _STILL * (
            1.0 + np.abs(self.quantity_lower)
        )
        self.fixed = np.asarray(room <= near, dtype=np.bool_)
        return crossed or bool(slim.any())

    def _own_caps(self) -> None:
        """Finite upper bounds become caps; so do lower ones of flows that lack them in a step."""
        bounded: NDArray[np.bool_] = np.asarray(np.isfinite(self.lower).all(axis=0))
        self.free = np.asarray(~bounded, dtype=np.bool_)
        self.shift = np.where(bounded, self.lower, 0.0)
        one = constant(1.0, steps=self.steps)
        for at in range(self.n):
            upper = np.where(self.fixed[:, at], inf, self.upper[:, at])
            if np.isfinite(upper).any():
                self.caps.append(Cap(at, 1.0, upper, (), None, one))
            if self.free[at] and np.isfinite(self.lower[:, at]).any():
                self.caps.append(Cap(at, -1.0, -self.lower[:, at], (), None, one))

    # --- rows --------------------------------------------------------------------------
    def _row_entries(self) -> None:
        """Rows with their slacks; a slack is one more flow."""
        program = self.program
        place = {row: at for at, row in enumerate(self.roles.rows)}
        self.now = [(place[e.row], e.column, e.value) for e in program.now if e.row in place]
        self.before = [(place[e.row], e.column, e.value) for e in program.before if e.row in place]
        self.whole = [(place[e.row], e.column, e.value) for e in program.whole if e.row in place]
        self.rhs = np.zeros((self.steps, len(place)))
        slack_lower: list[Reals] = []
        slack_upper: list[Reals] = []
        for row, at in place.items():
            lower, upper = program.rows[row].lower, program.rows[row].upper
            if np.all(lower == upper):
                self.rhs[:, at] = lower
                continue
            # Measured from the finite end: row - slack = lower, or row + slack = upper.
            from_above = bool(np.isfinite(upper).all() and not np.isfinite(lower).any())
            sign = constant(1.0 if from_above else -1.0, steps=self.steps)
            self.now.append((at, self.n + len(slack_lower), sign))
            if from_above:
                self.rhs[:, at] = upper
            slack_lower.append(np.zeros(self.steps) if from_above else lower)
            slack_upper.append(np.full(self.steps, inf) if from_above else upper)
        self._add_slacks(slack_lower, slack_upper)

    def _add_slacks(self, lowers: list[Reals], uppers: list[Reals]) -> None:
        if not lowers:
            self.flows = self.n
            return
        lower, upper = np.stack(lowers, axis=1), np.stack(uppers, axis=1)
        one = constant(1.0, steps=self.steps)
        bounded: NDArray[np.bool_] = np.asarray(np.isfinite(lower).all(axis=0))
        with np.errstate(invalid="ignore"):
            near = _STILL * (1.0 + np.abs(np.where(bounded, lower, 0.0)))
            fixed: NDArray[np.bool_] = np.less_equal(upper - lower, near)
        for number in range(lower.shape[1]):
            at = self.n + number
            top = np.where(fixed[:, number], inf, upper[:, number])
            if np.isfinite(top).any():
                self.caps.append(Cap(at, 1.0, top, (), None, one))
            if not bounded[number] and np.isfinite(lower[:, number]).any():
                self.caps.append(Cap(at, -1.0, -lower[:, number], (), None, one))
        self.free = np.concatenate([self.free, ~bounded])
        self.fixed = np.hstack([self.fixed, fixed])
        self.shift = np.hstack([self.shift, np.where(bounded, lower, 0.0)])
        self.flows = self.n + lower.shape[1]

    # --- shift to zero ------------------------------------------------------------------
    def _shift(self) -> None:
        """Move lower bounds to 0 and fixed quantities to the right-hand side."""
        moved = np.flatnonzero(np.any(self.shift != 0.0, axis=0))
        shifted = set(moved.tolist())
        for row, column, value in self.now:
            if column in shifted:
                self.rhs[:, row] -= value * self.shift[:, column]
        for row, column, value in self.before:
            if column in shifted:
                self.rhs[1:, row] -= value[1:] * self.shift[:-1, column]
        lower = self.quantity_lower
        self.quantity_free = ~np.isfinite(lower[self.kept])
        base = np.where(np.isfinite(lower), lower, 0.0)
        self.quantity_shift = base
        for row, column, value in self.whole:
            if base[column]:
                self.rhs[:, row] -= value * base[column]
        self.cap_rhs = np.empty((self.steps, len(self.caps)))
        for number, cap in enumerate(self.caps):
            rhs = cap.rhs - cap.sign * self.shift[:, cap.flow]
            for column, share in cap.shares:
                if base[column]:
                    rhs = rhs + share * base[column]
            self.cap_rhs[:, number] = rhs
        self._shift_totals(shifted, base)

    def _shift_totals(self, shifted: set[int], base: Reals) -> None:
        program = self.program
        known = program.direct @ base
        for entry in program.summed:
            if entry.column in shifted:
                known[entry.row] += float(entry.value @ self.shift[:, entry.column])
        lower = np.array([at.lower for at in program.totals]) - known
        upper = np.array([at.upper for at in program.totals]) - known
        self.total_lower, self.total_upper = lower, upper

    # --- scales ------------------------------------------------------------------------
    def _scale(self) -> None:
        shares = [(cap.flow, column, share) for cap in self.caps for column, share in cap.shares]
        self.scales = scales_of(
            pattern_of(self.now + self.before),
            pattern_of(self.whole),
            pattern_of(shares),
            self._magnitudes(),
        )
        self._scale_totals()

    def _magnitudes(self) -> Magnitudes:
        flows = np.zeros(self.flows)
        for number, cap in enumerate(self.caps):
            if not cap.shares and cap.sign > 0.0:
                flows[cap.flow] = max(flows[cap.flow], _largest(self.cap_rhs[:, number]))
        room = self.quantity_upper - self.quantity_shift
        return Magnitudes(
            rows=np.array([_largest(self.rhs[:, row]) for row in range(self.rhs.shape[1])]),
            flows=flows,
            quantities=np.where(np.isfinite(room) & (room > 0.0), room, 0.0),
        )

    def _scale_totals(self) -> None:
        squares = ((self.program.direct * self.scales.quantities) ** 2).sum(axis=1)
        for entry in self.program.summed:
            scaled = entry.value * self.scales.flows[entry.column]
            squares[entry.row] += float(scaled @ scaled)
        self.total_scales = np.where(squares > 0.0, 1.0 / np.sqrt(np.maximum(squares, 1e-300)), 1.0)

    # --- arrays -------------------------------------------------------------------------
    def _form(self) -> Form:
        found = Coefficients(self.steps)
        rows, flows, quantities = self.scales.rows, self.scales.flows, self.scales.quantities
        a = [found.add(v, rows[i] * flows[j]) for i, j, v in self.now]
        # What steps past the end must not have, and the first step's reach back, vary.
        before = [(i, j, np.concatenate([[0.0], v[1:]])) for i, j, v in self.before]
        c = [found.add(v, rows[i] * flows[j], varies=True) for i, j, v in before]
        column = {int(number): at for at, number in enumerate(self.kept)}
        whole = [at for at in self.whole if at[1] in column]
        b = [found.add(v, rows[i] * quantities[k], varies=True) for i, k, v in whole]
        shares = [
            (number, column[k], share, quantities[k] / flows[cap.flow])
            for number, cap in enumerate(self.caps)
            for k, share in cap.shares
            if k in column
        ]
        e = [found.add(v, scale) for _, _, v, scale in shares]
        summed: tuple[Entry, ...] = self.program.summed
        g = [found.add(at.value, self.total_scales[at.row] * flows[at.column]) for at in summed]
        constants, varying = found.arrays()
        direct, cost, upper, free, total_rhs = self._whole_arrays()
        step_cost, rhs, cap_rhs = self._step_arrays()
        self.primal_unit = _unit(rhs) if rhs.any() else _unit(cap_rhs, total_rhs, upper)
        self.cost_unit = _unit(step_cost) if step_cost.any() else _unit(cost)
        self.form_whole = Whole(
            cost=cost / self.cost_unit,
            rhs=total_rhs / self.primal_unit,
            direct=direct,
            upper=upper / self.primal_unit,
            free=free,
        )
        return Form(
            steps=self.steps,
            rows=rhs.shape[1],
            flows=self.flows,
            caps=len(self.caps),
            quantities=cost.size,
            totals=total_rhs.size,
            constants=constants,
            varying=varying,
            a=_table([(i, j) for i, j, _ in self.now], found.ids(a)),
            c=_table([(i, j) for i, j, _ in self.before], found.ids(c)),
            b=_table([(i, column[k]) for i, k, _ in whole], found.ids(b)),
            e=_table([(at[0], at[1]) for at in shares], found.ids(e)),
            g=_table([(at.row, at.column) for at in summed], found.ids(g)),
            cap_flow=np.array([cap.flow for cap in self.caps], dtype=np.uint32),
            cap_sign=np.array([cap.sign for cap in self.caps], dtype=np.float64),
            cost=step_cost / self.cost_unit,
            rhs=rhs / self.primal_unit,
            cap_rhs=cap_rhs / self.primal_unit,
            free=self.free,
            fixed=self.fixed,
        )

    def _step_arrays(self) -> tuple[Reals, Reals, Reals]:
        flows = self.scales.flows
        cost = np.zeros((self.steps, self.flows))
        for number, column in enumerate(self.program.flows):
            cost[:, number] = column.cost * flows[number]
        cap_scale = np.array([1.0 / flows[cap.flow] for cap in self.caps])
        return cost, self.rhs * self.scales.rows, self.cap_rhs * cap_scale

    def _whole_arrays(self) -> tuple[Reals, Reals, Reals, NDArray[np.bool_], Reals]:
        """Quantities that are kept, then the slacks of totals that are inequalities."""
        lower = self.total_lower * self.total_scales
        upper = self.total_upper * self.total_scales
        open_ = np.flatnonzero(lower != upper)
        scale = self.scales.quantities[self.kept]
        direct = np.zeros((lower.size, self.kept.size + open_.size))
        direct[:, : self.kept.size] = (
            self.program.direct[:, self.kept] * self.total_scales[:, None] * scale
        )
        rhs = np.where(lower == upper, lower, 0.0)
        slack_upper = np.full(open_.size, inf)
        slack_free = np.zeros(open_.size, dtype=np.bool_)
        for number, row in enumerate(open_):
            at = self.kept.size + number
            # Measured from the finite end: total - slack = lower, or total + slack = upper.
            if np.isfinite(lower[row]):
                direct[row, at], rhs[row] = -1.0, lower[row]
                slack_upper[number] = upper[row] - lower[row]
            elif np.isfinite(upper[row]):
                direct[row, at], rhs[row] = 1.0, upper[row]
            else:
                direct[row, at], slack_free[number] = 1.0, True
        cost = np.array([at.cost for at in self.program.quantities])[self.kept] * scale
        room = (self.quantity_upper - self.quantity_shift)[self.kept] / scale
        self.quantity_scales = scale
        return (
            direct,
            np.concatenate([cost, np.zeros(open_.size)]),
            np.concatenate([room, slack_upper]),
            np.concatenate([self.quantity_free, slack_free]),
            rhs,
        )


def _unit(*arrays: Reals) -> float:
    """The size of the numbers: the geometric mean of those that are finite and not zero.

    A few that are very large (a bound far away, a price of what must not be) don't count for more.
    """
    logs, count = 0.0, 0
    for array in arrays:
        kept = array[np.isfinite(array) & (array != 0.0)]
        logs += float(np.log(np.abs(kept)).sum())
        count += kept.size
    return float(np.exp(logs / count)) if count else 1.0


def _largest(values: Reals) -> float:
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _table(pairs: list[tuple[int, int]], ids: Numbers) -> NDArray[np.uint32]:
    left = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return np.column_stack([left, ids]).astype(np.uint32)


def _numbers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
