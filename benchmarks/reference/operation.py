"""The reference park in operation: sizes that a plan would build, energy at spot-like prices.

The same devices as `park.yaml`, run by quarters of an hour. Units ramp within a step, and power
costs by energy alone, so that PyPSA's components say the same without equations of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.document import YEAR, Stretch, reference_conditions, reference_park
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import PlanningRules
from zeropark.basis.rules.load import load_rulebook
from zeropark.future.plan.days.day_problem import DayProblem, write_days
from zeropark.future.plan.days.terms import DayTerms
from zeropark.future.plan.site.conditions import Conditions
from zeropark.future.plan.site.given import GivenSeries

SIZES: dict[str, dict[str, float]] = {
    "csp": {"ramp_share_per_min": 1.0},
    "electrolyser": {"capacity_kw": 25_000.0},
    "hydrogen-store": {"capacity_t": 5.0},
    "heat-pump": {"capacity_kw": 25_000.0},
    "boiler": {"capacity_kw": 60_000.0},
    "chp": {"ramp_share_per_min": 0.1},
}
FREE = DayTerms(stores_end="free", gap=1e-6)
HELD = {"csp": 0.5, "battery": 0.5, "hydrogen-store": 0.5, "heat-store": 0.5}
"""What stores hold at first, as shares of what they can."""
COMMITTED: dict[str, dict[str, float]] = {
    "electrolyser": {"min_load_share": 0.3, "start_min": 0.0},
    "boiler": {"min_load_share": 0.3},
}
"""Units that are on or off, and how low they go."""


def running_park(**more: dict[str, Any]) -> ParkDocument:
    """The document of the park as it runs."""
    park = reference_park()
    changed = {name: {**SIZES.get(name, {}), **more.get(name, {})} for name in {**SIZES, **more}}
    devices = tuple(device.model_copy(update=changed.get(device.id, {})) for device in park.devices)
    supply = park.contracts[0].model_copy(update={"pricing": "single"})
    planning = park.planning
    assert planning is not None
    return park.model_copy(
        update={
            "devices": devices,
            "contracts": (supply, *park.contracts[1:]),
            "planning": planning.model_copy(
                update={
                    "sizes": (),
                    "carbon_caps": (),
                    "rules": PlanningRules(core="off", direct_supply="off"),
                }
            ),
        }
    )


def of_thirty(park: ParkDocument) -> ParkDocument:
    """The park with every device twice, and four of them thrice: thirty devices, loads as well."""
    thrice = ("battery", "electrolyser", "heat-pump", "chp")
    more = [each.model_copy(update={"id": f"{each.id}-2"}) for each in park.devices]
    more += [
        each.model_copy(update={"id": f"{each.id}-3"}) for each in park.devices if each.id in thrice
    ]
    return park.model_copy(update={"devices": (*park.devices, *more)})


def doubled(series: GivenSeries) -> GivenSeries:
    """Series of the second devices as well: those of the first."""
    return GivenSeries(availability=_doubled(series.availability), load=_doubled(series.load))


def _doubled(series: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    return {f"{name}{end}": values for name, values in series.items() for end in ("", "-2")}


def spot(stretch: Stretch) -> NDArray[np.float64]:
    """Prices of quarter-hours with a valley at noon and two peaks, other each day; CNY per kWh."""
    steps = stretch.axis.count
    hour = np.arange(steps) / stretch.steps_per_hour % 24.0
    day = np.arange(steps) // (24 * stretch.steps_per_hour)
    shape = 0.30 - 0.18 * np.exp(-(((hour - 13.0) / 2.5) ** 2))
    shape += 0.16 * np.exp(-(((hour - 7.5) / 1.5) ** 2)) + 0.22 * np.exp(
        -(((hour - 20.0) / 2.0) ** 2)
    )
    return shape * (1.0 + 0.3 * np.sin(day * 2.399963))


def running_conditions(stretch: Stretch, park: ParkDocument) -> Conditions:
    """The conditions of the park as it runs."""
    return replace(reference_conditions(stretch), park=park, _around={}, _made={})


def days_of(
    stretch: Stretch, *, terms: DayTerms = FREE, park: ParkDocument | None = None
) -> tuple[DayProblem, Conditions]:
    """The stretch, written, and its conditions."""
    conditions = running_conditions(stretch, park or running_park())
    problem = write_days(conditions, load_rulebook(), terms, prices={"grid": spot(stretch)})
    return problem, conditions


QUARTERS = Stretch(steps_per_hour=4, year=YEAR)
