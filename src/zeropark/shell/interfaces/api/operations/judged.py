"""What a period costs, and whether a year was good enough."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from zeropark.basis.timeline import parse_period
from zeropark.review.evaluation.summary import summary
from zeropark.review.reports.statement import bill_statement
from zeropark.shell.interfaces.api.models.asked import OfPeriod
from zeropark.shell.interfaces.api.models.bill import BillShown, BillsShown
from zeropark.shell.interfaces.api.models.evaluation import EvaluationShown
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk

router = APIRouter(route_class=ApiRoute)


@router.get("/parks/{park}/bills", tags=["bills"], responses=problems(404))
def list_bills(desk: Desk, asked: OfPeriod) -> BillsShown:
    """What the electricity of a closed period costs, by grid-supply contract."""
    period = asked.named
    bills = [
        BillShown.model_validate({"contract": contract, **bill_statement(bill)})
        for contract, bill in desk.bills(period).items()
    ]
    return BillsShown(period=PeriodShown.of(period), bills=bills)


@router.get("/parks/{park}/evaluations/{year}", tags=["evaluations"], responses=problems(404))
def read_evaluation(
    desk: Desk,
    year: Annotated[int, Path(ge=2000, le=2099, description="A calendar year.", examples=[2025])],
) -> EvaluationShown:
    """The 1+5 indicators of a closed year, and what would have to change."""
    judged = desk.evaluated(parse_period(str(year))).evaluation
    findings = [FindingShown.of(each) for each in judged.findings]
    return EvaluationShown.model_validate({**summary(judged), "findings": findings})
