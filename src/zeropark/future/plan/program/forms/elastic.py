"""The elastic form: how little rows would have to give for a program to be met at all.

Chosen rows and totals may be missed either way, at a price of 1 for their own scale; nothing else
costs, and whole numbers may be anything between. If the least price is above 0, no point meets them
all, and the duals of that answer are the proof (J. W. Chinneck, *Feasibility and Infeasibility in
Optimization*, Springer 2008, ch. 6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from zeropark.future.plan.program.forms.scales import Scales, scales_of
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.step_program import (
    Column,
    Entry,
    Quantity,
    StepProgram,
    constant,
)

BASE = 1.0
"""Cost of the elastic form where nothing gives, so that gaps are shares of something."""


@dataclass(frozen=True, slots=True)
class Slack:
    """A column by which a row or total may be missed."""

    total: bool
    """Of a total; else of a row of every step."""
    number: int
    """Of the row or total."""
    sign: float
    """1: the row may stay below its lower bound; -1: it may exceed its upper one."""


@dataclass(frozen=True, slots=True, eq=False)
class Elastic:
    """A program that can always be met, but for its hard rows."""

    program: StepProgram
    slacks: tuple[Slack, ...]
    """Those of rows are the last flows, in order; those of totals the last quantities."""

    def missed(self, flows: Array, quantities: Array) -> Iterator[tuple[Slack, Array]]:
        """By how much each is missed: one value per step, or one of a total."""
        of_rows = [at for at in self.slacks if not at.total]
        of_totals = [at for at in self.slacks if at.total]
        tail = len(flows) - len(of_rows)
        yield from ((at, flows[tail + n]) for n, at in enumerate(of_rows))
        tail = quantities.size - len(of_totals)
        yield from ((at, quantities[tail + n : tail + n + 1]) for n, at in enumerate(of_totals))


def elastic_form(
    program: StepProgram, *, rows: Collection[int], totals: Collection[int]
) -> Elastic:
    """Let these rows and totals give, at a price, and nothing else cost anything."""
    scales = scales_of(program)
    slacks = (*_slacks_of_rows(program, rows), *_slacks_of_totals(program, totals))
    of_rows = [at for at in slacks if not at.total]
    of_totals = [at for at in slacks if at.total]
    n, k = len(program.flows), len(program.quantities)
    direct = np.zeros((len(program.totals), k + len(of_totals)))
    direct[:, :k] = program.direct
    for number, slack in enumerate(of_totals):
        direct[slack.number, k + number] = slack.sign
    now = [
        Entry(at.number, n + number, constant(at.sign, steps=program.steps))
        for number, at in enumerate(of_rows)
    ]
    elastic = replace(
        program,
        flows=(*map(_costless, program.flows), *_row_columns(program, of_rows, scales)),
        quantities=(
            *(replace(at, cost=0.0, integer=False) for at in program.quantities),
            *_total_columns(program, of_totals, scales),
        ),
        now=(*program.now, *now),
        direct=direct,
        offset=BASE,
    )
    return Elastic(elastic, slacks)


def _slacks_of_rows(program: StepProgram, rows: Collection[int]) -> Iterator[Slack]:
    for number in rows:
        row = program.rows[number]
        if np.isfinite(row.lower).any():
            yield Slack(total=False, number=number, sign=1.0)
        if np.isfinite(row.upper).any():
            yield Slack(total=False, number=number, sign=-1.0)


def _slacks_of_totals(program: StepProgram, totals: Collection[int]) -> Iterator[Slack]:
    for number in totals:
        total = program.totals[number]
        if np.isfinite(total.lower):
            yield Slack(total=True, number=number, sign=1.0)
        if np.isfinite(total.upper):
            yield Slack(total=True, number=number, sign=-1.0)


def _row_columns(program: StepProgram, slacks: list[Slack], scales: Scales) -> Iterator[Column]:
    none, endless = constant(0.0, steps=program.steps), constant(inf, steps=program.steps)
    for at in slacks:
        price = constant(float(scales.rows[at.number]), steps=program.steps)
        yield Column(_name(program.rows[at.number].name, at), price, none, endless)


def _total_columns(program: StepProgram, slacks: list[Slack], scales: Scales) -> Iterator[Quantity]:
    for at in slacks:
        price = float(scales.totals[at.number])
        yield Quantity(_name(program.totals[at.number].name, at), price, 0.0, inf)


def _name(of: str, slack: Slack) -> str:
    return f"{of} {'short' if slack.sign > 0 else 'over'}"


def _costless(column: Column) -> Column:
    return replace(column, cost=constant(0.0, steps=column.cost.size), integer=False)
