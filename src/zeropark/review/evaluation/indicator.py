"""An indicator: a figure, its limit, and the verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
class Evaluation:
    """The 1+5 indicators and the direct-connection ratios of one year."""

    park: str
    period: Period
    core: Indicator
    guiding: tuple[Indicator, ...]
    direct: tuple[Indicator, ...]
    consumption_tce: float
    changes: tuple[Change, ...]
