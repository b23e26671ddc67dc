"""A plan of a year by the day, made by hand, to appraise: sun, cells and a mill on one bus.

    every day              units
    sun to the bus        20,000 kWh   of 1,000 kW, 3,000 CNY/kW, 25 years
    into the cells         5,000 kWh
    out of the cells       4,500 kWh   of 5,000 kWh, 800 CNY/kWh, 10 years
    grid to the bus       10,000 kWh
    bus to the mill       24,000 kWh   1,000 kW, day and night
    bus to the grid        5,500 kWh

What a unit is worth on the bus is 0.2 CNY in every step of the year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

import plannable_park
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.years.plan import Asked, CostItem, CostLine, Plan, PlannedSize

DAYS = 365
PERIOD = parse_period("2027")
AXIS = Axis(PERIOD.start, timedelta(days=1), DAYS)
DAILY = {
    ("electricity", "sun", "main"): 20_000.0,
    ("electricity", "main", "cells"): 5_000.0,
    ("electricity", "cells", "main"): 4_500.0,
    ("electricity", "grid", "main"): 10_000.0,
    ("electricity", "main", "mill-load"): 24_000.0,
    ("electricity", "main", "grid"): 5_500.0,
}
ECONOMICS = {
    "sun": {"capex_cny_per_kw": 3000, "fixed_opex_cny_per_kw_year": 30, "lifetime_years": 25},
    "cells": {"capex_cny_per_kwh": 800, "lifetime_years": 10},
}
COSTS = (
    (CostItem.INVESTMENT, "sun", 234_680.0),
    (CostItem.INVESTMENT, "cells", 543_472.0),
    (CostItem.FIXED_OPERATION, "sun", 30_000.0),
    (CostItem.ENERGY, "supply", 1_600_000.0),
    (CostItem.DEMAND, "supply", 200_000.0),
    (CostItem.SALES, "supply", -200_750.0),
)


def park(*, financing: dict[str, Any] | None = None, **changes: Any) -> ParkDocument:
    """The plannable park without wind, with round costs and a financing."""
    devices = [
        {**each, "economics": ECONOMICS[each["id"]]} if each["id"] in ECONOMICS else each
        for each in plannable_park.document()["devices"]
        if each["id"] != "wind"
    ]
    planning = {"discount_rate": 0.06, "financing": financing or {}}
    told = {"devices": devices, "contracts": [plannable_park.SUPPLY], "planning": planning}
    return plannable_park.park(**told | changes)


def flows(daily: dict[tuple[str, str, str], float] | None = None, *, axis: Axis = AXIS) -> Flows:
    links = DAILY | (daily or {})
    quantity = np.repeat(np.array(list(links.values()))[:, None], axis.count, axis=1)
    return Flows(
        "plannable",
        axis,
        tuple(FlowLink(*link) for link in links),
        quantity,
        np.full(quantity.shape, Quality.GENERATED, dtype=np.uint8),
        np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
    )


def size(device: str, field: str, chosen: float) -> PlannedSize:
    return PlannedSize(
        device=device,
        field=field,
        unit="",
        documented=300.0,
        chosen=chosen,
        least=0.0,
        most=1e6,
        cost_cny_per_unit_year=1.0,
    )


def plan(*, financing: dict[str, Any] | None = None, **changes: Any) -> Plan:
    lines = tuple(
        CostLine(item=item, of=of, amount_cny_per_year=amount) for item, of, amount in COSTS
    )
    cost = sum(line.amount_cny_per_year for line in lines)
    found = Plan(
        park=park(financing=financing),
        asked=Asked(year=2027, seed=1, steps=DAYS, gap=1e-3),
        stage=2030,
        objective_cny_per_year=cost,
        lower_bound_cny_per_year=cost,
        relative_gap=0.0,
        route="interior",
        attempts=(),
        seconds=0.1,
        sizes=(size("sun", "capacity_kw", 1000.0), size("cells", "capacity_kwh", 5000.0)),
        costs=lines,
        limits=(),
        flows=flows(),
        contents={},
        prices={"main": np.full(DAYS, 0.2)},
    )
    return replace(found, **changes)
