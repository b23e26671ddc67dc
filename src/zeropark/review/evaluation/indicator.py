"""An indicator: a figure, its limit, and the verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zeropark.basis.errors import Finding
from zeropark.basis.rules.rule import Factor
from zeropark.basis.timeline import Period


class Verdict(StrEnum):
    """What comes of comparing a figure with its limit."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NO_LIMIT = "no_limit"
    """The rule sets no limit here (below 200,000 tce a year)."""
    NOT_APPLICABLE = "not_applicable"
    """Left out for a stated reason."""
    UNKNOWN = "unknown"
    """The data can't carry a figure; `reason` says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One addend of a numerator or denominator: where it comes from and how big it is."""

    what: str
    value: float
    unit: str
    sources: tuple[str, ...] = ()
    """Line or flow ids that it unfolds to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of one period, ready to be judged or printed."""

    id: str
    """Stable id, e.g. `core`, `clean_energy_share`, `r1`."""
    zh: str
    en: str
    unit: str
    value: float | None
    limit: float | None
    sense: str
    """`max`: must not exceed the limit; `min`: must reach it."""
    verdict: Verdict
    reason: str
    """Why this verdict, in English."""
    reason_zh: str = ""
    """The same in Chinese."""
    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()
    limit_factor: Factor | None = None
    quality: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would move the core indicator: a contribution, largest first."""

    what: str
    emission_t: float
    core_without_tco2_per_tce: float
    """The core indicator if this contribution were zero."""
    needed_share: float | None
    """The part of it that would have to go for the park to pass by it alone; None: not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCheck:
    """A staged target of the park's own scheme (一园一策) beside the core indicator."""

    year: int
    limit_tco2_per_tce: float
    met: bool | None
    """Whether the core indicator of the period meets it; None where that can't be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenNeed:
    """How much more grid power green trade or certificates must cover to reach the limit."""

    limit_tco2_per_tce: float
    kwh: float
    """0 where the limit is met."""
    certificates: int
    """The same in whole certificates of 1 MWh."""
    uncovered_kwh: float
    """Grid power that nothing covers yet: the most that cover can still do."""

    @property
    def enough(self) -> bool:
        """Whether covering all of it would reach the limit."""
        return self.kwh <= self.uncovered_kwh


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The 1+5 indicators and the direct-connection ratios of one year."""

    park: str
    period: Period
    core: Indicator
    guiding: tuple[Indicator, ...]
    direct: tuple[Indicator, ...]
    consumption_tce: float
    changes: tuple[Change, ...]
    """Measured against the core limit, or the park's own stage target where there is none."""
    stages: tuple[StageCheck, ...] = ()
    green_need: GreenNeed | None = None
    """None where there is neither a limit nor a stage target to reach, or no core figure."""
    findings: tuple[Finding, ...] = ()
    """Gaps of the inventory and the green books that the verdicts rest on."""

    @property
    def verdict(self) -> Verdict:
        """Of the whole: the core indicator decides, the guiding ones are for reference."""
        return self.core.verdict
