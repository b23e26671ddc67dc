"""Check: what always holds of readings and of aligned amounts; findings where it does not.

Property tests run both on random input; closing runs `check_aligned` before it keeps anything.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding
from zeropark.facts.readings.aligned import Aligned
from zeropark.facts.readings.reading import KEY, Quality, Readings

_REMEDY = "This is a fault of the program, not of the input; please report it."


def check_readings(readings: Readings) -> tuple[Finding, ...]:
    """Findings where a reading has no key, no finite value, ends before it starts, or repeats."""
    frame = readings.frame
    wrong = {
        "readings.no_key": frame.select(pl.any_horizontal(pl.col(KEY).is_null())).to_series(),
        "readings.no_value": ~frame["value"].is_finite().fill_null(value=False),
        "readings.backwards": (frame["end"] < frame["start"]).fill_null(value=False),
        "readings.repeated": frame.select(*KEY, "known_at").is_duplicated(),
    }
    return tuple(_found(code, int(mask.sum())) for code, mask in wrong.items() if mask.any())


def check_aligned(aligned: Aligned) -> tuple[Finding, ...]:
    """Findings where amounts and their flags contradict each other, or shapes do not fit."""
    shape = (len(aligned.channels), aligned.axis.count)
    if aligned.amount.shape != shape or aligned.quality.shape != shape:
        return (_found("aligned.shape", 1),)
    return tuple(_contradictions(aligned))


def _contradictions(aligned: Aligned) -> Iterator[Finding]:
    absent = np.isnan(aligned.amount)
    missing = (aligned.quality & np.uint8(Quality.MISSING)) != 0
    filled = (aligned.quality & np.uint8(Quality.FILLED)) != 0
    wrong = {
        "aligned.missing_unmarked": absent != missing,
        "aligned.filled_missing": filled & missing,
        "aligned.infinite": np.isinf(aligned.amount),
    }
    for code, mask in wrong.items():
        if mask.any():
            yield _found(code, int(np.count_nonzero(mask)))
    beyond = sum(not 0 <= t.first < t.stop <= aligned.axis.count for t in aligned.known_totals)
    if beyond:
        yield _found("aligned.total_beyond", beyond)


def _found(code: str, count: int) -> Finding:
    return Finding(
        code=code,
        place="readings",
        problem_template="{count} values break the rule {rule}.",
        remedy_template=_REMEDY,
        data={"count": count, "rule": code},
        count=count,
    )
