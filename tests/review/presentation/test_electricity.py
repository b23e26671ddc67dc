from __future__ import annotations

import numpy as np
import pytest

from ledger_parks import battery, bus, flows_from, park_of
from sample_year import flows, small_page, year_page
from zeropark.basis.timeline import Axis, parse_period
from zeropark.review.presentation.electricity import groups
from zeropark.review.presentation.results import Results

DAY = Axis.over(parse_period("2026-06-01"))
TANKS = park_of(
    buses=[bus("yard"), bus("net", "hydrogen")],
    devices=[
        battery("cells", "yard"),
        {
            "id": "tanks",
            "kind": "hydrogen_store",
            "hydrogen_at": "net",
            "electricity_from": "yard",
            "capacity_t": 5,
            "charge_t_per_h": 1,
            "discharge_t_per_h": 1,
        },
    ],
)


def test_every_link_is_in_one_group_and_bus_to_bus_in_none() -> None:
    page = year_page()
    rows = [row for group in groups(page).values() for row in group.rows.tolist()]
    assert len(rows) == len(set(rows))
    left_out = {page.flows.links[row].id for row in set(range(len(page.flows.links))) - set(rows)}
    assert left_out == {
        "electricity:main>plant",
        "natural_gas:gas-in>gas",
        "natural_gas:gas>dryer",
        "fresh_water:water>cells",
    }


def test_what_comes_in_equals_what_goes_out() -> None:
    page = year_page()
    sums = {key: float(np.nansum(g.amount_kwh(page.flows))) for key, g in groups(page).items()}
    known = ~np.isnan(page.flows.quantity[2])  # the grid meter has a gap; what it hid is not here
    found = groups(page)

    def total(*keys: str) -> float:
        return sum(float(found[key].amount_kwh(page.flows)[known].sum()) for key in keys)

    come = total("wind", "solar", "grid", "discharge")
    gone = total("use", "charge", "export", "losses")
    assert come == pytest.approx(gone)
    assert sums["curtailed"] > 0


def test_a_gap_in_one_link_is_a_gap_in_the_sum() -> None:
    of = flows(
        {("electricity", "main", "offices"): 96.0, ("electricity", "plant", "cells"): 96.0},
        axis=DAY,
    )
    of.quantity[0, 5] = np.nan
    amount = groups(small_page(of))["use"].amount_kwh(of)
    assert np.isnan(amount[5])
    assert amount[6] == pytest.approx(2.0)


def test_what_drives_the_compressors_of_a_hydrogen_store_is_use() -> None:
    # 7 kWh turn the compressors and do not come back; 5 kWh wait in the battery
    of = flows_from({"yard>tanks": [7.0], "hydrogen:net>tanks": [1.0], "yard>cells": [5.0]})
    found = groups(Results(park=TANKS, flows=of))
    kwh = {key: float(group.amount_kwh(of).sum()) for key, group in found.items()}
    assert kwh == {"use": 7.0, "charge": 5.0}
