from __future__ import annotations

from dataclasses import replace

import plannable_park
import planned_park
from zeropark.future.plan.years.plan import Plan, PlannedLimit, PlannedSize
from zeropark.review.presentation.plan_tiles import PlanTile, gap_percent, limit_tile, plan_tiles
from zeropark.review.presentation.texts import TEXTS

CORE = PlannedLimit(
    rule="core",
    zh="单位能耗碳排放",
    en="CO2 per unit of energy",
    unit="tCO2/tce",
    sense="max",
    value=0.25,
    bound=0.2,
    enforced=False,
)


def told(plan: Plan) -> dict[str, PlanTile]:
    return {tile.label.en: tile for tile in plan_tiles(plan)}


def size(device: str, field: str, unit: str, chosen: float) -> PlannedSize:
    return PlannedSize(
        device=device,
        field=field,
        unit=unit,
        documented=0.0,
        chosen=chosen,
        least=0.0,
        most=None,
        cost_cny_per_unit_year=1.0,
    )


def test_the_headline_of_four_hours() -> None:
    # 104.50 against a bound of 104.40: 0.1 / 104.5 is 0.0957 %, told as 0.096 %.
    tiles = told(planned_park.plan())
    assert (tiles["Cost a year"].value.en, tiles["Cost a year"].unit.en) == ("104.5", "CNY/year")
    assert tiles["Lower bound"].value.en == "104.4"
    assert tiles["Most that could be saved"].value.en == "0.096"
    assert "0.10 CNY/year" in tiles["Most that could be saved"].note.en
    ratio = tiles["Self-use over available generation"]
    assert (ratio.value.en, ratio.note.en, ratio.tone) == ("85.0", "≥ 60 %", "pass")


def test_the_core_indicator_stands_against_its_band_and_names_its_book() -> None:
    tile = limit_tile(CORE)
    assert (tile.value.en, tile.unit.en, tile.tone) == ("0.250", "tCO₂/tce", "fail")
    assert tile.note.en == "≤ 0.2 · reported only"
    assert tile.book == TEXTS["plan.core.book"]


def test_a_rule_without_a_value_is_missing_and_never_zero() -> None:
    assert limit_tile(replace(CORE, value=None)).value == TEXTS["missing"]


def test_investment_is_every_chosen_size_at_its_price() -> None:
    # 400 x 2800 + 10 x 4500 + 50 x 300 + 100 x 700 = 1,250,000
    sizes = (
        size("sun", "capacity_kw", "kW", 400.0),
        size("wind", "capacity_kw", "kW", 10.0),
        size("cells", "power_kw", "kW", 50.0),
        size("cells", "capacity_kwh", "kWh", 100.0),
    )
    tile = told(planned_park.plan(park=plannable_park.park(), sizes=sizes))["Investment"]
    assert (tile.value.zh, tile.unit.zh) == ("125.0", "万元")


def test_a_gap_is_never_told_smaller_than_it_is() -> None:
    assert gap_percent(0.00961) == "0.97"
    assert gap_percent(0.0096) == "0.96"
    assert gap_percent(0.25) == "25"
    assert gap_percent(3e-15) == "<0.0001"
    assert gap_percent(0.0) == "0"
