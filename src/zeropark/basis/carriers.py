"""Carriers: what can flow, and in which unit its flows are counted.

A carrier is energy, a fuel, a material or water. Each is counted in one inside unit, and says
what it is for the books: electricity and heat carry energy, a fuel burns, a material carries
neither. Names follow GB/T 2589 and the fuel list of the 910 accounting method (annex 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zeropark.basis.errors import Phrase, UnitError
from zeropark.basis.units import Dimension


class Group(StrEnum):
    """What a carrier is for the books."""

    ELECTRICITY = "electricity"
    HEAT = "heat"
    FUEL = "fuel"
    HYDROGEN_FAMILY = "hydrogen_family"
    """Hydrogen, ammonia, methanol: carriers without carbon of their own or with booked carbon."""
    MATERIAL = "material"
    WATER = "water"
    GAS = "industrial_gas"
    """Oxygen, nitrogen, compressed air, captured CO2."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier: stable id, names, group and the dimension its flows are counted in."""

    id: str
    zh: str
    en: str
    group: Group
    dimension: Dimension

    @property
    def unit(self) -> str:
        """The inside unit of its flows: kWh, t, Nm3 or m3."""
        return self.dimension.value


def _carriers() -> dict[str, Carrier]:
    energy, mass, gas, liquid = (
        Dimension.ENERGY,
        Dimension.MASS,
        Dimension.GAS_VOLUME,
        Dimension.LIQUID_VOLUME,
    )
    rows = [
        ("electricity", "电力", "electricity", Group.ELECTRICITY, energy),
        ("heat", "热力", "heat", Group.HEAT, energy),
        ("cold", "冷量", "cold", Group.HEAT, energy),
        ("steam", "蒸汽", "steam", Group.HEAT, mass),
        ("anthracite", "无烟煤", "anthracite", Group.FUEL, mass),
        ("coking_coal", "炼焦烟煤", "coking coal", Group.FUEL, mass),
        ("bituminous_coal", "一般烟煤", "bituminous coal", Group.FUEL, mass),
        ("lignite", "褐煤", "lignite", Group.FUEL, mass),
        ("washed_coal", "洗精煤", "washed coal", Group.FUEL, mass),
        ("coal_gangue", "煤矸石", "coal gangue", Group.FUEL, mass),
        ("coke", "焦炭", "coke", Group.FUEL, mass),
        ("petroleum_coke", "石油焦", "petroleum coke", Group.FUEL, mass),
        ("crude_oil", "原油", "crude oil", Group.FUEL, mass),
        ("petrol", "汽油", "petrol", Group.FUEL, mass),
        ("kerosene", "煤油", "kerosene", Group.FUEL, mass),
        ("diesel", "柴油", "diesel", Group.FUEL, mass),
        ("fuel_oil", "燃料油", "fuel oil", Group.FUEL, mass),
        ("lpg", "液化石油气", "LPG", Group.FUEL, mass),
        ("lng", "液化天然气", "LNG", Group.FUEL, mass),
        ("refinery_gas", "炼厂干气", "refinery gas", Group.FUEL, mass),
        ("natural_gas", "天然气", "natural gas", Group.FUEL, gas),
        ("coke_oven_gas", "焦炉煤气", "coke-oven gas", Group.FUEL, gas),
        ("blast_furnace_gas", "高炉煤气", "blast-furnace gas", Group.FUEL, gas),
        ("converter_gas", "转炉煤气", "converter gas", Group.FUEL, gas),
        ("biomass", "生物质", "biomass", Group.FUEL, mass),
        ("hydrogen", "氢", "hydrogen", Group.HYDROGEN_FAMILY, mass),
        ("ammonia", "氨", "ammonia", Group.HYDROGEN_FAMILY, mass),
        ("methanol", "甲醇", "methanol", Group.HYDROGEN_FAMILY, mass),
        ("oxygen", "氧气", "oxygen", Group.GAS, gas),
        ("nitrogen", "氮气", "nitrogen", Group.GAS, gas),
        ("compressed_air", "压缩空气", "compressed air", Group.GAS, gas),
        ("co2", "二氧化碳", "captured CO2", Group.GAS, mass),
        ("fresh_water", "新鲜水", "fresh water", Group.WATER, liquid),
        ("recycled_water", "回用水", "recycled water", Group.WATER, liquid),
        ("waste_water", "废水", "waste water", Group.WATER, liquid),
        ("solid_waste", "固体废物", "solid waste", Group.MATERIAL, mass),
        ("material", "物料", "material", Group.MATERIAL, mass),
    ]
    return {row[0]: Carrier(*row) for row in rows}


CARRIERS: Final[dict[str, Carrier]] = _carriers()


def carrier(carrier_id: str) -> Carrier:
    """The carrier with this id.

    Raises:
        UnitError: no such carrier.
    """
    found = CARRIERS.get(carrier_id)
    if found is None:
        remedy = Phrase("Use one of {known}.", {"known": ", ".join(CARRIERS)})
        raise UnitError(carrier_id, wanted="a carrier", remedy=remedy)
    return found
