"""The form as compiled work sees it: lists of positions, and arrays whose time is folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from zeropark.future.plan.interior.elimination import Elimination, eliminate
from zeropark.future.plan.interior.fold import Fold
from zeropark.future.plan.interior.slots import Slots, in_slots, slots_of
from zeropark.future.plan.interior.standard import Flags, Form, Numbers, Reals


class Tables(NamedTuple):
    """What is the same in every step; a tuple, so that compiled work can take it whole."""

    length: int
    """Steps of a stretch."""
    rows: int
    flows: int
    caps: int
    slots: int
    """Of quantities, then of totals."""
    constants: Reals
    varying: int
    """How many coefficients vary; their ids follow the constants'."""
    a: Numbers
    """Row, flow and coefficient id; so for the others. Rows are in the order of elimination."""
    c: Numbers
    b: Numbers
    """Row, slot, id."""
    e: Numbers
    """Cap, slot, id."""
    g: Numbers
    """Slot, flow, id."""
    e_first: int
    """Among the varying coefficients, the first of E; they stand together."""
    e_end: int
    cap_flow: Numbers
    cap_sign: Reals
    kept: Numbers
    """Rows that see the step before; those of a stretch's first step stay for the core."""


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Arrays of (cores, length, n, LANES), and (cores, n, LANES) at the ends of stretches."""

    tables: Tables
    elimination: Elimination
    fold: Fold
    slots: Slots
    varying: Reals
    varying_before: Reals
    varying_after: Reals
    cost: Reals
    rhs: Reals
    cap_rhs: Reals
    """0 where there is no cap."""
    held: Flags
    """Flows that move and have a lower bound."""
    fixed: Flags
    capped: Flags
    row_at: Numbers
    """The form's row at each place of the order."""


def folded(form: Form, *, cores: int) -> Folded:
    """Fold a form, its rows in the order of elimination and its border in slots."""
    fold, slots = slots_of(form, cores=cores)
    form = in_slots(form, slots)
    elimination = eliminate(form)
    capped = np.isfinite(form.cap_rhs)
    varying = fold.fold(form.varying)
    return Folded(
        tables=_tables(form, fold, slots, elimination),
        elimination=elimination,
        fold=fold,
        slots=slots,
        varying=varying,
        varying_before=fold.before(varying),
        varying_after=fold.after(varying),
        cost=fold.fold(form.cost),
        rhs=fold.fold(form.rhs[:, elimination.order]),
        cap_rhs=fold.fold(np.where(capped, form.cap_rhs, 0.0)),
        held=fold.fold(~form.fixed & ~form.free),
        fixed=fold.fold(form.fixed, fill=True),
        capped=fold.fold(capped),
        row_at=elimination.order,
    )


def _tables(form: Form, fold: Fold, slots: Slots, elimination: Elimination) -> Tables:
    place = np.empty(form.rows, dtype=np.int64)
    place[elimination.order] = np.arange(form.rows)

    def renamed(table: Numbers) -> Numbers:
        return np.column_stack([place[table[:, 0]], table[:, 1:]]).astype(np.uint32)

    c = renamed(form.c)
    of_caps = form.e[:, 2].astype(np.int64) - form.constants.size
    of_caps = of_caps[of_caps >= 0]
    return Tables(
        length=fold.length,
        rows=form.rows,
        flows=form.flows,
        caps=form.caps,
        slots=slots.count,
        constants=form.constants,
        varying=form.varying.shape[1],
        a=renamed(form.a),
        c=c,
        b=renamed(form.b),
        e=form.e,
        g=form.g,
        e_first=int(of_caps.min(initial=form.varying.shape[1])),
        e_end=int(of_caps.max(initial=-1)) + 1,
        cap_flow=form.cap_flow,
        cap_sign=form.cap_sign,
        kept=np.unique(c[:, 0]).astype(np.uint32),
    )
