from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from zeropark.facts.readings.accepting.repeats import without_repeats
from zeropark.facts.readings.reading import KEY, Quality

ROW = tuple[str, int, float]
"""Meter, quarter hour, value."""


def rows_of(rows: list[ROW]) -> pl.DataFrame:
    epoch = datetime(2026, 1, 1)  # noqa: DTZ001 - zone-less UTC, as tables hold it
    starts = [epoch + timedelta(minutes=15) * step for _, step, _ in rows]
    return pl.DataFrame(
        {
            "meter": [meter for meter, _, _ in rows],
            "channel": ["energy"] * len(rows),
            "start": starts,
            "end": [start + timedelta(minutes=15) for start in starts],
            "value": [value for _, _, value in rows],
            "quality": [0] * len(rows),
        },
        schema_overrides={
            "meter": pl.Categorical,
            "channel": pl.Categorical,
            "start": pl.Datetime("us"),
            "end": pl.Datetime("us"),
            "value": pl.Float64,
            "quality": pl.UInt8,
        },
    )


def values(frame: pl.DataFrame) -> list[tuple[str, float]]:
    return list(zip(frame["meter"].cast(pl.String), frame["value"], strict=True))


def test_rows_around_a_repeated_one_all_stay() -> None:
    found = without_repeats(rows_of([("a", 0, 1.0), ("a", 1, 2.0), ("a", 1, 2.0), ("b", 0, 3.0)]))
    assert values(found.kept) == [("a", 1.0), ("a", 2.0), ("b", 3.0)]
    assert values(found.same) == [("a", 2.0)]
    assert found.contradicted.is_empty()


def test_the_later_of_two_that_contradict_wins_and_says_so() -> None:
    found = without_repeats(rows_of([("a", 0, 1.0), ("a", 0, 9.0)]))
    assert values(found.kept) == [("a", 9.0)]
    assert found.kept["quality"].to_list() == [Quality.CORRECTED]
    assert values(found.contradicted) == [("a", 1.0)]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.sampled_from([1.0, 2.0, 3.0])))
)
def test_what_is_kept_is_the_last_word_on_every_key(rows: list[ROW]) -> None:
    found = without_repeats(rows_of(rows))
    last = {(meter, step): value for meter, step, value in rows}
    assert sorted(values(found.kept)) == sorted((m, value) for (m, _), value in last.items())
    assert not found.kept.select(KEY).is_duplicated().any()
    told = found.kept.height + found.same.height + found.contradicted.height
    assert told == len(rows)
