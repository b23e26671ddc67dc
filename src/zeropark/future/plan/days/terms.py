"""On what terms a day is planned: what counts, what a store is to hold at the end, how exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Objective = Literal["cost", "green"]
"""What comes first: money; or that green power is used where it is made (消纳优先), money after."""
StoreTarget = Literal["keep", "free"]
"""What stores hold at the end: as much as at first, or as they like."""

KWH_PER_UNIT: Final = {"kWh": 1.0, "t": 33_330.0, "Nm3": 10.0, "m3": 1.0}
"""Of a carrier's inside unit, to price what lacks of it like power: a tonne of hydrogen by its
lower heating value. It only has to be dear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTerms:
    """What is asked of plans of days beyond what the document says."""

    objective: Objective = "cost"
    stores_end: StoreTarget = "keep"
    commitment: bool = False
    """Whether units are on or off, in whole numbers."""
    gap: float = 1e-5
    whole_gap: float = 1e-3
    """Of whole numbers."""
    shortage_cny_per_kwh: float = 300.0
    """What a kWh costs that a load asks for and does not get: the last resort, dearer than a
    month's demand charge for a single quarter of an hour."""
    green_cny_per_kwh: float = 10.0
    """With the objective `green`: what each kWh that is curtailed, or passes the grid point,
    counts beside its money. Above all prices of power it makes green power come first."""
    lacking_cny_per_kwh: float = 20.0
    """What each kWh counts that a store lacks of what it is to hold, at the end of a plan and
    while it is carried out."""
    peak_cny_per_kwh: float = 30.0
    """What a kWh above the month's peak counts while a plan is carried out: before it a store
    leaves its plan, and never a load without."""
    valley_cny_per_kwh: float = 0.5
    """What each kWh counts by which a day misses the peak-valley rate that was planned."""
    budget_cny_per_kwh: float = 2.0
    """What each kWh counts by which a ratio of the year (688) falls behind its budget."""

    @property
    def store_cny_per_kwh(self) -> float:
        """What a kWh that a store lacks counts: never less than to use it up is made to count."""
        green = self.green_cny_per_kwh if self.objective == "green" else 0.0
        return self.lacking_cny_per_kwh + green
