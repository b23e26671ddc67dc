"""A park of one bus in operation: the grid at given prices, a load, a battery, a little sun.

A battery of 100 kW and 200 kWh keeps 90 % each way and loses nothing in between. The bus loses
1.2 % of what devices take; what the grid gives costs the spot price with its line loss, T&D and
funds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ledger_parks import axis_of, bus, load, park_of, point, pv
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis
from zeropark.future.plan.days.day_problem import DayProblem, write_days
from zeropark.future.plan.days.terms import DayTerms
from zeropark.future.plan.site.conditions import conditions_of
from zeropark.future.plan.site.given import GivenSeries

Array = NDArray[np.float64]
RULES = load_rulebook()
LOSS = 0.0231
"""Of the lines, in Gansu's tariff from August 2026 on."""
TD_AND_FUNDS = 0.1251 + 0.022925
BUS = 1.012
"""What must come in for one kWh that a device takes."""
SUPPLY: dict[str, Any] = {
    "kind": "grid_supply",
    "id": "supply",
    "point": "grid",
    "voltage_class": "110kV+",
    "pricing": "single",
    "energy_price_cny_per_kwh": 0.5,
    "export_price_cny_per_kwh": 0.1,
}
BATTERY: dict[str, Any] = {
    "id": "store",
    "kind": "battery",
    "electricity_at": "main",
    "power_kw": 100,
    "capacity_kwh": 200,
    "round_trip_efficiency": 0.81,
    "min_soc_share": 0.0,
    "max_soc_share": 1.0,
    "self_discharge_share_per_day": 0.0,
}
HOURS = axis_of(4, start="2026-12-01", minutes=60)


def bought(spot: Any) -> Array:
    """CNY per kWh that the grid gives at a spot price."""
    return np.asarray(spot, dtype=float) / (1.0 - LOSS) + TD_AND_FUNDS


def running_park(
    *devices: Mapping[str, Any], direction: str = "in", **sections: Any
) -> ParkDocument:
    """The park; the grid only gives unless it is told to take as well."""
    gate = {**point("grid", "main", direction=direction), "capacity_kw": 1000}
    told: dict[str, Any] = {
        "boundary_points": [gate],
        "contracts": [SUPPLY],
        "planning": {},
        **sections,
    }
    return park_of(
        buses=[bus("main")],
        devices=[load("mill", "main"), *(dict(each) for each in devices)],
        **told,
    )


def stretch_of(
    park: ParkDocument,
    *,
    spot: Any,
    drawn: Any = None,
    sun: Any = None,
    axis: Axis = HOURS,
    terms: DayTerms | None = None,
    **more: Any,
) -> DayProblem:
    """The park over a stretch: 100 kWh a step unless told otherwise, at spot prices."""
    taken = np.full(axis.count, 100.0) if drawn is None else np.asarray(drawn, dtype=float)
    availability = {} if sun is None else {"sun": np.asarray(sun, dtype=float)}
    given = GivenSeries(load={"mill": taken}, availability=availability)
    prices = {"grid": np.broadcast_to(np.asarray(spot, dtype=float), (axis.count,))}
    conditions = conditions_of(park, axis, seed=1, given=given)
    return write_days(conditions, RULES, terms or DayTerms(), prices=prices, **more)


def sun(kw: float = 400.0) -> dict[str, Any]:
    """A field of so many kW."""
    return {**pv("sun", "main"), "capacity_kw": kw}
