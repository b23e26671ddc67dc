"""Other forms of a program say of the first what they promise."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from plan_programs import known_program
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.program.forms.elastic import BASE, elastic_form
from zeropark.future.plan.program.forms.general import general_form
from zeropark.future.plan.program.forms.recession import recession_form
from zeropark.future.plan.program.forms.scales import scales_of
from zeropark.future.plan.program.forms.softened import bounds_as_rows, without
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import HIGHS, solve


def cost_of(program: StepProgram) -> float:
    return solve(program, routes=[HIGHS]).judgement.objective


@pytest.mark.parametrize("decades", [0.0, 4.0, 10.0])
def test_scales_bring_entries_near_one(decades: float) -> None:
    program = known_program(3, decades=decades, stores=3).program
    scales = scales_of(program)
    for at in (*program.now, *program.before):
        sizes = np.abs(at.value[at.value != 0.0])
        scaled = sizes * scales.rows[at.row] * scales.flows[at.column]
        assert 1e-2 < np.median(scaled) < 1e2


def test_scales_are_powers_of_two_so_that_nothing_is_rounded() -> None:
    scales = scales_of(known_program(3, decades=6.0).program)
    for array in (scales.rows, scales.totals, scales.flows, scales.quantities):
        assert (np.log2(array) % 1 == 0).all()


def test_integer_columns_keep_their_unit() -> None:
    draft = Draft(1)
    units = draft.quantity("units", upper=9.0, integer=True)
    draft.sum_up(draft.total("need", lower=4e6), {units: 1e6})
    assert scales_of(draft.finish()).quantities.tolist() == [1.0]


def test_the_general_form_has_neither_fixed_columns_nor_rows_of_one() -> None:
    draft = Draft(2)
    night = draft.flow("pv", upper=np.array([0.0, 4.0]))
    other = draft.flow("other", cost=1.0)
    draft.add(draft.row("bus", lower=3.0), {night: 1.0, other: 1.0})
    draft.add(draft.row("contract", upper=8.0), {other: 2.0})
    form = general_form(draft.finish())
    assert form is not None
    assert form.matrix.shape == (2, 3)
    assert form.column_bounds[1].size == 3
    values = form.values(np.array([3.0, 1.0, 2.0]) / form.scales.flows[[1, 0, 1]], np.zeros(2))
    assert values.flows.tolist() == [[0.0, 1.0], [3.0, 2.0]]


def test_there_is_no_general_form_where_a_row_without_columns_is_not_met() -> None:
    draft = Draft(1)
    fixed = draft.flow("fixed", lower=1.0, upper=1.0)
    draft.flow("free")
    other = draft.flow("held", lower=2.0, upper=2.0)
    draft.add(draft.row("bus", lower=4.0), {fixed: 1.0, other: 1.0})
    assert general_form(draft.finish()) is None


def test_a_program_that_is_met_costs_nothing_when_it_may_give() -> None:
    program = known_program(5).program
    form = elastic_form(program, rows=range(len(program.rows)), totals=range(3))
    assert cost_of(form.program) == pytest.approx(BASE, abs=1e-7)


def test_what_is_missed_is_told_row_by_row() -> None:
    """A load of 5 and 7 that 4 serve: short by 1 and 3."""
    draft = Draft(2)
    made = draft.flow("made", upper=4.0)
    load = np.array([5.0, 7.0])
    draft.add(draft.row("bus", lower=load, upper=load), {made: 1.0})
    draft.sum_up(draft.total("cap", upper=inf, lower=3.0), {made: 1.0})
    form = elastic_form(draft.finish(), rows=[0], totals=[0])
    answer = solve(form.program, routes=[HIGHS]).answer
    found = [
        (at.total, at.sign, amount) for at, amount in form.missed(answer.flows, answer.quantities)
    ]
    assert [at[:2] for at in found] == [(False, 1.0), (False, -1.0), (True, 1.0)]
    assert found[0][2] == pytest.approx([1.0, 3.0])
    assert found[1][2] == pytest.approx([0.0, 0.0])
    assert found[2][2] == pytest.approx([0.0])


def test_a_bounded_program_earns_nothing_in_any_direction() -> None:
    assert cost_of(recession_form(known_program(6).program)) == pytest.approx(BASE, abs=1e-6)
    assert cost_of(recession_form(known_program(6, endless=True).program)) == pytest.approx(
        BASE, abs=1e-6
    )


def test_rows_and_totals_go_by_name() -> None:
    program = known_program(2).program
    less = without(program, {"source0.limit", "rule1"})
    assert [at.name for at in program.rows if at not in less.rows] == ["source0.limit"]
    assert [at.name for at in program.totals if at not in less.totals] == ["rule1"]
    kept = {(program.rows[at.row].name, at.column) for at in program.now}
    assert {(less.rows[at.row].name, at.column) for at in less.now} == {
        at for at in kept if at[0] != "source0.limit"
    }
    assert less.direct.shape == (len(less.totals), len(less.quantities))


def test_bounds_written_as_rows_bind_as_before() -> None:
    known = known_program(2)
    names = {"grid0.export", "store0.charge", "source0.size", "grid0.peak", "exchange0.shift"}
    moved = bounds_as_rows(known.program, names)
    assert {at.name for at in moved.rows} >= {"grid0.export", "store0.charge"}
    assert {at.name for at in moved.totals} >= {"source0.size", "grid0.peak"}
    assert all(at.upper == inf for at in moved.quantities if at.name in names)
    shift = known.program.quantities[known.program.find_quantity("exchange0.shift")]
    assert cost_of(moved) == pytest.approx(known.optimum, rel=1e-7, abs=1e-7)
    assert moved.quantities[moved.find_quantity("exchange0.shift")].lower == shift.lower


def test_an_offset_is_counted_once() -> None:
    known = known_program(1)
    assert cost_of(replace(known.program, offset=known.program.offset + 5.0)) == pytest.approx(
        known.optimum + 5.0
    )
