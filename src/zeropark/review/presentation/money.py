"""Yearly and single amounts of money in the unit that reads well, in both languages."""

from __future__ import annotations

from typing import Final

from zeropark.basis.units import Dimension
from zeropark.review.presentation.text import Text, number, readable_unit
from zeropark.review.presentation.texts import TEXTS

_KEYS: Final = {"万元": "money.wan", "元": "money.one"}
_FEN: Final = 2
"""Digits of an amount that is told in CNY."""


def money_unit(largest_cny: float, *, yearly: bool) -> tuple[Text, float]:
    """In which unit amounts up to this read well, and what divides CNY by.

    >>> money_unit(2.5e6, yearly=True)[0].en
    '10⁴ CNY/year'
    """
    symbol, size = readable_unit(largest_cny, Dimension.MONEY)
    return TEXTS[f"{_KEYS[symbol]}_year" if yearly else _KEYS[symbol]], size


def money_words(cny: float, *, yearly: bool) -> Text:
    """An amount with its unit.

    >>> money_words(-25_000.0, yearly=False).zh
    '−2.500 万元'
    """
    unit, size = money_unit(cny, yearly=yearly)
    digits = _FEN if size == 1.0 else None
    return Text.same(f"{number(cny / size, digits=digits)} ") + unit
