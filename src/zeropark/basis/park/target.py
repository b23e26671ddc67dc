"""Scope and targets: what is judged, against which stage, and how indicators are defined."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zeropark.basis.park.parts import Id, NotNegative, Part, Positive


class Scope(Part):
    """What the park document covers."""

    boundary: Literal["whole", "inner"]
    """整体 or 园中园."""
    province: str
    """Picks the provincial rules, e.g. `gansu`."""
    base_year: int = 2025
    build_period: str | None = None


class Stage(Part):
    """A staged target of 一园一策."""

    year: Annotated[int, Field(ge=2020, le=2060)]
    core_max_tco2_per_tce: Positive


class FlowSelector(Part):
    """Which flows to sum: each given field narrows the choice."""

    carrier: str | None = None
    source: Id | None = Field(default=None, alias="from")
    sink: Id | None = Field(default=None, alias="to")


class RatioOf(Part):
    """An indicator as a ratio of sums of flows."""

    kind: Literal["ratio"]
    numerator: tuple[FlowSelector, ...] = Field(min_length=1)
    denominator: tuple[FlowSelector, ...] = Field(min_length=1)
    weight: NotNegative | None = None
    """Weight among the parts of a weighted mean; None: by the size of the denominator."""


class WeightedMean(Part):
    """An indicator as the weighted mean of ratios (余热/余冷/余压)."""

    kind: Literal["weighted_mean"]
    parts: tuple[RatioOf, ...] = Field(min_length=1)


class Reported(Part):
    """An indicator taken from a statement that people made elsewhere."""

    kind: Literal["reported"]
    value: float
    evidence: str = Field(min_length=1)


class NotApplicable(Part):
    """An indicator left out for a reason (客观不具备条件), as 910 annex 3 allows."""

    kind: Literal["not_applicable"]
    reason: str = Field(min_length=1)


IndicatorSource = Annotated[
    RatioOf | WeightedMean | Reported | NotApplicable, Field(discriminator="kind")
]


class Indicators(Part):
    """How the guiding indicators of 910 annex 3 are found where flows alone don't tell.

    Clean-energy share and product unit energy are computed from the books; the other three
    come from here.
    """

    clean_energy_definition: Literal["non_fossil", "statistical"] = "non_fossil"
    """`statistical` also counts natural gas as clean, as the statistics bureau does."""
    solid_waste_use: IndicatorSource | None = None
    waste_heat_use: IndicatorSource | None = None
    water_reuse: IndicatorSource | None = None
    product_unit_energy: NotApplicable | Reported | None = None
