"""Models trained again and again while a stretch is rolled through, each on what was known then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from zeropark.basis.errors import MissingDataError
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.target import Target
from zeropark.future.forecast.train import train

_SINCE: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Retrained:
    """The models that there would have been, trained at even intervals."""

    lessons: Sequence[Lesson]
    every: timedelta
    horizon: timedelta
    """How far ahead they look."""
    _kept: dict[datetime, Mapping[Target, Model]] = field(default_factory=dict)

    def __call__(self, at: datetime) -> Mapping[Target, Model]:
        """Those of the last training before an instant.

        A target of which too little was known has none.

        Raises:
            ZeroparkError: LightGBM is not installed.
        """
        trained = at - (at - _SINCE) % self.every
        if trained not in self._kept:
            self._kept[trained] = dict(self._train(trained))
        return self._kept[trained]

    def _train(self, at: datetime) -> Mapping[Target, Model]:
        found = {}
        for lesson in self.lessons:
            try:
                found[lesson.subject.target] = train(lesson, at=at, horizon=self.horizon)
            except MissingDataError:
                continue
        return found
