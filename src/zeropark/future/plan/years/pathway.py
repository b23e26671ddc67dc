"""A pathway: what to build in which stage, what retires, and what all of it is worth now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.ledger.flow import Flows
from zeropark.future.plan.years.plan import (
    Asked,
    Attempt,
    CostLine,
    PlannedLimit,
    PlannedSize,
    Series,
)
from zeropark.future.plan.years.staging import Retirement, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A size that is built at the start of a stage."""

    device: str
    field: str
    unit: str
    amount: float
    """Sizes that keep their proportion to it are built with it."""
    investment_cny: float
    """Paid at the start of the stage, at the prices of its year."""
    annuity_cny_per_year: float
    """What the pathway pays for it in each year that it stands."""
    until: float | None
    """The year in which its life is over; None: it has no end, as it costs nothing."""
    residual_cny: float
    """The annuities that remain when the pathway ends, as they are worth at that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayStage:
    """One stage: what is built and retired, and a year of it."""

    span: Span
    cost_cny_per_year: float
    """Of a year of this stage: annuities of all that stands and was built, operation, bills."""
    sizes: tuple[PlannedSize, ...]
    """What stands in this stage; bounds are worth CNY a year of this stage."""
    costs: tuple[CostLine, ...]
    limits: tuple[PlannedLimit, ...]
    builds: tuple[Build, ...]
    retirements: tuple[Retirement, ...]
    """Since the stage before: of what was documented, and of what the pathway built."""
    flows: Flows
    contents: Mapping[str, Series]
    extras: Mapping[str, Series] = field(default_factory=dict)
    """What was decided beside flows and sizes: green power and certificates bought on offer."""

    @property
    def investment_cny(self) -> float:
        """What is spent on building at the start of the stage."""
        return fsum(build.investment_cny for build in self.builds)

    def size(self, device: str, field: str) -> float:
        """A size of this stage.

        Raises:
            KeyError: it was not the pathway's to choose.
        """
        for size in self.sizes:
            if (size.device, size.field) == (device, field):
                return size.chosen
        raise KeyError((device, field))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """The cheapest way through all stages, at a proven gap."""

    park: ParkDocument
    asked: Asked
    discount_rate_per_year: float
    stages: tuple[PathwayStage, ...]
    objective_cny: float
    """Present value of the yearly costs of all stages, at the start of the first."""
    lower_bound_cny: float
    """No pathway under the same conditions and rules is worth less: proven by duals."""
    relative_gap: float
    route: str
    attempts: tuple[Attempt, ...]
    seconds: float
    invested_cny: float
    """All that is spent on building, as told, not discounted; a budget limits this."""

    @property
    def residual_cny(self) -> float:
        """What all that was built is still worth when the pathway ends, at that time."""
        return fsum(build.residual_cny for stage in self.stages for build in stage.builds)
