"""A resource tells what it can hold for how long, and refuses a curve that rises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zeropark.basis.park.checks.virtual_plant import profiles
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.rules.load import load_rulebook


def resource(**changed: Any) -> Resource:
    told = {
        "id": "r",
        "name": {"zh": "一", "en": "one"},
        "devices": ("d",),
        "direction": "down",
        "capability": (
            {"minutes": 15, "power_kw": 900.0},
            {"minutes": 60, "power_kw": 600.0},
            {"minutes": 240, "power_kw": 200.0},
        ),
        "response_min": 5.0,
        "cost_cny_per_kwh": 0.3,
    }
    return Resource.model_validate(told | changed)


@pytest.mark.parametrize(
    ("minutes", "held_kw"),
    [(1, 900), (15, 900), (16, 600), (60, 600), (61, 200), (240, 200), (241, 0)],
)
def test_a_stretch_between_two_has_the_power_of_the_longer_one(
    minutes: float, held_kw: float
) -> None:
    assert resource().held_kw(minutes) == held_kw


def test_most_min_cuts_the_curve() -> None:
    cut = resource(most_min=60)
    assert (cut.longest_min, cut.held_kw(60), cut.held_kw(61)) == (60, 600, 0)


@pytest.mark.parametrize(
    "capability",
    [
        ({"minutes": 60, "power_kw": 1.0}, {"minutes": 60, "power_kw": 1.0}),
        ({"minutes": 15, "power_kw": 1.0}, {"minutes": 60, "power_kw": 2.0}),
    ],
)
def test_a_curve_that_does_not_fall_is_refused(capability: tuple[dict[str, float], ...]) -> None:
    with pytest.raises(ValidationError, match="capability does not fall"):
        resource(capability=capability)


def test_it_can_be_held_for_as_long_as_it_must() -> None:
    with pytest.raises(ValidationError, match="least_min is above"):
        resource(least_min=241)


@given(st.floats(0.1, 300), st.floats(0.1, 300))
def test_what_is_held_longer_is_never_more(one: float, other: float) -> None:
    held = resource()
    assert held.held_kw(min(one, other)) >= held.held_kw(max(one, other))


def test_every_profile_names_a_baseline_that_is_there() -> None:
    rules = load_rulebook()
    found = profiles(rules)
    assert {"jiangsu", "beijing", "caiso", "hainan_contract", "gansu_spot"} <= found.keys()
    named = {table.baseline for table in found.values() if table.baseline is not None}
    assert named <= set(rules.ids())
