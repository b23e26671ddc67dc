"""Flows of closed periods: totals by link, values in columns, thinned series, coverage."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

import numpy as np
from fastapi import APIRouter, Query, Response
from pydantic import Field
from pydantic_core import to_json

from zeropark.facts.ledger.flow import Flows
from zeropark.review.presentation.decimate import kept_steps
from zeropark.review.presentation.figures.quality import coverage
from zeropark.shell.interfaces.api.models.asked import PeriodAsked, PeriodPageAsked
from zeropark.shell.interfaces.api.models.flow import (
    CoveragePage,
    FlowLinkShown,
    FlowsShown,
    FlowTotal,
    FlowTotalsPage,
    MeterCoverage,
    SeriesShown,
)
from zeropark.shell.interfaces.api.models.page import Cursor, cursor_at, page_of, position_of
from zeropark.shell.interfaces.api.models.shown import PeriodShown, flag_names
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.serving.park_desk import ParkDesk, Resolution

router = APIRouter(route_class=ApiRoute, tags=["flows"])

_MOST_VALUES: Final = 1_000_000
"""On one page: some ten megabytes before compression."""
_MOST_INTERVALS: Final = 36_000
"""A year of quarter hours, and some more."""
LinkId = Annotated[str, Field(pattern=r"^[a-z0-9_]+:[a-z0-9_-]+>[a-z0-9_-]+$", max_length=200)]


class TotalsAsked(PeriodPageAsked):
    """Which totals."""

    carrier: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=64)] | None = None
    """Only links of this carrier."""


class FlowsAsked(PeriodAsked):
    """Which flows, and how finely."""

    resolution: Resolution = "hour"
    """Sums over quarter hours, hours or local days."""
    link: list[LinkId] = Field(
        default=[], max_length=200, examples=[["electricity:grid-main>park-110"]]
    )
    """Only these flow links; may be repeated. None: all of them."""
    carrier: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=64)] | None = None
    """Only links of this carrier."""
    quality: bool = False
    """Whether to give the quality flags beside the quantities."""
    limit: int = Field(default=1000, ge=1, le=_MOST_INTERVALS)
    """The most intervals on the page; there are fewer where there are many links."""
    cursor: Cursor = None


class SeriesAsked(PeriodAsked):
    """Which links, and how many points."""

    link: list[LinkId] = Field(
        min_length=1, max_length=20, examples=[["electricity:grid-main>park-110"]]
    )
    """The flow links; may be repeated."""
    resolution: Resolution = "quarter"
    """What a value is the amount of."""
    points: int = Field(default=1000, ge=100, le=_MOST_INTERVALS)
    """The most points a link."""


@router.get("/parks/{park}/flow-links", responses=problems(404))
def list_flow_links(desk: Desk, asked: Annotated[TotalsAsked, Query()]) -> FlowTotalsPage:
    """What went over every flow link in a closed period, and how well it is known."""
    period = asked.named
    flows = desk.flows(period)
    rows = flows.rows(carrier=asked.carrier)
    totals = desk.answer(("totals", period), flows.totals).rows(named=True)

    def shown(row: int) -> FlowTotal:
        total = totals[row]
        return FlowTotal(
            **FlowLinkShown.of(flows.links[row]).model_dump(),
            quantity=total["quantity"] if total["missing_steps"] < flows.axis.count else None,
            steps=flows.axis.count,
            missing_steps=total["missing_steps"],
            filled_steps=total["filled_steps"],
            quality=flag_names(total["quality"]),
        )

    page = page_of(rows.tolist(), asked, shown)
    return FlowTotalsPage(items=page.items, next=page.next, period=PeriodShown.of(period))


@router.get("/parks/{park}/flows", responses=problems(404), response_model=FlowsShown)
def read_flows(desk: Desk, asked: Annotated[FlowsAsked, Query()]) -> Response:
    """The flows of a closed period, in columns: a row a link, a column an interval."""
    flows = _flows(desk, asked, asked.link)
    rows = flows.rows(carrier=asked.carrier)
    first = position_of(asked.cursor)
    most = max(1, min(asked.limit, _MOST_VALUES // max(1, rows.size)))
    columns = slice(first, first + most)
    return _in_columns(
        asked,
        flows,
        links=[FlowLinkShown.of(flows.links[row]) for row in rows],
        starts=_instants(flows)[columns].tolist(),
        quantity=flows.quantity[rows, columns].tolist(),
        quality=flows.quality[rows, columns].tolist() if asked.quality else None,
        next=cursor_at([first + most]) if first + most < flows.axis.count else None,
    )


@router.get("/parks/{park}/series", responses=problems(404), response_model=SeriesShown)
def read_series(desk: Desk, asked: Annotated[SeriesAsked, Query()]) -> Response:
    """Flow links over a closed period to be drawn: thinned, with every extreme and every gap."""
    flows = _flows(desk, asked, asked.link)
    kept = kept_steps(flows.quantity, most=asked.points)
    return _in_columns(
        asked,
        flows,
        steps=flows.axis.count,
        links=[FlowLinkShown.of(link) for link in flows.links],
        starts=_instants(flows)[kept].tolist(),
        quantity=flows.quantity[:, kept].tolist(),
    )


@router.get("/parks/{park}/coverage", responses=problems(404))
def list_coverage(desk: Desk, asked: Annotated[PeriodPageAsked, Query()]) -> CoveragePage:
    """How much of every meter's closed period is measured, filled and missing."""
    period = asked.named
    flows = desk.flows(period)
    found = desk.answer(("coverage", period), lambda: coverage(flows))
    page = page_of(
        found,
        asked,
        lambda each: MeterCoverage(
            meter=each.meter, measured=each.measured, filled=each.filled, missing=each.missing
        ),
    )
    return CoveragePage(items=page.items, next=page.next, period=PeriodShown.of(period))


def _flows(desk: ParkDesk, asked: FlowsAsked | SeriesAsked, links: list[str]) -> Flows:
    """All flows of a period are kept for the next question; a few links are quick to read."""
    period = asked.named
    if not links:
        return desk.flows(period, resolution=asked.resolution)
    return desk.work.books.flows(period, resolution=asked.resolution, links=links)


def _instants(flows: Flows) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """The start of each interval as ISO 8601, UTC."""
    texts: np.ndarray[tuple[int], np.dtype[np.str_]]
    texts = np.char.add(np.datetime_as_string(flows.axis.starts(), unit="s"), "Z")
    return texts


def _in_columns(asked: FlowsAsked | SeriesAsked, flows: Flows, **columns: object) -> Response:
    """Columns of numbers as they are: checking each of a million costs more than all the rest."""
    period = flows.axis.period
    told = {
        "period": PeriodShown.of(period),
        "resolution": asked.resolution,
        "step_seconds": flows.axis.step // timedelta(seconds=1),
        **columns,
    }
    body = to_json(told, inf_nan_mode="null")
    return Response(body, media_type="application/json")
