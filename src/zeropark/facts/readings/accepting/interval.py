"""Intervals: takes cells and stamps, gives each value the time it speaks of.

A stamp marks the start or the end of an interval, or an instant. How long an interval is, the
map says; where it does not, the most frequent distance between the stamps of a channel does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import polars as pl

from zeropark.basis.errors import Finding, Severity
from zeropark.facts.readings.accepting.layout import Cells
from zeropark.facts.readings.accepting.mapping import TimeMap
from zeropark.facts.readings.accepting.stamps import Stamps
from zeropark.facts.readings.accepting.target import target_table

Notes = Callable[[str], tuple[Finding, ...]]
"""The findings, once the file's name is told."""


def with_intervals(
    cells: Cells, *, stamps: Stamps, ends: Stamps, time: TimeMap
) -> tuple[pl.DataFrame, Notes]:
    """The cells whose time can be read, with `start`, `end` and the columns of their target.

    `end` is null where the length of an interval can't be told. `ends` is `stamps` again where
    the file has no column for the end.
    """
    targets = target_table(cells.targets)
    at, target = cells.frame["at"], cells.frame["target"]
    timed = cells.frame.with_columns(
        *(targets[name].gather(target) for name in targets.columns),
        stamps.utc.gather(at).alias("stamp"),
        ends.utc.gather(at).alias("stamp_end"),
    )
    if stamps.utc.null_count() or ends.utc.null_count():
        timed = timed.drop_nulls(["stamp", "stamp_end"])
    if time.end_column is not None:
        return _both_ends(timed), lambda _source: ()
    if time.step is not None:
        return _from_one_stamp(timed, pl.lit(time.step)), lambda _source: ()
    guessed = _guessed_steps(timed)
    by_target = targets.join(guessed, on=["meter", "channel"], how="left", maintain_order="left")
    step = by_target["step"].gather(timed["target"])
    return _from_one_stamp(timed, step), lambda source: _note(guessed, source)


def _both_ends(timed: pl.DataFrame) -> pl.DataFrame:
    """Start and end as the file has them; a register speaks of its end only."""
    register = pl.col("kind") == "cumulative"
    empty = (pl.col("kind") == "interval") & (pl.col("stamp") == pl.col("stamp_end"))
    return timed.with_columns(
        start=pl.when(register).then("stamp_end").otherwise("stamp"),
        end=pl.when(empty).then(None).otherwise("stamp_end"),
    )


def _from_one_stamp(timed: pl.DataFrame, step: pl.Expr | pl.Series) -> pl.DataFrame:
    timed = timed.with_columns(step=step.cast(pl.Duration("us")))
    needs = pl.col("means") != "instant"
    # A gauge without a step is read at its stamp; an amount without one can't be placed.
    lone_gauge = (pl.col("kind") == "gauge") & pl.col("step").is_null()
    pointless = (pl.col("kind") == "interval") & (pl.col("means") == "instant")
    length = pl.when(needs & ~lone_gauge).then("step").otherwise(timedelta(0))
    before = pl.col("means") == "end"
    start = pl.when(before & ~lone_gauge).then(pl.col("stamp") - pl.col("step")).otherwise("stamp")
    end = pl.when(before).then("stamp").otherwise(pl.col("stamp") + length)
    timed = timed.with_columns(
        start=start.fill_null(pl.col("stamp")),
        end=pl.when(pointless | (before & start.is_null())).then(None).otherwise(end),
    )
    return timed.drop("step")


def _guessed_steps(timed: pl.DataFrame) -> pl.DataFrame:
    """The most frequent distance between the stamps of each interval channel: `step`."""
    needs = (pl.col("means") != "instant") & (pl.col("kind") == "interval")
    wanted = timed.lazy().filter(needs).select("meter", "channel", "stamp").collect()
    even = _even_steps(wanted)
    if even is not None:
        return even
    distance = pl.col("stamp").sort().diff()
    steps = wanted.group_by("meter", "channel").agg(
        step=distance.filter(distance > timedelta(0)).mode().min()
    )
    return steps.with_columns(pl.col("step").cast(pl.Duration("us")))


def _even_steps(stamps: pl.DataFrame) -> pl.DataFrame | None:
    """The one distance that all stamps of all channels have; None where there are others.

    Each channel must stand together and rise, as most files have it: then nothing is sorted.
    """
    codes = [pl.col(name).to_physical() for name in ("meter", "channel")]
    begins = pl.any_horizontal(code != code.shift() for code in codes).fill_null(value=True)
    distance = pl.col("stamp").diff().filter(~begins)
    low, high = stamps.select(low=distance.min(), high=distance.max()).row(0)
    if low is None or low != high or low <= timedelta(0):
        return None
    first = pl.int_range(pl.len())
    runs = stamps.select("meter", "channel", first=first).filter(begins)
    if runs.select("meter", "channel").is_duplicated().any():
        return None
    length = pl.col("first").shift(-1, fill_value=stamps.height) - pl.col("first")
    step = pl.when(length > 1).then(pl.lit(low, dtype=pl.Duration("us")))
    return runs.select("meter", "channel", step=step)


def _note(guessed: pl.DataFrame, source: str) -> tuple[Finding, ...]:
    steps = guessed["step"].drop_nulls().unique().sort().to_list()
    if not steps:
        return ()
    return (
        Finding(
            code="time.step_inferred",
            place=source,
            problem_template="The file does not say how long an interval is; the distance of its "
            "stamps says {steps}.",
            remedy_template="Say `step` in the map to be sure.",
            severity=Severity.NOTE,
            data={"steps": ", ".join(map(str, steps))},
        ),
    )
