from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_year import CALORIFIC, GAS_COAL, flows, small_page
from zeropark.basis.timeline import Axis, parse_period
from zeropark.review.presentation.figures.sankey import (
    Narrowed,
    Sankey,
    node_words,
    sankey,
    sankey_figure,
)
from zeropark.review.reports.page import YearPage

DAY = Axis.over(parse_period("2026-06-01"))


def page_of(quantities: dict[tuple[str, str, str], float], **more: object) -> YearPage:
    return small_page(flows(quantities, axis=DAY), **more)


def has_circle(flow: Sankey) -> bool:
    after: dict[str, set[str]] = {}
    for stream in flow.streams:
        after.setdefault(stream.source, set()).add(stream.sink)
    ready = [node for node in after if not any(node in sinks for sinks in after.values())]
    waiting = Counter(sink for sinks in after.values() for sink in sinks)
    done = 0
    while ready:
        done += 1
        for sink in after.get(ready.pop(), ()):
            waiting[sink] -= 1
            if waiting[sink] == 0:
                ready.append(sink)
    return done < len(set(after) | set(waiting))


def test_a_store_and_the_grid_stand_on_both_sides_and_nothing_is_lost() -> None:
    # wind 900 + grid 200 + battery 40 = 1140 in; offices 990 + battery 50 + grid 100 = 1140 out
    page = page_of(
        {
            ("electricity", "wind-1", "main"): 900.0,
            ("electricity", "grid", "main"): 200.0,
            ("electricity", "battery-1", "main"): 40.0,
            ("electricity", "main", "offices"): 990.0,
            ("electricity", "main", "battery-1"): 50.0,
            ("electricity", "main", "grid"): 100.0,
        }
    )
    streams = {(s.source, s.sink): s.energy_kwh for s in sankey(page).streams}
    assert streams == pytest.approx(
        {
            ("wind-1", "main"): 900.0,
            ("grid", "main"): 200.0,
            ("battery-1", "main"): 40.0,
            ("main", "offices"): 990.0,
            ("main", "battery-1>"): 50.0,
            ("main", "grid>"): 100.0,
        }
    )
    assert node_words(page, "grid>").en == "Public grid, 330 kV (export)"
    assert node_words(page, "battery-1>").zh == "磷酸铁锂储能（充入）"


def test_what_no_meter_saw_stands_on_both_sides_under_one_name() -> None:
    page = page_of(
        {("electricity", "unmetered", "main"): 3.0, ("electricity", "main", "unmetered"): 2.0}
    )
    assert {(s.source, s.sink) for s in sankey(page).streams} == {
        ("unmetered", "main"),
        ("main", "unmetered>"),
    }
    assert node_words(page, "unmetered>") == node_words(page, "unmetered")


def test_a_fuel_stands_beside_electricity_at_its_calorific_value() -> None:
    # 1000 Nm3 x 1.33 kgce/Nm3 / 0.1229 kgce/kWh = 10,821.8 kWh
    worth = {"electricity": CALORIFIC, "natural_gas": GAS_COAL}
    page = page_of({("natural_gas", "gas-in", "gas"): 1000.0}, coal_equivalents=worth)
    assert sankey(page).streams[0].energy_kwh == pytest.approx(10_821.8, abs=0.1)


def test_a_carrier_without_coal_equivalent_is_named_and_not_drawn() -> None:
    page = page_of({("fresh_water", "water", "cells"): 10.0, ("electricity", "main", "cells"): 5.0})
    assert [s.sink for s in sankey(page).streams] == ["cells"]
    assert sankey(page).left_out == ("fresh_water",)
    assert "新鲜水" in sankey_figure(page).table.notes[0].zh


def test_parallel_meters_between_two_nodes_are_one_stream() -> None:
    of = flows({("electricity", "main", "cells"): 7.0, ("electricity", "main", "offices"): 5.0})
    link = of.links[0]
    both = replace(of, links=(link, replace(link, meter="second")))
    streams = sankey(small_page(both)).streams
    assert [(s.source, s.sink) for s in streams] == [("main", "cells")]
    assert streams[0].energy_kwh == pytest.approx(12.0)


NODES = ("wind-1", "main", "plant", "battery-1", "grid", "cells", "offices")


@given(
    st.dictionaries(
        st.tuples(st.just("electricity"), st.sampled_from(NODES), st.sampled_from(NODES)).filter(
            lambda ends: ends[1] != ends[2]
        ),
        st.floats(1.0, 1e6),
        min_size=1,
    )
)
def test_whatever_flows_the_picture_has_no_circle_and_the_same_sum(
    quantities: dict[tuple[str, str, str], float],
) -> None:
    flow = sankey(page_of(quantities))
    assert not has_circle(flow)
    assert sum(s.energy_kwh for s in flow.streams) == pytest.approx(sum(quantities.values()))
    given_by: dict[str, float] = defaultdict(float)
    for (_, source, _), amount in quantities.items():
        given_by[source] += amount
    for node, amount in given_by.items():
        drawn = sum(s.energy_kwh for s in flow.streams if s.source == node)
        assert drawn == pytest.approx(amount)


def test_tonnes_of_coal_equivalent_are_the_same_picture_in_another_unit() -> None:
    # 1,000,000 kWh x 0.1229 kgce/kWh = 122,900 kgce = 122.9 tce
    page = page_of(
        {("electricity", "main", "cells"): 1e6}, coal_equivalents={"electricity": CALORIFIC}
    )
    first, second = sankey_figure(page).variants
    assert (first.unit, second.unit) == ("GWh", "tce")
    series = second.option["series"]
    assert isinstance(series, list)
    assert series[0]["links"][0]["value"] == pytest.approx(122.9)


def test_a_picture_can_be_narrowed_to_a_bus_or_to_a_carrier_in_its_own_unit() -> None:
    page = page_of(
        {
            ("electricity", "wind-1", "main"): 900.0,
            ("electricity", "main", "plant"): 800.0,
            ("electricity", "plant", "cells"): 790.0,
            ("fresh_water", "water-in", "water"): 10.0,
        }
    )
    at_plant = sankey(page, narrowed=Narrowed(bus="plant"))
    assert {(s.source, s.sink) for s in at_plant.streams} == {("main", "plant"), ("plant", "cells")}
    water = sankey_figure(page, narrowed=Narrowed(carrier="water"))
    assert [view.unit for view in water.variants] == ["m3"]
    assert water.table.rows[0][2] == pytest.approx(10.0)
