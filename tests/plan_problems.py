"""Planning problems made in a few words, solved by HiGHS, and read as figures and flows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plan_solved import Solved, attempt
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows, Kind
from zeropark.facts.ledger.sums import non_fossil_plants
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.program.answer import Answer, Status
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.site.conditions import StoreEnd, conditions_of
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.site.park_draft import ParkDraft, Path, of

Array = NDArray[np.float64]
RULE_DAY = date(2026, 12, 31)


def problem_of(
    park: ParkDocument,
    axis: Axis,
    *,
    options: Options | None = None,
    rulebook: Rulebook | None = None,
    availability: Mapping[str, Any] | None = None,
    load: Mapping[str, Any] | None = None,
    stores_end: StoreEnd = "cyclic",
) -> Problem:
    """The problem of a park with given series; what is not given is simulated with seed 1."""
    given = GivenSeries(
        availability={at: np.asarray(v, dtype=float) for at, v in (availability or {}).items()},
        load={at: np.asarray(v, dtype=float) for at, v in (load or {}).items()},
    )
    conditions = conditions_of(park, axis, seed=1, given=given, stores_end=stores_end)
    return write_problem(conditions, rulebook or load_rulebook(), options)


@dataclass(frozen=True)
class Planned:
    """The cheapest answer of a problem."""

    problem: Problem
    objective: float
    figures: Figures

    def cost(self, item: str, component: str | None = None) -> float:
        """What the charges of an item (and component) come to, CNY a year."""
        return sum(
            charge.account.amount(self.figures)
            for charge in self.problem.charges
            if charge.item == item and component in (None, charge.component)
        )

    def value(self, rule: str) -> float | None:
        """What a limit comes to."""
        (limit,) = (each for each in self.problem.limits if each.rule == rule)
        return limit.value(self.figures)

    def flow(self, source: str, sink: str) -> Array:
        """What flows from node to node."""
        found = [
            v
            for path, v in self.figures.flows.items()
            if (path.source, path.sink) == (source, sink)
        ]
        return sum(found, start=np.zeros(self.problem.site.axis.count))

    def flows(self) -> Flows:
        """All flows as the ledger has them."""
        return flows_of(self.problem.site.park.id, self.problem.site.axis, self.figures.flows)


def planned(problem: Problem) -> Planned:
    """The cheapest answer, by HiGHS."""
    found = plannable(problem)
    assert found is not None, "nothing meets all rules"
    return found


def plannable(problem: Problem) -> Planned | None:
    """The cheapest answer; None where nothing meets all rules."""
    program = problem.program()
    nothing = Solved(program.offset, np.zeros((0, program.steps)), np.zeros(0))
    solved = attempt(problem.site.draft) if program.size[1] else nothing
    if solved is None:
        return None
    answer = Answer(
        route="highs",
        status=Status.SOLVED,
        flows=solved.flows,
        quantities=solved.quantities,
        row_duals=np.zeros((0, 0)),
        total_duals=np.zeros(0),
        iterations=0,
        seconds=0.0,
    )
    return Planned(problem, solved.objective, problem.figures(answer))


def flows_of(park: str, axis: Axis, quantities: Mapping[Path, Array]) -> Flows:
    """Series by path as flows of the ledger, marked as planned."""
    array = np.maximum(np.array(list(quantities.values())), 0.0)
    return Flows(
        park=park,
        axis=axis,
        links=tuple(FlowLink(at.carrier, at.source, at.sink) for at in quantities),
        quantity=array,
        quality=np.zeros(array.shape, dtype=np.uint8),
        kind=np.full(array.shape, Kind.PLANNED, dtype=np.uint8),
    )


def open_setting(park: ParkDocument, axis: Axis, rulebook: Rulebook) -> Setting:
    """A park in which every connection carries what it likes: for sums over any flows."""
    draft = Draft(axis.count)
    paths = [Path(c.carrier, c.source, c.sink) for c in connections(park)]
    paths += [
        Path("electricity", plant, CURTAILED)
        for plant in non_fossil_plants(park)
        if any(path.source == plant and path.carrier == "electricity" for path in paths)
    ]
    site = ParkDraft(park=park, axis=axis, draft=draft)
    for path in dict.fromkeys(paths):
        site.paths[path] = of(draft.flow(f"{path.source}>{path.sink}"))
    return Setting(site=site, rulebook=rulebook, price_day=RULE_DAY, rule_day=RULE_DAY)


__all__ = ["Planned", "flows_of", "open_setting", "plannable", "planned", "problem_of"]
