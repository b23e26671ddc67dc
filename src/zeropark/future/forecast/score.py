"""Scores: how far forecasts were off, by how far ahead, and whether the band held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.horizon import BUCKETS, Bucket, bucket_of
from zeropark.future.forecast.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What several methods said of the same steps, and what came."""

    hours: Series
    """How far ahead each step was; shape (cases,)."""
    came: Series
    """Shape (cases,); NaN where it is not known."""
    said: Mapping[str, Series]
    """By method; shape (levels, cases)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one method did over one stretch of the horizon."""

    method: str
    bucket: Bucket | None
    """None: over the whole horizon."""
    count: int
    """Steps that were scored; of a photovoltaic plant those of daylight."""
    pinball: float
    """Mean pinball loss over the levels, in the unit of the target; less is better."""
    nmae: float
    """Mean absolute error of the median over the scale, see `scale_of`; NaN where that is 0."""
    nrmse: float
    """Root of the mean squared error of the median over the scale."""
    coverage: float
    """Share of outcomes from the lowest to the highest quantile, both included."""


def pinball(quantile: Series, came: Series, *, levels: tuple[float, ...]) -> Series:
    """The pinball loss of each level and case: level x what came above, 1 - level x below.

    >>> pinball(np.array([[1.0], [2.0]]), np.array([3.0]), levels=(0.1, 0.5)).tolist()
    [[0.2], [0.5]]
    """
    above = came - quantile
    level = np.array(levels)[:, None]
    loss: Series = np.maximum(level * above, (level - 1.0) * above)
    return loss


def scale_of(target: Target, came: Series) -> float:
    """What errors are told as a share of, so that parks can be compared; NaN of nothing known.

    Of an availability 1 (its capacity), of a load its highest value in the trial, of a price the
    mean of its absolute values.
    """
    known = np.abs(came[np.isfinite(came)])
    if target.kind == "availability":
        return 1.0
    if not known.size:
        return float("nan")
    return float(known.max() if target.kind == "load" else known.mean())


def scores(trial: Trial, *, levels: tuple[float, ...], scale: float) -> tuple[Score, ...]:
    """The scores of every method, over each bucket of the horizon and over all of it.

    What no method or not every method says something of, and what is not known to have come, is
    left out for all of them.
    """
    known = np.isfinite(trial.came)
    for quantile in trial.said.values():
        known &= np.isfinite(quantile).all(axis=0)
    return tuple(_scores(trial, known, levels, scale))


def skill(found: Iterable[Score], method: str, *, against: str) -> Mapping[Bucket | None, float]:
    """By how much less a method's pinball loss is than another's, as a share of that, by bucket.

    0 is no better, 1 is perfect, below 0 is worse; NaN where the other makes no error.
    """
    loss = {(each.method, each.bucket): each.pinball for each in found}
    return {
        bucket: 1.0 - own / loss[against, bucket] if loss.get((against, bucket)) else float("nan")
        for (name, bucket), own in loss.items()
        if name == method
    }


def _scores(
    trial: Trial, known: Series, levels: tuple[float, ...], scale: float
) -> Iterator[Score]:
    number_of = bucket_of(trial.hours)
    for method, quantile in trial.said.items():
        for number, bucket in ((None, None), *enumerate(BUCKETS)):
            there = known if number is None else known & (number_of == number)
            if there.any():
                came, said = trial.came[there], quantile[:, there]
                yield _score(method, bucket, came, said, levels, scale)


def _score(
    method: str,
    bucket: Bucket | None,
    came: Series,
    said: Series,
    levels: tuple[float, ...],
    scale: float,
) -> Score:
    middle = said[int(np.argmin(np.abs(np.array(levels) - 0.5)))]
    error = came - middle
    held = (came >= said[0]) & (came <= said[-1])
    return Score(
        method=method,
        bucket=bucket,
        count=came.size,
        pinball=float(pinball(said, came, levels=levels).mean()),
        nmae=_share(float(np.abs(error).mean()), scale),
        nrmse=_share(float(np.sqrt(np.mean(error**2))), scale),
        coverage=float(held.mean()),
    )


def _share(error: float, scale: float) -> float:
    """An error over the scale; NaN where the scale is none, e.g. of a load that was never on."""
    return error / scale if scale > 0.0 else float("nan")
