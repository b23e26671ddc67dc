"""Cutting, joining, comparing and coarsening flows: what both adapters of the books do alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError, PeriodError
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Axis, Period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.ledger.rollup import rollup
from zeropark.facts.readings.reading import Quality
from zeropark.shell.ports.books import LinkChange, Restatement

STEPS: Final = {"quarter": QUARTER_HOUR, "hour": timedelta(hours=1), "day": timedelta(days=1)}
"""The resolutions that closed flows are kept at."""

_ROUNDING_SHARE: Final = 1e-9
"""Sums over other stretches differ in their last digits; that restates nothing."""


def step_of(resolution: str) -> timedelta:
    """The step of a resolution.

    Raises:
        PeriodError: no such resolution.
    """
    step = STEPS.get(resolution)
    if step is None:
        raise PeriodError(
            "There is no resolution {name!r}. Use one of {known}.",
            name=resolution,
            known=", ".join(STEPS),
        )
    return step


def check_axis(axis: Axis) -> None:
    """Stop an axis that a closed period can't have.

    Raises:
        PeriodError: its step is not 15 min, or it does not start on a quarter of an hour.
    """
    if axis.step != QUARTER_HOUR or not on_steps(axis.period, resolution="quarter"):
        raise PeriodError("Closed flows run in quarters of an hour, not {axis}.", axis=axis)


def overlap(one: Period, other: Period) -> Period | None:
    """The stretch that two periods share; None where they share none."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Period(start, end) if start < end else None


def rest(whole: Period, *, without: Period) -> tuple[Period, ...]:
    """What is left of a period when another is taken out: none, one or two stretches."""
    before = (whole.start, min(whole.end, without.start))
    after = (max(whole.start, without.end), whole.end)
    return tuple(Period(start, end) for start, end in (before, after) if start < end)


def covered(period: Period, *, by: Iterable[Period]) -> bool:
    """Whether these periods, which do not overlap, leave no gap in the period."""
    shared = (overlap(period, piece) for piece in by)
    lengths = (piece.duration for piece in shared if piece is not None)
    return sum(lengths, timedelta(0)) == period.duration


def check_covered(period: Period, *, by: Iterable[Period]) -> None:
    """Stop a question about a period that is not closed.

    Raises:
        MissingDataError: these periods, which do not overlap, leave a gap in it.
    """
    if not covered(period, by=by):
        raise MissingDataError(
            "{period} is not closed, or not all of it. Close it first.", period=period.name
        )


def check_links(asked: Collection[str] | None, *, known: Iterable[FlowLink]) -> None:
    """Stop a question about links that no flow of the period is on.

    Args:
        asked: ids of links; None asks for all.
        known: the links that were found.

    Raises:
        MissingDataError: there are such; names them.
    """
    unknown = sorted(set(asked) - {link.id for link in known}) if asked else ()
    if unknown:
        raise MissingDataError(
            "No closed flow is on {links}. "
            "Ask for a link that `BooksStore.flows` gives for this period.",
            links=", ".join(unknown),
        )


def rows_of(links: Sequence[FlowLink], asked: Collection[str] | None) -> NDArray[np.int64]:
    """The row numbers of the links asked for, in order; None asks for all."""
    if asked is None:
        return np.arange(len(links))
    wanted = (row for row, link in enumerate(links) if link.id in asked)
    return np.fromiter(wanted, dtype=np.int64)


def on_links(flows: Flows, asked: Collection[str] | None) -> Flows:
    """The rows of the links asked for; None asks for all."""
    return flows if asked is None else flows.on_rows(rows_of(flows.links, asked))


def cut(flows: Flows, period: Period) -> Flows:
    """The columns of the intervals that lie in the period, which must start and end with one."""
    if period == flows.axis.period:
        return flows
    axis = Axis.over(period, step=flows.axis.step)
    first = (axis.start - flows.axis.start) // axis.step
    columns = slice(first, first + axis.count)
    return Flows(
        park=flows.park,
        axis=axis,
        links=flows.links,
        quantity=flows.quantity[:, columns],
        quality=flows.quality[:, columns],
        kind=flows.kind[:, columns],
        known_at=flows.known_at,
    )


def join(parts: Sequence[Flows], *, axis: Axis) -> Flows:
    """Flows of stretches as flows over one axis.

    A measured link that a part lacks is missing there. A residual that a part lacks is nothing
    there: where it were missing the part would have it, idle. One that is idle in all of them
    stays so.
    """
    if len(parts) == 1 and parts[0].axis == axis:
        return parts[0]
    alike = {id(part.links): part.links for part in parts}  # a year's days mostly have the same
    links = tuple(dict.fromkeys(link for each in alike.values() for link in each))
    row_of = {link: row for row, link in enumerate(links)}
    known = [part.known_at for part in parts if part.known_at is not None]
    joined = _nothing(parts[0].park, axis, links, known_at=max(known, default=None))
    found = {link for part in parts for link in _residuals(part)}
    residuals = np.array([row_of[link] for link in found], dtype=np.int64)
    joined.quantity[residuals] = 0.0
    joined.quality[residuals] = Quality.GOOD
    joined.kind[residuals] = Kind.IDLE
    rows_of_part = {
        key: np.array([row_of[link] for link in each], dtype=np.int64)
        for key, each in alike.items()
    }
    for part in parts:
        rows = rows_of_part[id(part.links)]
        first = (part.axis.start - axis.start) // axis.step
        columns = slice(first, first + part.axis.count)
        joined.quantity[rows, columns] = part.quantity
        joined.quality[rows, columns] = part.quality
        joined.kind[rows, columns] = part.kind
    flowing = np.flatnonzero((joined.kind == Kind.RESIDUAL).any(axis=1))
    kind = joined.kind[flowing]
    joined.kind[flowing] = np.where(kind == Kind.IDLE, np.uint8(Kind.RESIDUAL), kind)
    return joined


def readable(flows: Flows) -> Flows:
    """Without the residuals that are idle throughout: what the books give."""
    idle = _idle_rows(flows)
    return flows.on_rows(np.flatnonzero(~idle)) if idle.any() else flows


def _idle_rows(flows: Flows) -> NDArray[np.bool_]:
    rows: NDArray[np.bool_] = (flows.kind == Kind.IDLE).all(axis=1)
    return rows


def _residuals(flows: Flows) -> Iterator[FlowLink]:
    rows = ((flows.kind == Kind.RESIDUAL) | (flows.kind == Kind.IDLE)).all(axis=1)
    return (link for link, residual in zip(flows.links, rows, strict=True) if residual)


def _nothing(
    park: str, axis: Axis, links: tuple[FlowLink, ...], *, known_at: datetime | None
) -> Flows:
    shape = (len(links), axis.count)
    return Flows(
        park=park,
        axis=axis,
        links=links,
        quantity=np.full(shape, np.nan),
        quality=np.full(shape, Quality.MISSING, dtype=np.uint8),
        kind=np.zeros(shape, dtype=np.uint8),
        known_at=known_at,
    )


def on_steps(period: Period, *, resolution: str) -> bool:
    """Whether a period starts and ends on a quarter, an hour or a local day."""
    if resolution == "day":
        local = (end.astimezone(PARK_ZONE) for end in (period.start, period.end))
        return all(end.time() == time(0) for end in local)
    return not any(end.timestamp() % step_of(resolution).total_seconds() for end in _ends(period))


def coarsen(flows: Flows, *, resolution: str) -> Flows:
    """Sums over hours or local days; of what is known where a part is missing (see `rollup`).

    Raises:
        PeriodError: the axis does not start and end on the resolution's steps.
    """
    if resolution == "quarter":
        return flows
    if not on_steps(flows.axis.period, resolution=resolution):
        raise PeriodError(
            "{period} is no whole number of local {resolution}s.",
            period=flows.axis.period,
            resolution=resolution,
        )
    totals = rollup(flows, to="hour" if resolution == "hour" else "day")
    return replace(totals.as_flows(), known_at=flows.known_at)


def _ends(period: Period) -> tuple[datetime, datetime]:
    return period.start, period.end


def changes(before: Flows, after: Flows) -> tuple[LinkChange, ...]:
    """How each link came out differently over the same axis; links that did not are left out.

    A residual that only one of the two has was nothing in the other (see `join`); one that is idle
    restates nothing, for what is missing at its bus is a meter's.
    """
    before, after = readable(before), readable(after)
    old = {link: row for row, link in enumerate(before.links)}
    new = {link: row for row, link in enumerate(after.links)}
    idle = {link for flows in (before, after) for link in _residuals(flows) if _idle(flows, link)}
    links = (each for each in (old | new) if (each in old and each in new) or each not in idle)
    found = (_change(each, before, old.get(each), after, new.get(each)) for each in links)
    return tuple(change for change in found if change.intervals)


def _idle(flows: Flows, link: FlowLink) -> bool:
    return not np.nansum(flows.quantity[flows.links.index(link)])


def restatement_of(before: Flows, *, by: Flows) -> Restatement | None:
    """What closing the same stretch again changed; None where nothing."""
    different = changes(before, by)
    if not different:
        return None
    return Restatement(period=by.axis.period, known_at=by.known_at, changes=different)


def _change(
    link: FlowLink, before: Flows, old: int | None, after: Flows, new: int | None
) -> LinkChange:
    intervals = before.axis.count
    if old is not None and new is not None:
        intervals = int(_differs(before, old, after, new).sum())
    return LinkChange(
        link=link.id,
        before=_total(before, old),
        after=_total(after, new),
        intervals=intervals,
    )


def _differs(before: Flows, old: int, after: Flows, new: int) -> NDArray[np.bool_]:
    was, now = before.quantity[old], after.quantity[new]
    # A small amount is what large ones leave over: its last digits are theirs.
    largest = np.nanmax(np.abs(was), initial=0.0)
    noise = _ROUNDING_SHARE * largest
    same = np.isclose(was, now, rtol=_ROUNDING_SHARE, atol=noise, equal_nan=True)
    same &= before.quality[old] == after.quality[new]
    differs: NDArray[np.bool_] = ~(same & (before.kind[old] == after.kind[new]))
    return differs


def _total(flows: Flows, row: int | None) -> float:
    return float("nan") if row is None else float(np.nansum(flows.quantity[row]))
