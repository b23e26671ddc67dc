"""Distinct texts of a column, and where they stand."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from zeropark.facts.readings.distinct import distinct


def test_texts_are_told_once_in_the_order_in_which_they_appear() -> None:
    texts, place = distinct(pl.Series("a", ["x", None, "y", "x"]))
    assert texts.to_list() == ["x", "y"]
    assert place.to_list() == [0, None, 1, 0]


@given(st.lists(st.none() | st.text(max_size=3)), st.lists(st.none() | st.text(max_size=3)))
def test_the_column_comes_back_from_its_parts(
    first: list[str | None], second: list[str | None]
) -> None:
    halves = [pl.Series("a", half, dtype=pl.String) for half in (first, second)]
    column = pl.concat(halves, rechunk=False)
    texts, place = distinct(column)
    assert texts.gather(place).to_list() == first + second
    assert texts.n_unique() == len(texts)
