"""A year of a real steel mill beside real Gansu wind, accounted and judged.

Steel: UCI 851, CC BY 4.0. Wind: HaoLi9401/Dataset_of_flexibility_test_system_FTS-213, CC BY 4.0.
Every expected figure is worked out with pandas from the files; the mill's rows are in the order
of time, so row i is interval i of the year. It is carried to 2026, a year of as many days.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from carbon_cases import HEAD, RULES, flows_of, park_from
from evaluation_cases import YEAR, judge_by_contracts, named
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.market import market
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.review.evaluation.indicator import Verdict

WIND_KW = 300.0
KWH_EQUIVALENT = 0.3024  # kgce/kWh: national coal use for supply in 2024


@pytest.fixture(scope="module")
def year(shared_data: Path) -> pd.DataFrame:
    steel = pd.read_parquet(shared_data / "steel_mill_load_15min" / "steel.parquet")
    wind = pd.read_parquet(shared_data / "gansu_ningxia_wind_pv" / "wind_pu_15min.parquet")
    stamps = pd.date_range("2026-01-01", periods=35040, freq="15min")
    frame = pd.DataFrame({"mill": steel["Usage_kWh"].to_numpy()}, index=stamps)
    frame["wind"] = wind["Area1"].to_numpy() * WIND_KW / 4
    frame["import"] = (frame["mill"] - frame["wind"]).clip(lower=0)
    frame["export"] = (frame["wind"] - frame["mill"]).clip(lower=0)
    return frame


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return park_from(
        HEAD
        + """\
enterprises: [{id: steel, name: {zh: 钢厂, en: Steel}, industry_code: C3110}]
buses: [{id: bus, name: {zh: 母线, en: Bus}, carrier: electricity}]
boundary_points:
  - {id: grid, name: {zh: 网, en: Grid}, bus: bus, kind: public_grid, direction: both}
devices:
  - {id: farm, kind: wind, name: {zh: 风, en: Farm}, site: ground, electricity_to: bus,
     capacity_kw: 300}
  - {id: mill, kind: load, name: {zh: 轧机, en: Mill}, site: ground, enterprise: steel,
     takes_from: bus, rated_kw: 700}
contracts:
  - {id: june, kind: green_trade, buyer: steel, month: 2026-06, quantity_kwh: 10000}
  - {id: too-much, kind: green_trade, buyer: steel, month: 2026-02, quantity_kwh: 10000000}
"""
    )


@pytest.fixture(scope="module")
def flows(year: pd.DataFrame) -> Flows:
    return flows_of(
        {
            "electricity:grid>bus": year["import"].tolist(),
            "electricity:bus>grid": year["export"].tolist(),
            "electricity:farm>bus": year["wind"].tolist(),
            "electricity:bus>mill": year["mill"].tolist(),
        },
        steps=35040,
        start=datetime(2025, 12, 31, 16, tzinfo=UTC),
        step=timedelta(minutes=15),
    )


def covered_kwh(year: pd.DataFrame) -> float:
    """June's 10,000 kWh, and of February's claim only what was imported that month."""
    return 10_000 + float(year.loc["2026-02", "import"].sum())


def test_the_910_book_is_uncovered_import_at_the_fossil_factor(
    year: pd.DataFrame, flows: Flows, park: ParkDocument
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    found = park910(flows, park=park, rules=RULES, period=YEAR, green=green)
    expected_kg = (year["import"].sum() - covered_kwh(year)) * 0.8325
    assert found.total_kg == pytest.approx(expected_kg, rel=1e-9)
    assert found.complete
    assert check_inventory(found, flows=flows) == ()


def test_the_other_books_count_the_same_import_their_own_way(
    year: pd.DataFrame, flows: Flows, park: ParkDocument
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    by_place = location(flows, park=park, rules=RULES, period=YEAR)
    by_contract = market(flows, park=park, rules=RULES, period=YEAR, green=green)
    imported = year["import"].sum()
    assert by_place.total_kg == pytest.approx(imported * 0.4471, rel=1e-9)
    assert by_contract.total_kg == pytest.approx((imported - covered_kwh(year)) * 0.6096, rel=1e-9)


def test_the_year_is_judged_as_pandas_has_it(
    year: pd.DataFrame, flows: Flows, park: ParkDocument
) -> None:
    found = judge_by_contracts(flows, park=park, rules=RULES)
    used = year["import"].sum() + year["wind"].sum() - year["export"].sum()
    uncovered = year["import"].sum() - covered_kwh(year)
    assert found.consumption_tce == pytest.approx(used * KWH_EQUIVALENT / 1000, rel=1e-9)
    assert found.core.value == pytest.approx(uncovered * 0.8325 / (used * KWH_EQUIVALENT), rel=1e-9)
    assert found.core.verdict is Verdict.NO_LIMIT  # some 290 tce, far below 200,000
    # self-use hour by hour: import and export within one hour net out in neither
    hour = year[["wind", "export"]].resample("1h").sum()
    self_use = (hour["wind"] - hour[["export", "wind"]].min(axis=1)).sum()
    share = named(found, "direct_supply_share")
    assert share.value == pytest.approx(self_use / used, rel=1e-9)
    clean = named(found, "clean_energy_share")
    assert clean.value == pytest.approx((self_use + covered_kwh(year)) / used, rel=1e-9)
