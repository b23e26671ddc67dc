"""Bills: what the electricity of a closed period costs, by contract."""

from __future__ import annotations

from fastapi import APIRouter

from zeropark.review.reports.statement import bill_statement
from zeropark.shell.interfaces.api.models.asked import OfPeriod
from zeropark.shell.interfaces.api.models.bill import BillShown, BillsShown
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk

router = APIRouter(route_class=ApiRoute, tags=["bills"])


@router.get("/parks/{park}/bills", responses=problems(404))
def list_bills(desk: Desk, asked: OfPeriod) -> BillsShown:
    """What the electricity of a closed period costs, by grid-supply contract."""
    period = asked.named
    bills = [
        BillShown.model_validate({"contract": contract, **bill_statement(bill)})
        for contract, bill in desk.bills(period).items()
    ]
    return BillsShown(period=PeriodShown.of(period), bills=bills)
