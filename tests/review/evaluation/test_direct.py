"""Direct supply and green direct connection, judged by the limits of 910, 650 and 688."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest

from carbon_cases import RULES, TINY, Amounts, flows_of, green_of, park_from
from evaluation_cases import HOURS, judge, judge_by_contracts, named, year_of
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Evaluation, Verdict

GRID = "electricity:grid>bus-10kv"
PV = "electricity:roof-pv>bus-10kv"
EXPORT = "electricity:bus-10kv>grid"

# Each hour: PV gives 600 of 700 kWh, 50 are exported, the grid brings 450, the users take 1000.
# self-use 600 - 50 = 550; available 700; R1 = 550/700 = 0.785714, R2 = 550/1000, R3 = 50/700
BASE: Amounts = {
    GRID: 450,
    EXPORT: 50,
    PV: 600,
    "electricity:roof-pv>curtailed": 100,
    "electricity:bus-10kv>cells": 0,
    "electricity:cells>bus-10kv": 0,
    "electricity:bus-10kv>mill-line": 900,
    "electricity:bus-10kv>shop-load": 100,
    "natural_gas:gas-net>boiler": 0,
}


def evaluated(amounts: Amounts, *, park: ParkDocument | None = None) -> Evaluation:
    return judge_by_contracts(year_of({**BASE, **amounts}), park=park or park_from(TINY))


def test_the_three_ratios_of_a_direct_connection() -> None:
    found = evaluated({})
    r1, r2, r3 = (named(found, key) for key in ("r1", "r2", "r3"))
    assert (r1.value, r1.limit, r1.verdict) == (pytest.approx(550 / 700), 0.6, Verdict.PASS)
    assert (r2.value, r2.limit, r2.verdict) == (pytest.approx(0.55), 0.3, Verdict.PASS)
    assert (r3.value, r3.limit, r3.verdict) == (pytest.approx(50 / 700), 0.2, Verdict.PASS)


def test_direct_supply_is_measured_against_all_electricity_used() -> None:
    # used: 450 + 600 - 50 = 1000; direct 550
    share = named(evaluated({}), "direct_supply_share")
    assert (share.value, share.limit, share.verdict) == (pytest.approx(0.55), 0.5, Verdict.PASS)


def test_a_roof_without_a_meter_leaves_too_low_a_share_open() -> None:
    # the direct book knows nothing of the roof: 0 of 1000 kWh, and that is the least it can be
    amounts = {**BASE, "electricity:unmetered>bus-10kv": 600.0}
    unseen = {key: kwh for key, kwh in amounts.items() if "roof-pv" not in key}
    share = named(judge_by_contracts(year_of(unseen), park=park_from(TINY)), "direct_supply_share")
    assert share.value == 0
    assert share.verdict is Verdict.UNKNOWN
    assert "roof-pv" in share.reason


def test_exporting_a_third_of_what_was_available_fails() -> None:
    found = evaluated({EXPORT: 250, GRID: 650})
    assert named(found, "r3").value == pytest.approx(250 / 700)
    assert named(found, "r3").verdict is Verdict.FAIL


def test_35_per_cent_is_due_before_2030_and_no_failure_until_then() -> None:
    # self-use 320 of 1000: above 30 %, below 35 %
    found = evaluated({PV: 320, EXPORT: 0, GRID: 680})
    assert named(found, "r2").verdict is Verdict.PASS
    later = named(found, "r2_before_2030")
    assert (later.limit, later.verdict) == (0.35, Verdict.NO_LIMIT)
    assert "before 2030" in later.reason


def test_35_per_cent_holds_from_2030_on() -> None:
    year = parse_period("2030")
    flows = flows_of(
        {**BASE, PV: 320, EXPORT: 0, GRID: 680},
        steps=HOURS,
        start=datetime(2029, 12, 31, 16, tzinfo=UTC),
        step=timedelta(hours=1),
    )
    park, green = park_from(TINY), green_of(flows)
    book = park910(flows, park=park, rules=RULES, period=year, green=green)
    found = evaluate(flows, park=park, rules=RULES, period=year, inventory=book, green=green)
    assert (named(found, "r2").limit, named(found, "r2").verdict) == (0.35, Verdict.FAIL)
    assert "r2_before_2030" not in {each.id for each in found.direct}


def test_while_availability_is_not_metered_only_what_is_certain_is_judged() -> None:
    amounts = {key: value for key, value in BASE.items() if "curtailed" not in key}
    found = judge_by_contracts(year_of(amounts), park=park_from(TINY))
    # R1 is at most 550/600: it may be below 0.6; R3 is at most 50/600 = 0.083: kept in any case
    assert named(found, "r1").verdict is Verdict.UNKNOWN
    assert named(found, "r3").verdict is Verdict.PASS


def test_self_use_too_low_for_any_availability_fails() -> None:
    amounts = {key: value for key, value in BASE.items() if "curtailed" not in key}
    found = judge_by_contracts(year_of({**amounts, EXPORT: 300, GRID: 700}), park=park_from(TINY))
    # at most 300/600 = 0.5 < 0.6
    assert named(found, "r1").verdict is Verdict.FAIL


def test_a_missing_hour_leaves_a_ratio_unjudged() -> None:
    hours = [600.0] * HOURS
    hours[3] = math.nan
    assert named(evaluated({PV: hours}), "r1").verdict is Verdict.UNKNOWN


def test_exchange_above_the_declared_capacity_fails_whatever_is_missing() -> None:
    hours = [450.0] * HOURS
    hours[5], hours[6] = 6000.0, math.nan
    power = named(evaluated({GRID: hours}), "exchange_power")
    # declared 5000 kW; hour 5: 6000 - 50
    assert (power.value, power.limit, power.verdict) == (5950, 5000, Verdict.FAIL)


def test_exchange_of_simulated_flows_is_marked_as_generated() -> None:
    flows = year_of(BASE, quality=int(Quality.GENERATED))
    found = judge_by_contracts(flows, park=park_from(TINY))
    for key in ("exchange_power", "peak_valley_rate"):
        assert named(found, key).quality & Quality.GENERATED
    assert not named(evaluated({}), "exchange_power").quality


def test_a_rate_that_nobody_declared_has_no_limit() -> None:
    rate = named(evaluated({}), "peak_valley_rate")
    assert rate.verdict is Verdict.NO_LIMIT
    assert rate.value == pytest.approx(0)


def test_a_declared_peak_valley_rate_is_judged() -> None:
    text = TINY.replace(
        "declared_exchange_kw: 5000", "declared_exchange_kw: 5000, planned_peak_valley_rate: 0.5"
    )
    hours = [450.0] * HOURS
    hours[12] = 1050.0  # exchange 1000 against 400: (1000 - 400) / 1000 = 0.6
    rate = named(evaluated({GRID: hours}, park=park_from(text)), "peak_valley_rate")
    assert (rate.value, rate.verdict) == (pytest.approx(0.6), Verdict.FAIL)


def test_two_connections_have_ids_of_their_own() -> None:
    text = TINY.replace(
        "  - {id: trade-2026-06",
        "  - {id: second, kind: green_direct, plants: [roof-pv], users: [shop]}\n"
        "  - {id: trade-2026-06",
    )
    ids = {each.id for each in evaluated({}, park=park_from(text)).direct}
    assert {"r1.direct", "r1.second", "exchange_power.direct"} <= ids
    assert "exchange_power.second" not in ids


def test_a_park_without_a_connection_has_the_share_alone() -> None:
    found = judge(year_of({"electricity:grid>bus": 1, "electricity:bus>use": 1}))
    assert [each.id for each in found.direct] == ["direct_supply_share"]
