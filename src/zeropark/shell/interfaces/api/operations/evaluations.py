"""Evaluations: whether a closed year was good enough, and what would have to change."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from zeropark.basis.timeline import parse_period
from zeropark.review.evaluation.summary import summary
from zeropark.shell.interfaces.api.models.evaluation import EvaluationShown
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk

router = APIRouter(route_class=ApiRoute, tags=["evaluations"])


@router.get("/parks/{park}/evaluations/{year}", responses=problems(404))
def read_evaluation(
    desk: Desk,
    year: Annotated[int, Path(ge=2000, le=2099, description="A calendar year.", examples=[2025])],
) -> EvaluationShown:
    """The 1+5 indicators of a closed year, and what would have to change."""
    judged = desk.evaluated(parse_period(str(year))).evaluation
    findings = [FindingShown.of(each) for each in judged.findings]
    return EvaluationShown.model_validate({**summary(judged), "findings": findings})
