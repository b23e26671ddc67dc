from __future__ import annotations

import numpy as np
import pytest

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.check import (
    finite,
    not_negative,
    refuse,
    shapes_fit,
    share,
    whole_years,
)


def test_the_first_missing_number_is_named_and_all_are_counted() -> None:
    (found,) = finite(np.array([[1.0, np.nan], [np.inf, 2.0]]), "flows")
    assert (found.place, found.count) == ("flows[0][1]", 2)
    assert found.problem == "flows[0][1] is nan: a number that is missing can't be counted with."


def test_what_is_below_nothing_or_above_everything_is_told() -> None:
    assert not_negative(0.0, "capex") == []
    assert not_negative(-1.0, "capex")[0].problem == "capex is -1; it can't be below 0."
    assert share(1.0, "loan.share") == []
    assert share(1.5, "loan.share")[0].problem == "loan.share is 1.5; a share can't be above 1."
    assert share(np.nan, "loan.share")[0].code == "deal.number"


@pytest.mark.parametrize("years", [0, -3, 2.5, 101, float("nan")])
def test_years_are_whole_and_at_least_one(years: int) -> None:
    (found,) = whole_years(years, "years")
    assert found.problem == f"years is {years}; it must be a whole number from 1 to 100."


def test_numbers_go_by_year_by_scenario_or_by_both() -> None:
    fits = [
        ("a", 1.0, 3),
        ("b", np.zeros(3), 3),
        ("c", np.zeros((2, 1)), 3),
        ("d", np.zeros((2, 3)), 3),
        ("e", np.zeros(1), 1),
    ]
    assert shapes_fit(fits) == []


@pytest.mark.parametrize("shape", [(2,), (3, 3), (2, 2), (1, 1, 3)])
def test_numbers_that_go_with_no_years_or_scenarios_are_told(shape: tuple[int, ...]) -> None:
    (found,) = shapes_fit([("a", np.zeros((2, 1)), 3), ("b", np.zeros(shape), 3)])
    assert (found.code, found.place) == ("deal.length", "b")
    assert found.problem.endswith("there are 2 scenarios of 3 years.")


def test_all_that_is_wrong_is_refused_at_once() -> None:
    refuse([])
    with pytest.raises(InputError) as caught:
        refuse([*not_negative(-1.0, "a"), *whole_years(0, "b")])
    assert [found.place for found in caught.value.findings] == ["a", "b"]
    assert "a is -1" in str(caught.value)
    assert "须" in caught.value.words("zh")
