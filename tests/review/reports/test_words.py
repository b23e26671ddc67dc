from __future__ import annotations

import pytest

from sample_year import park
from zeropark.review.evaluation.indicator import GreenNeed
from zeropark.review.reports.words import need_words, what_words


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("fuel.natural_gas", "燃料 · 天然气", "Fuel · natural gas"),
        ("electricity.green_trade", "绿电交易", "Green-power trade"),
        (
            "electricity.onsite.wind-1",
            "电力 · 园内自发 · 北滩风电场",
            "Electricity · own generation · North wind farm",
        ),
        ("something.new", "something · new", "Something · new"),
    ],
)
def test_a_key_is_put_into_words_part_by_part(key: str, zh: str, en: str) -> None:
    words = what_words(park(), key)
    assert (words.zh, words.en) == (zh, en)


def test_what_is_still_to_cover_is_said_in_energy_and_certificates() -> None:
    need = GreenNeed(limit_tco2_per_tce=0.2, kwh=3.35e8, certificates=335_000, uncovered_kwh=4.6e8)
    assert "335.0 GWh" in need_words(need).en
    assert "335,000" in need_words(need).zh


def test_a_need_beyond_all_grid_power_says_that_it_is_not_enough() -> None:
    need = GreenNeed(limit_tco2_per_tce=0.2, kwh=5e8, certificates=500_000, uncovered_kwh=4.6e8)
    assert "would not reach 0.2" in need_words(need).en
