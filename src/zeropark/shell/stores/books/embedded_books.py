"""Books on the disk of one machine, without a server: flow files, and an index that counts them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period
from zeropark.facts.ledger.flow import Flows
from zeropark.shell.ports.books import UNWRITTEN, Closing, Restatement
from zeropark.shell.stores.books.book_index import BookIndex, Entry, Piece
from zeropark.shell.stores.books.flow_files import (
    Wanted,
    read_closings,
    remove_closings,
    write_closing,
)
from zeropark.shell.stores.books.splice import (
    check_axis,
    check_covered,
    check_links,
    coarsen,
    cut,
    join,
    on_steps,
    overlap,
    readable,
    rest,
    restatement_of,
    step_of,
)
from zeropark.shell.stores.lock import WriterLock

_LOOKS: Final = 20
"""How often a reader looks again because a closing has just been replaced."""


class EmbeddedBooks:
    """Books in a folder. A closing counts from the moment the index names it, as a whole."""

    def __init__(self, folder: Path) -> None:
        self._flows = folder / "flows"
        self._index = BookIndex(folder / "books.sqlite")
        self._lock = WriterLock(folder / "writer.lock")

    def put_flows(self, flows: Flows, *, findings: Mapping[str, object]) -> None:
        """See `BooksStore.put_flows`."""
        check_axis(flows.axis)
        text = json.dumps(dict(findings), ensure_ascii=False)
        self._lock.take()
        try:
            self._index.create()
            self._put(flows, text)
        finally:
            self._lock.release()

    def _put(self, flows: Flows, findings: str) -> None:
        before = self._index.pieces()
        entry = Entry(
            number=self._index.next_number(),
            park=flows.park,
            period=flows.axis.period,
            known_at=flows.known_at,
            links=flows.links,
            findings=findings,
        )
        write_closing(flows, folder=self._flows, number=entry.number)
        restatements = tuple(self._restatements(before, flows))
        left = [
            Piece(period, piece.entry)
            for piece in before
            for period in rest(piece.period, without=entry.period)
        ]
        pieces = [*left, Piece(entry.period, entry)]
        self._index.replace(entry, pieces=pieces, restatements=restatements)
        live = frozenset(piece.entry.number for piece in pieces)
        remove_closings(folder=self._flows, keep=live)

    def _restatements(self, before: Sequence[Piece], flows: Flows) -> Iterator[Restatement]:
        for piece in before:
            shared = overlap(piece.period, flows.axis.period)
            if shared is not None:
                (old,) = self._stretches([(piece, shared)], QUARTER_HOUR)
                found = restatement_of(old, by=cut(flows, shared))
                yield from () if found is None else (found,)

    def flows(
        self,
        period: Period,
        *,
        resolution: str = "quarter",
        links: Collection[str] | None = None,
    ) -> Flows:
        """See `BooksStore.flows`."""
        axis = Axis.over(period, step=step_of(resolution))
        gone: FileNotFoundError | None = None
        for _ in range(_LOOKS):
            pieces = [(piece, overlap(piece.period, period)) for piece in self._index.pieces()]
            touched = [(piece, shared) for piece, shared in pieces if shared is not None]
            check_covered(period, by=[shared for _, shared in touched])
            try:
                found = readable(self._joined(touched, axis, resolution, links))
            except FileNotFoundError as error:
                gone = error
            else:
                check_links(links, known=found.links)
                return found
        raise StoreError(
            "A file of closed flows is missing: {error}. Close the period again.", error=gone
        )

    def _joined(
        self,
        touched: Sequence[tuple[Piece, Period]],
        axis: Axis,
        resolution: str,
        links: Collection[str] | None,
    ) -> Flows:
        """From files of the resolution where pieces meet on its steps, else from 15 min."""
        parts: list[Flows] = []
        for own, group in groupby(touched, key=lambda each: _on_steps(each, resolution)):
            step = axis.step if own else QUARTER_HOUR
            stretches = self._stretches(list(group), step, links)
            parts += stretches if own else [_coarse(stretches, resolution)]
        return join(parts, axis=axis)

    def _stretches(
        self,
        touched: Sequence[tuple[Piece, Period]],
        step: timedelta,
        links: Collection[str] | None = None,
    ) -> list[Flows]:
        entries = [piece.entry for piece, _ in touched]
        wanted = [
            Wanted(
                number=entry.number,
                park=entry.park,
                links=entry.links,
                axis=Axis.over(entry.period, step=step),
            )
            for entry in entries
        ]
        found = read_closings(wanted, folder=self._flows, asked=links)
        return [
            cut(replace(flows, known_at=piece.entry.known_at), shared)
            for flows, (piece, shared) in zip(found, touched, strict=True)
        ]

    def closed(self) -> tuple[Period, ...]:
        """See `BooksStore.closed`."""
        return tuple(piece.period for piece in self._index.pieces())

    def closings(self) -> tuple[Closing, ...]:
        """See `BooksStore.closings`."""
        return tuple(
            Closing(
                period=piece.period,
                known_at=piece.entry.known_at,
                findings=json.loads(piece.entry.findings),
            )
            for piece in self._index.pieces()
        )

    def restatements(self) -> tuple[Restatement, ...]:
        """See `BooksStore.restatements`."""
        return self._index.restatements()

    def state(self) -> str:
        """See `BooksStore.state`: the mark that the last closing left."""
        return self._index.mark() or UNWRITTEN


def _on_steps(touched: tuple[Piece, Period], resolution: str) -> bool:
    """Whether a piece has a file of the resolution, and is asked for on its steps."""
    piece, shared = touched
    return all(on_steps(each, resolution=resolution) for each in (piece.entry.period, shared))


def _coarse(stretches: Sequence[Flows], resolution: str) -> Flows:
    """Neighbours that meet off the resolution's steps, brought to it together."""
    first, last = stretches[0].axis.period, stretches[-1].axis.period
    axis = Axis.over(Period(first.start, last.end))
    return coarsen(join(stretches, axis=axis), resolution=resolution)
