"""PyPSA from the series in memory to the optimum, by each of HiGHS's solvers."""

from __future__ import annotations

from collections.abc import Mapping

from contenders.clock import TOLERANCE, Clock, Run
from reference.document import Stretch, reference_conditions, reference_problem
from reference.document_in_pypsa import Twin


def pypsa_by(solver: str) -> Run:
    """One solver of HiGHS, without crossover."""

    def run(stretch: Stretch, clock: Clock) -> Mapping[str, object]:
        problem, conditions = reference_problem(stretch), reference_conditions(stretch)
        with clock.stage("all"):
            with clock.stage("build"):
                twin = Twin(problem, conditions)
            with clock.stage("solve"):
                objective = twin.solve(solver=solver, tolerance=TOLERANCE)
        return {"objective": objective}

    return run


CONTENDERS: Mapping[str, Run] = {
    f"pypsa-{solver}": pypsa_by(solver) for solver in ("hipo", "ipx", "simplex")
}
