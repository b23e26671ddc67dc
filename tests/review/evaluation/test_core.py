"""The core indicator against the figures that 910 implies."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon_cases import green_of, park_from, rule, rules_with, rules_without
from evaluation_cases import (
    ELECTRIC,
    HOURS,
    IMPORT,
    PAPER,
    USE,
    YEAR,
    judge,
    named,
    year_of,
)
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.timeline import parse_period
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.core import band_limit
from zeropark.review.evaluation.indicator import Verdict

# 700 GWh a year at 0.302 kgce/kWh: 211,400 tce, in the band of 200,000 to 1,000,000 (limit 0.2)
KW = 700e6 / HOURS


def test_pure_grid_power_has_a_core_of_276() -> None:
    # 0.8325 / 0.302 = 2.75662
    found = judge(year_of({IMPORT: KW, USE: KW}))
    assert found.core.value == pytest.approx(2.75662, abs=1e-5)
    assert found.core.limit == 0.2
    assert found.core.verdict is Verdict.FAIL
    assert found.consumption_tce == pytest.approx(211_400)


@pytest.mark.parametrize(("fossil", "verdict"), [(0.0725, Verdict.PASS), (0.0726, Verdict.FAIL)])
def test_an_electric_park_passes_up_to_73_per_cent_of_fossil_power(
    fossil: float, verdict: Verdict
) -> None:
    # 0.2 x 0.302 / 0.8325 = 7.2553 %
    flows = year_of({IMPORT: KW, USE: KW})
    green = green_of(flows, certificates=700e6 * (1 - fossil))
    assert judge(flows, green=green).core.verdict is verdict


@pytest.mark.parametrize(("gwh", "limit"), [(662, None), (663, 0.2), (3311, 0.2), (3312, 0.3)])
def test_the_band_is_chosen_from_consumption(gwh: float, limit: float | None) -> None:
    # 200,000 tce / 0.302 = 662.25 GWh; 1,000,000 tce / 0.302 = 3311.26 GWh
    kwh = gwh * 1e6 / HOURS
    found = judge(year_of({IMPORT: kwh, USE: kwh}))
    assert found.core.limit == limit
    assert (found.core.verdict is Verdict.NO_LIMIT) == (limit is None)


def test_below_the_smallest_band_the_words_say_so() -> None:
    found = judge(year_of({IMPORT: 1000, USE: 1000}))
    # 8.76 GWh x 0.302 = 2,645.52 tce
    assert "2,646 tce" in found.core.reason
    assert "below 200,000 tce" in found.core.reason
    assert "200,000 tce" in found.core.reason_zh
    assert found.core.value == pytest.approx(2.75662, abs=1e-5)
    assert found.verdict is Verdict.NO_LIMIT


@pytest.mark.parametrize(("tce", "limit"), [(199_999.9, None), (200_000, 0.2), (1e6, 0.3)])
def test_a_band_begins_at_its_lower_edge(tce: float, limit: float | None) -> None:
    found = band_limit(PAPER, tce, period=YEAR)
    assert (found.value if found else None) == limit


def test_without_bands_in_force_nothing_is_judged() -> None:
    with pytest.raises(MissingRuleError):
        judge(year_of({IMPORT: KW}), rules=rules_without("park910.core.bands"))


def test_a_month_is_not_judged_and_says_why() -> None:
    flows = year_of({IMPORT: KW, USE: KW})
    found = judge(flows, period=parse_period("2026-06"))
    assert found.core.verdict is Verdict.UNKNOWN
    assert "calendar years" in found.core.reason
    assert found.core.value == pytest.approx(2.75662, abs=1e-5)


def test_a_missing_hour_that_can_change_nothing_leaves_the_verdict() -> None:
    hours = [KW] * HOURS
    hours[100] = math.nan
    found = judge(year_of({IMPORT: hours, USE: KW}))
    assert found.core.verdict is Verdict.FAIL
    assert "can't change that" in found.core.reason


def test_missing_hours_near_a_limit_leave_the_verdict_open() -> None:
    # 190,000 tce are seen; the missing 10 % could hold up to 21,111 more: under or over 200,000
    kwh = 190_000 / 0.302 * 1000 / (0.9 * HOURS)
    hours = [kwh] * HOURS
    hours[: HOURS // 10] = [math.nan] * (HOURS // 10)
    found = judge(year_of({IMPORT: hours, USE: kwh}))
    assert found.core.verdict is Verdict.UNKNOWN
    assert found.core.value is not None


def test_a_small_park_with_a_few_missing_hours_has_no_limit_all_the_same() -> None:
    hours = [1000.0] * HOURS
    hours[5:50] = [math.nan] * 45
    assert judge(year_of({IMPORT: hours, USE: 1000})).core.verdict is Verdict.NO_LIMIT


def test_a_year_of_which_most_is_missing_is_not_judged() -> None:
    hours = [math.nan] * HOURS
    hours[:700] = [1000.0] * 700
    assert judge(year_of({IMPORT: hours, USE: 1000})).core.verdict is Verdict.UNKNOWN


WITH_COAL = ELECTRIC.replace(
    "carrier: electricity}]",
    "carrier: electricity}, {id: coal, name: {zh: 煤, en: Coal}, carrier: bituminous_coal}]",
).replace(
    "devices:\n",
    "  - {id: yard, name: {zh: 煤场, en: Yard}, bus: coal, kind: supply, direction: in}\n"
    "devices:\n"
    "  - {id: kiln, kind: load, name: {zh: 窑, en: Kiln}, site: ground, takes_from: coal, "
    "use: fuel, rated_t_per_h: 1}\n",
)
COAL_HEAT = rules_with(*PAPER.rules, rule("ce.bituminous_coal", 0.7, "kgce/kg"))


def test_emissions_already_above_the_limit_fail_though_a_factor_is_missing() -> None:
    # the grid power alone is far above 0.2; what the coal emits can only raise it
    coal = {"bituminous_coal:yard>coal": 1, "bituminous_coal:coal>kiln": 1}
    found = judge(
        year_of({IMPORT: KW, USE: KW, **coal}), park=park_from(WITH_COAL), rules=COAL_HEAT
    )
    assert found.core.verdict is Verdict.FAIL


def test_a_missing_factor_can_never_give_a_pass() -> None:
    coal = {"bituminous_coal:yard>coal": 1, "bituminous_coal:coal>kiln": 1}
    flows = year_of({IMPORT: KW, USE: KW, **coal})
    green = green_of(flows, certificates=700e6)
    found = judge(flows, park=park_from(WITH_COAL), rules=COAL_HEAT, green=green)
    assert found.core.value == pytest.approx(0, abs=1e-9)
    assert found.core.verdict is Verdict.UNKNOWN


def test_a_direct_line_that_nobody_measures_leaves_the_verdict_open() -> None:
    # what it brought is green and in neither figure: with it, U may be far below 2.76
    line = (
        "  - {id: line, name: {zh: 专线, en: Line}, bus: bus, kind: direct_line, direction: in}\n"
    )
    park = park_from(ELECTRIC.replace("devices:\n", f"{line}devices:\n"))
    found = judge(year_of({IMPORT: KW, USE: KW}), park=park)
    assert found.core.verdict is Verdict.UNKNOWN


def test_a_missing_coal_equivalent_leaves_the_denominator_open() -> None:
    coal = {"bituminous_coal:yard>coal": 1, "bituminous_coal:coal>kiln": 1}
    found = judge(year_of({IMPORT: KW, USE: KW, **coal}), park=park_from(WITH_COAL))
    assert found.core.verdict is Verdict.UNKNOWN


def test_generated_flows_mark_the_core_indicator() -> None:
    found = judge(year_of({IMPORT: KW, USE: KW}, quality=int(Quality.GENERATED)))
    assert found.core.quality & Quality.GENERATED


def test_the_terms_of_the_core_add_up_to_it() -> None:
    core = judge(year_of({IMPORT: KW, USE: KW})).core
    emitted = sum(term.value for term in core.numerator)
    consumed = sum(term.value for term in core.denominator)
    assert emitted / consumed == pytest.approx(core.value)


def test_stage_targets_stand_beside_in_order_of_years() -> None:
    flows = year_of({IMPORT: KW, USE: KW})
    green = green_of(flows, certificates=350e6)
    # half fossil: 0.5 x 2.75662 = 1.378: meets the park's 1.5, not its 0.2
    stages = judge(flows, green=green).stages
    assert [(stage.year, stage.met) for stage in stages] == [(2026, True), (2030, False)]


def test_nothing_consumed_is_no_figure() -> None:
    found = judge(year_of({IMPORT: 0, USE: 0}))
    assert found.core.value is None
    assert found.core.verdict is Verdict.UNKNOWN


@settings(max_examples=20, deadline=None)
@given(kwh=st.floats(1, 1e6), covered=st.floats(0, 1))
def test_core_of_an_electric_park_is_its_uncovered_share_times_the_pure_one(
    kwh: float, covered: float
) -> None:
    flows = year_of({IMPORT: kwh, USE: kwh})
    green = green_of(flows, certificates=covered * kwh * HOURS)
    core = judge(flows, green=green).core
    assert core.value == pytest.approx((1 - covered) * 0.8325 / 0.302, rel=1e-6, abs=1e-9)


def test_the_whole_verdict_is_the_core_one() -> None:
    found = judge(year_of({IMPORT: KW, USE: KW}))
    assert found.verdict is found.core.verdict
    assert named(found, "clean_energy_share").verdict is Verdict.FAIL


def test_a_gap_in_an_export_lowers_the_least_figure_and_no_more() -> None:
    # no credit is possible beyond one hour's largest export: the verdict stands
    hours = [10.0] * HOURS
    hours[7] = math.nan
    found = judge(year_of({IMPORT: KW, USE: KW, "electricity:bus>grid": hours}))
    assert found.core.verdict is Verdict.FAIL


def test_without_captive_power_a_gap_in_an_export_never_makes_power_negative() -> None:
    # a tenth of the year is missing at the grid point, in and out: U may be anything from 0 up
    hours, out = [KW] * HOURS, [KW] * HOURS
    for hour in range(HOURS // 10):
        hours[hour] = out[hour] = math.nan
    flows = year_of({IMPORT: hours, USE: KW, "electricity:bus>grid": out})
    found = judge(flows, green=green_of(flows, certificates=0.9 * 700e6))
    assert found.core.verdict is Verdict.UNKNOWN
    assert "-" not in found.core.reason
