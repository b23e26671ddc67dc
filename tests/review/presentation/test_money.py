from __future__ import annotations

from zeropark.review.presentation.money import money_unit, money_words
from zeropark.review.presentation.texts import TEXTS


def test_amounts_are_told_in_the_unit_of_each_language() -> None:
    assert money_words(12_345_600.0, yearly=True).zh == "1,235 万元/年"
    assert money_words(12_345_600.0, yearly=True).en == "1,235 10⁴ CNY/year"
    assert money_words(-9.5, yearly=False).en == "−9.50 CNY"


def test_the_unit_is_that_of_the_largest() -> None:
    assert money_unit(10_000.0, yearly=False) == (TEXTS["money.wan"], 10_000.0)
    assert money_unit(9_999.0, yearly=True) == (TEXTS["money.one_year"], 1.0)
