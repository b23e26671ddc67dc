"""The package's own figures: each as the fact sheet has it, with its mark and its source."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Certainty, Content, Rulebook

DAY = date(2026, 11, 1)
TEXT = Certainty.CONFIRMED_TEXT
SECOND = Certainty.CONFIRMED_SECONDARY
RECALLED = Certainty.RECALLED

IDS = """
北京=beijing 天津=tianjin 河北=hebei 山西=shanxi 内蒙古=inner_mongolia 辽宁=liaoning 吉林=jilin
黑龙江=heilongjiang 上海=shanghai 江苏=jiangsu 浙江=zhejiang 安徽=anhui 福建=fujian 江西=jiangxi
山东=shandong 河南=henan 湖北=hubei 湖南=hunan 广东=guangdong 广西=guangxi 海南=hainan
重庆=chongqing 四川=sichuan 贵州=guizhou 云南=yunnan 陕西=shaanxi 甘肃=gansu 青海=qinghai
宁夏=ningxia 新疆=xinjiang 华北=north 东北=northeast 华东=east 华中=central 西北=northwest
南方=south 西南=southwest
"""
PROVINCES = dict(pair.split("=") for pair in IDS.split())
NATIONAL = {
    "national_average": "national",
    "national_excl_market_traded_nonfossil": "residual",
    "national_fossil_power": "fossil",
}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.mark.parametrize(
    ("rule_id", "value", "unit", "certainty"),
    [
        ("ef.electricity.park910", 0.8325, "kgCO2/kWh", TEXT),
        ("ef.electricity.direct_nonfossil", 0.0, "kgCO2/kWh", TEXT),
        ("ef.electricity.green_trade", 0.0, "kgCO2/kWh", TEXT),
        ("ef.electricity.certificate", 0.0, "kgCO2/kWh", TEXT),
        ("ef.heat.park910_fossil", 0.11, "tCO2/GJ", TEXT),
        ("ef.heat.nonfossil", 0.0, "tCO2/GJ", TEXT),
        ("park910.guiding.clean_energy_share_min", 0.9, "1", TEXT),
        ("park910.guiding.solid_waste_use_min", 0.8, "1", TEXT),
        ("park910.guiding.waste_heat_use_min", 0.5, "1", TEXT),
        ("park910.guiding.water_reuse_min", 0.8, "1", TEXT),
        ("park910.direct_supply_share_min", 0.5, "1", TEXT),
        ("park910.scale_min_tce", 200_000, "tce", TEXT),
        ("direct.r1_min", 0.6, "1", TEXT),
        ("direct.r2_min", 0.3, "1", TEXT),
        ("direct.r2_min_before_2030", 0.35, "1", TEXT),
        ("direct.r3_max", 0.2, "1", TEXT),
        ("ce.electricity.equivalent", 0.3024, "kgce/kWh", SECOND),
        ("ce.electricity.calorific", 0.1229, "kgce/kWh", SECOND),
        ("ce.raw_coal", 0.7143, "kgce/kg", Certainty.RECALLED),
        ("funds.gansu", 0.022925, "CNY/kWh", SECOND),
        ("line_loss.gansu", 0.0231, "1", SECOND),
        ("capacity_price.gansu", 330, "CNY/kW/year", SECOND),
        ("ef.process.limestone", 0.4397, "tCO2/t", SECOND),
        ("footprint.electricity.national", 0.5777, "kgCO2e/kWh", SECOND),
    ],
)
def test_a_figure_is_the_published_one_with_its_mark(
    book: Rulebook, rule_id: str, value: float, unit: str, certainty: Certainty
) -> None:
    factor = book.factor(rule_id, at=DAY)
    assert (factor.value, factor.unit, factor.rule.certainty) == (value, unit, certainty)


def test_all_forty_grid_factors_of_2023_are_those_of_the_announcement(
    book: Rulebook, shared_data: Path
) -> None:
    with (shared_data / "carbon_factors/china_electricity_factors.csv").open(encoding="utf-8") as f:
        rows = [row for row in csv.DictReader(f) if row["data_year"] == "2023"]
    assert len(rows) == 40
    for row in rows:
        name = NATIONAL.get(row["kind"]) or PROVINCES[row["geography"]]
        factor = book.factor(f"ef.grid.{name}", at=date(2025, 12, 31))
        assert factor.value == float(row["kgCO2_per_kWh"]), name
        assert factor.rule.data_year == 2023
        assert "公告2025年第47号" in factor.rule.source.document


def test_provincial_factors_of_the_table_without_a_year_are_marked_as_such(
    book: Rulebook, shared_data: Path
) -> None:
    with (shared_data / "carbon_factors/china_electricity_factors.csv").open(encoding="utf-8") as f:
        rows = [row for row in csv.DictReader(f) if row["data_year"] == "2022?"]
    for row in rows:
        name = PROVINCES[row["geography"]]
        factor = book.factor(f"ef.grid.{name}", at=date(2025, 6, 30))
        assert factor.value == float(row["kgCO2_per_kWh"]), name
        assert factor.rule.certainty is (SECOND if name == "gansu" else Certainty.INFERRED)


def test_a_grid_factor_holds_from_the_day_it_was_published(book: Rulebook) -> None:
    days = (date(2024, 12, 25), date(2024, 12, 26), date(2025, 12, 30), date(2025, 12, 31))
    values = [book.factor("ef.grid.gansu", at=day).value for day in days]
    assert values == [0.4955, 0.4772, 0.4772, 0.4471]


def test_the_fossil_factor_of_910_and_the_published_one_stay_apart(book: Rulebook) -> None:
    assert book.factor("ef.electricity.park910", at=DAY).value == 0.8325
    assert book.factor("ef.grid.fossil", at=DAY).value == 0.8273


@pytest.mark.parametrize(
    ("fuel", "per", "ncv", "carbon", "oxidation", "certainty"),
    [
        ("natural_gas", "1e4Nm3", 389.31, 0.0153, 0.99, SECOND),
        ("coke", "t", 28.435, 0.0294, 0.93, RECALLED),
        ("petroleum_coke", "t", 32.5, 0.0275, 0.98, RECALLED),
        ("blast_furnace_gas", "1e4Nm3", 33.0, 0.0708, 0.99, SECOND),
        ("coke_oven_gas", "1e4Nm3", 173.5, 0.0121, 0.99, RECALLED),
        ("converter_gas", "1e4Nm3", 84.0, 0.0496, 0.99, RECALLED),
        ("diesel", "t", 42.652, 0.0202, 0.98, RECALLED),
        ("petrol", "t", 43.07, 0.0189, 0.98, RECALLED),
        ("fuel_oil", "t", 41.816, 0.0211, 0.98, RECALLED),
        ("crude_oil", "t", 41.816, 0.0201, 0.98, RECALLED),
        ("lpg", "t", 50.179, 0.0172, 0.98, RECALLED),
    ],
)
def test_a_fuel_has_the_parts_of_the_sectoral_guides_and_the_mark_of_its_least_sure(
    book: Rulebook,
    fuel: str,
    per: str,
    ncv: float,
    carbon: float,
    oxidation: float,
    certainty: Certainty,
) -> None:
    rule = book.get(f"ef.fuel.{fuel}", at=DAY)
    assert rule.content == {
        "per": per,
        "ncv_gj_per_unit": ncv,
        "carbon_t_per_gj": carbon,
        "oxidation": oxidation,
    }
    assert rule.certainty is certainty


@pytest.mark.parametrize(
    ("carrier", "value", "unit", "certainty"),
    [
        ("heat", 0.03412, "tce/GJ", SECOND),
        ("steam", 128.6, "kgce/t", SECOND),
        ("natural_gas", 1.33, "kgce/Nm3", SECOND),
        ("diesel", 1.4571, "kgce/kg", SECOND),
        ("petrol", 1.4714, "kgce/kg", SECOND),
        ("fresh_water", 0.2571, "kgce/m3", SECOND),
        ("washed_coal", 0.9, "kgce/kg", RECALLED),
        ("coke", 0.9714, "kgce/kg", RECALLED),
        ("crude_oil", 1.4286, "kgce/kg", RECALLED),
        ("fuel_oil", 1.4286, "kgce/kg", RECALLED),
        ("kerosene", 1.4714, "kgce/kg", RECALLED),
        ("lpg", 1.7143, "kgce/kg", RECALLED),
        ("lng", 1.7572, "kgce/kg", RECALLED),
        ("refinery_gas", 1.5714, "kgce/kg", RECALLED),
        ("coke_oven_gas", 0.5714, "kgce/Nm3", RECALLED),
        ("blast_furnace_gas", 0.1286, "kgce/Nm3", RECALLED),
        ("compressed_air", 0.04, "kgce/Nm3", RECALLED),
        ("oxygen", 0.4, "kgce/Nm3", RECALLED),
    ],
)
def test_a_coal_equivalent_is_that_of_gbt_2589_with_its_mark(
    book: Rulebook, carrier: str, value: float, unit: str, certainty: Certainty
) -> None:
    factor = book.factor(f"ce.{carrier}", at=DAY)
    assert (factor.value, factor.unit, factor.rule.certainty) == (value, unit, certainty)
    assert "GB/T 2589-2020" in factor.rule.source.document


@pytest.mark.parametrize(
    ("rule_id", "values"),
    [
        ("ef.grid.national", (0.5568, 0.5366, 0.5306)),
        ("ef.grid.residual", (0.5942, 0.5856, 0.6096)),
        ("ef.grid.fossil", (0.8426, 0.8325, 0.8273)),
        ("ef.grid.gansu", (0.4955, 0.4772, 0.4471)),
    ],
)
def test_national_and_gansu_factors_have_three_data_years(
    book: Rulebook, rule_id: str, values: tuple[float, ...]
) -> None:
    versions = book.versions(rule_id)
    assert tuple(rule.content for rule in versions) == values
    assert [rule.data_year for rule in versions] == [2021, 2022, 2023]
    assert versions[0].certainty is RECALLED


def test_no_coal_has_a_factor_of_its_own_accord(book: Rulebook) -> None:
    for coal in ("anthracite", "coking_coal", "bituminous_coal", "lignite", "washed_coal"):
        assert not book.versions(f"ef.fuel.{coal}"), coal
    assert not book.versions("ef.fuel.coal_gangue")


def test_process_products_of_annex_4_have_no_factor_by_default(book: Rulebook) -> None:
    with pytest.raises(MissingRuleError):
        book.factor("ef.process.primary_aluminium", at=DAY)


def test_the_scale_bands_are_those_of_annex_3(book: Rulebook) -> None:
    assert book.get("park910.core.bands", at=DAY).content == (
        {"annual_tce_min": 200000, "annual_tce_max": 1000000, "max_tco2_per_tce": 0.2},
        {"annual_tce_min": 1000000, "annual_tce_max": None, "max_tco2_per_tce": 0.3},
    )


def test_the_years_before_the_notice_can_be_accounted_by_its_method(book: Rulebook) -> None:
    # Annex 2 asks for three years of carbon by annex 4: 2022 to 2024 for an application of 2025.
    for year in (2022, 2023, 2024):
        assert book.factor("ef.electricity.park910", at=date(year, 12, 31)).value == 0.8325
    assert not book.has("park910.core.bands", at=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("voltage", "prices"),
    [
        ("lt1kV", (0.2945, 0.1063, 24.0, 38.4)),
        ("1-10kV", (0.2745, 0.0923, 23.0, 36.8)),
        ("35kV", (0.2545, 0.0799, 20.5, 32.8)),
        ("110kV+", (0.1251, 0.0693, 20.5, 32.8)),
    ],
)
def test_network_prices_are_those_of_the_fourth_period(
    book: Rulebook, voltage: str, prices: tuple[float, ...]
) -> None:
    keys = ("single_cny_per_kwh", "two_part_energy_cny_per_kwh",
            "capacity_cny_per_kva_month", "demand_cny_per_kw_month")  # fmt: skip
    found = [book.factor("td.gansu", at=DAY, key=f"{voltage}.{key}").value for key in keys]
    assert tuple(found) == prices
    assert not book.has("td.gansu", at=date(2026, 7, 31))


def test_self_use_of_consumption_rises_in_2030(book: Rulebook) -> None:
    assert book.factor("direct.r2_min", at=date(2029, 12, 31)).value == 0.3
    later = book.factor("direct.r2_min", at=date(2030, 1, 1))
    assert (later.value, later.rule.certainty) == (0.35, Certainty.INFERRED)


def test_every_rule_names_a_document_and_what_is_read_in_a_text_names_its_address(
    book: Rulebook,
) -> None:
    for rule in book.rules:
        assert rule.source.document
        assert rule.certainty is not Certainty.MEASURED
        assert not rule.own
        if rule.certainty is TEXT:
            assert rule.source.url, rule.id


def test_every_fuel_and_coal_equivalent_is_of_a_carrier_that_exists(book: Rulebook) -> None:
    known = set(CARRIERS) | {"raw_coal", "electricity.equivalent", "electricity.calorific"}
    for rule_id in book.ids():
        family, _, carrier = rule_id.partition(".")
        if family == "ce":
            assert carrier in known, rule_id
        if rule_id.startswith("ef.fuel."):
            assert CARRIERS[rule_id.rpartition(".")[2]].group in {Group.FUEL, Group.HYDROGEN_FAMILY}


UNITS = re.compile(
    r"(_tce(_min|_max)?|_per_tce|_gj|_per_unit|_kwh|_month|_mwh|_kv|_h|_1|_certificate|oxidation"
    r"|days|_minutes|_share|steps|segments)$"
)


def numbers(content: Content, key: str = "") -> Iterator[str]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from numbers(value, name)
    elif isinstance(content, list):
        for value in content:
            yield from numbers(value, key)
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield key


def test_a_number_has_a_unit_from_its_rule_or_in_its_name(book: Rulebook) -> None:
    for rule in book.rules:
        if rule.unit is None:
            for key in numbers(rule.content):
                assert UNITS.search(key), (rule.id, key)
