"""Tiles of the present, worked by hand."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

import ledger_parks as parts
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.carbon.location import location
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.present.age import age_words, quality_words
from zeropark.review.presentation.present.last_day import last_day_figure
from zeropark.review.presentation.present.tables import tiles_table
from zeropark.review.presentation.present.tiles import PresentTile, day_start, present_tiles
from zeropark.review.presentation.results import Results

NAN = float("nan")
MIDNIGHT = parse_instant("2026-06-01T00:00")
QUARTER = timedelta(minutes=15)


def park() -> ParkDocument:
    return parts.park_of(
        buses=[parts.bus("b"), parts.bus("h2", "hydrogen")],
        boundary_points=[parts.point("grid", "b")],
        devices=[
            parts.pv("roof", "b"),
            parts.battery("cells", "b"),
            parts.load("hall", "b"),
            {
                "id": "stack",
                "kind": "electrolyser",
                "electricity_from": "b",
                "hydrogen_to": "h2",
                "capacity_kw": 1000,
            },
        ],
    )


def results(links: dict[str, list[float]], *, start: str = "2026-05-31T23:45") -> Results:
    quantity = np.array(list(links.values()))
    flows = Flows(
        park="p",
        axis=Axis(parse_instant(start), QUARTER, quantity.shape[1]),
        links=tuple(
            FlowLink("hydrogen" if "h2" in link else "electricity", *link.split(">"))
            for link in links
        ),
        quantity=quantity,
        quality=np.full(quantity.shape, int(Quality.GENERATED), dtype=np.uint8),
        kind=np.zeros(quantity.shape, dtype=np.uint8),
    )
    return Results(park=park(), flows=flows)


LINKS = {  # kWh of the quarter before midnight, and of two after it
    "grid>b": [900.0, 300.0, 0.0],
    "b>grid": [0.0, 0.0, 50.0],
    "roof>b": [0.0, 100.0, 300.0],
    "b>cells": [0.0, 0.0, 25.0],
    "cells>b": [0.0, 10.0, 0.0],
    "b>hall": [900.0, 410.0, 225.0],
    "stack>h2": [0.0, 0.0, 0.5],
}


def told(links: dict[str, list[float]]) -> dict[str, PresentTile]:
    return {tile.id: tile for tile in present_tiles(results(links))}


def test_tiles_worked_by_hand() -> None:
    # Last quarter hour: 225 kWh used are 900 kW, the roof gives 1,200 kW, 50 kWh go out at 200 kW,
    # 25 kWh into the store at 100 kW; 0.5 t of hydrogen are 2 t/h. All supply is of the roof.
    found = told(LINKS)
    shown = {key: (tile.label.en, tile.value.en, tile.unit) for key, tile in found.items()}
    assert shown["use"] == ("Load", "900.0", "kW")
    assert shown["solar"] == ("Solar", "1.200", "MW")
    assert shown["grid"] == ("To the grid", "200.0", "kW")
    assert shown["storage"] == ("Storage charging", "100.0", "kW")
    assert shown["share"] == ("Non-fossil supply", "100.0", "%")
    assert shown["hydrogen"] == ("Hydrogen made", "2.000", "t/h")
    assert found["use"].quality == Quality.GENERATED


def test_today_begins_at_the_park_s_midnight() -> None:
    # 410 + 225 = 635 kWh; the 900 before midnight are of yesterday.
    tile = told(LINKS)["use_today"]
    assert (tile.label.en, tile.value.en, tile.unit) == ("Used, 06-01", "635.0", "kWh")
    assert tile.over is not None
    assert tile.over.start == MIDNIGHT
    assert day_start(MIDNIGHT) == MIDNIGHT - timedelta(days=1)  # what ended then was yesterday


def test_a_sum_with_gaps_says_at_least() -> None:
    tile = told(LINKS | {"b>hall": [900.0, NAN, 225.0]})["use_today"]
    assert tile.value.en == "≥ 225.0"
    assert tile.note is not None
    assert "1 intervals missing" in tile.note.en


def test_a_figure_that_came_late_is_told_with_its_own_time() -> None:
    found = told(LINKS | {"b>hall": [900.0, 410.0, NAN]})
    use, solar = found["use"].over, found["solar"].over
    assert use is not None
    assert solar is not None
    assert (use.end, solar.end) == (MIDNIGHT + QUARTER, MIDNIGHT + 2 * QUARTER)
    assert found["use"].value.en == "1.640"  # 410 kWh in a quarter hour, MW


def test_what_is_not_known_at_all_is_missing_and_never_zero() -> None:
    tile = told(LINKS | {"b>hall": [NAN, NAN, NAN]})["use"]
    assert (tile.over, tile.unit) == (None, "")
    assert tile.value.en == "missing"
    assert tiles_table([tile]).rows[0][1] is None


def test_power_is_as_carbon_heavy_as_the_grid_s_part_of_it() -> None:
    # 300 kWh of the 410 kWh used came from the grid: 300/410 of its factor, in the location book.
    of = results({key: row[:2] for key, row in LINKS.items()})
    rules, last = load_rulebook(), of.flows.axis.period.end
    factor = rules.factor("ef.grid.gansu", at=last.date()).value
    quarter = results({key: row[1:2] for key, row in LINKS.items()}, start="2026-06-01T00:00")
    book = location(quarter.flows, park=of.park, rules=rules, period=quarter.flows.axis.period)
    tiles = {tile.id: tile for tile in present_tiles(of, book=book)}
    assert float(tiles["co2"].value.en) == pytest.approx(factor * 300 / 410, rel=1e-3)
    assert tiles["co2"].book is not None
    assert "co2" not in told(LINKS)


def test_a_park_without_electricity_has_no_tiles_and_no_curve() -> None:
    bare = results({"x>h2": [1.0]})
    assert [tile.id for tile in present_tiles(bare)] == []
    assert last_day_figure(bare) is None


def test_the_curve_of_a_day_shows_all_of_it_and_does_not_zoom() -> None:
    figure = last_day_figure(results(LINKS))
    assert figure is not None
    assert "dataZoom" not in figure.option
    assert figure.generated


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "刚刚", "just now"),
        (1.9, "1分钟前", "1 minute ago"),
        (59, "59分钟前", "59 minutes ago"),
        (60, "1小时前", "1 hour ago"),
        (60 * 24 * 3 + 5, "3天前", "3 days ago"),
    ],
)
def test_an_age_is_told_in_the_largest_whole_unit(minutes: float, zh: str, en: str) -> None:
    found = age_words(timedelta(minutes=minutes))
    assert (found.zh, found.en) == (zh, en)


def test_every_flag_of_quality_has_a_word_and_good_has_none() -> None:
    assert quality_words(0).en == ""
    assert quality_words(255).en.count(",") == 7
    assert quality_words(int(Quality.FILLED | Quality.GENERATED)).zh == "补数、模拟"
