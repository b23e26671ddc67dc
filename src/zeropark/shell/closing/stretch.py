"""Close a stretch of time: what every use case that keeps books does with the stores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, MissingDataError, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, Period, to_array
from zeropark.facts.ledger.balance.balance import Balance, balance
from zeropark.facts.ledger.check import check_balance
from zeropark.facts.ledger.derive import findings_of, flows_of
from zeropark.facts.readings.aligned import Aligned, ChannelId, Fill
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.check import check_aligned
from zeropark.facts.readings.cleaning.clean import clean
from zeropark.facts.readings.cleaning.compare import compare
from zeropark.facts.readings.filling.fill import DEFAULT, Method, fill
from zeropark.facts.readings.reading import Quality, Readings
from zeropark.shell.closing.context import read_around
from zeropark.shell.ports.books import BooksStore, Closing, Restatement
from zeropark.shell.ports.progress import Progress
from zeropark.shell.ports.readings import ReadingsStore

STAGES = 7
MARK: Final = "refreshed_at"
"""Key beside the findings: every closed stretch is right as known at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a channel's period is known, and how."""

    channel: ChannelId
    steps: int
    measured_steps: int
    filled_steps: int
    missing_steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPeriod:
    """What closing a period came to."""

    period: Period
    readings: int
    """Those looked at, the context before and after included."""
    coverage: tuple[Coverage, ...]
    fills: tuple[Fill, ...]
    balance: Balance
    restated: tuple[Restatement, ...]
    """What came out differently where the period had been closed before."""
    findings: tuple[Finding, ...]


def close_stretch(
    period: Period,
    *,
    park: ParkDocument,
    readings: ReadingsStore,
    books: BooksStore,
    progress: Progress,
    methods: Iterable[Method] = DEFAULT,
    mark: datetime | None = None,
) -> ClosedPeriod:
    """Clean, align, fill by name, derive flows, balance every bus, keep.

    Args:
        period: whole quarter hours; what is closed there already is replaced.
        park: the park.
        readings: where the readings are; those around the period are looked at too.
        books: where the flows go.
        progress: hears about `STAGES` stages.
        methods: how gaps are filled.
        mark: once this is kept, all closed stretches are right as known at this instant; None:
            as they were marked before.

    Raises:
        MissingDataError: nothing is known of any part of the period.
        PeriodError: the period is no whole number of quarter hours.
        StoreError: the books can't be written.
    """
    progress.begin("close", total=STAGES)
    around, said = read_around(period, park=park, readings=readings)
    progress.advance()
    cleaned = clean(said, park=park)
    progress.advance()
    wide = align(cleaned.readings, park=park, axis=Axis.over(around))
    _stop_without_any(said, wide, period)
    progress.advance()
    filled = fill(wide, park=park, methods=methods).within(period)
    progress.advance()
    balanced = balance(flows_of(filled, park=park), park=park)
    progress.advance()
    findings = (
        *cleaned.findings,
        *compare(wide.within(period), park=park),
        *check_aligned(filled),
        *findings_of(filled, park=park),
        *balanced.findings,
        *check_balance(balanced, park=park),
    )
    progress.advance()
    restated = _keep(balanced, findings, books, mark)
    progress.advance()
    progress.end()
    return ClosedPeriod(
        period=period,
        readings=len(said),
        coverage=tuple(_coverage(filled)),
        fills=filled.fills,
        balance=balanced,
        restated=restated,
        findings=findings,
    )


def _stop_without_any(said: Readings, wide: Aligned, period: Period) -> None:
    if not _any_in(said, period) and not _total_over(wide, period):
        raise MissingDataError(
            "There is no reading in {period}. Bring some in with `zeropark import`.",
            period=period.name,
        )


def _any_in(said: Readings, period: Period) -> bool:
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    inside = (pl.col("end") > start) & (pl.col("start") < end)
    return bool(said.frame.select(inside.any()).item())


def _total_over(wide: Aligned, period: Period) -> bool:
    """Whether a register read at or beyond both ends tells what flowed between."""
    first = (period.start - wide.axis.start) // wide.axis.step
    stop = (period.end - wide.axis.start) // wide.axis.step
    return any(total.first < stop and first < total.stop for total in wide.known_totals)


def _coverage(aligned: Aligned) -> Iterable[Coverage]:
    missing = np.count_nonzero(aligned.quality & np.uint8(Quality.MISSING), axis=1)
    filled = np.count_nonzero(aligned.quality & np.uint8(Quality.FILLED), axis=1)
    steps = aligned.axis.count
    for row, channel in enumerate(aligned.channels):
        yield Coverage(
            channel=channel,
            steps=steps,
            measured_steps=steps - int(missing[row]) - int(filled[row]),
            filled_steps=int(filled[row]),
            missing_steps=int(missing[row]),
        )


def marked(closings: Iterable[Closing]) -> datetime | None:
    """The newest instant as of which every closed stretch was right; None where nobody said."""
    marks = (each.findings.get(MARK) for each in closings)
    return max(
        (datetime.fromisoformat(mark) for mark in marks if isinstance(mark, str)), default=None
    )


def _keep(
    balanced: Balance, findings: Iterable[Finding], books: BooksStore, mark: datetime | None
) -> tuple[Restatement, ...]:
    """Put the flows into the books; gives what that restated."""
    before = len(books.restatements())
    # A stretch that is closed by itself may replace the one that bore the mark.
    known = mark or marked(books.closings())
    said = {} if known is None else {MARK: known.isoformat()}
    books.put_flows(balanced.kept(), findings={**_told(findings), **said})
    return books.restatements()[before:]


def _told(findings: Iterable[Finding]) -> dict[str, object]:
    """What is worth keeping beside the flows that it speaks of."""
    grave = (finding for finding in findings if finding.severity is not Severity.NOTE)
    return {"findings": [finding.record() for finding in grave]}
