"""Records: what one channel of a simulated meter said, in the order in which it said it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import Instants
from zeropark.facts.readings.aligned import ChannelId
from zeropark.future.simulation.weather.chance import Series


@dataclass(frozen=True, slots=True)
class Record:
    """One row per reading; values in the channel's own unit, before ratio."""

    id: ChannelId
    channel: Channel
    start: Instants
    """Equal to `end` for a gauge or a register, which speak of an instant."""
    end: Instants
    value: Series
    known_at: Instants

    def __len__(self) -> int:
        return self.value.size

    def taken(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Record:
        """Only these rows, in this order."""
        return replace(
            self,
            start=self.start[rows],
            end=self.end[rows],
            value=self.value[rows],
            known_at=self.known_at[rows],
        )

    def saying(self, value: Series) -> Record:
        """The same rows with other values."""
        return replace(self, value=value)

    def shifted(self, by: NDArray[np.timedelta64]) -> Record:
        """The same values with other stamps, row by row."""
        return replace(self, start=self.start + by, end=self.end + by)

    def known_later(self, by: NDArray[np.timedelta64]) -> Record:
        """The same rows, learnt later."""
        return replace(self, known_at=self.known_at + by)
