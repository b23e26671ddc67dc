"""What to build: the plans that are kept, and one of them with all that explains and proves it.

The list needs no address of its own beside the page; a plan is `?plan=NAME`, a pathway
`?pathway=NAME`. Its week of dispatch
and its books are parts that the page fetches after it is there.
"""

from __future__ import annotations

from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.plan.years.pathway_text import PathwayLine
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.figures.plan_frontier import plan_frontier_figure
from zeropark.review.presentation.money import money_unit
from zeropark.review.presentation.plan_tiles import gap_percent, limit_bound
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.pages.pathway import pathway_shown
from zeropark.shell.interfaces.console.pages.plan import plan_shown, week_shown
from zeropark.shell.interfaces.console.pages.plan_books import books_shown
from zeropark.shell.interfaces.console.texts.plans import PLANS
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.serving.kept_plans import ListedPlan, PlanGlance


def plans(visit: ParkVisit) -> Shown:
    """The plan or pathway that the address names, else all of them."""
    if visit.query.get("plan"):
        return plan_shown(visit)
    if visit.query.get("pathway"):
        return pathway_shown(visit)
    listed = visit.desk.plans.listed()
    readable = tuple(each for each in listed if each.glance is not None)
    stages = visit.desk.plans.pathways()
    line = visit.desk.plans.frontier()
    drawn = None if line is None else plan_frontier_figure(line)
    return Shown(
        figures=() if drawn is None else (drawn,),
        tables=({"plans": _table(readable)} if readable else {})
        | ({"pathways": _pathways(stages)} if stages else {}),
        data={
            "one": None,
            "pathway": None,
            "listed": readable,
            "unreadable": tuple(found for each in listed for found in each.findings),
            "folder": visit.desk.folder.name,
        },
    )


def _table(listed: tuple[ListedPlan, ...]) -> Table:
    costs = [abs(each.glance.objective_cny_per_year) for each in listed if each.glance]
    unit, size = money_unit(max(costs), yearly=True)
    return Table(
        caption=PLANS["plans.list"],
        columns=(
            Column(PLANS["plans.name"]),
            Column(PLANS["plans.written"]),
            Column(PLANS["plans.stage"], digits=None),
            Column(PLANS["plans.steps"], digits=0),
            Column(TEXTS["plan.tile.cost"], unit, 2),
            Column(TEXTS["plan.tile.bound"], unit, 2),
            Column(PLANS["plans.gap"], "%"),
            Column(PLANS["plans.core"], "tCO₂/tce", 3),
            Column(PLANS["plans.limit"]),
            Column(TEXTS["plan_attempts.route"]),
        ),
        rows=tuple(_row(each, each.glance, size) for each in listed if each.glance),
    )


def _row(listed: ListedPlan, glance: PlanGlance, size: float) -> tuple[Cell, ...]:
    core = glance.core
    return (
        listed.kept.name,
        f"{listed.kept.written.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        str(glance.stage),
        float(glance.steps),
        glance.objective_cny_per_year / size,
        glance.lower_bound_cny_per_year / size,
        gap_percent(glance.relative_gap),
        None if core is None else core.value,
        TEXTS["none"] if core is None else limit_bound(core),
        glance.route,
    )


def _pathways(listed: tuple[ListedPlan, ...]) -> Table:
    worth = [abs(each.pathway.objective_cny) for each in listed if each.pathway]
    unit, size = money_unit(max(worth), yearly=False)
    return Table(
        caption=PLANS["plans.pathways"],
        columns=(
            Column(PLANS["plans.pathway"]),
            Column(PLANS["plans.written"]),
            Column(PLANS["plans.stages"]),
            Column(TEXTS["plan_pathway.worth"], unit, 2),
            Column(TEXTS["plan.tile.bound"], unit, 2),
            Column(PLANS["plans.gap"], "%"),
            Column(TEXTS["plan.tile.capex"], unit, 2),
            Column(TEXTS["plan_pathway.residual"], unit, 2),
            Column(TEXTS["plan_attempts.route"]),
        ),
        rows=tuple(_pathway_row(each, each.pathway, size) for each in listed if each.pathway),
    )


def _pathway_row(listed: ListedPlan, line: PathwayLine, size: float) -> tuple[Cell, ...]:
    return (
        listed.kept.name,
        f"{listed.kept.written.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        ", ".join(str(stage.year) for stage in line.stages),
        line.objective_cny / size,
        line.lower_bound_cny / size,
        gap_percent(line.relative_gap),
        line.invested_cny / size,
        line.residual_cny / size,
        line.route,
    )


PLANS_PAGE = ParkPage(
    id="plans",
    sentence=Text("应当建什么", "What to build"),
    heading=Text("{park}应当建什么", "What to build in {park}"),
    template="plans.html.j2",
    view=plans,
    key="p",
    needs="nothing",
    periods="none",
    parts={
        "week": Part(
            template="plan_week.html.j2", view=week_shown, tables=("plan-week", "plan-stores")
        ),
        "books": Part(
            template="plan_books.html.j2", view=books_shown, tables=("guiding", "direct")
        ),
    },
)
