"""A made-up park and its year: what the report tests draw, with builders for smaller ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from sample_park import park
from zeropark.basis.errors import Finding, Severity
from zeropark.basis.rules.rule import Certainty, Factor, Rule, Source
from zeropark.basis.timeline import Axis, Calendar, parse_period
from zeropark.facts.carbon.inventory import Book, Inventory, Line, Part
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.bills.invoice import Line as BillLine
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import Change, Evaluation, Indicator, Term, Verdict
from zeropark.review.reports.page import YearPage

YEAR = parse_period("2026")
NASTY = "<script>alert('x')</script> & \"引号\" 🏭 {b} $ink"


def flows(quantities: dict[tuple[str, str, str], float], *, axis: Axis | None = None) -> Flows:
    """Flows that are even over the year and sum to the given amounts, none missing."""
    along = axis or Axis.over(YEAR)
    links = tuple(FlowLink(*ends) for ends in quantities)
    each = np.array(list(quantities.values())) / along.count
    quantity = np.repeat(each[:, np.newaxis], along.count, axis=1)
    plain = np.zeros(quantity.shape, dtype=np.uint8)
    return Flows("sample", along, links, quantity, plain, plain.copy())


def rule(
    rule_id: str, value: float, unit: str, *, sure: Certainty = Certainty.CONFIRMED_TEXT
) -> Rule:
    return Rule(
        id=rule_id,
        zh=f"规则 {rule_id}",
        en=f"Rule {rule_id}",
        unit=unit,
        content=value,
        valid_from=date(2025, 1, 1),
        valid_to=None,
        source=Source(document="发改环资〔2025〕910号", locator="附件4", issued=date(2025, 6, 30)),
        certainty=sure,
    )


def factor(
    rule_id: str, value: float, unit: str, *, sure: Certainty = Certainty.CONFIRMED_TEXT
) -> Factor:
    return Factor(value, unit, rule(rule_id, value, unit, sure=sure))


GRID_910 = factor("ef.electricity.park910", 0.8325, "kgCO2/kWh")
GANSU = factor("ef.grid.gansu", 0.4471, "kgCO2/kWh", sure=Certainty.CONFIRMED_SECONDARY)
GAS = factor("ef.fuel.natural_gas", 2.1622, "kgCO2/Nm3", sure=Certainty.CONFIRMED_SECONDARY)
EQUIVALENT = factor(
    "ce.electricity.equivalent", 0.3024, "kgce/kWh", sure=Certainty.CONFIRMED_SECONDARY
)
CALORIFIC = factor("ce.electricity.calorific", 0.1229, "kgce/kWh")
GAS_COAL = factor("ce.natural_gas", 1.33, "kgce/Nm3", sure=Certainty.CONFIRMED_SECONDARY)


def line(what: str, part: Part, activity: float, using: Factor, *flow_ids: str) -> Line:
    return Line(
        id=what,
        part=part,
        what=what,
        activity=activity,
        activity_unit=using.unit.split("/")[1],
        factor=using,
        factor_kg_per_unit=using.value,
        emission_kg=activity * using.value,
        flows=flow_ids,
        quality=int(Quality.GENERATED),
    )


def indicator(key: str, zh: str, en: str, value: float | None, **more: Any) -> Indicator:
    given = {
        "unit": "1",
        "limit": None,
        "sense": "min",
        "verdict": Verdict.PASS,
        "reason": "",
    } | more
    return Indicator(id=key, zh=zh, en=en, value=value, **given)


def year_flows() -> Flows:
    """A year with seasons and nights: generated, a gap in May, a filled week in March."""
    axis = Axis.over(YEAR)
    calendar = Calendar.of(axis)
    hour, season = calendar.minute / 60, np.cos(2 * np.pi * (calendar.day - 20454 - 15) / 365)
    noise = np.random.default_rng(7)
    gust = np.convolve(noise.normal(0, 1, axis.count + 96), np.ones(97) / 97**0.5, mode="valid")
    wind = np.clip(0.34 + 0.10 * season + 0.22 * gust, 0, 0.98) * 300_000 / 4
    cloud = np.clip(1 - 0.35 * np.abs(np.roll(gust, 999)), 0.2, 1)
    sun = np.clip(np.sin(np.pi * (hour - 6.7 - season) / (12.6 - 2 * season)), 0, None)
    solar = np.where((hour > 6.7 + season) & (hour < 19.3 - season), sun, 0) * 170_000 / 4 * cloud
    furnace = (82_000 + 3_000 * noise.normal(size=axis.count)) / 4
    cells = (52_000 + 6_000 * np.sin(2 * np.pi * (hour - 9) / 24)) / 4
    offices = (4_000 + 3_000 * np.exp(-(((hour - 14) / 5) ** 2)) + 1_500 * season) / 4
    need = furnace + cells + offices
    charge = np.where((hour >= 11) & (hour < 15), 40_000 / 4, 0.0)
    discharge = np.where((hour >= 18) & (hour < 22), 35_000 / 4, 0.0)
    net = need + charge - discharge - wind - solar
    rows: dict[tuple[str, str, str, str | None], np.ndarray[Any, Any]] = {
        ("electricity", "wind-1", "main", "m-wind"): wind,
        ("electricity", "pv-1", "main", "m-pv"): solar,
        ("electricity", "grid", "main", "m-grid"): np.clip(net, 0, None),
        ("electricity", "main", "grid", "m-grid"): np.clip(-net, 0, None),
        ("electricity", "main", "battery-1", None): charge,
        ("electricity", "battery-1", "main", None): discharge,
        ("electricity", "main", "plant", None): furnace + cells,
        ("electricity", "plant", "furnace", "m-furnace"): furnace * 0.985,
        ("electricity", "plant", "losses", None): furnace * 0.015,
        ("electricity", "plant", "cells", "m-cells"): cells,
        ("electricity", "main", "offices", None): offices,
        ("electricity", "wind-1", "curtailed", None): wind * 0.03,
        ("natural_gas", "gas-in", "gas", None): np.full(axis.count, 210.0),
        ("natural_gas", "gas", "dryer", None): np.full(axis.count, 210.0),
        ("fresh_water", "water", "cells", None): np.full(axis.count, 12.0),
    }
    quantity = np.stack(list(rows.values()))
    kind = np.zeros(quantity.shape, dtype=np.uint8)
    quality = np.full(quantity.shape, int(Quality.GENERATED), dtype=np.uint8)
    gap = (calendar.month == 5) & (calendar.day % 31 < 2)
    quantity[2:4, gap] = np.nan
    quality[2:4, gap] |= np.uint8(Quality.MISSING)
    filled = (calendar.month == 3) & (calendar.day % 30 < 7)
    kind[10, filled] = kind[9, filled] = Kind.FILLED
    kind[8] = Kind.RESIDUAL
    links = tuple(FlowLink(*ends) for ends in rows)
    return Flows("sample", axis, links, quantity, quality, kind)


def inventories(of: Flows) -> tuple[Inventory, ...]:
    imported = float(np.nansum(of.quantity[2]))
    gas = float(of.quantity[13].sum())
    grid_id, gas_id = of.links[2].id, of.links[13].id
    burnt = line("fuel.natural_gas", Part.FUEL, gas, GAS, gas_id)
    bare = replace(GRID_910, value=0.0, rule=rule("ef.electricity.green_trade", 0, "kgCO2/kWh"))
    given = {
        Book.PARK910: (
            line("electricity.grid_uncovered", Part.ELECTRICITY, imported * 0.3, GRID_910, grid_id),
            line("electricity.green_trade", Part.ELECTRICITY, imported * 0.7, bare, "trade-2026"),
            burnt,
        ),
        Book.LOCATION: (
            line("electricity.grid_uncovered", Part.ELECTRICITY, imported, GANSU, grid_id),
            burnt,
        ),
        Book.MARKET: (
            line("electricity.grid_uncovered", Part.ELECTRICITY, imported * 0.3, GANSU, grid_id),
            burnt,
        ),
    }
    return tuple(
        Inventory(park="sample", book=book, period=YEAR, lines=lines)
        for book, lines in given.items()
    )


def evaluation(books: tuple[Inventory, ...]) -> Evaluation:
    total_t = books[0].total_kg / 1000
    core = indicator(
        "core",
        "单位能耗碳排放",
        "CO2 per unit of energy",
        total_t / 400_000,
        unit="tCO2/tce",
        limit=0.2,
        sense="max",
        verdict=Verdict.PASS if total_t / 400_000 <= 0.2 else Verdict.FAIL,
        reason="200,000 to 1,000,000 tce a year: at most 0.2.",
        numerator=tuple(
            Term(what=each.what, value=each.emission_kg / 1000, unit="tCO2", sources=each.flows)
            for each in books[0].lines
        ),
        denominator=(
            Term(what="electricity", value=390_220.0, unit="tce"),
            Term(what="natural_gas", value=9_780.0, unit="tce"),
        ),
        limit_factor=factor("park910.core.bands", 0.2, "tCO2/tce"),
    )
    not_here = Verdict.NOT_APPLICABLE
    percent = {"limit_factor": factor("direct.r1_min", 0.6, "1")}
    return Evaluation(
        park="sample",
        period=YEAR,
        core=core,
        guiding=(
            indicator(
                "clean_energy_share", "清洁能源消费占比", "Clean-energy share", 0.934, limit=0.9
            ),
            indicator(
                "product_unit_energy",
                "产品单位能耗",
                "Product unit energy",
                402.5,
                unit="kgce/t",
                limit=420.0,
                sense="max",
            ),
            indicator(
                "solid_waste_use",
                "工业固体废弃物综合利用率",
                "Solid-waste use",
                0.71,
                limit=0.8,
                verdict=Verdict.FAIL,
                reason="Slag of the second half of the year was stored.",
            ),
            indicator(
                "waste_heat_use",
                "余热余冷余压综合利用率",
                "Waste heat, cold, pressure use",
                None,
                limit=0.5,
                verdict=not_here,
                reason="No waste heat above 60 °C in this park.",
            ),
            indicator("water_reuse", "工业用水重复利用率", "Water reuse", 0.88, limit=0.8),
        ),
        direct=(
            indicator(
                "direct_supply_share", "绿电直供占比", "Direct supply share", 0.71, limit=0.5
            ),
            indicator(
                "r1",
                "R1 自发自用占可用发电量",
                "R1 self-use of available",
                0.83,
                limit=0.6,
                **percent,
            ),
            indicator(
                "r2", "R2 自发自用占总用电量", "R2 self-use of consumption", 0.69, limit=0.35
            ),
            indicator(
                "r3",
                "R3 上网占可用发电量",
                "R3 export of available",
                0.245,
                limit=0.2,
                sense="max",
                verdict=Verdict.FAIL,
            ),
        ),
        consumption_tce=400_000.0,
        changes=(
            Change(
                what="electricity.grid_uncovered",
                emission_t=63_120.4,
                core_without_tco2_per_tce=0.04,
                needed_share=0.131,
            ),
            Change(
                what="fuel.natural_gas",
                emission_t=15_910.2,
                core_without_tco2_per_tce=0.158,
                needed_share=None,
            ),
        ),
    )


def bill() -> Bill:
    def entry(component: str, zh: str, en: str, kwh: int, price: str) -> BillLine:
        return BillLine(
            component=component,
            zh=zh,
            en=en,
            month="2026-01",
            quantity=Decimal(kwh),
            unit="kWh",
            unit_price_cny=Decimal(price),
            rules=("td.gansu",),
        )

    lines = (
        entry("energy", "电能量电费", "Energy", 300_000_000, "0.31"),
        entry("td", "输配电费", "Transmission and distribution", 300_000_000, "0.0693"),
        entry("funds", "政府性基金及附加", "Government funds", 300_000_000, "0.022925"),
        entry("export", "上网电费收入", "Export income", 80_000_000, "-0.18"),
    )
    return Bill(tariff="t", period=YEAR, lines=lines, findings=(), missing_steps=0, quality=0)


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            code="meter.gap",
            place="m-grid/energy",
            problem_template="{count} quarter-hours of May have no value.",
            remedy_template="Import the readings of that week again, or fill them by name.",
            severity=Severity.WARNING,
            data={"count": 192},
            count=192,
        ),
    )


def year_page() -> YearPage:
    """The whole year, everything there."""
    of = year_flows()
    books = inventories(of)
    return YearPage(
        park=park(),
        evaluation=evaluation(books),
        flows=of,
        inventories=books,
        findings=findings(),
        bills=(bill(),),
        coal_equivalents={"electricity": CALORIFIC, "natural_gas": GAS_COAL},
        factors=(EQUIVALENT,),
        written_at=datetime(2027, 1, 8, 2, 30, tzinfo=UTC),
        version="0.1.0",
    )


def small_page(of: Flows, **more: Any) -> YearPage:
    """A page on given flows, with an evaluation that has nothing to say but its core figure."""
    core = indicator("core", "单位能耗碳排放", "CO2 per unit of energy", None, unit="tCO2/tce")
    judged = Evaluation(
        park="sample",
        period=YEAR,
        core=core,
        guiding=(),
        direct=(),
        consumption_tce=1.0,
        changes=(),
    )
    written = datetime(2027, 1, 8, 2, 30, tzinfo=UTC)
    given = {"park": park(), "evaluation": judged, "inventories": (), "written_at": written} | more
    return YearPage(flows=of, **given)
