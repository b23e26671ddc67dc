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
from zeropark.shell.stores.books.splice import STEPS, coarsen, on_links, on_steps, rows_of
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


def read_closing(
    links: Sequence[FlowLink],
    axis: Axis,
    *,
    folder: Path,
    number: int,
    park: str,
    asked: Collection[str] | None = None,
) -> Flows:
    """The flows of a closing at the resolution of an axis that covers all of it.

    Args:
        links: all that the closing has, in their order.
        axis: at the resolution wanted.
        folder: the folder of flow files.
        number: of the closing.
        park: id of the park.
        asked: ids of the links to read; None for all.

    Raises:
        StoreError: the file does not hold what it should.
        FileNotFoundError: the file is gone, as after a later closing; look again.
    """
    resolution = next(name for name, step in STEPS.items() if step == axis.step)
    path = _path(folder / resolution, number)
    rows = rows_of(links, asked)
    if _runs(rows) * _VALUES_A_RUN < len(links) * axis.count:
        chosen = tuple(links[row] for row in rows)
        return _flows(_read_rows(path, rows, axis.count), chosen, axis, path, park)
    return on_links(_flows(_read(path), tuple(links), axis, path, park), asked)


def _flows(
    table: pl.DataFrame, links: tuple[FlowLink, ...], axis: Axis, path: Path, park: str
) -> Flows:
    shape = (len(links), axis.count)
    if table.height != shape[0] * shape[1]:
        raise StoreError(f"{path} is damaged: it has {table.height} rows. Close the period again.")
    quantity, quality, kind = (table[name].to_numpy().reshape(shape) for name in _DENSE)
    return Flows(park=park, axis=axis, links=links, quantity=quantity, quality=quality, kind=kind)


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


def _read(path: Path) -> pl.DataFrame:
    with _damage_said(path):
        return pl.read_parquet(path, columns=list(_DENSE), hive_partitioning=False)


def _read_rows(path: Path, rows: NDArray[np.int64], steps: int) -> pl.DataFrame:
    """Some links' rows, found by their place: of row groups without them nothing is read."""
    dense = pl.scan_parquet(path, hive_partitioning=False).select(_DENSE)
    runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
    places = [(int(run[0]) * steps, run.size * steps) for run in runs if run.size]
    with _damage_said(path):
        # One after the other: read together, the slices wait for each other's threads.
        parts = [dense.slice(*place).collect() for place in places or [(0, 0)]]
        return pl.concat(parts, rechunk=True)


def _runs(rows: NDArray[np.int64]) -> int:
    """How many runs of neighbouring rows these are."""
    return int(np.count_nonzero(np.diff(rows) != 1)) + 1


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    try:
        yield
    except pl.exceptions.ComputeError as error:
        remedy = "Close the period again."
        raise StoreError(f"{path} is damaged: {error}. {remedy}") from error
