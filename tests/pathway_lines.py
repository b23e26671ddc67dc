"""A pathway of two stages as its document has it, worked by hand: figures are round."""

from __future__ import annotations

import json
from typing import Any


def stage(year: int, until: int, **changes: Any) -> dict[str, Any]:
    """One stage, with keys that a reader leaves out among those that it needs."""
    return {
        "year": year,
        "until": until,
        "years": until - year,
        "weight": 4.0,
        "cost_cny_per_year": 2_000_000.0,
        "investment_cny": 0.0,
        "builds": [],
        "retirements": [],
        "sizes": [],
        "limits": [],
        "books": {"park910_t": 900.0, "location_t": 1000.0, "market_t": 950.0},
        "evaluation": {"core": {"value_tco2_per_tce": 1.25, "limit_tco2_per_tce": 0.2}},
        "abatement": None,
        **changes,
    }


def size(device: str, field: str, unit: str, chosen: float) -> dict[str, Any]:
    return {"device": device, "field": field, "unit": unit, "chosen": chosen, "at": None}


def target(bound: float) -> dict[str, Any]:
    return {"rule": "stage", "bound": bound, "value": bound, "enforced": True, "unit": "tCO2/tce"}


BUILT = {"device": "sun", "field": "capacity_kw", "amount": 400.0, "investment_cny": 1_200_000.0}
GONE = {"device": "cells", "field": "capacity_kwh", "amount": 100.0, "since": 2020}
DOCUMENT: dict[str, Any] = {
    "ok": True,
    "park": "four-hours",
    "steps": 8,
    "objective_cny": 14_000_000.0,
    "lower_bound_cny": 13_986_000.0,
    "relative_gap": 0.001,
    "route": "interior",
    "seconds": 1.0,
    "invested_cny": 1_200_000.0,
    "residual_cny": 300_000.0,
    "stages": [
        stage(
            2030,
            2035,
            investment_cny=1_200_000.0,
            builds=[BUILT],
            limits=[target(1.3)],
            sizes=[
                size("sun", "capacity_kw", "kW", 400.0),
                size("cells", "capacity_kwh", "kWh", 100.0),
            ],
        ),
        stage(
            2035,
            2045,
            cost_cny_per_year=1_500_000.0,
            retirements=[GONE],
            sizes=[
                size("sun", "capacity_kw", "kW", 400.0),
                size("cells", "capacity_kwh", "kWh", 0.0),
            ],
            evaluation={"core": {"value_tco2_per_tce": None}},
        ),
    ],
    "findings": [],
}
TEXT = json.dumps(DOCUMENT)
