"""Readings: what a meter's channel said, over which time, and when we knew.

The table form (`READING_SCHEMA`) has one row per reading. `start == end` for a gauge or a
register read at an instant; `start < end` for an amount over an interval. Values are kept in
the channel's own unit, before ratio: what the meter said, not what we made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Final

import polars as pl

READING_SCHEMA: Final = pl.Schema(
    {
        "meter": pl.Categorical(),
        "channel": pl.Categorical(),
        "start": pl.Datetime("us"),  # UTC, zone-less
        "end": pl.Datetime("us"),  # UTC, zone-less, exclusive
        "value": pl.Float64(),  # in the channel's own unit, before ratio
        "quality": pl.UInt8(),  # Quality flags
        "known_at": pl.Datetime("us"),  # UTC, zone-less: when the system learnt it
        "source": pl.Categorical(),  # file or connector it came from
    }
)
KEY: Final = ("meter", "channel", "start", "end")
"""What makes two readings speak of the same thing; the newest `known_at` wins."""

FINGERPRINT: Final = " sha256:"
"""Between a file's name and the digest of its bytes in `source`. Such a source names its very
content: when it comes again it has nothing new to say. A connector's name promises nothing."""

REJECTED_SCHEMA: Final = pl.Schema(
    {
        "source": pl.String(),  # file it came from
        "row": pl.Int64(),  # 1-based row of the file, header is row 1
        "column": pl.String(),  # column the trouble is in, empty for the whole row
        "code": pl.String(),  # code of the finding
        "reason": pl.String(),  # the finding's problem, in words
        "raw": pl.String(),  # the whole row as the file had it, JSON
        "known_at": pl.Datetime("us"),
    }
)


class Quality(IntFlag):
    """What is known of a value; several flags may hold. Zero is good. Kept as one byte."""

    GOOD = 0
    MISSING = 1
    """No value: never a zero, never guessed."""
    FILLED = 2
    """Put in by a named fill method."""
    SUSPECT = 4
    """A check doubts it, but it is used."""
    REJECTED = 8
    """A check set it aside; the aligned value is missing or filled."""
    ESTIMATED = 16
    """The source itself says it is an estimate."""
    CORRECTED = 32
    """A later reading replaced an earlier one."""
    PARTIAL = 64
    """Part of the interval was not covered by readings."""
    GENERATED = 128
    """Simulated, not measured; travels into every figure made from it."""


@dataclass(frozen=True, slots=True)
class Readings:
    """A table of readings with exactly the columns and types of `READING_SCHEMA`."""

    frame: pl.DataFrame

    def __post_init__(self) -> None:
        if self.frame.schema != READING_SCHEMA:
            raise TypeError(f"Not a table of readings: {self.frame.schema}")

    @classmethod
    def empty(cls) -> Readings:
        """No readings."""
        return cls(pl.DataFrame(schema=READING_SCHEMA))

    def __len__(self) -> int:
        return self.frame.height
