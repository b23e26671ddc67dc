"""Appraising a plan: the whole of it as an investment, and each part by what a unit costs."""

from __future__ import annotations

from dataclasses import dataclass

from zeropark.basis.errors import Finding, InputError, Severity
from zeropark.basis.park.financing import DriverRange, Financing
from zeropark.basis.park.planning import Planning
from zeropark.basis.rules.rule import Rulebook
from zeropark.future.plan.deals.appraise import Appraisal, appraise
from zeropark.future.plan.deals.projects.inflate import inflated
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.uncertainty.distribution import Triangular
from zeropark.future.plan.deals.uncertainty.monte_carlo import Uncertain
from zeropark.future.plan.deals.uncertainty.tornado import Range
from zeropark.future.plan.years.appraising.assumed import assumptions, price_day, rule_findings
from zeropark.future.plan.years.appraising.bought_instead import BoughtInstead, bought_instead
from zeropark.future.plan.years.appraising.invested import invested
from zeropark.future.plan.years.appraising.parts import Part, parts_of
from zeropark.future.plan.years.appraising.whole import (
    Instead,
    instead_of_buying,
    instead_of_plan,
    whole_drivers,
    whole_project,
)
from zeropark.future.plan.years.plan import Plan

_EITHER_WAY = (0.8, 1.2)
"""The range of a driver that the financing says nothing of."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanAppraisal:
    """What a plan is worth."""

    plan: Plan
    financing: Financing
    bought: BoughtInstead | None
    """The year of buying everything; None: held against another plan, or not known."""
    against: Plan | None
    whole: Appraisal | None
    """None where there is nothing to hold the plan against."""
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        """How far each figure of the whole may be off: as told, else a fifth either way."""
        return () if self.whole is None else _ranges(self.whole.project, self.financing)

    @property
    def uncertain(self) -> tuple[Uncertain, ...]:
        """The same ranges as triangles with the planned figure at the top."""
        return tuple(
            Uncertain(
                driver=each.driver,
                factor=Triangular(each.low, min(max(1.0, each.low), each.high), each.high),
            )
            for each in self.ranges
        )


def appraise_plan(plan: Plan, rulebook: Rulebook, *, against: Plan | None = None) -> PlanAppraisal:
    """The worth of a plan by the financing in its own document.

    Tax and debt are counted in the money of their day where the financing has an inflation; parts
    are in real terms.

    Args:
        plan: finished.
        rulebook: tariffs and tax rules.
        against: another plan of the same park that it is held against; None: buying everything.

    Raises:
        InputError: the other plan is of another park, or dearer to build; a range names no driver.
        MissingRuleError: the tax rule that is asked for is not in force in the price year.
    """
    planning = plan.park.planning or Planning()
    financing = planning.financing
    bought = None
    if against is None:
        bought = bought_instead(plan, financing, rulebook, at=price_day(planning))
    instead = _instead(plan, bought, against)
    whole = None if instead is None else _whole(plan, instead, financing, rulebook)
    parts = parts_of(plan, invested(plan), discount_rate_per_year=planning.discount_rate)
    return PlanAppraisal(
        plan=plan,
        financing=financing,
        bought=bought,
        against=against,
        whole=whole,
        parts=parts.appraised,
        findings=(
            *rule_findings(planning, financing, rulebook),
            *([] if instead is not None else [_nothing_to_hold_against(plan)]),
            *(() if bought is None else bought.findings),
            *(() if whole is None else whole.findings),
            *parts.findings,
        ),
    )


def _instead(plan: Plan, bought: BoughtInstead | None, against: Plan | None) -> Instead | None:
    if against is None:
        return None if bought is None else instead_of_buying(bought)
    if against.park.id != plan.park.id:
        raise InputError(
            "One plan is of the park {park!r}, the other of {other!r}: hold plans of one park "
            "against each other.",
            park=plan.park.id,
            other=against.park.id,
        )
    return instead_of_plan(against)


def _whole(plan: Plan, instead: Instead, financing: Financing, rulebook: Rulebook) -> Appraisal:
    planning = plan.park.planning or Planning()
    project = whole_project(plan, instead, assumptions(planning, financing, rulebook))
    if financing.inflation_per_year:
        project = inflated(project, inflation_per_year=financing.inflation_per_year)
    return appraise(project)


def _ranges(project: Project, financing: Financing) -> tuple[Range, ...]:
    drivers = whole_drivers(project)
    known = {driver.id for driver in drivers}
    wrong = [_no_driver(each, known) for each in financing.ranges if each.driver not in known]
    if wrong:
        raise InputError.of(*wrong)
    told = {each.driver: (each.low, each.high) for each in financing.ranges}
    ends = ((driver, *told.get(driver.id, _EITHER_WAY)) for driver in drivers)
    return tuple(Range(driver=driver, low=low, high=high) for driver, low, high in ends)


def _no_driver(each: DriverRange, known: set[str]) -> Finding:
    return Finding(
        code="appraisal.no_driver",
        place=f"planning.financing.ranges.{each.driver}",
        problem_template="The appraisal has no figure {driver!r}.",
        remedy_template="Name one of: {known}.",
        data={"driver": each.driver, "known": ", ".join(sorted(known))},
    )


def _nothing_to_hold_against(plan: Plan) -> Finding:
    return Finding(
        code="appraisal.nothing_against",
        place=plan.park.id,
        problem_template="What buying everything would cost is not known, so that the worth of the "
        "whole plan is not.",
        remedy_template="Plan over a whole calendar year with a grid_supply contract, give prices "
        "in planning.financing.bought, or hold it against another plan with --against.",
        severity=Severity.WARNING,
    )
