"""Solving a program by one of several routes: with `kept_model` the only file that names a solver.

Routes: our own interior point, for the structure that repeats step by step; PIQP, a general
interior point; HiGHS, for whole numbers, as the reference and as the last resort. What they answer
is judged in `program/search`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any, Final

import numpy as np

from zeropark.basis.errors import Phrase, SolverError
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.forms.general import General, general_form
from zeropark.future.plan.program.proving.products import Array
from zeropark.future.plan.program.search import Route, Search, Solved, Wanted, check_bounds
from zeropark.future.plan.program.step_program import StepProgram

_SMALL: Final = 30_000
"""Columns up to which HiGHS's simplex is quicker than its interior points."""
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
