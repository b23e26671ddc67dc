"""Stretches of time laid on steps of 15, 5 or 1 minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.response.call import STEPS

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One number that holds from an instant to another."""

    start: datetime
    end: datetime
    value: float


def whole_minutes(instant: datetime) -> datetime:
    """The nearest full minute; half a minute is the next one."""
    return _EPOCH + (instant - _EPOCH + _MINUTE / 2) // _MINUTE * _MINUTE


def axis_over(pieces: Sequence[Piece]) -> Axis:
    """The axis over all pieces in the longest step that has every border on the clock.

    Args:
        pieces: at least one; their borders are full minutes.
    """
    borders = [instant for piece in pieces for instant in (piece.start, piece.end)]
    step = next(
        step for step in STEPS if all((each - _EPOCH) % step == timedelta(0) for each in borders)
    )
    start, end = min(borders), max(borders)
    return Axis(start, step, (end - start) // step)


def laid_on(axis: Axis, pieces: Sequence[Piece], *, elsewhere: float) -> NDArray[np.float64]:
    """The number of every step; shape (axis.count,).

    Args:
        axis: whose steps have the borders of all pieces between them.
        pieces: that do not overlap.
        elsewhere: the number where no piece is.
    """
    values = np.full(axis.count, elsewhere)
    for first, last, value in _positions(axis, pieces):
        values[first:last] = value
    return values


def _positions(axis: Axis, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, float]]:
    for piece in pieces:
        first = (piece.start - axis.start) // axis.step
        yield first, (piece.end - axis.start) // axis.step, piece.value
