"""Solving a program by one of several routes: the only file that names a solver.

Routes: our own interior point, for the structure that repeats step by step; PIQP, a general
interior point; HiGHS, for whole numbers, as the reference and as the last resort. What they answer
is judged in `program/search`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any, Final

import numpy as np

from zeropark.basis.errors import InfeasiblePlanError, Phrase, SolverError
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.forms.general import General, general_form
from zeropark.future.plan.program.judge import Tolerances, judge
from zeropark.future.plan.program.pattern import Pattern, by_step, pattern_of
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.rounding import relaxed, roundings, settled
from zeropark.future.plan.program.search import Attempt, Route, Search, Solved, Wanted, check_bounds
from zeropark.future.plan.program.step_program import StepProgram

_SMALL: Final = 30_000
"""Columns up to which HiGHS's simplex is quicker than its interior points."""
_KEPT_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "solver": "simplex",
    "presolve": "off",  # it would throw the basis away
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}
_AGAIN: Final = Phrase("Loosen a limit or allow larger sizes.")
_READABLE: Final = 1e-5
"""The gap that an interior point comes to at least, however wide a one is taken. At ten times as
much it stops two or three iterations of fifty earlier, and leaves a thousandth of each size that
is not worth building, which a reader takes for a device."""


def solve(
    program: StepProgram,
    *,
    gap: float = 1e-6,
    routes: Sequence[Route] | None = None,
    time_limit_s: float | None = None,
    warm: Answer | None = None,
    progress: Callable[[str], None] | None = None,
) -> Solved:
    """The optimum of a program, judged from its own arrays.

    Args:
        program: what to solve.
        gap: the largest relative gap between the cost and its lower bound.
        routes: in the order in which they run; None: interior, PIQP, HiGHS, or HiGHS alone where
            columns must be whole numbers.
        time_limit_s: of each route that can be stopped.
        warm: an answer to a program of the same pattern, to begin near.
        progress: told the name of each route as it begins.

    Raises:
        InfeasiblePlanError: it is shown that no point meets all rows and bounds.
        UnboundedPlanError: it is shown that the cost falls without end.
        SolverError: no route gave an answer that holds.
    """
    check_bounds(program)
    chosen = tuple(routes) if routes is not None else _usual(program)
    search = Search(program, Wanted(gap=gap, time_limit_s=time_limit_s, warm=warm), progress)
    for route in chosen:
        if found := search.try_route(route):
            return found
        search.believe(chosen)
    search.doubt(chosen)
    raise SolverError(
        [(at.route, Phrase("{message}", {"message": at.said})) for at in search.attempts],
        remedy="Ask for a wider gap or another route, or look for sizes and prices out of scale.",
    )


def _interior(program: StepProgram, wanted: Wanted) -> Answer:
    """Our own interior point, for the structure that repeats step by step."""
    # Here, not above: it brings a compiler along, which nobody else of this file needs.
    from zeropark.future.plan.interior.solve_interior import solve_interior  # noqa: PLC0415

    return solve_interior(program, tolerance=_tolerance(wanted), warm=wanted.warm)


def _tolerance(wanted: Wanted) -> float:
    """Where an interior point stops: well inside the gap that is asked for."""
    return min(max(0.1 * wanted.gap, 1e-8), _READABLE)


def _piqp(program: StepProgram, wanted: Wanted) -> Answer:
    """PIQP's interior point on sparse matrices.

    It calls programs infeasible that aren't when units are small and numbers large, and finds no
    inside where columns can't move: hence the general form.
    """
    piqp = import_module("piqp")
    sparse = import_module("scipy.sparse")
    began = perf_counter()
    form = general_form(program)
    if form is None:
        return _no_answer(program, "piqp", began)
    matrix = form.matrix.tocsr()
    lower, upper = form.row_bounds
    equal = lower == upper
    solver = piqp.SparseSolver()
    solver.settings.kkt_solver = piqp.KKTSolver.sparse_ldlt
    solver.settings.eps_abs = 1e-9
    solver.settings.eps_duality_gap_rel = _tolerance(wanted)
    columns = matrix.shape[1]
    solver.setup(
        sparse.csc_matrix((columns, columns)),
        form.cost,
        sparse.csc_matrix(matrix[equal]),
        lower[equal],
        sparse.csc_matrix(matrix[~equal]),
        lower[~equal],
        upper[~equal],
        *form.column_bounds,
    )
    status = solver.solve()
    found = solver.result
    duals = np.empty(lower.size)
    duals[equal], duals[~equal] = -found.y, found.z_l - found.z_u
    meaning = {
        piqp.PIQP_SOLVED: Status.SOLVED,
        piqp.PIQP_PRIMAL_INFEASIBLE: Status.INFEASIBLE,
        piqp.PIQP_DUAL_INFEASIBLE: Status.UNBOUNDED,
    }
    return _answer(
        form,
        (found.x, duals),
        route="piqp",
        status=meaning.get(status, Status.STOPPED),
        iterations=int(found.info.iter),
        seconds=perf_counter() - began,
        said=str(status.name).removeprefix("PIQP_").replace("_", " ").lower(),
    )


def _highs(program: StepProgram, wanted: Wanted) -> Answer:
    """HiGHS: simplex for what is small, an interior point for the rest, branch and bound."""
    highspy = import_module("highspy")
    began = perf_counter()
    form = general_form(program)
    if form is None:
        return _no_answer(program, "highs", began)
    model = _highs_model(highspy, form)
    solver = highspy.Highs()
    for name, value in _highs_options(program, wanted, columns=form.cost.size).items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    _run_highs(solver)
    status, info, found = solver.getModelStatus(), solver.getInfo(), solver.getSolution()
    meaning = {
        highspy.HighsModelStatus.kOptimal: Status.SOLVED,
        highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
        highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
        highspy.HighsModelStatus.kUnboundedOrInfeasible: Status.INFEASIBLE,
    }
    duals = np.array(found.row_dual if found.dual_valid else np.zeros(model.num_row_))
    values = np.array(found.col_value if found.value_valid else np.zeros(model.num_col_))
    bound = info.mip_dual_bound * form.scales.cost_unit if program.integer else None
    return _answer(
        form,
        (values, duals),
        route="highs",
        status=meaning.get(status, Status.STOPPED),
        iterations=max(info.simplex_iteration_count, info.ipm_iteration_count, info.mip_node_count),
        seconds=perf_counter() - began,
        said=solver.modelStatusToString(status).lower(),
        bound=bound if bound is not None and np.isfinite(bound) else None,
    )


def _highs_options(program: StepProgram, wanted: Wanted, *, columns: int) -> dict[str, Any]:
    """The method is named outright: what HiGHS chooses depends on what else is installed."""
    large = "hipo" if find_spec("highspy_extras") else "ipx"
    options: dict[str, Any] = {"output_flag": False, "run_crossover": "on"}
    if program.integer:
        options |= {"mip_rel_gap": 0.5 * wanted.gap, "mip_abs_gap": 0.0}
    else:
        options |= {"solver": "simplex" if columns <= _SMALL else large}
        options |= {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}
    if wanted.time_limit_s is not None:
        options["time_limit"] = wanted.time_limit_s
    return options


def _highs_model(highspy: Any, form: General) -> Any:  # noqa: ANN401 - classes of a package
    """The arrays as HiGHS takes them, without a modelling layer."""
    matrix = form.matrix
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.offset_ = form.offset
    model.col_cost_ = form.cost
    model.col_lower_, model.col_upper_ = form.column_bounds
    model.row_lower_, model.row_upper_ = form.row_bounds
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    integer = form.written.integer[form.kept_columns]
    if bool(integer.any()):
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[at] for at in integer.tolist()]
    return model


def _run_highs(solver: Any) -> None:  # noqa: ANN401 - a class of a package
    """Run it beside us, so that Ctrl-C gets through: it is told to stop, and the error goes on."""
    solver.HandleUserInterrupt = True
    solver.startSolve()
    try:
        while not solver.wait(0.1)[0]:
            continue
    except KeyboardInterrupt:
        solver.cancelSolve()
        solver.wait(5.0)
        raise


@dataclass(slots=True, eq=False)
class KeptModel:
    """HiGHS's simplex, kept from one program to the next of the same pattern.

    It begins at the basis where the last one ended: of two days of a park, most of it is right.
    Answers are judged like all others; a program that it fails at goes the usual way.
    """

    gap: float = 1e-6
    whole_gap: float = 1e-3
    """Of programs with whole numbers."""
    _solver: Any = field(default=None, init=False)
    _pattern: Pattern | None = field(default=None, init=False)
    _basis: Any = field(default=None, init=False)

    def solve(self, program: StepProgram) -> Solved:
        """The optimum of a program, judged from its own arrays.

        Raises:
            InfeasiblePlanError: it is shown that no point meets all rows and bounds.
            UnboundedPlanError: it is shown that the cost falls without end.
            SolverError: no route gave an answer that holds.
        """
        if program.integer:
            return self._whole(program)
        found = self._try(program)
        if found is not None:
            return found
        self._basis = None
        return solve(program, gap=self.gap)

    def _whole(self, program: StepProgram) -> Solved:
        """Whole numbers: by rounding where that is good enough, else by branching.

        Quantities that must be whole are left to branching.
        """
        if any(at.integer for at in program.quantities):
            return solve(program, gap=self.whole_gap)
        relaxation = self._try(relaxed(program))
        if relaxation is None:
            return solve(program, gap=self.whole_gap)
        for held in roundings(program, relaxation.answer):
            found = self._try(held)
            told = found and self._proven(program, found.answer, relaxation, "highs, rounded")
            if told:
                return told
        few = _highs(settled(program, relaxation.answer), Wanted(gap=self.whole_gap))
        proven = self._proven(program, few, relaxation, "highs, few")
        return proven or solve(program, gap=self.whole_gap)

    def _proven(
        self, program: StepProgram, answer: Answer, relaxation: Solved, route: str
    ) -> Solved | None:
        """An answer with the bound that the relaxation proves; None where it is not within it."""
        proven = replace(answer, bound=relaxation.judgement.lower_bound, route=route)
        judgement = judge(program, proven, tolerances=Tolerances(gap=self.whole_gap))
        if not judgement.accepted:
            return None
        attempt = Attempt(route=route, accepted=True, seconds=answer.seconds, said=answer.said)
        return Solved(answer=proven, judgement=judgement, attempts=(attempt,))

    def _try(self, program: StepProgram) -> Solved | None:
        """An answer to a linear program; None where the kept model finds none that holds."""
        answer = self._run(program)
        if answer.status is not Status.SOLVED:
            return None
        judgement = judge(program, answer, tolerances=Tolerances(gap=self.gap))
        if not judgement.accepted:
            return None
        attempt = Attempt(
            route=answer.route, accepted=True, seconds=answer.seconds, said=answer.said
        )
        return Solved(answer=answer, judgement=judgement, attempts=(attempt,))

    def values(self, program: StepProgram) -> Answer:
        """The optimum of a small program, not judged: for steps that are checked all together.

        Raises:
            InfeasiblePlanError: HiGHS finds no answer.
        """
        if program.integer:
            return self._whole(program).answer
        answer = self._run(program)
        if answer.status is not Status.SOLVED:
            raise InfeasiblePlanError(Phrase("{said}", {"said": answer.said}), remedy=_AGAIN)
        return answer

    def _run(self, program: StepProgram) -> Answer:
        highspy = import_module("highspy")
        began = perf_counter()
        if self._solver is None:
            self._solver = highspy.Highs()
            for name, value in _KEPT_OPTIONS.items():
                self._solver.setOptionValue(name, value)
        if self._pattern is None or not self._pattern.fits(program):
            self._pattern, self._basis = pattern_of(program), None
        solver = self._solver
        solver.passModel(_model_of(highspy, program, self._pattern))
        if self._basis is not None:
            solver.setBasis(self._basis)
        solver.run()
        status = solver.getModelStatus()
        solved = status == highspy.HighsModelStatus.kOptimal
        self._basis = solver.getBasis() if solved else None
        found = solver.getSolution()
        return _by_step_answer(
            program,
            (np.array(found.col_value), np.array(found.row_dual)),
            status=Status.SOLVED if solved else Status.STOPPED,
            iterations=solver.getInfo().simplex_iteration_count,
            seconds=perf_counter() - began,
            said=solver.modelStatusToString(status).lower(),
        )


def _model_of(highspy: Any, program: StepProgram, pattern: Pattern) -> Any:  # noqa: ANN401 - classes of a package
    """The arrays of a program of a known pattern."""
    model, flows, once = highspy.HighsLp(), program.flows, program.quantities
    rows, totals = program.rows, program.totals
    model.num_row_, model.num_col_ = program.size
    model.offset_ = program.offset
    model.col_cost_ = by_step([at.cost for at in flows], [at.cost for at in once])
    model.col_lower_ = by_step([at.lower for at in flows], [at.lower for at in once])
    model.col_upper_ = by_step([at.upper for at in flows], [at.upper for at in once])
    model.row_lower_ = by_step([at.lower for at in rows], [at.lower for at in totals])
    model.row_upper_ = by_step([at.upper for at in rows], [at.upper for at in totals])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = pattern.starts
    model.a_matrix_.index_ = pattern.rows
    model.a_matrix_.value_ = pattern.values(program)
    return model


def _by_step_answer(program: StepProgram, found: tuple[Array, Array], **said: Any) -> Answer:  # noqa: ANN401 - fields
    """Values and duals, written out step by step, as an answer to the program."""
    values, duals = found
    steps, flows, rows = program.steps, len(program.flows), len(program.rows)
    return Answer(
        route="highs, kept",
        flows=np.ascontiguousarray(values[: steps * flows].reshape(steps, flows).T),
        quantities=values[steps * flows :],
        row_duals=np.ascontiguousarray(duals[: steps * rows].reshape(steps, rows).T),
        total_duals=duals[steps * rows :],
        **said,
    )


def _answer(form: General, found: tuple[Array, Array], **said: Any) -> Answer:  # noqa: ANN401 - fields
    """Values and duals of the general form, as an answer to the program."""
    values = form.values(*found)
    return Answer(
        flows=values.flows,
        quantities=values.quantities,
        row_duals=values.row_duals,
        total_duals=values.total_duals,
        **said,
    )


def _no_answer(program: StepProgram, route: str, began: float) -> Answer:
    """Bounds cross, or a row without columns can't be met; the elastic form shows which."""
    return Answer(
        route=route,
        status=Status.INFEASIBLE,
        flows=np.zeros((len(program.flows), program.steps)),
        quantities=np.zeros(len(program.quantities)),
        row_duals=np.zeros((len(program.rows), program.steps)),
        total_duals=np.zeros(len(program.totals)),
        iterations=0,
        seconds=perf_counter() - began,
        said="bounds cross",
    )


INTERIOR: Final = Route("interior", _interior)
PIQP: Final = Route("piqp", _piqp)
HIGHS: Final = Route("highs", _highs, whole_numbers=True)
ROUTES: Final[Mapping[str, Route]] = {at.name: at for at in (INTERIOR, PIQP, HIGHS)}


def _usual(program: StepProgram) -> tuple[Route, ...]:
    return (HIGHS,) if program.integer else (INTERIOR, PIQP, HIGHS)
