"""The guiding indicators, worked by hand on one small park."""

from __future__ import annotations

import math

import pytest

from carbon_cases import TINY, Amounts, green_of, park_from
from evaluation_cases import HOURS, YEAR, judge, named, year_of
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import Evaluation, Indicator, Verdict

GRID = "electricity:grid>bus-10kv"
MILL = "electricity:bus-10kv>mill-line"
HEAT = "heat:hot-water>mill-line"
STRIP = "material:mill-line>strip"
BASE: Amounts = {
    GRID: 1000,
    "electricity:roof-pv>bus-10kv": 500,
    "natural_gas:gas-gate>gas-net": 10,
    "natural_gas:gas-net>boiler": 10,
    MILL: 1400,
    HEAT: 90,
    STRIP: 5,
}


def park_saying(indicators: str) -> ParkDocument:
    head, _, _ = TINY.partition("\nindicators:")
    return park_from(f"{head}\nindicators:\n{indicators}")


def evaluated(
    amounts: Amounts, *, park: ParkDocument | None = None, quality: int = 0, **green: float
) -> Evaluation:
    flows: Flows = year_of({**BASE, **amounts}, quality=quality)
    return judge(flows, park=park or park_from(TINY), green=green_of(flows, **green))


def test_clean_energy_is_the_three_green_books_over_consumption() -> None:
    # hour: 1500 kWh x 0.302 = 453 kgce; gas 10 Nm3 x 1.33 = 13.3 kgce; total 466.3
    # clean: direct 500 + trade 200 + certificates 300 = 1000 kWh x 0.302 = 302 kgce
    found = evaluated(
        {},
        direct=500 * HOURS,
        trade=200 * HOURS,
        certificates=300 * HOURS,
        grid_import=1000 * HOURS,
    )
    clean = named(found, "clean_energy_share")
    assert clean.value == pytest.approx(302 / 466.3)
    assert {term.what: round(term.value / HOURS * 1000, 6) for term in clean.numerator} == {
        "green.direct": 151.0,
        "green.trade": 60.4,
        "green.certificate": 90.6,
    }
    assert clean.verdict is Verdict.FAIL
    assert clean.limit == 0.9


def test_the_statistical_definition_counts_natural_gas_as_clean() -> None:
    park = park_saying("  clean_energy_definition: statistical\n")
    clean = named(evaluated({}, park=park, direct=500 * HOURS), "clean_energy_share")
    assert clean.value == pytest.approx((500 * 0.302 + 13.3) / 466.3)


HEAT_POINT = (
    "  - {{id: {0}, name: {{zh: 热源, en: Heat}}, bus: hot-water, kind: supply, direction: in{1}}}"
)


@pytest.mark.parametrize(
    ("second", "clean_kgce"),
    [
        # 50 kWh x 0.03412 tce/GJ = 6.1416 kgce, 60 % of it from no fossil source: 3.68496
        (None, 3.68496),
        # 100 kWh = 12.2832 kgce; which point brought how much is not told apart: the least, 20 %
        (", fossil_share: 0.8", 2.45664),
        ("", 0.0),  # one that tells no share may be all fossil
    ],
)
def test_bought_heat_is_clean_by_the_share_that_its_points_tell(
    second: str | None, clean_kgce: float
) -> None:
    points = [HEAT_POINT.format("town", ", fossil_share: 0.4")]
    amounts: Amounts = {"heat:town>hot-water": 50}
    if second is not None:
        points.append(HEAT_POINT.format("plant", second))
        amounts = {**amounts, "heat:plant>hot-water": 50}
    text = TINY.replace("\ndevices:", "\n".join(["", *points, "", "devices:"]), 1)
    clean = named(evaluated(amounts, park=park_from(text)), "clean_energy_share")
    kgce = {term.what: term.value / HOURS * 1000 for term in clean.numerator}
    assert kgce.get("heat.supply", 0.0) == pytest.approx(clean_kgce)
    assert sum(kgce.values()) == pytest.approx(clean_kgce)


@pytest.mark.parametrize(
    ("sold_kwh", "clean_kgce"),
    [
        # bought 50 kWh, 60 % of it clean: 30 kWh x 0.122832 kgce; clean heat leaves first
        (10, 20 * 0.122832),
        (40, 0.0),
    ],
)
def test_clean_heat_that_is_sold_is_not_consumed_here(sold_kwh: float, clean_kgce: float) -> None:
    points = [
        HEAT_POINT.format("town", ", fossil_share: 0.4"),
        HEAT_POINT.format("next-door", "").replace(
            "supply, direction: in", "delivery, direction: out"
        ),
    ]
    text = TINY.replace("\ndevices:", "\n".join(["", *points, "", "devices:"]), 1)
    amounts: Amounts = {"heat:town>hot-water": 50, "heat:hot-water>next-door": sold_kwh}
    clean = named(evaluated(amounts, park=park_from(text)), "clean_energy_share")
    kgce = sum(term.value for term in clean.numerator) / HOURS * 1000
    assert kgce == pytest.approx(clean_kgce, abs=1e-9)


@pytest.mark.parametrize(
    ("sold_kwh", "of_power_kwh"),
    [
        (250, 250),  # the pump gave 300, more than is sold
        (400, 300),  # the boiler's gas gave the rest, and that is not clean
    ],
)
def test_heat_of_a_pump_that_is_sold_takes_its_green_power_along(
    sold_kwh: float, of_power_kwh: float
) -> None:
    # 500 of 1500 kWh are green: a third. 500 kWh x 0.302 = 151 kgce, less a third of what was
    # made of power and sold, at 0.122832 kgce/kWh of heat.
    point = HEAT_POINT.format("next-door", "").replace(
        "supply, direction: in", "delivery, direction: out"
    )
    pump = (
        "  - {id: pump, kind: heat_pump, name: {zh: 热泵, en: Pump}, site: ground, "
        "electricity_from: bus-10kv, heat_to: hot-water, capacity_kw: 1000}"
    )
    text = TINY.replace("\ndevices:", f"\n{point}\n\ndevices:\n{pump}", 1)
    amounts: Amounts = {
        "electricity:bus-10kv>pump": 100,
        "heat:pump>hot-water": 300,
        "heat:boiler>hot-water": 200,
        "heat:hot-water>next-door": sold_kwh,
    }
    found = evaluated(amounts, park=park_from(text), direct=500 * HOURS)
    clean = named(found, "clean_energy_share")
    kgce = sum(term.value for term in clean.numerator) / HOURS * 1000
    assert kgce == pytest.approx(151 - of_power_kwh * 0.122832 / 3)


def test_product_energy_is_what_flows_into_its_line_over_its_output() -> None:
    # 1400 kWh x 0.1229 = 172.06 kgce; heat 90 kWh x 0.03412 tce/GJ = 0.122832 kgce/kWh
    # -> 11.05488; 183.11488 / 5 t = 36.622976 kgce/t; limit 60 -> 0.610383
    product = named(evaluated({}), "product_unit_energy")
    assert product.numerator[0].value == pytest.approx(36.622976)
    assert product.value == pytest.approx(36.622976 / 60)
    assert product.verdict is Verdict.PASS


def test_a_product_of_which_nothing_was_made_has_no_figure() -> None:
    product = named(evaluated({STRIP: 0}), "product_unit_energy")
    assert product.verdict is Verdict.UNKNOWN
    assert "strip" in product.reason


def test_a_park_without_limits_says_what_to_give() -> None:
    text = TINY.replace("        unit_energy_limit_kgce_per_t: 60\n", "")
    product = named(evaluated({}, park=park_from(text)), "product_unit_energy")
    assert product.verdict is Verdict.UNKNOWN
    assert "unit_energy_limit_kgce_per_t" in product.reason


def test_not_applicable_keeps_its_reason() -> None:
    waste = named(evaluated({}), "solid_waste_use")
    assert waste.verdict is Verdict.NOT_APPLICABLE
    assert waste.reason == "The park has no industrial solid waste."


def test_a_reported_figure_names_its_evidence() -> None:
    water = named(evaluated({}), "water_reuse")
    assert (water.value, water.limit, water.verdict) == (0.82, 0.8, Verdict.PASS)
    assert "water audit 2025" in water.reason


def test_what_the_park_does_not_define_is_unknown_with_a_remedy() -> None:
    waste = named(
        evaluated(
            {}, park=park_saying("  water_reuse: {kind: reported, value: 0.9, evidence: x}\n")
        ),
        "solid_waste_use",
    )
    assert waste.verdict is Verdict.UNKNOWN
    assert "indicators.solid_waste_use" in waste.reason


RATIO = """\
  waste_heat_use:
    kind: ratio
    numerator: [{carrier: heat, to: mill-line}]
    denominator: [{carrier: heat, to: mill-line}, {from: hot-water}, {carrier: heat, from: boiler}]
"""


def ratio_of(amounts: Amounts) -> Indicator:
    return named(evaluated(amounts, park=park_saying(RATIO)), "waste_heat_use")


def test_a_ratio_of_flows_counts_each_link_once() -> None:
    # 90 / (90 + 60): the flow into the mill matches two selectors and counts once
    found = ratio_of({"heat:boiler>hot-water": 60})
    assert found.value == pytest.approx(0.6)
    assert found.verdict is Verdict.PASS
    assert [term.value for term in found.denominator] == pytest.approx([90 * HOURS, 0, 60 * HOURS])


def test_a_ratio_with_a_missing_hour_is_shown_and_not_judged() -> None:
    hours = [60.0] * HOURS
    hours[7] = math.nan
    found = ratio_of({"heat:boiler>hot-water": hours})
    assert found.value is not None
    assert found.verdict is Verdict.UNKNOWN
    assert f"1 of {2 * HOURS}" in found.reason  # two links, each with a value in every hour


def test_a_ratio_over_nothing_has_no_figure() -> None:
    found = ratio_of({HEAT: 0})
    assert found.value is None
    assert found.verdict is Verdict.UNKNOWN


MEAN = """\
  waste_heat_use:
    kind: weighted_mean
    parts:
      - kind: ratio
        numerator: [{to: mill-line, carrier: heat}]
        denominator: [{from: boiler}]
        weight: FIRST
      - {kind: ratio, numerator: [{to: mill-line, carrier: heat}], denominator: [{carrier: cold}]}
      - {kind: ratio, numerator: [{from: roof-pv}], denominator: [{from: grid}], weight: OTHER}
"""


@pytest.mark.parametrize(
    ("first", "other", "pv", "mean"),
    [
        # sizes 180 and 1000 weigh 0.5 and 0.5: (0.5 x 180 + 0.5 x 1000) / 1180
        ("null", "null", 500, 0.5),
        # 90 / 180 = 0.5 weighs 3, 250 / 1000 = 0.25 weighs 1: 1.75 / 4
        ("3", "1", 250, 0.4375),
    ],
)
def test_a_weighted_mean_weighs_by_size_or_as_told(
    first: str, other: str, pv: float, mean: float
) -> None:
    park = park_saying(MEAN.replace("FIRST", first).replace("OTHER", other))
    amounts: Amounts = {"heat:boiler>hot-water": 180, "electricity:roof-pv>bus-10kv": pv}
    found = named(evaluated(amounts, park=park), "waste_heat_use")
    # the part about cold has no cold at all and weighs nothing
    assert found.value == pytest.approx(mean)


def test_a_weighted_mean_over_nothing_has_no_figure() -> None:
    park = park_saying(MEAN.replace("FIRST", "null").replace("OTHER", "null"))
    found = named(evaluated({GRID: 0, HEAT: 0}, park=park), "waste_heat_use")
    assert found.value is None
    assert found.verdict is Verdict.UNKNOWN


def test_selectors_that_add_kwh_to_tonnes_are_refused() -> None:
    text = (
        "  waste_heat_use: {kind: ratio, numerator: [{to: mill-line}], "
        "denominator: [{from: mill-line}]}\n"
    )
    found = named(evaluated({}, park=park_saying(text)), "waste_heat_use")
    assert found.verdict is Verdict.UNKNOWN
    assert "different units" in found.reason


def test_generated_flows_mark_every_computed_indicator() -> None:
    found = evaluated({}, quality=int(Quality.GENERATED))
    product = named(found, "product_unit_energy")
    clean = named(found, "clean_energy_share")
    assert product.quality & clean.quality & Quality.GENERATED


def test_guiding_indicators_stand_in_the_order_of_the_annex() -> None:
    found = evaluated({})
    assert [each.id for each in found.guiding] == [
        "clean_energy_share",
        "product_unit_energy",
        "solid_waste_use",
        "waste_heat_use",
        "water_reuse",
    ]
    assert found.period == YEAR
