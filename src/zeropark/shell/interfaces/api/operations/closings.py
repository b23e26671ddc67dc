"""Closings: what is closed, what closing again changed, and closing a period."""

from __future__ import annotations

from fastapi import APIRouter

from zeropark.basis.errors import Finding
from zeropark.facts.readings.filling.fill import DEFAULT, methods_named
from zeropark.shell.closing.stretch import ClosedPeriod, Coverage
from zeropark.shell.interfaces.api.models.asked import Paged, named_period
from zeropark.shell.interfaces.api.models.closing import (
    ChannelCoverage,
    Closed,
    ClosedPeriodsPage,
    ClosingAsked,
    ClosingShown,
    ClosingsPage,
    LinkChangeShown,
    RestatementShown,
    RestatementsPage,
)
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.page import page_of
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import LARGEST_BODY, ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.interfaces.http.guard import may_write
from zeropark.shell.interfaces.http.quietly import Quietly
from zeropark.shell.ports.books import Closing, Restatement
from zeropark.shell.usecases.close_period import close_period

router = APIRouter(route_class=ApiRoute, tags=["closings"])
_LARGEST_BODY_BYTES = 10_000


@router.get("/parks/{park}/closed-periods", responses=problems(404))
def list_closed_periods(desk: Desk, asked: Paged) -> ClosedPeriodsPage:
    """What of time is closed; stretches that touch are one."""
    page = page_of(desk.closed(), asked, PeriodShown.of)
    return ClosedPeriodsPage(items=page.items, next=page.next)


@router.get("/parks/{park}/closings", responses=problems(404))
def list_closings(desk: Desk, asked: Paged) -> ClosingsPage:
    """Every closing that is still in force, and the state of knowledge it was made on."""
    page = page_of(desk.closings(), asked, _closing)
    return ClosingsPage(items=page.items, next=page.next)


@router.get("/parks/{park}/restatements", responses=problems(404))
def list_restatements(desk: Desk, asked: Paged) -> RestatementsPage:
    """What closing again changed in periods that had been closed before."""
    found = desk.answer("restatements", desk.work.books.restatements)
    page = page_of(found, asked, _restatement)
    return RestatementsPage(items=page.items, next=page.next)


@router.post(
    "/parks/{park}/closings",
    responses=problems(400, 403, 404, 413, 503),
    status_code=201,
    openapi_extra={LARGEST_BODY: _LARGEST_BODY_BYTES},
)
def create_closing(desk: Desk, asked: ClosingAsked) -> Closed:
    """Close a period on what is known now; closing it again restates it."""
    may_write(desk)
    period = named_period(asked.period)
    with desk.writing() as work:
        closed = close_period(
            period,
            park=work.park,
            readings=work.readings,
            books=work.books,
            progress=Quietly(),
            methods=methods_named(asked.fill) if asked.fill else DEFAULT,
        )
    return _closed(closed)


def _closing(closing: Closing) -> ClosingShown:
    found = closing.findings.get("findings")
    return ClosingShown(
        period=PeriodShown.of(closing.period),
        known_at=closing.known_at,
        findings=len(found) if isinstance(found, list) else 0,
    )


def _restatement(restated: Restatement) -> RestatementShown:
    changes = [
        LinkChangeShown(
            link=each.link, before=each.before, after=each.after, intervals=each.intervals
        )
        for each in restated.changes
    ]
    return RestatementShown(
        period=PeriodShown.of(restated.period), known_at=restated.known_at, changes=changes
    )


def _closed(closed: ClosedPeriod) -> Closed:
    return Closed(
        period=PeriodShown.of(closed.period),
        readings=closed.readings,
        coverage=[_coverage(each) for each in closed.coverage],
        restated=[_restatement(each) for each in closed.restated],
        findings=_shown(closed.findings),
    )


def _coverage(known: Coverage) -> ChannelCoverage:
    return ChannelCoverage(
        meter=known.channel.meter,
        channel=known.channel.channel,
        steps=known.steps,
        measured_steps=known.measured_steps,
        filled_steps=known.filled_steps,
        missing_steps=known.missing_steps,
    )


def _shown(findings: tuple[Finding, ...]) -> list[FindingShown]:
    return [FindingShown.of(each) for each in findings]
