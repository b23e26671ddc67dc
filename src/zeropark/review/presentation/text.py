"""Words in both languages and numbers for people: what every page is written with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zeropark.basis.units import Dimension, conversion

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str

    @classmethod
    def same(cls, words: str) -> Text:
        """Words that are written alike in both: ids, units, numbers."""
        return cls(words, words)

    def words(self, language: Language) -> str:
        """In one language."""
        return self.zh if language == "zh" else self.en

    def fill(self, data: Mapping[str, Text | str]) -> Text:
        """With `{names}` replaced, each by the words of its own language.

        >>> Text("{n} 台", "{n} units").fill({"n": "3"}).en
        '3 units'
        """
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in data.items()}
        en = {key: value.en if isinstance(value, Text) else value for key, value in data.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


def known(value: float | None) -> bool:
    """Whether there is a number at all: None and NaN are missing, never zero."""
    return value is not None and not math.isnan(value)


def number(value: float, *, digits: int | None = None) -> str:
    """A number with thousand separators and a true minus; four figures where no digits are told.

    >>> number(1234567.8)
    '1,234,568'
    >>> number(0.18734)
    '0.1873'
    >>> number(-12.5, digits=1)
    '−12.5'
    """
    if digits is None:
        digits = _four_figures(value)
    text = f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")  # no minus before a rounded zero
    return text.replace("-", "−")


def _four_figures(value: float) -> int:
    if value == 0:
        return 0
    return min(max(3 - math.floor(math.log10(abs(value))), 0), 6)


def unit_words(symbol: str) -> str:
    """A unit as it is set in print; the pure number has none.

    >>> unit_words("kgCO2/Nm3")
    'kgCO₂/Nm³'
    """
    if symbol == "1":
        return ""
    return symbol.replace("CO2", "CO₂").replace("m3", "m³").replace("m2", "m²")


def limit_number(value: float) -> str:
    """A limit as the rule writes it: no digits that the rule doesn't have.

    >>> limit_number(0.2)
    '0.2'
    """
    text = f"{value:,.6f}"
    return text.rstrip("0").rstrip(".").replace("-", "−")


_STEPS: Final = {
    Dimension.ENERGY: ("GWh", "MWh", "kWh"),
    Dimension.MASS: ("t", "kg"),
    Dimension.EMISSION: ("tCO2", "kgCO2"),
    Dimension.MONEY: ("万元", "元"),
}


def readable_unit(largest: float, dimension: Dimension) -> tuple[str, float]:
    """The unit in which amounts up to `largest` (inside unit) read well, and what divides by.

    >>> readable_unit(3_500_000.0, Dimension.ENERGY)
    ('GWh', 1000000.0)
    """
    steps = _STEPS.get(dimension, (dimension.value,))
    for symbol in steps:
        size = conversion(symbol, to=dimension)
        if abs(largest) >= size:
            return symbol, size
    return steps[-1], conversion(steps[-1], to=dimension)
