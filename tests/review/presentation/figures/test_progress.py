from __future__ import annotations

from dataclasses import replace

import pytest

from sample_park import park
from sample_year import YEAR, indicator
from zeropark.basis.timeline import Period, parse_period
from zeropark.review.evaluation.indicator import (
    Change,
    Evaluation,
    Indicator,
    StageCheck,
    Term,
    Verdict,
)
from zeropark.review.evaluation.to_date import ToDate
from zeropark.review.presentation.figures.progress import core_progress, ratios_progress
from zeropark.review.presentation.figures.targets import targets_figure
from zeropark.review.presentation.figures.whatif import whatif_figure
from zeropark.review.presentation.terms import side, term_words

CORE = indicator("core", "单位能耗碳排放", "CO2", 0.3, unit="tCO2/tce", limit=0.2, sense="max")
R1 = indicator("r1", "自发自用", "R1: self-use", 0.7, limit=0.6)
STAGES = (
    StageCheck(year=2025, limit_tco2_per_tce=1.2, met=True),
    StageCheck(year=2030, limit_tco2_per_tce=0.2, met=False),
)


def at(month: int, core: float | None, *, complete: bool = True, r1: float | None = 0.5) -> ToDate:
    end = parse_period(f"2026-{month:02d}").end
    return ToDate(
        period=Period(YEAR.start, end),
        month=f"2026-{month:02d}",
        emission_t=10.0,
        consumption_tce=100.0,
        complete=complete,
        core_tco2_per_tce=core,
        ratios={"r1": r1},
    )


def evaluation(core: Indicator = CORE, *changes: Change) -> Evaluation:
    return Evaluation(
        park="sample",
        period=YEAR,
        core=core,
        guiding=(),
        direct=(),
        consumption_tce=100.0,
        changes=changes,
    )


def test_a_month_without_consumption_is_missing_and_not_zero() -> None:
    figure = core_progress([at(1, None), at(2, 0.25)], CORE, generated=False)
    assert figure is not None
    assert [row[-1] for row in figure.table.rows] == [None, 0.25]
    assert figure.table.notes == ()


def test_the_first_month_with_a_gap_is_named() -> None:
    points = [at(1, 0.2), at(2, 0.3, complete=False), at(3, 0.3, complete=False)]
    figure = core_progress(points, CORE, generated=False)
    assert figure is not None
    assert "2026-02" in figure.table.notes[0].en


def test_no_figure_at_all_has_no_picture() -> None:
    assert core_progress([at(1, None)], CORE, generated=False) is None
    assert ratios_progress([at(1, 0.1)], (), generated=False) is None


def test_ratios_are_in_percent_with_their_limits_below() -> None:
    figure = ratios_progress([at(1, 0.1), at(2, 0.1, r1=None)], (R1,), generated=False)
    assert figure is not None
    assert figure.table.rows == (("2026-01", 50.0), ("2026-02", None), figure.table.rows[-1])
    assert figure.table.rows[-1][1] == pytest.approx(60.0)


def test_years_stand_beside_the_targets_up_to_the_last_one() -> None:
    figure = targets_figure({2026: CORE}, STAGES, generated=False)
    assert figure is not None
    assert [row[0] for row in figure.table.rows] == ["2025", "2026", "2030"]
    assert figure.table.rows[1][1] == 0.3
    axis = figure.option["xAxis"]
    assert isinstance(axis, dict)
    assert axis["data"] == [str(year) for year in range(2025, 2031)]


def test_without_years_and_targets_there_is_nothing_to_draw() -> None:
    assert targets_figure({2026: replace(CORE, value=None)}, (), generated=False) is None


def test_a_year_to_date_says_why_it_has_no_verdict() -> None:
    open_year = replace(CORE, verdict=Verdict.UNKNOWN, reason="so far", reason_zh="迄今")
    figure = targets_figure({2026: open_year}, (), generated=False)
    assert figure is not None
    words = figure.table.rows[0][-1]
    assert getattr(words, "zh", None) == "迄今"


def test_each_contribution_is_drawn_as_if_it_were_gone() -> None:
    change = Change(
        what="fuel.natural_gas",
        emission_t=20.0,
        core_without_tco2_per_tce=0.1,
        needed_share=0.5,
    )
    figure = whatif_figure(park(), evaluation(CORE, change), generated=False)
    assert figure is not None
    assert figure.table.rows[0][1:] == (20.0, 0.1, 50.0)
    bars = figure.option["series"]
    assert isinstance(bars, list)
    assert [each["value"] for each in bars[0]["data"]] == [0.3, 0.1]


def test_without_a_contribution_there_is_nothing_to_imagine_gone() -> None:
    assert whatif_figure(park(), evaluation(), generated=False) is None


def test_terms_of_one_unit_add_up_and_others_do_not() -> None:
    one = Term(what="green.direct", value=2.0, unit="kWh")
    other = Term(what="electricity.used", value=3.0, unit="kWh")
    assert side(park(), (one, other)).total == 5.0
    assert side(park(), (one, replace(other, unit="t"))).total is None
    assert side(park(), ()).total is None


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(what="natural_gas:gas>dryer", value=1, unit="Nm3"), "Gas net → Gas dryer"),
        (Term(what="fresh_water:*>cells", value=1, unit="m3"), "all → Electrolysis hall"),
        (Term(what="a.report", value=1, unit="1", sources=("a.report",)), "a.report"),
        (Term(what="green.direct", value=1, unit="kWh"), "Physically direct"),
    ],
)
def test_a_term_is_said_as_people_call_it(term: Term, words: str) -> None:
    assert term_words(park(), term).en.endswith(words)
