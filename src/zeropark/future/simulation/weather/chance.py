"""Seeded randomness: named streams, and series that remember their past.

Every series draws from a stream of its own, named by what it is for, so that adding a device
does not change the weather of the others. There is no other randomness in the simulation.
"""

from __future__ import annotations

from itertools import accumulate
from math import erf, exp, sqrt
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]
"""One number per interval of the axis."""

_GRID: Final = np.linspace(-6.0, 6.0, 2401)
_NORMAL_SHARE: Final = np.array([0.5 * (1.0 + erf(z / sqrt(2.0))) for z in _GRID])


def stream(seed: int, *names: str) -> np.random.Generator:
    """A generator for one named purpose: the same seed and names give the same numbers."""
    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])


def remembering(rng: np.random.Generator, count: int, *, steps: float) -> Series:
    """A standard normal series whose autocorrelation falls to 1/e after so many steps (AR(1)).

    Its mean is 0 and its variance 1 from the first value on; shape (count,).
    """
    keep = exp(-1.0 / steps)
    noise = rng.standard_normal(count)
    noise[1:] *= sqrt(1.0 - keep * keep)
    return np.fromiter(
        accumulate(noise.tolist(), lambda last, new: keep * last + new), dtype=np.float64
    )


def as_share(normal: Series) -> Series:
    """The probability of a standard normal being below each value: strictly inside (0, 1)."""
    inside = np.interp(normal, _GRID, _NORMAL_SHARE)
    share: Series = np.clip(inside, 1e-9, 1.0 - 1e-9)
    return share


def spells(
    rng: np.random.Generator, count: int, *, per_year: float, steps: float
) -> NDArray[np.bool_]:
    """Whether each quarter of an hour lies in a spell: so many a year, exponential in length.

    Args:
        rng: the stream to draw from.
        count: steps of 15 minutes.
        per_year: mean number of spells in a year.
        steps: mean length of a spell.
    """
    marks = np.zeros(count, dtype=np.bool_)
    number = int(rng.poisson(per_year * count / _STEPS_A_YEAR))
    starts = rng.integers(0, count, number)
    lengths = np.ceil(rng.exponential(steps, number)).astype(np.int64)
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        marks[start : start + length] = True
    return marks


_STEPS_A_YEAR: Final = 365 * 96
