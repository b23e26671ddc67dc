"""Plans: those that are kept in a park's folder, at a glance and one by one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from zeropark.future.plan.years.summary import summary
from zeropark.shell.interfaces.api.models.asked import Paged
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import page_of
from zeropark.shell.interfaces.api.models.plan import PlanListed, PlanShown, PlansPage
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.serving.kept_plans import ListedPlan

router = APIRouter(route_class=ApiRoute, tags=["plans"])


@router.get("/parks/{park}/plans", responses=problems(404))
def list_plans(desk: Desk, asked: Paged) -> PlansPage:
    """The plans that are kept, the newest first; one that can't be read says why."""
    page = page_of(desk.plans.listed(), asked, _listed)
    return PlansPage(items=page.items, next=page.next)


@router.get("/parks/{park}/plans/{plan}", responses=problems(404))
def read_plan(
    desk: Desk,
    plan: Annotated[
        str,
        Path(
            pattern=r"^[^/\\]+$",
            max_length=200,
            description="The name that it is kept under.",
            examples=["size-2030"],
        ),
    ],
) -> PlanShown:
    """One plan: sizes, costs, rules with shadow prices, bound and gap; not its series."""
    kept = next((each for each in desk.plans.kept() if each.name == plan), None)
    if kept is None:
        raise NotFoundError("The park {park!r} has no plan {plan!r}.", park=desk.id, plan=plan)
    return PlanShown.model_validate(summary(desk.plans.read(kept)))


def _listed(each: ListedPlan) -> PlanListed:
    at = each.glance
    core = None if at is None else at.core
    return PlanListed(
        name=each.kept.name,
        written=each.kept.written,
        stage=None if at is None else at.stage,
        year=None if at is None else at.year,
        steps=None if at is None else at.steps,
        objective_cny_per_year=None if at is None else at.objective_cny_per_year,
        lower_bound_cny_per_year=None if at is None else at.lower_bound_cny_per_year,
        relative_gap=None if at is None else at.relative_gap,
        core_tco2_per_tce=None if core is None else core.value,
        core_limit_tco2_per_tce=None if core is None else core.bound,
        route=None if at is None else at.route,
        findings=[FindingShown.of(found) for found in each.findings],
    )
