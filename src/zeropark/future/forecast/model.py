"""Models: what has been trained for one target, and the card that says how good it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zeropark.basis.timeline import Period
from zeropark.future.forecast.boosting import Trees
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.score import Score, skill
from zeropark.future.forecast.target import Target

TRAINED: Final = "lightgbm"
"""The method of a forecast by a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What there is to say about a model."""

    target: Target
    trained_at: datetime
    """Aware, UTC: nothing that was learnt later is in it."""
    span: Period
    """The outcomes that it was trained on."""
    step: timedelta
    horizon: timedelta
    """How far ahead it looks."""
    features: tuple[str, ...]
    levels: tuple[float, ...]
    cases: int
    """How many outcomes it was trained on."""
    knowledge: str
    """`strict`: values counted from when they were known; else `15 min after`, as assumed."""
    scale: float
    """What `nmae` and `nrmse` are shares of, in the unit of the target."""
    validation: tuple[Score, ...]
    """Its own and the baselines' scores on outcomes that neither trees nor widening had seen; the
    model itself was then trained again on all."""

    def best_baseline(self) -> str:
        """The baseline with the least pinball loss over the whole horizon."""
        baselines = (s for s in self.validation if s.bucket is None and s.method != TRAINED)
        return min(baselines, key=lambda score: score.pinball).method

    def skill_over(self, baseline: str) -> float:
        """Its skill over a baseline over the whole horizon; above 0 it is better."""
        return skill(self.validation, TRAINED, against=baseline)[None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What has been trained for one target."""

    card: Card
    trees: tuple[Trees, ...]
    """One a level."""
    widening: Series
    """By how many widths the band's ends move; shape (2, buckets), down and up."""
    floor: float
    """The least width of a band that counts, in the unit of the target."""
