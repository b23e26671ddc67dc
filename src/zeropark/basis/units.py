"""Units of measure: takes numbers with a unit, gives numbers in the unit used inside.

This is the only place that converts. Inside, one unit per dimension: kWh, kW, t, Nm3, kg CO2,
tce, CNY. A coal equivalent (tce) is a unit of its own, never an alias of heat: what one kWh is
worth in coal is a rule with a date (`basis/rules`), not a constant.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from zeropark.basis.errors import Phrase, UnitError


class Dimension(StrEnum):
    """What a unit measures; the value is the unit used inside."""

    ENERGY = "kWh"
    POWER = "kW"
    MASS = "t"
    MASS_FLOW = "t/h"
    GAS_VOLUME = "Nm3"
    GAS_FLOW = "Nm3/h"
    LIQUID_VOLUME = "m3"
    LIQUID_FLOW = "m3/h"
    EMISSION = "kgCO2"
    COAL_EQUIVALENT = "tce"
    MONEY = "CNY"
    RATIO = "1"
    TEMPERATURE = "degC"


DIMENSION_WORDS: Final = {
    Dimension.ENERGY: Phrase("energy"),
    Dimension.POWER: Phrase("power"),
    Dimension.MASS: Phrase("mass"),
    Dimension.MASS_FLOW: Phrase("mass flow"),
    Dimension.GAS_VOLUME: Phrase("gas volume"),
    Dimension.GAS_FLOW: Phrase("gas flow"),
    Dimension.LIQUID_VOLUME: Phrase("liquid volume"),
    Dimension.LIQUID_FLOW: Phrase("liquid flow"),
    Dimension.EMISSION: Phrase("emission"),
    Dimension.COAL_EQUIVALENT: Phrase("coal equivalent"),
    Dimension.MONEY: Phrase("money"),
    Dimension.RATIO: Phrase("ratio"),
    Dimension.TEMPERATURE: Phrase("temperature"),
}
"""What a unit measures, as an error says it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its symbol: `value_inside = value * factor`."""

    symbol: str
    dimension: Dimension
    factor: float


# GB 3102.4 / ISO 80000-5: 1 kWh = 3.6 MJ exactly.
_FACTORS: Final[dict[Dimension, dict[str, float]]] = {
    Dimension.ENERGY: {
        "Wh": 1e-3,
        "kWh": 1.0,
        "MWh": 1e3,
        "GWh": 1e6,
        "TWh": 1e9,
        "万kWh": 1e4,
        "kJ": 1 / 3600,
        "MJ": 1 / 3.6,
        "GJ": 1000 / 3.6,
        "TJ": 1e6 / 3.6,
    },
    Dimension.POWER: {
        "W": 1e-3,
        "kW": 1.0,
        "MW": 1e3,
        "GW": 1e6,
        "GJ/h": 1000 / 3.6,
        "MJ/h": 1 / 3.6,
    },
    Dimension.MASS: {"g": 1e-6, "kg": 1e-3, "t": 1.0, "kt": 1e3, "Mt": 1e6, "万t": 1e4},
    Dimension.MASS_FLOW: {"kg/h": 1e-3, "t/h": 1.0, "kg/s": 3.6},
    Dimension.GAS_VOLUME: {"Nm3": 1.0, "kNm3": 1e3, "万Nm3": 1e4, "1e4Nm3": 1e4},
    Dimension.GAS_FLOW: {"Nm3/h": 1.0, "kNm3/h": 1e3},
    Dimension.LIQUID_VOLUME: {"L": 1e-3, "m3": 1.0, "万m3": 1e4},
    Dimension.LIQUID_FLOW: {"m3/h": 1.0, "L/s": 3.6},
    Dimension.EMISSION: {"gCO2": 1e-3, "kgCO2": 1.0, "tCO2": 1e3, "万tCO2": 1e7},
    Dimension.COAL_EQUIVALENT: {"kgce": 1e-3, "tce": 1.0, "万tce": 1e4},
    Dimension.MONEY: {"fen": 1e-2, "CNY": 1.0, "yuan": 1.0, "元": 1.0, "万元": 1e4},
    Dimension.RATIO: {"1": 1.0, "%": 1e-2},
    Dimension.TEMPERATURE: {"degC": 1.0, "°C": 1.0},
}

_UNITS: Final = {
    symbol: Unit(symbol, dimension, factor)
    for dimension, symbols in _FACTORS.items()
    for symbol, factor in symbols.items()
}

_BY_FOLDED: Final = {symbol.casefold(): unit for symbol, unit in _UNITS.items()}
_ALIASES: Final = {"度": "kWh", "千瓦时": "kWh", "兆瓦时": "MWh", "吨": "t", "标方": "Nm3"}

_RATE_OF: Final = {
    Dimension.POWER: Dimension.ENERGY,
    Dimension.MASS_FLOW: Dimension.MASS,
    Dimension.GAS_FLOW: Dimension.GAS_VOLUME,
    Dimension.LIQUID_FLOW: Dimension.LIQUID_VOLUME,
}


def unit(symbol: str) -> Unit:
    """The unit with this symbol; letter case is forgiven where it is unambiguous.

    Raises:
        UnitError: no such unit.

    >>> unit("MWh").factor
    1000.0
    >>> unit("mwh").symbol
    'MWh'
    """
    text = _ALIASES.get(symbol.strip(), symbol.strip())
    found = _UNITS.get(text) or _BY_FOLDED.get(text.casefold())
    if found is None:
        known = ", ".join(_UNITS)
        remedy = Phrase("Use one of: {known}.", {"known": known})
        raise UnitError(symbol, wanted=Phrase("a known unit"), remedy=remedy)
    return found


def conversion(source: str, *, to: Dimension) -> float:
    """The factor that takes a number in unit `source` to the inside unit of dimension `to`.

    Raises:
        UnitError: `source` is unknown or measures another dimension.

    >>> conversion("MWh", to=Dimension.ENERGY)
    1000.0
    """
    found = unit(source)
    if found.dimension is not to:
        told = {"dimension": DIMENSION_WORDS[found.dimension], "wanted": to.value}
        remedy = Phrase("It measures {dimension}; give one convertible to {wanted}.", told)
        raise UnitError(
            source,
            wanted=Phrase("a unit of {dimension}", {"dimension": DIMENSION_WORDS[to]}),
            remedy=remedy,
        )
    return found.factor


def accumulates_to(dimension: Dimension) -> Dimension | None:
    """The dimension that a rate of this dimension adds up to over hours; None for no rate.

    >>> accumulates_to(Dimension.POWER)
    <Dimension.ENERGY: 'kWh'>
    """
    return _RATE_OF.get(dimension)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole fen: sums are exact and a split can be made to add up."""

    fen: int

    @classmethod
    def of_cny(cls, amount: Decimal) -> Money:
        """Rounded half up to the fen, as bills are.

        >>> Money.of_cny(Decimal("1.005")).fen
        101
        """
        return cls(int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    @property
    def cny(self) -> Decimal:
        """In yuan, two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)
