"""A pathway's pictures and roadmap, from a document that was worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import planned_park
from pathway_lines import TEXT
from zeropark.future.plan.years.pathway_text import PathwayLine, pathway_of
from zeropark.review.presentation.figures.pathway_cost import pathway_cost_figure
from zeropark.review.presentation.figures.pathway_sizes import pathway_sizes_figure
from zeropark.review.presentation.pathway_tables import roadmap_table
from zeropark.review.presentation.texts import TEXTS


def line() -> PathwayLine:
    found = pathway_of(TEXT)
    assert found is not None
    return found


def test_cost_and_carbon_are_bars_a_stage_and_what_is_missing_stays_so() -> None:
    figure = pathway_cost_figure(line())
    cost, carbon = (view.option for view in figure.variants)
    bars: Any = cost["series"]
    assert bars[0]["data"] == [200.0, 150.0]  # in ten thousand CNY
    told: Any = carbon["series"]
    assert [each["data"] for each in told] == [[1.25, None], [1.3, None]]
    across: Any = cost["xAxis"]
    assert across["data"] == ["2030–2034", "2035–2044"]
    assert figure.table.rows[0] == ("2030–2034", 200.0, 1.25, 1.3, 900.0, 1000.0, 950.0)
    assert figure.table.rows[1][2:4] == (None, TEXTS["none"])


def test_capacities_are_bars_by_unit_and_a_row_each_in_the_table() -> None:
    figure = pathway_sizes_figure(line(), planned_park.park())
    assert figure is not None
    assert [view.unit for view in figure.variants] == ["kW", "kWh"]
    option: Any = figure.variants[1].option
    assert [series["data"] for series in option["series"]] == [[100.0], [0.0]]
    assert [series["name"].en for series in option["series"]] == ["2030–2034", "2035–2044"]
    sun, cells = figure.table.rows
    assert (str(sun[0].zh), sun[2:]) == ("光伏·功率", (400.0, 400.0))  # type: ignore[union-attr]
    assert cells[2:] == (100.0, 0.0)


def test_a_device_that_the_park_has_no_more_keeps_its_id() -> None:
    figure = pathway_sizes_figure(line(), planned_park.park(devices=[]))
    assert figure is not None
    assert figure.table.rows[0][0].en == "sun, power"  # type: ignore[union-attr]


def test_where_nothing_was_to_be_chosen_there_is_no_picture() -> None:
    bare = replace(line(), stages=tuple(replace(at, sizes=()) for at in line().stages))
    assert pathway_sizes_figure(bare, planned_park.park()) is None


def test_the_roadmap_says_what_is_built_and_retired_in_both_languages() -> None:
    first, last = roadmap_table(line(), planned_park.park()).rows
    assert first[1].en == "Solar field 400.0 kW"  # type: ignore[union-attr]
    assert first[1].zh == "光伏 400.0 kW"  # type: ignore[union-attr]
    assert first[2] == TEXTS["none"]
    assert first[3:] == (120.0, 200.0, 1.25, 1.3)
    assert last[1] == TEXTS["none"]
    assert last[2].en == "Cells 100.0 kWh"  # type: ignore[union-attr]
    assert last[3:5] == (0.0, 150.0)
