"""A pathway as it is read back from its JSON document: its stages, without the series of any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeThen:
    """A size in a stage."""

    device: str
    field: str
    unit: str
    chosen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountThen:
    """So much of a size that is built, or retired."""

    device: str
    field: str
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitThen:
    """A rule in a stage."""

    rule: str
    bound: float | None
    value: float | None
    enforced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreThen:
    """The core indicator of a stage by the 910 book."""

    value_tco2_per_tce: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationThen:
    """What the books of a stage come to."""

    core: CoreThen


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage."""

    year: int
    until: int
    """The first year that is not its own."""
    cost_cny_per_year: float
    investment_cny: float
    sizes: tuple[SizeThen, ...]
    builds: tuple[AmountThen, ...]
    retirements: tuple[AmountThen, ...]
    limits: tuple[LimitThen, ...]
    evaluation: EvaluationThen
    books: Mapping[str, float] = field(default_factory=dict)
    """Tonnes of CO2 of a year, by book: `park910_t`, `location_t`, `market_t`."""

    @property
    def core_tco2_per_tce(self) -> float | None:
        """CO2 per unit of energy, by the 910 book."""
        return self.evaluation.core.value_tco2_per_tce

    @property
    def target_tco2_per_tce(self) -> float | None:
        """The park's own target of the stage; None where it has none."""
        return next((limit.bound for limit in self.limits if limit.rule == "stage"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayLine:
    """What is built when, stage by stage."""

    park: str
    objective_cny: float
    """What the yearly costs of all stages are worth at the start of the first."""
    lower_bound_cny: float
    relative_gap: float
    route: str
    invested_cny: float
    residual_cny: float
    stages: tuple[StageLine, ...]


_LINE: Final = TypeAdapter(PathwayLine)


def pathway_of(text: str) -> PathwayLine | None:
    """The pathway that `zeropark plan pathway --json` printed; None for any other document."""
    try:
        found = _LINE.validate_json(text)
    except ValidationError:
        return None
    return found if found.stages else None
