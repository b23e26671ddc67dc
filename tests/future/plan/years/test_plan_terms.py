"""The stage, steps and route of an order, as the documents and options say them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import plannable_park
from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.future.plan.years.plan_terms import PlanTerms, stage_of, step_of

JANUARY = parse_period("2029-01")


def park(**changes: Any) -> ParkDocument:
    """A park with a target for 2030; `None` leaves a section out."""
    document = plannable_park.document(**changes)
    return ParkDocument.model_validate({k: v for k, v in document.items() if v is not None})


@pytest.mark.parametrize(
    ("changes", "terms", "named", "stage"),
    [
        ({"planning": {"stage": 2028}}, {"year": 2031}, 2027, 2027),
        ({"planning": {"stage": 2028}}, {"year": 2031}, None, 2028),
        ({"planning": {}}, {"year": 2031}, None, 2030),
        ({"planning": {"price_year": 2026}, "targets": []}, {"year": 2031}, None, 2026),
        ({"planning": None, "targets": []}, {"year": 2031, "period": JANUARY}, None, 2031),
        ({"planning": None, "targets": []}, {"period": JANUARY}, None, 2029),
    ],
)
def test_who_says_which_year_is_planned_for(
    changes: dict[str, Any], terms: dict[str, Any], named: int | None, stage: int
) -> None:
    assert stage_of(park(**changes), PlanTerms(**terms), named=named) == stage


def test_where_nothing_says_it_that_is_told() -> None:
    with pytest.raises(InputError, match="--stage YEAR"):
        stage_of(park(planning=None, targets=[]), PlanTerms(), named=None)


@pytest.mark.parametrize(
    ("terms", "first", "steps", "year"),
    [
        ({}, "2030-01-01T00:00:00+08:00", 8760, 2030),
        ({"year": 2028}, "2028-01-01T00:00:00+08:00", 8784, 2028),
        ({"period": JANUARY}, "2029-01-01T00:00:00+08:00", 744, 2029),
        ({"period": JANUARY, "year": 2025}, "2029-01-01T00:00:00+08:00", 744, 2025),
    ],
)
def test_weather_and_steps_are_of_the_stage_unless_another_year_or_part_is_asked(
    terms: dict[str, Any], first: str, steps: int, year: int
) -> None:
    asked = PlanTerms(**terms)
    axis = asked.axis(2030)
    assert axis.start == datetime.fromisoformat(first)
    assert axis.count == steps
    assert asked.asked(2030, steps=axis.count).year == year


def test_one_route_is_taken_where_it_is_named() -> None:
    (alone,) = PlanTerms(route="highs").routes() or ()
    assert alone.name == "highs"
    assert PlanTerms().routes() is None
    with pytest.raises(InputError, match="no route 'fast'"):
        PlanTerms(route="fast").routes()


def test_a_year_has_hours_or_quarters() -> None:
    assert step_of(8760) == timedelta(hours=1)
    assert step_of(35040) == timedelta(minutes=15)
    with pytest.raises(InputError, match="8760 or 35040 steps; got 8784"):
        step_of(8784)
