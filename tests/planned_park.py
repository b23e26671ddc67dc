"""A park of one bus, and a plan of four hours of it, all worked by hand.

    hour                   0      1      2      3
    load                 100    100    100    100    kWh
    available, of 400 kW   0    200    120      0
    to the load            -    100    100      -
    into the battery       -    100      -      -
    out of it              -      -      -     81    90 % in, 90 % out
    curtailed              -      -     20      -
    from the grid        100      -      -     19
    held at the end        0     90     90      0

Grid power costs 0.5 CNY/kWh, so 59.50; PV costs 0.1 CNY a kW, so 40, and the battery's 100 kWh
0.05 a kWh, so 5: together 104.50.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.future.plan.years.plan import (
    Asked,
    Attempt,
    CostItem,
    CostLine,
    Plan,
    PlannedLimit,
    PlannedSize,
    Proof,
)

START = parse_instant("2027-01-04T00:00")
AXIS = Axis(START, timedelta(hours=1), 4)


def name(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


DOCUMENT: dict[str, Any] = {
    "version": 1,
    "id": "four-hours",
    "name": {"zh": "四小时园区", "en": "A park of four hours"},
    "scope": {"boundary": "whole", "province": "gansu"},
    "sites": [{"id": "ground", "name": name("ground"), "latitude": 38.5, "longitude": 102.2}],
    "enterprises": [{"id": "mill", "name": name("mill"), "industry_code": "C3130"}],
    "buses": [{"id": "main", "name": name("main"), "carrier": "electricity"}],
    "boundary_points": [
        {
            "id": "grid",
            "name": name("grid"),
            "bus": "main",
            "kind": "public_grid",
            "direction": "both",
            "capacity_kw": 500,
        }
    ],
    "devices": [
        {
            "id": "sun",
            "kind": "pv",
            "name": {"zh": "光伏", "en": "Solar field"},
            "site": "ground",
            "electricity_to": "main",
            "capacity_kw": 300,
        },
        {
            "id": "cells",
            "kind": "battery",
            "name": {"zh": "储能", "en": "Cells"},
            "site": "ground",
            "electricity_at": "main",
            "power_kw": 100,
            "capacity_kwh": 100,
            "round_trip_efficiency": 0.81,
        },
        {
            "id": "mill-load",
            "kind": "load",
            "name": name("mill load"),
            "site": "ground",
            "enterprise": "mill",
            "takes_from": "main",
            "rated_kw": 100,
        },
    ],
}

ROWS = {
    ("grid", "main"): (100, 0, 0, 19),
    ("sun", "main"): (0, 200, 100, 0),
    ("sun", CURTAILED): (0, 0, 20, 0),
    ("main", "cells"): (0, 100, 0, 0),
    ("cells", "main"): (0, 0, 0, 81),
    ("main", "mill-load"): (100, 100, 100, 100),
}


def park(**changes: Any) -> ParkDocument:
    return ParkDocument.model_validate({**DOCUMENT, **changes})


def flows() -> Flows:
    quantity = np.array(list(ROWS.values()), dtype=np.float64)
    return Flows(
        "four-hours",
        AXIS,
        tuple(FlowLink("electricity", source, sink) for source, sink in ROWS),
        quantity,
        np.full(quantity.shape, Quality.GENERATED, dtype=np.uint8),
        np.full(quantity.shape, Kind.PLANNED, dtype=np.uint8),
    )


SIZES = (
    PlannedSize(
        device="sun",
        field="capacity_kw",
        unit="kW",
        documented=300.0,
        chosen=400.0,
        least=0.0,
        most=400.0,
        cost_cny_per_unit_year=0.1,
        worth_cny_per_unit_year=0.02,
    ),
    PlannedSize(
        device="cells",
        field="capacity_kwh",
        unit="kWh",
        documented=100.0,
        chosen=100.0,
        least=0.0,
        most=1000.0,
        cost_cny_per_unit_year=0.05,
    ),
)
COSTS = (
    CostLine(item=CostItem.INVESTMENT, of="sun", amount_cny_per_year=40.0),
    CostLine(item=CostItem.INVESTMENT, of="cells", amount_cny_per_year=5.0),
    CostLine(item=CostItem.ENERGY, of="grid", component="energy", amount_cny_per_year=59.5),
)
LIMITS = (
    PlannedLimit(
        rule="r1",
        zh="自发自用比例",
        en="Self-use over available generation",
        unit="1",
        sense="min",
        value=0.85,
        bound=0.6,
        enforced=True,
    ),
)


def plan(**changes: Any) -> Plan:
    found = Plan(
        park=park(),
        asked=Asked(year=2027, seed=910, steps=4, gap=1e-3),
        stage=2027,
        objective_cny_per_year=104.5,
        lower_bound_cny_per_year=104.4,
        relative_gap=0.1 / 104.5,
        route="interior",
        attempts=(Attempt(route="interior", accepted=True, seconds=0.01, said="gap 1e-9"),),
        seconds=0.02,
        sizes=SIZES,
        costs=COSTS,
        limits=LIMITS,
        flows=flows(),
        contents={"cells": np.array([0.0, 90.0, 90.0, 0.0])},
        prices={"main": np.array([0.5, 0.1, 0.0, 0.5])},
        given={"availability.sun": np.array([0.0, 0.5, 0.3, 0.0])},
        extras={"certificates": np.array(3.0), "cells.start": np.array([0.0, 1.0, 0.0, 0.0])},
        proof=Proof(
            flows=np.ones((2, 4)),
            quantities=np.array([400.0]),
            row_duals=np.zeros((3, 4)),
            total_duals=np.zeros(0),
        ),
    )
    return replace(found, **changes)
