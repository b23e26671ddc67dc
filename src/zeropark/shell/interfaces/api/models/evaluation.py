"""Evaluations: the 1+5 indicators of a year, their limits and reasons, what would change them."""

from __future__ import annotations

from typing import Literal

from zeropark.shell.interfaces.api.models.factor import LimitRule
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.shown import Figure, PeriodShown, Shown

Verdict = Literal["pass", "fail", "no_limit", "not_applicable", "unknown"]


class TermShown(Shown):
    """An addend of a numerator or denominator."""

    what: str
    """Where it comes from."""
    value: Figure
    """In `unit`."""
    unit: str
    """Of the value."""


class CoreShown(Shown):
    """CO2 of the park910 book over consumption at the equivalent value."""

    value_tco2_per_tce: Figure
    """Null where the data can't carry it."""
    limit_tco2_per_tce: float | None
    """Null where the rule sets none."""
    verdict: Verdict
    """Of the whole park."""
    reason: str
    """Why this verdict."""
    reason_zh: str
    """Why, in Chinese."""
    emission_t: Figure
    """t CO2."""
    numerator: list[TermShown]
    """Their sum is the emission."""
    denominator: list[TermShown]
    """Their sum is the consumption."""
    limit_rule: LimitRule | None
    """Where the limit stands."""
    quality: list[str]
    """Flags of the flows behind it."""
    generated: bool
    """Whether anything behind it is simulated."""


class IndicatorShown(Shown):
    """One guiding indicator, or ratio of direct connection."""

    id: str
    """Stable id."""
    zh: str
    """Its name in Chinese."""
    en: str
    """Its name in English."""
    unit: str
    """Of value and limit."""
    value: Figure
    """Null where the data can't carry it, or where it does not apply."""
    limit: float | None
    """Null where there is none."""
    sense: Literal["min", "max"]
    """Whether the limit must be reached or not be exceeded."""
    verdict: Verdict
    """What comes of comparing the two."""
    reason: str
    """Why this verdict."""
    reason_zh: str
    """Why, in Chinese."""
    numerator: list[TermShown]
    """What it divides."""
    denominator: list[TermShown]
    """By what."""
    limit_rule: LimitRule | None
    """Where the limit stands."""
    quality: list[str]
    """Flags of the flows behind it."""
    generated: bool
    """Whether anything behind it is simulated."""


class StageMet(Shown):
    """A staged target of the park's own scheme."""

    year: int
    """By when."""
    limit_tco2_per_tce: float
    """Not to be exceeded."""
    met: bool | None
    """Whether the core indicator meets it now; null where that can't be told."""


class ChangeShown(Shown):
    """A contribution to the core indicator."""

    what: str
    """Which."""
    emission_t: float
    """t CO2."""
    core_without_tco2_per_tce: Figure
    """The core indicator without it."""
    needed_share: float | None
    """What part of it would have to go for the park to pass; null: all of it is not enough."""


class GreenNeedShown(Shown):
    """How much more grid power must be covered to reach the limit."""

    limit_tco2_per_tce: float
    """The limit or stage target."""
    kwh: float
    """0 where it is met."""
    certificates: int
    """The same in certificates of 1 MWh."""
    uncovered_kwh: float
    """Grid power that nothing covers yet."""
    enough: bool
    """Whether covering all of it would reach the limit."""


class EvaluationShown(Shown):
    """The indicators of a closed year, by the park910 book."""

    park: str
    """The park."""
    period: PeriodShown
    """The year."""
    book: Literal["park910"]
    """Which book it stands on."""
    verdict: Verdict
    """Of the core indicator: it decides."""
    consumption_tce: float
    """Energy consumed, t of standard coal."""
    core: CoreShown
    """The one that is judged."""
    guiding: list[IndicatorShown]
    """The five that guide."""
    direct: list[IndicatorShown]
    """The ratios of direct connection."""
    stages: list[StageMet]
    """The park's own targets."""
    changes: list[ChangeShown]
    """Largest contributions first."""
    green_need: GreenNeedShown | None
    """Null where nothing needs to change."""
    findings: list[FindingShown]
    """Gaps that the verdicts rest on."""
