"""Green power: the three books of a closed period, and its direct connections."""

from __future__ import annotations

from fastapi import APIRouter

from zeropark.review.reports.statement import direct_statement, green_statement
from zeropark.shell.interfaces.api.models.asked import OfPeriod
from zeropark.shell.interfaces.api.models.green import (
    DirectConnectionShown,
    DirectConnectionsShown,
    GreenBooksShown,
)
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk

router = APIRouter(route_class=ApiRoute, tags=["green"])


@router.get("/parks/{park}/green-books", responses=problems(404))
def read_green_books(desk: Desk, asked: OfPeriod) -> GreenBooksShown:
    """Physically direct, traded and certificates of a closed period; never added."""
    period = asked.named
    stated = green_statement(desk.account(period).green)
    return GreenBooksShown.model_validate({"period": PeriodShown.of(period), **stated})


@router.get("/parks/{park}/direct-connections", responses=problems(404))
def list_direct_connections(desk: Desk, asked: OfPeriod) -> DirectConnectionsShown:
    """R1 to R3 of every green direct connection, whose its power is, and where the year may end."""
    period = asked.named
    stated = (
        direct_statement(each.direct, year_end=each.year_end)
        for each in desk.allocated(period).connections
    )
    return DirectConnectionsShown(
        period=PeriodShown.of(period),
        connections=[DirectConnectionShown.model_validate(each) for each in stated],
    )
