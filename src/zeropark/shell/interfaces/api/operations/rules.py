"""Rules: what they say on a day, their history, and a park's own before the package's."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import PARK_ZONE
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.api.models.page import Asked, PageAsked, page_of
from zeropark.shell.interfaces.api.models.rule import (
    RuleHistory,
    RuleShown,
    RulesPage,
    RuleVersion,
)
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk, Served, Service
from zeropark.shell.usecases.show_rules import list_rules as listed_rules
from zeropark.shell.usecases.show_rules import show_rule

router = APIRouter(route_class=ApiRoute, tags=["rules"])

Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2099, 12, 31))]
RuleId = Annotated[
    str,
    Path(
        description="The rule's dotted id.",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        max_length=120,
        examples=["ef.electricity.park910"],
    ),
]


class RulesAsked(PageAsked):
    """Which rules, and on which day."""

    prefix: str = Field(default="", max_length=120, pattern=r"^[A-Za-z0-9_.-]*$")
    """Only rules whose id begins so."""
    at: Day | None = None
    """The day that `current` is in force on; left out: today at the park."""


class RuleAsked(Asked):
    """On which day."""

    at: Day | None = None
    """The day that a version is marked as in force on; left out: today at the park."""


@router.get("/rules", responses=problems())
def list_rules(served: Served, asked: Annotated[RulesAsked, Query()]) -> RulesPage:
    """Every rule of the package, with the version in force on a day."""
    return _page(_package(), asked, _day(asked.at, served))


@router.get("/rules/{rule}", responses=problems(404))
def read_rule(served: Served, rule: RuleId, asked: Annotated[RuleAsked, Query()]) -> RuleHistory:
    """All versions of one rule of the package: what it says, since when, who says so."""
    return _history(_package(), rule, _day(asked.at, served))


@router.get("/parks/{park}/rules", responses=problems(404))
def list_park_rules(desk: Desk, served: Served, asked: Annotated[RulesAsked, Query()]) -> RulesPage:
    """Every rule that the park's books stand on, its own included."""
    return _page(desk.rules, asked, _day(asked.at, served))


@router.get("/parks/{park}/rules/{rule}", responses=problems(404))
def read_park_rule(
    desk: Desk, served: Served, rule: RuleId, asked: Annotated[RuleAsked, Query()]
) -> RuleHistory:
    """All versions of one rule, the park's own included."""
    return _history(desk.rules, rule, _day(asked.at, served))


@cache
def _package() -> Rulebook:
    return bootstrap.rulebook(None)


def _day(asked: date | None, served: Service) -> date:
    return asked or served.parks.clock.now().astimezone(PARK_ZONE).date()


def _page(rules: Rulebook, asked: RulesAsked, at: date) -> RulesPage:
    listed = listed_rules(rules, at=at, prefix=asked.prefix)
    page = page_of(listed, asked, lambda each: RuleShown.model_validate(asdict(each)))
    return RulesPage(items=page.items, next=page.next, at=at)


def _history(rules: Rulebook, rule: str, at: date) -> RuleHistory:
    versions = show_rule(rules, rule, at=at)
    return RuleHistory(
        id=rule, versions=[RuleVersion.model_validate(asdict(each)) for each in versions]
    )
