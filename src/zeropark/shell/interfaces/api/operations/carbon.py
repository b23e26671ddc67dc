"""Carbon: the inventories of a closed period, side by side, unfolded where that is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from zeropark.facts.carbon.inventory import Book
from zeropark.review.reports.statement import inventory_statement
from zeropark.shell.interfaces.api.models.asked import PeriodAsked
from zeropark.shell.interfaces.api.models.carbon import InventoriesShown, InventoryShown
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.serving.park_desk import ParkDesk

router = APIRouter(route_class=ApiRoute, tags=["carbon"])


class InventoriesAsked(PeriodAsked):
    """Of which period, and how deep."""

    unfold: bool = False
    """Whether every line comes with its months, flows and meters."""


@router.get("/parks/{park}/inventories", responses=problems(404))
def list_inventories(desk: Desk, asked: Annotated[InventoriesAsked, Query()]) -> InventoriesShown:
    """The CO2 of a closed period in all three books; they are never added."""
    return InventoriesShown(
        period=PeriodShown.of(asked.named),
        inventories=[_inventory(desk, book, asked) for book in Book],
    )


@router.get("/parks/{park}/inventories/{book}", responses=problems(404))
def read_inventory(
    desk: Desk,
    book: Annotated[Book, Path(description="Which of the three books.")],
    asked: Annotated[InventoriesAsked, Query()],
) -> InventoryShown:
    """The CO2 of a closed period in one book, line by line."""
    return _inventory(desk, book, asked)


def _inventory(desk: ParkDesk, book: Book, asked: InventoriesAsked) -> InventoryShown:
    found = desk.account(asked.named)
    inventory = next(each for each in found.inventories if each.book is book)
    flows = found.flows if asked.unfold else None
    return InventoryShown.model_validate(inventory_statement(inventory, flows=flows))
