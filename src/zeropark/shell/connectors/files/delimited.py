"""Delimited text (CSV and kin): decoded, cut into blocks of whole rows, read as texts.

Every cell stays the text that it is. A row with more cells than the header is set aside whole.
Row numbers are those of an editor, as long as no cell holds a line break.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Literal

import polars as pl

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.raw import ORIGIN_ROW, ROW, RawTable, numbered
from zeropark.shell.connectors.files.encoding import REPLACEMENT, encoding_of, texts

DELIMITERS: Final = (",", ";", "\t", "|")
QUOTE: Final = '"'
MOST_UNCLOSED: Final = 64 << 20
"""Characters after which an opening quote counts as a slip and no longer holds rows together."""

# A header cut by a delimiter that it does not have is one long cell; the library's own limit of
# 131,072 characters stops at the names of some thousand meters.
csv.field_size_limit(MOST_UNCLOSED)


@dataclass(frozen=True, slots=True)
class _Header:
    names: list[str]
    row: int
    delimiter: str


def read_delimited(path: Path, *, how: FileMap, batch_cells: int) -> Iterator[RawTable]:
    """The rows below the header, in batches.

    Raises:
        ReadingsError: no encoding fits, or there is no header row.
    """
    encoding = encoding_of(path, told=how.encoding)
    blocks = whole_rows(texts(path, encoding.name))
    header, rest = _header(path, next(blocks, ""), how)
    parsed = _parsed(chain([rest], blocks), header=header, source=path.name)
    findings = encoding.findings
    for table in _gathered(parsed, most=max(1, batch_cells // len(header.names))):
        noted = (*findings, *table.findings)
        yield RawTable(path.name, table.frame, header.row, noted, table.broken)
        findings = ()


def whole_rows(pieces: Iterator[str]) -> Iterator[str]:
    """Text cut only at line ends that are outside quotes."""
    held = ""
    for piece in pieces:
        held += piece
        cut = held.rfind("\n") + 1
        while cut > 0 and _open(held, cut) and len(held) < MOST_UNCLOSED:
            cut = held.rfind("\n", 0, cut - 1) + 1
        if cut > 0:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _open(text: str, stop: int) -> bool:
    """Whether a quote is open there."""
    return QUOTE in text and text.count(QUOTE, 0, stop) % 2 == 1


def _header(path: Path, block: str, how: FileMap) -> tuple[_Header, str]:
    """The header and the text below it."""
    # Exported rejected rows have our own layout, whatever the map says of the first file.
    own = block.startswith(ORIGIN_ROW)
    wanted = 1 if own else how.header_row
    start, row = 0, 0
    while start < len(block):
        end = block.find("\n", start) + 1 or len(block)
        line, row = block[start:end].strip("\r\n"), row + 1
        if row == wanted or (wanted is None and line.strip(" \t,;|\r")):
            told = None if own else how.delimiter
            delimiter = told or _delimiter(line)
            names = next(csv.reader([line], delimiter=delimiter), [])
            return _Header(_unique(names), row, delimiter), block[end:]
        start = end
    finding = Finding(
        code="file.no_header",
        place=path.name,
        problem_template="The file has no row of column names.",
        remedy_template="Put the names above the columns, or say `header_row` in the map.",
    )
    raise ReadingsError("{file} can't be read.", [finding], file=path.name)


def _delimiter(line: str) -> str:
    """The one that cuts the header into most names."""
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([line], delimiter=sign), [])))


def _unique(names: list[str]) -> list[str]:
    """Names without blanks and doubles: a blank is its number, a double gets one."""
    taken: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name.strip() or f"column {number}"
        taken.append(f"{wanted} ({number})" if wanted in taken else wanted)
    return taken


def _parsed(blocks: Iterator[str], *, header: _Header, source: str) -> Iterator[RawTable]:
    """Each block as a table; row numbers go on."""
    first = header.row + 1
    for block in blocks:
        if not block:
            continue
        table = _table(block, header=header, source=source, first=first)
        first += table.frame.height + (0 if table.broken is None else table.broken.height)
        yield table


def _table(block: str, *, header: _Header, source: str, first: int) -> RawTable:
    damaged = _undecoded(block, source)
    if _open(block, len(block)):
        frame, broken = _row_by_row(block, header=header, first=first, quoting=csv.QUOTE_NONE)
        return RawTable(source, frame, header.row, (*damaged, _unclosed(source)), broken)
    try:
        frame = pl.read_csv(
            io.BytesIO(block.encode()),
            has_header=False,
            schema=dict.fromkeys(header.names, pl.String()),
            separator=header.delimiter,
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.NoDataError):
        frame, broken = _row_by_row(block, header=header, first=first)
        return RawTable(source, frame, header.row, damaged, broken)
    return RawTable(source, numbered(frame, first=first), header.row, damaged)


def _row_by_row(
    block: str, *, header: _Header, first: int, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that fit the header, and those that are too long, each with its number."""
    width = len(header.names)
    fitting: list[list[str | None]] = []
    numbers: list[int] = []
    broken: list[tuple[int, str]] = []
    rows = csv.reader(io.StringIO(block), delimiter=header.delimiter, quoting=quoting)
    for number, cells in enumerate(rows, start=first):
        if len(cells) > width:
            broken.append((number, header.delimiter.join(cells)))
            continue
        fitting.append([cell or None for cell in cells] + [None] * (width - len(cells)))
        numbers.append(number)
    schema = dict.fromkeys(header.names, pl.String())
    frame = pl.DataFrame(fitting, schema=schema, orient="row")
    frame = frame.with_columns(pl.Series(ROW, numbers, dtype=pl.Int64))
    return frame, pl.DataFrame(broken, schema={ROW: pl.Int64, "text": pl.String}, orient="row")


def _gathered(tables: Iterator[RawTable], *, most: int) -> Iterator[RawTable]:
    """Tables put together up to about so many rows, so that repeats are seen side by side."""
    held: list[RawTable] = []
    rows = 0
    for table in tables:
        held.append(table)
        rows += table.frame.height
        if rows >= most:
            yield _together(held)
            held, rows = [], 0
    if held:
        yield _together(held)


def _together(tables: list[RawTable]) -> RawTable:
    broken = [table.broken for table in tables if table.broken is not None]
    return RawTable(
        tables[0].source,
        pl.concat([table.frame for table in tables]),
        tables[0].header_row,
        tuple(finding for table in tables for finding in table.findings),
        pl.concat(broken) if broken else None,
    )


def _undecoded(block: str, source: str) -> tuple[Finding, ...]:
    count = block.count(REPLACEMENT)
    if count == 0:
        return ()
    return (
        Finding(
            code="file.encoding",
            place=source,
            problem_template="{count} signs do not fit the file's encoding.",
            remedy_template="Say another `encoding` under `file` in the map, e.g. gb18030.",
            data={"count": count},
            count=count,
        ),
    )


def _unclosed(source: str) -> Finding:
    return Finding(
        code="file.unclosed_quote",
        place=source,
        problem_template="A quotation mark is opened and never closed.",
        remedy_template="Close or remove it; quotes were read as plain signs from there on.",
    )
