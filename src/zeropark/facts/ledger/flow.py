"""Flows: so much of a carrier went from here to there during this interval.

The one idea of the system. Quantities are never negative: a flow goes *from -> to*. NaN is
missing. Held densely: a row a link, a column an interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis

LOSSES: Final = "losses"
"""Where a bus's flow ends that no meter saw leave it and no unmetered connection explains."""
UNMETERED: Final = "unmetered"
"""Where a flow begins or ends that some unmetered connection of the bus must have carried."""
CURTAILED: Final = "curtailed"
"""Where generation ends that a plant could have given and did not."""
PSEUDO: Final = frozenset({LOSSES, UNMETERED, CURTAILED})
"""Reserved ends of a flow that no node of the park is behind (decision 1)."""


class Kind(IntEnum):
    """How a flow came to be known."""

    MEASURED = 0
    FILLED = 1
    FORECAST = 2
    PLANNED = 3
    RESIDUAL = 4
    """What a bus needs to close: its named losses or unmetered share, never hidden."""
    IDLE = 5
    """A residual that did not flow in its closing, and is missing where a flow of its bus is.
    The books keep it for the stretches beside it in which it flows; by itself it is not read."""


@dataclass(frozen=True, slots=True)
class FlowLink:
    """Between which nodes a carrier flows, and which meter says so."""

    carrier: str
    source: str
    sink: str
    meter: str | None = None
    """The meter behind it; None for a residual or a planned flow."""

    @property
    def id(self) -> str:
        """Stable name, `carrier:source>sink`."""
        return f"{self.carrier}:{self.source}>{self.sink}"


@dataclass(frozen=True, slots=True)
class Flows:
    """Quantities on links over an axis; `quantity[i, t]` is link i during interval t.

    The unit is the carrier's inside unit (kWh, t, Nm3, m3).
    """

    park: str
    axis: Axis
    links: tuple[FlowLink, ...]
    quantity: NDArray[np.float64]
    """Shape (links, axis.count); >= 0, NaN where missing."""
    quality: NDArray[np.uint8]
    """`facts.readings.reading.Quality` flags, same shape."""
    kind: NDArray[np.uint8]
    """`Kind`, same shape."""
    known_at: datetime | None = None

    def rows(
        self,
        *,
        carrier: str | None = None,
        source: str | None = None,
        sink: str | None = None,
    ) -> NDArray[np.int64]:
        """The row numbers of the links that match every given field."""
        chosen = [
            row
            for row, link in enumerate(self.links)
            if (carrier is None or link.carrier == carrier)
            and (source is None or link.source == source)
            and (sink is None or link.sink == sink)
        ]
        return np.asarray(chosen, dtype=np.int64)

    def on_rows(self, rows: NDArray[np.int64]) -> Flows:
        """Some of the links, by row number."""
        return replace(
            self,
            links=tuple(self.links[row] for row in rows),
            quantity=self.quantity[rows],
            quality=self.quality[rows],
            kind=self.kind[rows],
        )

    def totals(self) -> pl.DataFrame:
        """One row a link: id, carrier, from, to, meter, quantity, missing and filled steps."""
        missing = np.isnan(self.quantity)
        return pl.DataFrame(
            {
                "id": [link.id for link in self.links],
                "carrier": [link.carrier for link in self.links],
                "from": [link.source for link in self.links],
                "to": [link.sink for link in self.links],
                "meter": [link.meter for link in self.links],
                "quantity": np.nansum(self.quantity, axis=1),
                "missing_steps": missing.sum(axis=1),
                "filled_steps": (self.kind == Kind.FILLED).sum(axis=1),
                "quality": np.bitwise_or.reduce(self.quality, axis=1),
            },
            schema_overrides={"meter": pl.String},
        )
