"""Sun and the grid for one load, worked by hand: a day that stands for a year.

The load takes 100 kWh in every hour, and the bus loses 1.2 % of it. From 06:00 to 18:00 a kW of sun
gives half a kWh an hour, which is 0.5 x 12 x 365 = 2,190 kWh a year; up to 150 kW all of it is
used, so that each kWh of sun is one less from the grid, at one price and 0.8325 kg of CO2 (910).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from planned_park import DOCUMENT
from sized_park import RULES, axis_of
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.bills.price import grid_supply_price
from zeropark.future.plan.site.given import GivenSeries
from zeropark.future.plan.years.given_columns import Given

DAY = "2030-06-03/2030-06-04"
MOST_KW = 150.0
FIXED_CNY = 50.0
"""A year, for each kW of sun."""
KWH_A_KW = 0.5 * 12 * 365
KG_PER_KWH = 0.8325
RATE = 0.06
_SUPPLY = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "1-10kV",
    "pricing": "single",
    "energy_price_cny_per_kwh": 0.3,
}


def sunny(
    *, capex_cny_per_kw: float, years: float = 20.0, targets: Any = (), **planning: Any
) -> ParkDocument:
    """The park, whose sun costs so much and lasts so long."""
    economics = {"fixed_opex_cny_per_kw_year": FIXED_CNY, "lifetime_years": years}
    commissioned = planning.pop("commissioned", None)
    if commissioned is not None:
        economics["commissioned"] = commissioned
    size = {"of": "sun", "field": "capacity_kw", "most": MOST_KW}
    capacity = planning.pop("capacity_kw", 300.0)
    return ParkDocument.model_validate(
        {
            **DOCUMENT,
            "boundary_points": [{**DOCUMENT["boundary_points"][0], "direction": "in"}],
            "devices": [
                {**DOCUMENT["devices"][0], "capacity_kw": capacity, "economics": economics},
                DOCUMENT["devices"][2],
            ],
            "contracts": [_SUPPLY],
            "targets": list(targets),
            "planning": {
                "discount_rate": RATE,
                "sizes": [{**size, "capex_cny_per_unit": capex_cny_per_kw}],
                **planning,
            },
        }
    )


def half_a_day() -> Given:
    share = np.repeat([0.0, 0.5, 0.0], [6, 12, 6])
    return Given(
        series=GivenSeries(availability={"sun": share}, load={"mill-load": np.full(24, 100.0)})
    )


def price_cny_per_kwh() -> float:
    """One price all day, as the ledger knows it."""
    found = grid_supply_price(
        GridSupply.model_validate(_SUPPLY), RULES, axis=axis_of("2026-12-31/2027-01-01")
    )
    return float(found[0])


def saved_cny_per_kw() -> float:
    """What a kW of sun saves a year, once it stands."""
    return KWH_A_KW * price_cny_per_kwh() - FIXED_CNY


def bought_cny_per_year() -> float:
    """Everything from the grid."""
    return 24 * 365 * 100.0 * 1.012 * price_cny_per_kwh()


def annuity(capex_cny: float, *, years: float = 20.0) -> float:
    left: float = (1 + RATE) ** -years
    return capex_cny * RATE / (1 - left)


def capex_of(annuity_cny: float, *, years: float = 20.0) -> float:
    """What costs so much a year."""
    return annuity_cny / annuity(1.0, years=years)
