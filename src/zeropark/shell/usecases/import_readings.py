"""Import readings: files in, readings kept, every row accounted for.

A file is read in batches and each batch is kept before the next is read, so size costs no
memory and what was kept stays kept. Within a batch (millions of cells) a later row corrects an
earlier one of the same time and both are told; across batches the later one wins by being known
a microsecond later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from zeropark.basis.errors import Finding, PeriodError, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import MICROSECOND, Period, from_array
from zeropark.facts.readings.accepting.accept import Accepted, accept
from zeropark.facts.readings.accepting.faults import merged
from zeropark.facts.readings.accepting.mapping import FileMap, ImportMap, parse_map
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.facts.readings.accepting.recognise import recognise
from zeropark.facts.readings.reading import FINGERPRINT, REJECTED_SCHEMA, Readings
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.progress import Progress
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.ports.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of the files."""

    rows: int
    """Rows read, blank ones left out."""
    accepted: int
    """Readings that were understood."""
    new: int
    """Of these, how many were new to the store or changed something."""
    rejected: int
    """Rejected rows (a row counts once per column in trouble)."""
    repeated: int
    """Values that another row says in the same words."""
    findings: tuple[Finding, ...]
    spans: dict[str, Period]
    """From the first to the last accepted reading, by meter."""

    @property
    def unchanged(self) -> int:
        """Accepted readings that the store knew already."""
        return self.accepted - self.new


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    accepted: int = 0
    new: int = 0
    rejected: int = 0
    repeated: int = 0
    findings: list[Finding] = field(default_factory=list)
    spans: dict[str, Period] = field(default_factory=dict)

    def add(self, batch: Accepted, *, new: int) -> None:
        """Count a batch that was kept."""
        self.rows += batch.rows
        self.accepted += len(batch.readings)
        self.new += new
        self.rejected += batch.rejected.height
        self.repeated += batch.repeated
        self.findings = list(merged([*self.findings, *batch.findings]))
        for meter, span in _spans(batch.readings):
            known = self.spans.get(meter, span)
            self.spans[meter] = Period(min(known.start, span.start), max(known.end, span.end))

    def result(self) -> ImportResult:
        """What it comes to."""
        return ImportResult(
            rows=self.rows,
            accepted=self.accepted,
            new=self.new,
            rejected=self.rejected,
            repeated=self.repeated,
            findings=merged(self.findings),
            spans=dict(sorted(self.spans.items())),
        )


def import_readings(
    files: Iterable[Path],
    *,
    mapping_text: str | None,
    park: ParkDocument,
    tables: Tables,
    store: ReadingsStore,
    clock: Clock,
    progress: Progress,
) -> ImportResult:
    """Keep the readings of files; a file that can't be used gives a finding and changes nothing.

    `mapping_text` is the YAML of an import map for all of the files; None: the files' headers
    speak for themselves. Into a store that is empty, generated readings come as if they had been
    known when their file says; later they are known now, so that whoever asks what has come
    since is told of them.

    Raises:
        ReadingsError: the map itself is wrong.
        StoreError: the store can't be written.
    """
    mapping = None if mapping_text is None else parse_map(mapping_text)
    known_at = clock.now()
    as_told = store.span() is None
    tally = _Tally()
    for path in files:
        progress.begin(path.name)
        try:
            print_of_file = tables.fingerprint(path)
            for raw in _batches(path, mapping, tables=tables):
                batch = _accepted(raw, mapping, park=park, known_at=known_at, as_told=as_told)
                batch = _from_file(batch, print_of_file)
                tally.add(batch, new=_kept(batch, store))
                progress.advance(batch.rows)
                known_at += MICROSECOND
        except ReadingsError as error:
            tally.findings.extend(error.findings)
        progress.end()
    return tally.result()


def _batches(path: Path, mapping: ImportMap | None, *, tables: Tables) -> Iterator[RawTable]:
    """The batches of a file that has at least one row.

    Raises:
        ReadingsError: the file can't be read, or holds no rows.
    """
    empty = True
    for raw in tables.read(path, how=FileMap() if mapping is None else mapping.file):
        empty = empty and _is_blank(raw)
        yield raw
    if empty:
        raise _nothing(path)


def _is_blank(raw: RawTable) -> bool:
    height = raw.frame.height
    filled = any(raw.frame[name].null_count() < height for name in raw.columns)
    return not filled and (raw.broken is None or raw.broken.is_empty())


def _accepted(
    raw: RawTable,
    mapping: ImportMap | None,
    *,
    park: ParkDocument,
    known_at: datetime,
    as_told: bool,
) -> Accepted:
    """What a batch gives: nothing but findings where its columns can't be used at all."""
    try:
        chosen = recognise(raw, park=park) if mapping is None else mapping
        return accept(raw, mapping=chosen, park=park, known_at=known_at, as_told=as_told)
    except PeriodError as error:
        found: tuple[Finding, ...] = (_wrong_zone(raw, error),)
    except ReadingsError as error:
        found = error.findings
    return Accepted(
        readings=Readings.empty(),
        rejected=pl.DataFrame(schema=REJECTED_SCHEMA),
        findings=found,
        rows=raw.frame.height,
        repeated=0,
    )


def _from_file(batch: Accepted, fingerprint: str) -> Accepted:
    """The batch with a source that says which file of that name, so that it is known again."""
    source = pl.concat_str(pl.col("source").cast(pl.String), pl.lit(f"{FINGERPRINT}{fingerprint}"))
    frame = batch.readings.frame.with_columns(source.cast(pl.Categorical()))
    return replace(batch, readings=Readings(frame))


def _kept(batch: Accepted, store: ReadingsStore) -> int:
    """Keep a batch and give how much of it was new; one that holds nothing leaves no trace."""
    if not len(batch.readings) and batch.rejected.is_empty():
        return 0
    return store.append(batch.readings, rejected=batch.rejected)


def _spans(readings: Readings) -> Iterator[tuple[str, Period]]:
    ends = readings.frame.group_by("meter").agg(pl.col("start").min(), pl.col("end").max())
    for meter, start, end in zip(
        ends["meter"].cast(pl.String),
        ends["start"].to_numpy(),
        ends["end"].to_numpy(),
        strict=True,
    ):
        first, last = from_array(start), from_array(end)
        yield meter, Period(first, max(last, first + MICROSECOND))


def _wrong_zone(raw: RawTable, error: PeriodError) -> Finding:
    return Finding(
        code="time.zone",
        place=raw.source,
        problem_template="{what}",
        remedy_template="Correct `zone` in the map.",
        data={"what": error.told},
    )


def _nothing(path: Path) -> ReadingsError:
    finding = Finding(
        code="file.no_rows",
        place=path.name,
        problem_template="The file has column names but no rows.",
        remedy_template="Export it again; nothing was imported from it.",
    )
    return ReadingsError("{file} holds no rows.", [finding], file=path.name)
