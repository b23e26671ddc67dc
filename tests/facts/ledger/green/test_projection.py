from __future__ import annotations

from dataclasses import replace

import pytest

from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.green.direct import DirectFigures
from zeropark.facts.ledger.green.projection import project_last_year, project_same_share, year_end


def figures() -> DirectFigures:
    """The hand-worked hours of test_direct: self-use 110 of 180 available, 160 used."""
    return DirectFigures(
        generation_kwh=160.0,
        curtailed_kwh=20.0,
        charged_kwh=0.0,
        released_kwh=0.0,
        left_in_stores_kwh=0.0,
        import_kwh=50.0,
        export_kwh=50.0,
        renewable_export_kwh=50.0,
        self_use_kwh=110.0,
        consumption_kwh=160.0,
        unallocated_kwh=0.0,
        steps=4,
        missing_steps=0,
        quality=0,
    )


def test_the_rest_of_the_year_by_the_same_share_keeps_the_ratios() -> None:
    to_date = figures()
    year = parse_period("2026")
    whole = project_same_share(to_date, elapsed=parse_period("2026-01-01"), year=year)
    assert whole.figures.self_use_kwh == pytest.approx(110 * 365)
    assert whole.figures.r1 == pytest.approx(to_date.r1)


def test_the_rest_of_the_year_as_last_year_adds_up() -> None:
    to_date = figures()
    rest = replace(figures(), self_use_kwh=160.0, export_kwh=0.0)
    ends = project_last_year(to_date, rest=rest).figures
    assert ends.r1 == pytest.approx((110 + 160) / 360)
    assert ends.steps == 8


def test_last_year_goes_before_the_same_share_where_it_is_known() -> None:
    to_date, year = figures(), parse_period("2026")
    day = parse_period("2026-01-01")
    assert year_end(to_date, elapsed=day, year=year).method == "same_share"
    known = year_end(to_date, elapsed=day, year=year, rest_of_last_year=to_date)
    assert known.method == "last_year"
    assert known.figures.self_use_kwh == 220


def test_a_year_whose_curtailment_is_not_known_in_part_is_not_known_as_a_whole() -> None:
    unknown = replace(figures(), curtailed_kwh=None)
    assert project_last_year(figures(), rest=unknown).figures.r1 is None
    year, day = parse_period("2026"), parse_period("2026-01-01")
    assert project_same_share(unknown, elapsed=day, year=year).figures.r1 is None
