"""The form as compiled work sees it: lists of positions, and arrays whose time is folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from zeropark.future.plan.interior.elimination import Elimination, eliminate
from zeropark.future.plan.interior.fold import Fold
from zeropark.future.plan.interior.standard import Flags, Form, Numbers, Reals


class Tables(NamedTuple):
    """What is the same in every step; a tuple, so that compiled work can take it whole."""

    length: int
    """Steps of a stretch."""
    rows: int
    flows: int
    caps: int
    quantities: int
    totals: int
    constants: Reals
    varying: int
    """How many coefficients vary; their ids follow the constants'."""
    a: Numbers
    """Row, flow and coefficient id; so for the others. Rows are in the order of elimination."""
    c: Numbers
    b: Numbers
    e: Numbers
    g: Numbers
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
    """Fold a form, its rows in the order of elimination."""
    elimination = eliminate(form)
    fold = Fold(form.steps, cores)
    place = np.empty(form.rows, dtype=np.int64)
    place[elimination.order] = np.arange(form.rows)

    def renamed(table: Numbers) -> Numbers:
        return np.column_stack([place[table[:, 0]], table[:, 1:]]).astype(np.uint32)

    capped = np.isfinite(form.cap_rhs)
    varying = fold.fold(form.varying)
    c = renamed(form.c)
    of_caps = form.e[:, 2].astype(np.int64) - form.constants.size
    of_caps = of_caps[of_caps >= 0]
    tables = Tables(
        length=fold.length,
        rows=form.rows,
        flows=form.flows,
        caps=form.caps,
        quantities=form.quantities,
        totals=form.totals,
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
    return Folded(
        tables=tables,
        elimination=elimination,
        fold=fold,
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
