"""Given series: used instead of the simulated ones, and told what is wrong with them."""

from __future__ import annotations

import numpy as np
import pytest

from ledger_parks import axis_of, bus, load, park_of, point, pv
from plan_parks import drafted, hours, solve
from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis, parse_period
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.site.given import GivenSeries, check_given

HOUR = axis_of(1, minutes=60).step
PARK = park_of(
    buses=[bus("b")],
    boundary_points=[point("g", "b")],
    devices=[pv("sun", "b"), load("l", "b")],
)


def codes(given: GivenSeries, axis: Axis = hours(4)) -> list[str]:  # noqa: B008 - never changed
    return [finding.code for finding in check_given(PARK, axis, given)]


def test_a_given_year_goes_before_the_simulated_one() -> None:
    draft = drafted(PARK, axis=hours(2), availability={"sun": [0.5, 1]}, load={"l": [10, 20]})
    done = solve(draft, {"g>b": 0.5, "b>g": -0.1})
    assert done.flow("sun", "b") == pytest.approx([500, 1000])
    assert done.flow("b", "l") == pytest.approx([10, 20])


def test_good_series_have_no_findings() -> None:
    assert codes(GivenSeries(availability={"sun": np.array([0, 0.5, 1, 1])})) == []


@pytest.mark.parametrize(
    ("values", "code", "place", "words"),
    [
        ([0, np.nan, np.nan, 1], "plan.series_gap", "availability.sun[1]", "01:00"),
        ([0, 0.5, 1.2, 1], "plan.availability_above_one", "availability.sun[2]", "1.2"),
        ([0, -0.1, 1, 1], "plan.series_negative", "availability.sun[1]", "-0.1"),
        ([0, np.inf, 1, 1], "plan.series_gap", "availability.sun[1]", "01:00"),
    ],
)
def test_a_bad_value_is_named_by_device_and_local_time(
    values: list[float], code: str, place: str, words: str
) -> None:
    given = GivenSeries(availability={"sun": np.array(values)})
    (finding,) = check_given(PARK, hours(4), given)
    assert (finding.code, finding.place) == (code, place)
    assert finding.problem.startswith("The value of sun at 2")
    assert words in finding.problem
    assert finding.remedy_in("zh") != finding.remedy


def test_gaps_are_counted() -> None:
    given = GivenSeries(load={"l": np.array([0, np.nan, np.nan, 1])})
    (finding,) = check_given(PARK, hours(4), given)
    assert finding.count == 2


def test_a_series_of_another_length_is_told_with_both_lengths() -> None:
    (finding,) = check_given(PARK, hours(4), GivenSeries(load={"l": np.zeros(5)}))
    assert finding.problem.startswith("The series of l has 5 values; the plan over ")
    assert finding.data["got"] == 5
    assert finding.data["wanted"] == 4


@pytest.mark.parametrize(("year", "count"), [("2028", 8760), ("2025", 8784)])
def test_a_leap_day_too_many_or_too_few_is_recognised(year: str, count: int) -> None:
    axis = Axis.over(parse_period(year), step=HOUR)
    (finding,) = check_given(PARK, axis, GivenSeries(load={"l": np.zeros(count)}))
    assert "29 February" in finding.remedy


def test_a_series_for_nobody_is_told() -> None:
    (finding,) = check_given(PARK, hours(4), GivenSeries(load={"moon": np.zeros(4)}))
    assert finding.problem == "The park has no device or boundary point 'moon' for the series."
    assert codes(GivenSeries(availability={"moon": np.zeros(4)})) == ["plan.series_without_device"]
    assert codes(GivenSeries(availability={"l": np.zeros(4)})) == ["plan.series_without_device"]
    assert codes(GivenSeries(load={"sun": np.zeros(4)})) == ["plan.series_without_device"]


def test_conditions_are_not_made_of_bad_series() -> None:
    given = GivenSeries(load={"l": np.array([1, np.nan])})
    with pytest.raises(InputError, match=r"2026-01-01 01:00 is missing"):
        conditions_of(PARK, axis_of(2, minutes=60), seed=1, given=given)
