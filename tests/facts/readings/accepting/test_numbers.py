from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers

EUROPEAN = FileMap(decimal=",", thousands=".")


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        ("12.5", FileMap(), 12.5),
        (" 12.5 ", FileMap(), 12.5),
        ("1e3", FileMap(), 1000.0),
        ("12,5", FileMap(), None),  # a comma is never guessed to be a decimal sign
        ("1,234", FileMap(), None),  # nor to be a thousands sign
        ("1,234", FileMap(thousands=","), 1234.0),
        ("1,234,567.8", FileMap(thousands=","), 1234567.8),
        ("12,34", FileMap(thousands=","), None),  # no group of three
        ("12,5", EUROPEAN, 12.5),
        ("1.234,5", EUROPEAN, 1234.5),
        ("1.5", EUROPEAN, None),  # half-understood is not understood
        ("1 234,5", FileMap(decimal=",", thousands=" "), 1234.5),
        ("inf", FileMap(), None),
        ("abc", FileMap(), None),
    ],
)
def test_a_text_is_a_number_only_where_the_map_makes_it_one(
    text: str, how: FileMap, value: float | None
) -> None:
    # Beside a cell that is surely no number: a whole column of plain numbers goes another way.
    numbers = to_numbers(pl.Series("v", [text, "x"]), how)
    assert numbers.value.to_list() == [value, None]
    assert numbers.text.to_list() == [value is None, True]


def test_a_whole_column_of_points_is_no_column_of_decimal_commas() -> None:
    numbers = to_numbers(pl.Series("v", ["1.5", "2.5"]), EUROPEAN)
    assert numbers.value.to_list() == [None, None]
    assert numbers.text.to_list() == [True, True]


@pytest.mark.parametrize("sign", ["", "-", "NA", "N/A", "—", None, " - "])
def test_a_sign_for_no_value_is_missing_and_no_fault(sign: str | None) -> None:
    numbers = to_numbers(pl.Series("v", ["1", sign], dtype=pl.String), FileMap())
    assert numbers.missing.to_list() == [False, True]
    assert not numbers.text.any()


def test_a_nan_in_a_numeric_column_is_missing() -> None:
    numbers = to_numbers(pl.Series("v", [1.0, float("nan"), None, float("inf")]), FileMap())
    assert numbers.value.to_list() == [1.0, None, None, None]
    assert numbers.missing.to_list() == [False, True, True, False]
    assert numbers.text.to_list() == [False, False, False, True]


@given(st.lists(st.floats(-1e12, 1e12), min_size=1))
def test_what_python_writes_is_read_back(values: list[float]) -> None:
    plain = to_numbers(pl.Series("v", [repr(v) for v in values]), FileMap())
    assert plain.value.to_list() == values
    commas = [repr(v).replace(".", ",") for v in values]
    assert to_numbers(pl.Series("v", commas), EUROPEAN).value.to_list() == values
