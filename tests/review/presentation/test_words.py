from __future__ import annotations

from dataclasses import replace

import pytest

from sample_year import park, year_page
from zeropark.basis.errors import Finding, Phrase
from zeropark.review.evaluation.indicator import GreenNeed
from zeropark.review.presentation.words import (
    gap_words,
    need_words,
    phrase_words,
    problem_words,
    remedy_words,
    what_words,
)


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


def silent() -> Finding:
    return Finding(
        code="flow.silent_meter",
        place="meters.m1",
        problem_template="Meter {meter} gave nothing; {source} -> {sink} has no flow.",
        remedy_template="Import its readings for the period.",
        data={"meter": "m1", "source": "grid", "sink": "bus"},
    )


def test_a_finding_is_put_into_both_languages() -> None:
    problem, remedy = problem_words(silent()), remedy_words(silent())
    assert problem.en == "Meter m1 gave nothing; grid -> bus has no flow."
    assert problem.zh == "表计 m1 没有数据；grid -> bus 没有流。"
    assert (remedy.en, remedy.zh) == ("Import its readings for the period.", "请导入该时段的读数。")


def test_a_gap_of_a_book_is_said_as_its_finding_says_it() -> None:
    gap = silent()
    book = replace(
        year_page().inventories[0],
        missing=(f"{gap.problem} {gap.remedy}", "told by no finding"),
        findings=(gap,),
    )
    known, unknown = gap_words(book)
    assert known.zh == "表计 m1 没有数据；grid -> bus 没有流。请导入该时段的读数。"
    assert known.en == f"{gap.problem} {gap.remedy}"
    assert unknown.zh == unknown.en == "told by no finding"


def test_a_note_of_a_line_is_put_into_both_languages() -> None:
    note = phrase_words(Phrase("{share:.0%} of it is of fossil origin", {"share": 0.4}))
    assert (note.en, note.zh) == ("40% of it is of fossil origin", "其中 40% 来自化石能源")
