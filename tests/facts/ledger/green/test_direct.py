from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import battery, bus, flows_from, load, park_of, point, pv
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_instant
from zeropark.facts.ledger.green.direct import Direct, DirectFigures, direct, direct_to_date
from zeropark.facts.ledger.green.mix import mix
from zeropark.facts.readings.reading import Quality

NAN = math.nan


@cache
def park() -> ParkDocument:
    return park_of(
        enterprises=[{"id": "mill"}, {"id": "shop"}],
        buses=[bus("b")],
        boundary_points=[point("grid", "b")],
        devices=[
            pv("sun", "b"),
            battery("cells", "b"),
            load("furnace", "b", "mill"),
            load("saw", "b", "shop"),
        ],
    )


def contract(**more: object) -> GreenDirect:
    return GreenDirect.model_validate(
        {
            "kind": "green_direct",
            "id": "d",
            "plants": ["sun"],
            "storages": ["cells"],
            "users": ["mill", "shop"],
            "grid_point": "grid",
            **more,
        }
    )


NO_STORE = {"b>cells": [0.0] * 4, "cells>b": [0.0] * 4}


def of_hours(rows: Mapping[str, list[float]], **more: object) -> Direct:
    """Figures where each given number is an hour of the 24 from midnight."""
    return direct(flows_from(rows, minutes=60), park=park(), contract=contract(**more))


# Worked by hand, four hours, kWh:
#   hour                 0    1    2    3     sum
#   sun                  0   40  100   20     160
#   curtailed            0    0   20    0      20
#   mill                30   30   40   20     120
#   shop                10    0   20   10      40
#   export               0   10   40    0      50
#   import              40    0    0   10      50
#   self-use             0   30   60   20     110
WORKED = {
    "sun>b": [0.0, 40, 100, 20],
    "sun>curtailed": [0.0, 0, 20, 0],
    "b>furnace": [30.0, 30, 40, 20],
    "b>saw": [10.0, 0, 20, 10],
    "b>grid": [0.0, 10, 40, 0],
    "grid>b": [40.0, 0, 0, 10],
    **NO_STORE,
}


def test_the_three_ratios_by_hand() -> None:
    got = of_hours(WORKED).hourly
    assert got.self_use_kwh == 110
    assert got.available_kwh == 180
    assert got.r1 == pytest.approx(110 / 180)
    assert got.r2 == pytest.approx(110 / 160)
    assert got.r3 == pytest.approx(50 / 180)
    assert got.curtailment_share == pytest.approx(20 / 180)
    assert got.missing_steps == 0


def test_self_use_is_allocated_by_the_hour() -> None:
    # hour 1: 30 to mill; hour 2: 60 of 60: 40, 20; hour 3: 20 of 30: 20 x 2/3, 20 x 1/3
    got = of_hours(WORKED).allocated_kwh
    assert got["mill"] == pytest.approx(30 + 40 + 40 / 3)
    assert got["shop"] == pytest.approx(20 + 20 / 3)


def test_self_use_beyond_what_the_users_took_is_told() -> None:
    # 5 of the 40 of hour 1 got lost on the way
    rows = WORKED | {"b>furnace": [30.0, 25, 40, 20]}
    assert of_hours(rows).hourly.unallocated_kwh == 5


def test_without_availability_r1_and_r3_are_unknown() -> None:
    rows = {name: row for name, row in WORKED.items() if name != "sun>curtailed"}
    got = of_hours(rows).hourly
    assert (got.r1, got.r3, got.available_kwh) == (None, None, None)
    assert got.r2 == pytest.approx(110 / 160)


def test_an_hour_with_a_gap_is_left_out_whole_and_counted() -> None:
    rows = WORKED | {"grid>b": [40.0, 0, NAN, 10]}
    got = of_hours(rows).hourly
    assert got.missing_steps == 1
    assert got.self_use_kwh == 50  # without the 60 of hour 2
    assert got.available_kwh == 60  # 0 + 40 + 20, without hour 2


def test_a_plant_without_any_meter_leaves_no_figure() -> None:
    rows = {name: row for name, row in WORKED.items() if not name.startswith("sun")}
    got = of_hours(rows).hourly
    assert got.missing_steps == 4
    assert (got.r1, got.r2, got.r3) == (None, None, None)


def test_what_the_store_releases_is_green_as_far_as_its_mix_was() -> None:
    # hour 0: charge 10, all from 10 of sun; hour 1: charge 10 from the grid; the mix is half
    # green. hours 2, 3: release 8 + 8 of 20: efficiency 0.8, all of it, half green = 4 + 4.
    rows = {
        "sun>b": [10.0, 0, 0, 0],
        "sun>curtailed": [0.0] * 4,
        "grid>b": [0.0, 10, 0, 0],
        "b>grid": [0.0] * 4,
        "b>cells": [10.0, 10, 0, 0],
        "cells>b": [0.0, 0, 8, 8],
        "b>furnace": [0.0, 0, 8, 8],
        "b>saw": [0.0] * 4,
    }
    got = of_hours(rows).hourly
    assert got.charged_kwh == 10
    assert got.released_kwh == pytest.approx(8)
    assert got.self_use_kwh == pytest.approx(8)
    assert lost_in_stores(got) == pytest.approx(2)
    assert got.r2 == pytest.approx(0.5)  # 8 of 16: the rest came from the grid


def test_a_store_is_charged_from_renewables_first() -> None:
    # 30 of sun, 20 charged, 30 used, 20 bought: all 20 charged count as sun, 10 as self-use
    rows = {
        "sun>b": [30.0],
        "sun>curtailed": [0.0],
        "grid>b": [20.0],
        "b>grid": [0.0],
        "b>cells": [20.0],
        "cells>b": [0.0],
        "b>furnace": [30.0],
        "b>saw": [0.0],
    }
    got = of_hours(rows).hourly
    assert (got.charged_kwh, got.self_use_kwh) == (20, 10)
    assert got.left_in_stores_kwh == 20  # nothing was released yet: no loss is known
    assert lost_in_stores(got) == 0


def test_what_was_in_the_store_before_is_not_green() -> None:
    got = mix(
        green_in_kwh=np.array([0.0, 4.0]), in_kwh=np.array([0.0, 4.0]), out_kwh=np.array([3.0, 4.0])
    )
    assert got.released_kwh.tolist() == [0, 4]


def test_export_of_other_power_is_not_renewable_export() -> None:
    # at night 15 are exported and no sun shines: self-use is 0, never negative
    rows = WORKED | {"b>grid": [15.0, 10, 40, 0]}
    got = of_hours(rows).hourly
    assert got.self_use_kwh == 110
    assert got.renewable_export_kwh == 50
    assert got.r3 == pytest.approx(65 / 180)  # R3 counts all that left


def test_matching_by_the_hour_and_by_the_quarter_are_both_told() -> None:
    # first half-hour sun 20, second half-hour charge 20: within the hour the sun charged it
    quarters = {
        "sun>b": [10.0, 10, 0, 0],
        "sun>curtailed": [0.0] * 4,
        "grid>b": [0.0, 0, 10, 10],
        "b>grid": [0.0] * 4,
        "b>cells": [0.0, 0, 10, 10],
        "cells>b": [0.0] * 4,
        "b>furnace": [10.0, 10, 0, 0],
        "b>saw": [0.0] * 4,
    }
    got = direct(flows_from(quarters), park=park(), contract=contract())
    assert (got.hourly.charged_kwh, got.hourly.self_use_kwh) == (20, 0)
    assert (got.quarter_hourly.charged_kwh, got.quarter_hourly.self_use_kwh) == (0, 20)


def test_exchange_is_held_against_what_was_declared() -> None:
    # quarter-hours of a day: import 25 kWh = 100 kW; at 10:00 export 50 kWh = 200 kW
    grid = np.full(96, 25.0)
    back = np.zeros(96)
    grid[40], back[40] = 0.0, 50.0
    forbidden = np.zeros(96, dtype=np.bool_)
    forbidden[39:42] = True
    zero = [0.0] * 96
    flows = flows_from(
        {"grid>b": grid.tolist(), "b>grid": back.tolist(), "sun>b": zero, "b>cells": zero}
        | {"cells>b": zero, "b>furnace": zero, "b>saw": zero}
    )
    terms = contract(declared_exchange_kw=150, planned_peak_valley_rate=0.4)
    got = direct(flows, park=park(), contract=terms, no_export=forbidden).exchange
    assert got is not None
    assert (got.peak_kw, got.steps_over) == (200, 1)
    assert got.peak_at == got.first_over_at == parse_instant("2026-01-01T10:00")
    assert got.worst_rate == pytest.approx(0.5)  # (200 - 100) / 200
    assert (got.worst_day, got.days_over_plan) == (date(2026, 1, 1), 1)
    assert (got.no_export_kwh, got.no_export_steps) == (50, 1)
    assert got.steps_with_export == 1


def test_an_islanded_project_exchanges_nothing() -> None:
    got = of_hours(WORKED, grid_point=None)
    assert got.exchange is None
    assert got.hourly.export_kwh == 0


def test_a_line_from_outside_is_a_source_whose_curtailment_is_its_owner_s() -> None:
    line = park_of(
        enterprises=[{"id": "mill"}],
        buses=[bus("b")],
        boundary_points=[point("line", "b", kind="direct_line", direction="in")],
        devices=[load("furnace", "b", "mill")],
    )
    terms = contract(plants=["line"], storages=[], users=["mill"], grid_point=None)
    flows = flows_from({"line>b": [30.0, 20], "b>furnace": [30.0, 20]}, minutes=60)
    got = direct(flows, park=line, contract=terms).hourly
    assert (got.r1, got.r2, got.r3) == (1, 1, 0)


def test_a_generated_reading_of_a_user_is_told_in_the_figures() -> None:
    flows = flows_from(WORKED, minutes=60)
    flows.quality[5, 0] |= np.uint8(Quality.GENERATED)  # b>saw
    got = direct(flows, park=park(), contract=contract())
    assert got.hourly.quality & Quality.GENERATED


@pytest.mark.parametrize("link", ["coal:b>furnace", "b>neighbour"])
def test_what_is_known_of_others_says_nothing_of_the_ratios(link: str) -> None:
    flows = flows_from(WORKED | {link: [1.0] * 4}, minutes=60)
    flows.quality[-1] |= np.uint8(Quality.GENERATED)
    got = direct(flows, park=park(), contract=contract())
    assert (got.hourly.quality, got.quarter_hourly.quality) == (0, 0)


def lost_in_stores(got: DirectFigures) -> float:
    return got.charged_kwh - got.released_kwh - got.left_in_stores_kwh


kwh = st.one_of(st.just(0.0), st.floats(0.01, 1e5))
hour = st.tuples(*[kwh] * 8)


def shares(got: DirectFigures) -> float:
    parts = (got.r1, got.renewable_export_share, got.curtailment_share, got.storage_share)
    return math.fsum(part for part in parts if part is not None)


@settings(max_examples=60, deadline=None)
@given(st.lists(hour, min_size=1, max_size=30), st.booleans())
def test_renewables_account_for_themselves(
    rows: list[tuple[float, ...]],
    gap: bool,  # noqa: FBT001 - drawn
) -> None:
    names = ("sun>b", "sun>curtailed", "grid>b", "b>grid", "b>cells", "cells>b")
    columns = np.array(rows).T.copy()
    if gap:
        columns[2, 0] = NAN
    flows = flows_from(
        dict(zip((*names, "b>furnace", "b>saw"), columns.tolist(), strict=True)), minutes=60
    )
    got = direct(flows, park=park(), contract=contract())
    for figures in (got.hourly, got.quarter_hourly):
        assert figures.self_use_kwh >= -1e-6
        assert figures.released_kwh <= columns[5].sum() * (1 + 1e-9)
        if figures.available_kwh:
            assert shares(figures) == pytest.approx(1.0, abs=1e-9)
        if not gap:
            assert lost_in_stores(figures) >= -1e-6
    allocated = math.fsum(got.allocated_kwh.values())
    assert allocated <= got.hourly.self_use_kwh * (1 + 1e-9) + 1e-6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(kwh, st.sampled_from([0.0, 0.3, 1.0]), kwh), min_size=1, max_size=40))
def test_a_store_never_gives_more_green_than_it_took(
    rows: list[tuple[float, float, float]],
) -> None:
    into, share, out = np.array(rows).T
    got = mix(green_in_kwh=into * share, in_kwh=into, out_kwh=out)
    taken = np.cumsum(into * share)
    assert (np.cumsum(got.released_kwh) <= taken * (1 + 1e-9) + 1e-9).all()
    assert (got.released_kwh <= out * (1 + 1e-9)).all()
    assert got.released_kwh.sum() + got.left_kwh <= taken[-1] * (1 + 1e-9) + 1e-9


def test_to_date_a_month_counts_only_what_was_until_then() -> None:
    # WORKED from 22:00 on 31 January: hours 0 and 1 are January's. Self-use 0 + 30, generation
    # 0 + 40, nothing curtailed, consumption 40 + 30, export 0 + 10.
    flows = flows_from(WORKED, start="2026-01-31T22:00", minutes=60)
    january, february = direct_to_date(flows, park=park(), contract=contract())
    assert (january.self_use_kwh, january.available_kwh) == (30, 40)
    assert january.consumption_kwh == 70
    assert january.r3 == pytest.approx(10 / 40)
    assert math.isnan(january.left_in_stores_kwh)
    assert february == direct(flows, park=park(), contract=contract()).hourly
