"""Close a period: clean, align, fill by name, derive flows, balance every bus, keep."""

from __future__ import annotations

from collections.abc import Iterable

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period
from zeropark.facts.readings.filling.fill import DEFAULT, Method
from zeropark.shell.closing.stretch import ClosedPeriod, close_stretch
from zeropark.shell.ports.books import BooksStore, Closing
from zeropark.shell.ports.progress import Progress
from zeropark.shell.ports.readings import ReadingsStore


def close_period(
    period: Period,
    *,
    park: ParkDocument,
    readings: ReadingsStore,
    books: BooksStore,
    progress: Progress,
    methods: Iterable[Method] = DEFAULT,
) -> ClosedPeriod:
    """Close a period on what is known now; closing it again restates it.

    Raises:
        MissingDataError: there is not one reading in the period.
        PeriodError: the period is no whole number of quarter hours.
        StoreError: the books can't be written.
    """
    return close_stretch(
        period, park=park, readings=readings, books=books, progress=progress, methods=methods
    )


def closing_findings(books: BooksStore) -> tuple[Finding, ...]:
    """What was found while closing, as it was kept beside the flows."""
    return findings_kept(books.closings())


def findings_kept(closings: Iterable[Closing]) -> tuple[Finding, ...]:
    """What was found while making these closings; one replaced in part still has all of its own."""
    kept = (closing.findings.get("findings") for closing in closings)
    records = (record for each in kept if isinstance(each, list) for record in each)
    return tuple(Finding.of_record(record) for record in records)
