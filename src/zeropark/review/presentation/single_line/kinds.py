"""Kinds of devices and boundary points: their sign, and what several of them are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zeropark.review.presentation.single_line.sketch import Glyph
from zeropark.review.presentation.text import Text


@dataclass(frozen=True, slots=True)
class KindSign:
    """How a kind is drawn and called."""

    glyph: Glyph
    words: Text


_ROWS: Final = (
    ("ammonia_synthesis", Glyph.PLANT, "合成氨装置", "Ammonia synthesis"),
    ("back_pressure_turbine", Glyph.GENERATOR, "背压机组", "Back-pressure turbines"),
    ("battery", Glyph.BATTERY, "电化学储能", "Batteries"),
    ("building_group", Glyph.HOUSE, "建筑", "Buildings"),
    ("charging_station", Glyph.CHARGER, "充换电站", "Charging stations"),
    ("co2_capture", Glyph.PLANT, "碳捕集装置", "CO₂ capture"),
    ("coal_unit", Glyph.GENERATOR, "煤电机组", "Coal units"),
    ("converter", Glyph.PLANT, "生产装置", "Plants"),
    ("csp", Glyph.CSP, "光热发电", "Solar thermal power"),
    ("data_hall", Glyph.SERVERS, "机房", "Data halls"),
    ("electric_boiler", Glyph.FURNACE, "电锅炉", "Electric boilers"),
    ("electric_furnace", Glyph.FURNACE, "电炉", "Electric furnaces"),
    ("electrolyser", Glyph.CELL, "电解水制氢", "Electrolysers"),
    ("fuel_cell", Glyph.FUEL_CELL, "燃料电池", "Fuel cells"),
    ("gas_boiler", Glyph.BOILER, "燃气锅炉", "Gas boilers"),
    ("heat_pump", Glyph.PUMP, "热泵", "Heat pumps"),
    ("heat_store", Glyph.TANK, "储热", "Heat stores"),
    ("hydrogen_store", Glyph.TANK, "储氢", "Hydrogen stores"),
    ("load", Glyph.LOAD, "用能负荷", "Loads"),
    ("long_storage", Glyph.STORE, "长时储能", "Long-duration storage"),
    ("methanol_synthesis", Glyph.PLANT, "甲醇合成装置", "Methanol synthesis"),
    ("molten_salt_reactor", Glyph.GENERATOR, "熔盐堆", "Molten-salt reactors"),
    ("potline", Glyph.CELL, "电解槽系列", "Cell houses"),
    ("pv", Glyph.PV, "光伏", "PV"),
    ("smelting_line", Glyph.PLANT, "冶炼系统", "Smelting lines"),
    ("waste_heat_recovery", Glyph.EXCHANGER, "余热回收", "Waste-heat recovery"),
    ("wind", Glyph.WIND, "风电", "Wind power"),
    ("public_grid", Glyph.GRID, "公网并网点", "Public-grid points"),
    ("direct_line", Glyph.SUPPLY, "直连专线", "Direct lines"),
    ("supply", Glyph.SUPPLY, "外部供应", "Supply"),
    ("delivery", Glyph.DELIVERY, "外送", "Delivery"),
    ("discharge", Glyph.DISCHARGE, "排放", "Discharge"),
)
KINDS: Final = {kind: KindSign(glyph, Text(zh, en)) for kind, glyph, zh, en in _ROWS}
"""By the `kind` of a device or boundary point."""
