"""Slots of the border: where quantities and totals stand in a stretch of time.

A stretch meets some of the columns that hold for all steps: sizes, and the peak of its month, not
those of other months. Columns that no stretch meets both share a slot, and their coefficients one
place: what compiled work goes through has as many as one stretch needs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.interior.fold import Fold, cores_for
from zeropark.future.plan.interior.lanes import LANES
from zeropark.future.plan.interior.standard import Flags, Form, Numbers, Reals


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """Which column stands where."""

    quantities: int
    totals: int
    of: NDArray[np.int64]
    """The slot of each quantity, then of each total; totals stand after all quantities."""
    count: int
    columns: NDArray[np.int64]
    """Shape (stretches, slots): the column there, past the last one where there is none."""

    def spread(self, fold: Fold, quantities: Reals, totals: Reals) -> Reals:
        """Amounts of columns by slots, (cores, slots, LANES)."""
        amounts = np.concatenate([quantities, totals, [0.0]])
        return fold.spread(amounts[self.columns])

    def summed(self, fold: Fold, array: Reals) -> tuple[Reals, Reals]:
        """What stretches have by slots, (cores, slots, LANES), summed for quantities and totals."""
        size = self.quantities + self.totals
        of, amounts = self.columns.ravel(), fold.gathered(array).ravel()
        found = np.bincount(of, weights=amounts, minlength=size + 1).astype(np.float64)
        return found[: self.quantities], found[self.quantities : size]


def slots_of(form: Form, *, cores: int) -> tuple[Fold, Slots]:
    """How time is folded, and the slots: of some lengths of stretches the one of least work.

    Where parts of the time have columns of their own (stages, months), stretches that end with a
    part meet fewer.
    """
    stretches = cores_for(form.steps, cores) * LANES
    fewest = max(1, stretches - stretches // 4)
    lengths = {-(-form.steps // count) for count in range(fewest, stretches + 1)}
    met = {length: _met(form, stretches, length) for length in lengths}
    slots = {length: _slots(form.quantities, each) for length, each in met.items()}
    kept = np.unique(form.c[:, 0]).size

    def work(length: int) -> float:
        return float(length * (slots[length].count + 2 * kept + 1) ** 2)

    best = min(sorted(lengths), key=work)
    return Fold(form.steps, cores, length=best), slots[best]


def _met(form: Form, stretches: int, length: int) -> Flags:
    """Columns that each stretch meets: in it, or on what its first step sees of the step before."""
    inside = np.zeros((stretches * length, form.varying.shape[1]), dtype=np.bool_)
    inside[: form.steps] = form.varying != 0.0
    by_stretch = inside.reshape(stretches, length, -1)
    constant = np.tile(form.constants != 0.0, (stretches, 1))
    within = np.hstack([constant, by_stretch.any(axis=1)])
    first = np.hstack([constant, by_stretch[:, 0]])
    before = np.hstack([constant, np.roll(by_stretch[:, -1], 1, axis=0)])
    seen = np.zeros((stretches, form.flows), dtype=np.bool_)
    for _, flow, id_ in form.c.tolist():
        seen[1:, flow] |= first[1:, id_]
    met = np.zeros((stretches, form.quantities + form.totals), dtype=np.bool_)
    for _, quantity, id_ in form.b.tolist():
        met[:, quantity] |= within[:, id_]
    for cap, quantity, id_ in form.e.tolist():
        met[:, quantity] |= within[:, id_] | (before[:, id_] & seen[:, form.cap_flow[cap]])
    for total, flow, id_ in form.g.tolist():
        met[:, form.quantities + total] |= within[:, id_] | (before[:, id_] & seen[:, flow])
    return met


def _slots(quantities: int, met: Flags) -> Slots:
    """The first slot that is free in all stretches that meet the column."""
    taken: list[Flags] = []
    of = np.zeros(met.shape[1], dtype=np.int64)
    begin = 0
    for column, mine in enumerate(met.T):
        begin = len(taken) if column == quantities else begin
        free = (at for at in range(begin, len(taken)) if not (taken[at] & mine).any())
        found = next(free, len(taken))
        if found == len(taken):
            taken.append(np.zeros_like(mine))
        taken[found] |= mine
        of[column] = found
    columns = np.full((met.shape[0], len(taken)), met.shape[1])
    for stretch, mine in enumerate(met):
        columns[stretch, of[mine]] = np.flatnonzero(mine)
    return Slots(quantities, met.shape[1] - quantities, of, len(taken), columns)


def in_slots(form: Form, slots: Slots) -> Form:
    """The form with slots in place of quantities and totals; coefficients of one place are one."""
    merged = _Merged(form)
    of = slots.of
    totals = of[form.quantities + form.g[:, 0].astype(np.int64)]
    tables = [
        merged.table(form.a[:, 0], form.a[:, 1], form.a[:, 2]),
        merged.table(form.c[:, 0], form.c[:, 1], form.c[:, 2]),
        merged.table(form.b[:, 0], of[form.b[:, 1]], form.b[:, 2]),
        merged.table(totals, form.g[:, 1], form.g[:, 2]),
        merged.table(form.e[:, 0], of[form.e[:, 1]], form.e[:, 2]),
    ]
    a, c, b, g, e = (merged.numbered(table) for table in tables)
    constants, varying = merged.arrays()
    return form._replace(constants=constants, varying=varying, a=a, c=c, b=b, g=g, e=e)


class _Merged:
    """Coefficients being collected; ids are given out when all are known."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._constants: list[float] = []
        self._varying: list[Reals] = []
        self._order: list[tuple[bool, int]] = []

    def table(self, one: Numbers, other: Numbers, ids: Numbers) -> list[tuple[int, int, int]]:
        """Entries (one, other, ticket), each place once, in the order of their first."""
        places: dict[tuple[int, int], list[int]] = {}
        for i, j, id_ in zip(one.tolist(), other.tolist(), ids.tolist(), strict=True):
            places.setdefault((i, j), []).append(id_)
        return [(i, j, self._added(found)) for (i, j), found in places.items()]

    def _added(self, ids: list[int]) -> int:
        constants = self._form.constants.size
        if len(ids) == 1 and ids[0] < constants:
            self._order.append((True, len(self._constants)))
            self._constants.append(float(self._form.constants[ids[0]]))
        else:
            self._order.append((False, len(self._varying)))
            whole = np.zeros(self._form.steps)
            for id_ in ids:
                whole += self._values(id_)
            self._varying.append(whole)
        return len(self._order) - 1

    def _values(self, id_: int) -> Reals | float:
        after = id_ - self._form.constants.size
        return float(self._form.constants[id_]) if after < 0 else self._form.varying[:, after]

    def numbered(self, table: list[tuple[int, int, int]]) -> NDArray[np.uint32]:
        """A table with ids for its tickets: constants first, varying ones after them."""
        after = len(self._constants)
        rows = []
        for one, other, ticket in table:
            once, at = self._order[ticket]
            rows.append((one, other, at if once else after + at))
        return np.array(rows, dtype=np.uint32).reshape(-1, 3)

    def arrays(self) -> tuple[Reals, Reals]:
        """Constants, and varying ones in rows of steps."""
        varying = np.empty((self._form.steps, len(self._varying)))
        for number, series in enumerate(self._varying):
            varying[:, number] = series
        return np.array(self._constants, dtype=np.float64), varying
