"""A small park that can be planned: sun, wind and a battery beside the grid, and one mill.

Its week is quick to plan, and its year too. Costs are round numbers of our own.
"""

from __future__ import annotations

from typing import Any

from planned_park import DOCUMENT, name
from zeropark.basis.park.document import ParkDocument

SUPPLY = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "1-10kV",
    "pricing": "two_part",
    "energy_price_cny_per_kwh": 0.3,
    "export_price_cny_per_kwh": 0.1,
    "tou_rule": "tou.gansu",
    "declared_demand_kw": 100,
}
DIRECT = {
    "kind": "green_direct",
    "id": "direct",
    "plants": ["sun", "wind"],
    "storages": ["cells"],
    "users": ["mill"],
    "grid_point": "grid",
    "declared_exchange_kw": 400,
}
COSTS = {
    "sun": {"capex_cny_per_kw": 2800, "fixed_opex_cny_per_kw_year": 20, "lifetime_years": 25},
    "wind": {"capex_cny_per_kw": 4500, "fixed_opex_cny_per_kw_year": 50, "lifetime_years": 20},
    "cells": {"capex_cny_per_kw": 300, "capex_cny_per_kwh": 700, "lifetime_years": 12},
}
WIND = {
    "id": "wind",
    "kind": "wind",
    "name": {"zh": "风电", "en": "Wind farm"},
    "site": "ground",
    "electricity_to": "main",
    "capacity_kw": 200,
}
PLANNING: dict[str, Any] = {
    "discount_rate": 0.06,
    "rules": {"r1": "require", "r2": "require", "r3": "require", "stage": "require"},
}


def document(**changes: Any) -> dict[str, Any]:
    """The document; `changes` are sections of it."""
    devices = [
        {**each, "economics": COSTS.get(each["id"])} for each in [*DOCUMENT["devices"], WIND]
    ]
    return {
        **DOCUMENT,
        "id": "plannable",
        "name": {"zh": "可规划园区", "en": "Plannable park"},
        "devices": [{k: v for k, v in each.items() if v is not None} for each in devices],
        "contracts": [SUPPLY, DIRECT],
        "targets": [{"year": 2030, "core_max_tco2_per_tce": 1.5}],
        "planning": PLANNING,
        **changes,
    }


def park(**changes: Any) -> ParkDocument:
    return ParkDocument.model_validate(document(**changes))


__all__ = ["document", "name", "park"]
