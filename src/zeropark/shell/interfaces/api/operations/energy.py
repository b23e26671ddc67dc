"""Energy: how every bus closed, what was consumed in standard coal, and who used how much."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query

from zeropark.facts.ledger.attribute import consumption_by_owner
from zeropark.facts.ledger.balance.by_bus import balance_by_bus
from zeropark.review.evaluation.plain import plain_quality
from zeropark.review.reports.statement import consumption_statement
from zeropark.shell.interfaces.api.models.asked import OfPeriod, PeriodPageAsked
from zeropark.shell.interfaces.api.models.energy import (
    BalancesPage,
    BusBalanceShown,
    ConsumptionShown,
    OwnerConsumption,
    OwnerConsumptionPage,
)
from zeropark.shell.interfaces.api.models.page import page_of
from zeropark.shell.interfaces.api.models.shown import PeriodShown, Shown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk

router = APIRouter(route_class=ApiRoute, tags=["energy"])
_Model = TypeVar("_Model", bound=Shown)


class AllocationAsked(PeriodPageAsked):
    """Of which period, and what of the losses."""

    share_losses: bool = False
    """Whether losses on the park's own buses are spread over the enterprises."""


@router.get("/parks/{park}/balances", responses=problems(404))
def list_balances(desk: Desk, asked: Annotated[PeriodPageAsked, Query()]) -> BalancesPage:
    """How every bus closed over a closed period: inflow, outflow and its named residual."""
    period = asked.named
    flows = desk.flows(period)
    rows = desk.answer(("balances", period), lambda: balance_by_bus(flows, park=desk.park))
    page = page_of(rows.rows(named=True), asked, lambda row: _flagged(row, BusBalanceShown))
    return BalancesPage(items=page.items, next=page.next, period=PeriodShown.of(period))


@router.get("/parks/{park}/consumption", responses=problems(404))
def read_consumption(desk: Desk, asked: OfPeriod) -> ConsumptionShown:
    """All energy consumed inside the park in a closed period, in standard coal."""
    period = asked.named
    stated = consumption_statement(desk.account(period).consumption)
    return ConsumptionShown.model_validate({"period": PeriodShown.of(period), **stated})


@router.get("/parks/{park}/allocation", responses=problems(404))
def list_allocation(desk: Desk, asked: Annotated[AllocationAsked, Query()]) -> OwnerConsumptionPage:
    """Who used how much of which carrier in a closed period."""
    period, share = asked.named, asked.share_losses
    flows = desk.flows(period)
    rows = desk.answer(
        ("allocation", period, share),
        lambda: consumption_by_owner(flows, park=desk.park, share_losses=share),
    ).rows(named=True)
    page = page_of(rows, asked, lambda row: _flagged(row, OwnerConsumption))
    return OwnerConsumptionPage(items=page.items, next=page.next, period=PeriodShown.of(period))


def _flagged(row: dict[str, Any], model: type[_Model]) -> _Model:
    """A row with the names of its quality flags."""
    return model.model_validate({**row, **plain_quality(row["quality"])})
