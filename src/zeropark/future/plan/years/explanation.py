"""Why a plan is as it is: what binds, when cost arises, what a tonne of CO2 avoided costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from zeropark.basis.errors import Phrase
from zeropark.future.plan.years.plan import PlannedLimit, PlannedSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A rule that costs money, or a size at its bound, and what a step of it is worth."""

    of: PlannedLimit | PlannedSize
    step: float
    """How much looser the bound is thought to be, in the unit of the rule or size."""
    worth_cny_per_year: float
    """What the plan would save by that, as long as nothing else begins to bind."""
    said: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class DearTime:
    """A stretch in which a large part of what a bus's power is worth falls."""

    bus: str
    start: datetime
    hours: float
    mean_price_cny_per_unit: float
    share: float
    """Of what all that the bus carries in the plan is worth at its prices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DearHours:
    """How much of what a bus carries is worth falls in its dearest steps."""

    bus: str
    share_of_time: float
    share_of_worth: float
    highest_cny_per_unit: float
    highest_at: datetime


Against = Literal["no_carbon_rules", "as_documented", "given"]
"""What a plan is compared with: the cheapest without rules on carbon, the park with nothing built
beyond what stands, or a plan that somebody names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """What the plan's lower emission costs, against another plan of the same conditions."""

    against: Against
    cost_cny_per_year: float
    """More than the other plan costs."""
    emission_t_per_year: float
    """Less than the other plan emits, by the 910 book."""

    @property
    def cny_per_t(self) -> float | None:
        """What a tonne avoided costs; None where none is."""
        if self.emission_t_per_year <= 0:
            return None
        return self.cost_cny_per_year / self.emission_t_per_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All of it, the dearest first."""

    limits: tuple[Binding, ...]
    sizes: tuple[Binding, ...]
    weeks: tuple[DearTime, ...]
    hours: tuple[DearHours, ...]
    avoided: Avoided | None
