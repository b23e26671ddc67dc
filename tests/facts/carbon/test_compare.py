"""The difference of two books comes apart into lines, and each line into amount and factor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_year import YEAR, factor, line
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.compare import differences
from zeropark.facts.carbon.inventory import Book, Inventory, Line, Part

AMOUNTS = st.floats(-1e6, 1e6).map(lambda v: round(v, 3))
FACTORS = st.floats(0, 5).map(lambda v: round(v, 4))
LINES = st.dictionaries(st.sampled_from("abcd"), st.tuples(AMOUNTS, FACTORS))


def power(what: str, kwh: float, kg_per_kwh: float) -> Line:
    return line(what, Part.ELECTRICITY, kwh, factor(f"ef.{what}", kg_per_kwh, "kgCO2/kWh"), "f")


def book(kind: Book, *lines: Line) -> Inventory:
    return Inventory(park="sample", book=kind, period=YEAR, lines=lines)


def test_a_difference_is_split_into_amount_and_factor() -> None:
    # 100 kWh x 0.8 = 80 kg, 60 kWh x 0.5 = 30 kg: 50 kg less. From the amount
    # -40 x (0.8 + 0.5) / 2 = -26, from the factor -0.3 x (100 + 60) / 2 = -24.
    one = book(Book.PARK910, power("grid", 100, 0.8))
    other = book(Book.MARKET, power("grid", 60, 0.5))
    (found,) = differences(one, other)
    assert found.more_kg == pytest.approx(-50)
    assert found.by_amount_kg == pytest.approx(-26)
    assert found.by_factor_kg == pytest.approx(-24)


def test_a_line_that_one_book_lacks_differs_by_its_amount() -> None:
    one = book(Book.PARK910, power("grid", 100, 0.8))
    (found,) = differences(one, book(Book.LOCATION))
    assert found.other is None
    assert (found.more_kg, found.by_amount_kg, found.by_factor_kg) == (-80, -80, 0)


def test_lines_that_are_alike_are_left_out_and_the_largest_comes_first() -> None:
    one = book(Book.PARK910, power("a", 1, 1), power("b", 2, 1), power("c", 3, 1))
    other = book(Book.MARKET, power("a", 1, 1), power("b", 3, 1), power("c", 0, 1))
    assert [each.id for each in differences(one, other)] == ["c", "b"]


def test_books_of_two_periods_are_not_compared() -> None:
    one = book(Book.PARK910)
    with pytest.raises(ValueError, match="one park and period"):
        differences(one, replace(one, period=parse_period("2025")))


@given(LINES, LINES)
def test_the_lines_add_up_to_the_difference_of_the_totals(
    first: dict[str, tuple[float, float]], second: dict[str, tuple[float, float]]
) -> None:
    one = book(Book.PARK910, *(power(key, *told) for key, told in first.items()))
    other = book(Book.MARKET, *(power(key, *told) for key, told in second.items()))
    found = differences(one, other)
    gap = other.total_kg - one.total_kg
    assert sum(each.more_kg for each in found) == pytest.approx(gap, rel=1e-9, abs=1e-3)
    for each in found:
        assert each.by_amount_kg + each.by_factor_kg == pytest.approx(
            each.more_kg, rel=1e-9, abs=1e-3
        )
