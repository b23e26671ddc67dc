"""Closed flows as Parquet: `flows/<resolution>/<closing>.parquet`, link by link, in time order.

Long tables for whoever queries them (link, start, quantity, quality, kind); because the order is
known they come back as dense arrays without looking at link or start. `flows/links` tells of
each link its carrier, nodes, meter and state of knowledge.

Each column is written in the encoding that suits it, which Parquet's ordinary readers know: the
link as a dictionary, the starts as differences, flags as runs, and only the quantities packed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import IO, Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.shell.stores.books.splice import STEPS, coarsen, on_steps, rows_of
from zeropark.shell.stores.durable import make_folder, written_durably

_KINDS: Final = (*STEPS, "links")
_ROW_GROUP: Final = 1 << 19
"""Rows at most: a few links of a year, so that who wants one link reads little more."""
_VALUES_A_RUN: Final = 250_000
"""Finding a run of links in a file takes as long as reading so many values; where the runs asked
for are that many, the whole file is read instead."""
_DENSE: Final = ("quantity", "quality", "kind")
_LONG: Final = pa.schema(
    [
        pa.field("link", pa.dictionary(pa.int32(), pa.string()), nullable=False),
        pa.field("start", pa.timestamp("us"), nullable=False),
        pa.field("quantity", pa.float64(), nullable=False),
        pa.field("quality", pa.uint8(), nullable=False),
        pa.field("kind", pa.uint8(), nullable=False),
    ]
)


def write_closing(flows: Flows, *, folder: Path, number: int) -> None:
    """Write a closing at every resolution that its period starts and ends on."""
    with _file(folder / "links", number) as handle:
        _links(flows).write_parquet(handle)
    wanted = [name for name in STEPS if on_steps(flows.axis.period, resolution=name)]

    def write(resolution: str) -> None:
        with _file(folder / resolution, number) as handle:
            _write_long(coarsen(flows, resolution=resolution), handle)

    with ThreadPoolExecutor(len(wanted)) as pool:
        list(pool.map(write, wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The flows of a closing, as they are to be read."""

    number: int
    park: str
    links: tuple[FlowLink, ...]
    """All that the closing has, in their order."""
    axis: Axis
    """Covers all of it, at the resolution wanted."""

    @property
    def values(self) -> int:
        """How many its file holds."""
        return len(self.links) * self.axis.count

    def path(self, folder: Path) -> Path:
        """Its file below the folder of flow files."""
        resolution = next(name for name, step in STEPS.items() if step == self.axis.step)
        return _path(folder / resolution, self.number)


def read_closings(
    wanted: Sequence[Wanted], *, folder: Path, asked: Collection[str] | None = None
) -> list[Flows]:
    """The flows of closings at one resolution.

    Args:
        wanted: which.
        folder: the folder of flow files.
        asked: ids of the links to read; None for all.

    Raises:
        StoreError: a file does not hold what it should.
        FileNotFoundError: a file is gone, as after a later closing; look again.
    """
    alike = {id(each.links): each.links for each in wanted}
    rows = {key: rows_of(links, asked) for key, links in alike.items()}
    few = [_few(rows[id(each.links)], each) for each in wanted]
    tables = _read([each for each, alone in zip(wanted, few, strict=True) if not alone], folder)
    found: list[Flows] = []
    for each, alone in zip(wanted, few, strict=True):
        chosen = rows[id(each.links)]
        if alone:
            found.append(_flows(_read_rows(each, folder, chosen), each, chosen))
        else:
            whole = _flows(next(tables), each, np.arange(len(each.links)))
            found.append(whole if asked is None else whole.on_rows(chosen))
    return found


def _few(rows: NDArray[np.int64], wanted: Wanted) -> bool:
    return _runs(rows) * _VALUES_A_RUN < wanted.values


def _flows(table: pl.DataFrame, wanted: Wanted, rows: NDArray[np.int64]) -> Flows:
    shape = (len(rows), wanted.axis.count)
    quantity, quality, kind = (table[name].to_numpy().reshape(shape) for name in _DENSE)
    whole = len(rows) == len(wanted.links)
    return Flows(
        park=wanted.park,
        axis=wanted.axis,
        links=wanted.links if whole else tuple(wanted.links[row] for row in rows),
        quantity=quantity,
        quality=quality,
        kind=kind,
    )


def remove_closings(*, folder: Path, keep: frozenset[int]) -> None:
    """Remove the files of closings that no longer count, and what a crash left half written."""
    live = {_path(folder / kind, number) for kind in _KINDS for number in keep}
    for path in folder.glob("*/*"):
        if path not in live:
            path.unlink()


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:08d}.parquet"


def _links(flows: Flows) -> pl.DataFrame:
    known_at = None
    if flows.known_at is not None:
        known_at = flows.known_at.astimezone(UTC).replace(tzinfo=None)
    return pl.DataFrame(
        {
            "link": [link.id for link in flows.links],
            "carrier": [link.carrier for link in flows.links],
            "from": [link.source for link in flows.links],
            "to": [link.sink for link in flows.links],
            "meter": [link.meter for link in flows.links],
        },
        schema=dict.fromkeys(("link", "carrier", "from", "to", "meter"), pl.String()),
    ).with_columns(known_at=pl.lit(known_at, dtype=pl.Datetime("us")))


def _write_long(flows: Flows, handle: IO[bytes]) -> None:
    """The long table, a few links a row group."""
    with pq.ParquetWriter(
        handle,
        _LONG,
        use_dictionary=["link", "quality", "kind"],
        column_encoding={"start": "DELTA_BINARY_PACKED", "quantity": "PLAIN"},
        compression={**dict.fromkeys(_LONG.names, "none"), "quantity": "lz4"},
        write_statistics=["link", "start"],
        store_schema=False,
    ) as writer:
        for table in _row_groups(flows):
            writer.write_table(table, row_group_size=table.num_rows)


def _row_groups(flows: Flows) -> Iterator[pa.Table]:
    steps = flows.axis.count
    most = max(1, min(_ROW_GROUP // steps, len(flows.links)))
    ids = pl.Series([link.id for link in flows.links], dtype=pl.String)
    names = ids.to_arrow().cast(pa.string())
    codes = np.repeat(np.arange(most, dtype=np.int32), steps)
    starts = np.tile(flows.axis.starts(), most)
    for first in range(0, len(flows.links), most):
        rows = slice(first, first + most)
        dense = [array[rows].reshape(-1) for array in (flows.quantity, flows.quality, flows.kind)]
        size = dense[0].size
        link = pa.DictionaryArray.from_arrays(_arrow(codes[:size], pa.int32()), names[rows])
        columns = zip([starts[:size], *dense], _LONG.types[1:], strict=True)
        arrays = [link, *(_arrow(array, kind) for array, kind in columns)]
        yield pa.Table.from_arrays(arrays, schema=_LONG)


def _arrow(array: NDArray[np.generic], kind: pa.DataType) -> pa.Array:
    """The same bytes as an Arrow array (`pa.array` would import pandas first, half a second)."""
    return pa.Array.from_buffers(kind, array.size, [None, pa.py_buffer(array.view(np.uint8))])


@contextmanager
def _file(folder: Path, number: int) -> Iterator[IO[bytes]]:
    make_folder(folder, below=folder.parent.parent)
    with written_durably(_path(folder, number)) as handle:
        yield handle


def _read(wanted: Sequence[Wanted], folder: Path) -> Iterator[pl.DataFrame]:
    """Whole files, in one go: a year that was closed day by day is hundreds of them."""
    if not wanted:
        return
    paths = [each.path(folder) for each in wanted]
    with _damage_said(wanted, folder):
        table = pl.read_parquet(paths, columns=list(_DENSE), hive_partitioning=False)
    if table.height != sum(each.values for each in wanted):
        _check_each(wanted, folder)
    first = 0
    for each in wanted:
        yield table.slice(first, each.values)
        first += each.values


def _read_rows(wanted: Wanted, folder: Path, rows: NDArray[np.int64]) -> pl.DataFrame:
    """Some links' rows, found by their place: of row groups without them nothing is read."""
    _check_each([wanted], folder)
    dense = pl.scan_parquet(wanted.path(folder), hive_partitioning=False).select(_DENSE)
    runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
    steps = wanted.axis.count
    places = [(int(run[0]) * steps, run.size * steps) for run in runs if run.size]
    with _damage_said([wanted], folder):
        # One after the other: read together, the slices wait for each other's threads.
        parts = [dense.slice(*place).collect() for place in places or [(0, 0)]]
        return pl.concat(parts, rechunk=True)


def _check_each(wanted: Sequence[Wanted], folder: Path) -> None:
    """Stop at the first file that has not the rows that it should have."""
    for each in wanted:
        path = each.path(folder)
        with _damage_said([each], folder):
            rows = pl.scan_parquet(path, hive_partitioning=False).select(pl.len()).collect().item()
        if rows != each.values:
            raise StoreError(
                "{path} is damaged: it has {rows} rows. Close the period again.",
                path=path,
                rows=rows,
            )


def _runs(rows: NDArray[np.int64]) -> int:
    """How many runs of neighbouring rows these are."""
    return int(np.count_nonzero(np.diff(rows) != 1)) + 1


@contextmanager
def _damage_said(wanted: Sequence[Wanted], folder: Path) -> Iterator[None]:
    try:
        yield
    except pl.exceptions.ComputeError as error:
        if len(wanted) > 1:
            _check_each(wanted, folder)
        names = ", ".join(str(each.path(folder)) for each in wanted)
        raise StoreError(
            "{files} can't be read: {error}. Close the period again.", files=names, error=error
        ) from error
