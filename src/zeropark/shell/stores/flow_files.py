"""Closed flows as Parquet: `flows/<resolution>/<closing>.parquet`, link by link, in time order.

Long tables for whoever queries them (link, start, quantity, quality, kind); because the order is
known they come back as dense arrays without looking at link or start. `flows/links` tells of
each link its carrier, nodes, meter and state of knowledge.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.shell.stores.durable import make_folder, write_durably
from zeropark.shell.stores.splice import STEPS, coarsen, on_steps

_KINDS: Final = (*STEPS, "links")
_ROW_GROUP: Final = 1 << 19
"""Rows: a few links of a year, so that the same starts stand close together."""
_DENSE: Final = ("quantity", "quality", "kind")


def write_closing(flows: Flows, *, folder: Path, number: int) -> None:
    """Write a closing at every resolution that its period starts and ends on."""
    _write(_links(flows), folder / "links", number)
    wanted = [name for name in STEPS if on_steps(flows.axis.period, resolution=name)]

    def write(resolution: str) -> None:
        _write(_long(coarsen(flows, resolution=resolution)), folder / resolution, number)

    with ThreadPoolExecutor(len(wanted)) as pool:
        list(pool.map(write, wanted))


def read_closing(
    links: Sequence[FlowLink], axis: Axis, *, folder: Path, number: int, park: str
) -> Flows:
    """The flows of a closing at the resolution of an axis that covers all of it.

    Raises:
        StoreError: the file does not hold what it should.
        FileNotFoundError: the file is gone, as after a later closing; look again.
    """
    resolution = next(name for name, step in STEPS.items() if step == axis.step)
    path = _path(folder / resolution, number)
    table = _read(path)
    shape = (len(links), axis.count)
    if table.height != shape[0] * shape[1]:
        raise StoreError(f"{path} is damaged: it has {table.height} rows. Close the period again.")
    quantity, quality, kind = (table[name].to_numpy().reshape(shape) for name in _DENSE)
    return Flows(
        park=park, axis=axis, links=tuple(links), quantity=quantity, quality=quality, kind=kind
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


def _long(flows: Flows) -> pl.DataFrame:
    starts = pl.Series(flows.axis.starts())
    ids = pl.Series([link.id for link in flows.links], dtype=pl.Categorical())
    each = [ids.new_from_index(row, len(starts)) for row in range(len(ids))]
    return pl.DataFrame(
        {
            "link": pl.concat([ids.clear(), *each]),
            "start": pl.concat([starts.clear(), *[starts] * len(ids)]),
            "quantity": flows.quantity.reshape(-1),
            "quality": flows.quality.reshape(-1),
            "kind": flows.kind.reshape(-1),
        }
    )


def _write(table: pl.DataFrame, folder: Path, number: int) -> None:
    stream = io.BytesIO()
    table.write_parquet(stream, compression="zstd", compression_level=1, row_group_size=_ROW_GROUP)
    make_folder(folder, below=folder.parent.parent)
    write_durably(_path(folder, number), stream.getbuffer())


def _read(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path, columns=list(_DENSE), hive_partitioning=False)
    except pl.exceptions.ComputeError as error:
        remedy = "Close the period again."
        raise StoreError(f"{path} is damaged: {error}. {remedy}") from error
