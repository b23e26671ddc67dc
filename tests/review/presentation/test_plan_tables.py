from __future__ import annotations

from dataclasses import replace

import pytest

import planned_park
from zeropark.future.plan.years.explain import explain
from zeropark.review.presentation.plan_tables import (
    dear_weeks_table,
    limits_table,
    said_of_sizes,
)
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.texts import TEXTS


def test_a_rule_that_binds_says_what_loosening_it_would_save() -> None:
    (ratio,) = planned_park.LIMITS
    dear = replace(ratio, shadow_price_cny_per_unit=5000.0, source="direct.r1_min")
    plan = planned_park.plan(limits=(dear,))
    (row,) = limits_table(plan, explain(plan)).rows
    assert row[1:4] == ("85.0 %", "≥ 60 %", TEXTS["limit.kept"])
    assert isinstance(row[4], Text)
    assert row[4].en == "required · binds"
    assert isinstance(row[5], Text)
    assert row[5].en == "Loosened by one percentage point, it would save 50.00 CNY a year."
    assert row[6] == "direct.r1_min"


def test_a_bound_that_is_no_share_has_its_unit() -> None:
    (ratio,) = planned_park.LIMITS
    power = replace(ratio, unit="kW", value=120.0, bound=400.0, sense="max")
    plan = planned_park.plan(limits=(power, replace(ratio, value=None, bound=None)))
    rows = limits_table(plan, explain(plan)).rows
    assert rows[0][1:3] == ("120.0 kW", "≤ 400 kW")
    assert rows[1][1] is None


def test_a_size_at_its_bound_says_what_one_more_is_worth() -> None:
    plan = planned_park.plan()
    ((of, said),) = said_of_sizes(plan, explain(plan))
    assert of.en == "Solar field, power"
    assert said.en == "One kW more than 400 kW would save 0.02 CNY a year."


def test_the_dearest_week_has_all_of_four_hours() -> None:
    # In: 100, 200, 100, 100 kWh at 0.5, 0.1, 0, 0.5: 120 CNY over 500 kWh.
    plan = planned_park.plan()
    table = dear_weeks_table(plan, explain(plan))
    assert table is not None
    (row,) = table.rows
    assert row[1:4] == ("2027-01-04", pytest.approx(100.0), pytest.approx(0.24))
