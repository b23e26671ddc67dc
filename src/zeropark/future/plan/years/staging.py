"""Stages of a pathway: how long each stands for, what that is worth now, what retires till then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zeropark.basis.errors import Finding, InputError, Severity
from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.sizing import SIZED, documented, kind_of

FIRST_YEAR: Final = 2020
LAST_YEAR: Final = 2060
_ALONE: Final = 5
"""How many years a stage stands for where neither another one nor an end says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The years that one stage stands for: from its own up to the next."""

    year: int
    until: int
    """The first year that is not its own."""
    weight: float
    """What a yearly cost is worth at the start of the first stage, paid in each of its years."""

    @property
    def years(self) -> int:
        """How many."""
        return self.until - self.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """A size whose life is over."""

    device: str
    field: str
    amount: float
    since: int
    """The year in which it was first run."""


def spans_of(
    years: Sequence[int], *, until: int | None, discount_rate_per_year: float
) -> tuple[Span, ...]:
    """Each stage with the years up to the next, costs paid at the end of each year.

    Args:
        years: of the stages.
        until: the first year after the last stage; None: it is as long as the one before it.
        discount_rate_per_year: real.

    Raises:
        InputError: years do not rise, or are outside of what can be planned.
    """
    if wrong := list(_wrong(years, until)):
        raise InputError.of(*wrong)
    last = years[-1] - years[-2] if len(years) > 1 else _ALONE
    ends = (*years[1:], until or years[-1] + last)
    return tuple(
        Span(
            year=year,
            until=end,
            weight=present_value(
                discount_rate_per_year, first=year - years[0], count=float(end - year)
            ),
        )
        for year, end in zip(years, ends, strict=True)
    )


def present_value(rate: float, *, first: int, count: float) -> float:
    """What 1 a year is worth now, paid at the ends of `count` years that begin in `first` years.

    >>> present_value(0.0, first=3, count=2.0)
    2.0
    >>> round(present_value(0.25, first=1, count=1.0), 6)
    0.64
    """
    later: float = (1.0 + rate) ** -first
    if rate == 0.0:
        return count
    level: float = (1.0 - (1.0 + rate) ** -count) / rate
    return later * level


def target_findings(park: ParkDocument, years: Sequence[int]) -> Iterator[Finding]:
    """Stages for which the park has set itself no target: that of another year holds, if any."""
    told = sorted(target.year for target in park.targets)
    if not told:
        yield Finding(
            code="pathway.no_targets",
            place="targets",
            problem_template="The park has no targets that its stages would come down to.",
            remedy_template="Give one for each stage in targets.",
            severity=Severity.WARNING,
        )
        return
    for year in years:
        if year not in told:
            yield Finding(
                code="pathway.no_target",
                place=f"targets, {year}",
                problem_template="The park has no target of its own for {year}; it has {known}.",
                remedy_template="Give one in targets, or choose stages that have one. Until then "
                "the next one to come holds, else the last.",
                severity=Severity.WARNING,
                data={"year": year, "known": ", ".join(map(str, told))},
            )


def park_at(park: ParkDocument, year: int) -> ParkDocument:
    """The park of a stage: devices whose life is over by then do not stand any more.

    Their sizes may be built again; one that is no choice is.
    """
    if not any(_over(device, year) for device in park.devices):
        return park
    devices = tuple(_not_standing(at) if _over(at, year) else at for at in park.devices)
    fields = {name: getattr(park, name) for name in ParkDocument.model_fields}
    # Not a copy: what a document has looked up once, it keeps, and here by the old devices.
    return ParkDocument.model_construct(park.model_fields_set, **{**fields, "devices": devices})


def retirements(park: ParkDocument, *, year: int, before: int | None) -> Iterator[Retirement]:
    """Documented sizes whose life is over by a stage, and was not by the one before it."""
    for device in park.devices:
        costs, sized = device.economics, SIZED.get(kind_of(device))
        gone = _over(device, year) and (before is None or not _over(device, before))
        if gone and sized is not None and costs is not None and costs.commissioned is not None:
            for field in sized.fields:
                if amount := documented(device, field):
                    yield Retirement(
                        device=device.id, field=field, amount=amount, since=costs.commissioned
                    )


def life_findings(park: ParkDocument, year: int) -> Iterator[Finding]:
    """Devices that do not stand any more in a year: what a plan has of them is built anew."""
    for device in park.devices:
        costs = device.economics
        if _over(device, year) and costs is not None:
            yield Finding(
                code="plan.life_over",
                place=f"devices.{device.id}",
                problem_template="It runs since {since} and lasts {years:g} years: by {year} its "
                "life is over. What the plan has of it is built anew, and paid for.",
                remedy_template="Where it was renewed, give that year in commissioned; where it "
                "lasts longer, give lifetime_years.",
                severity=Severity.NOTE,
                data={"since": costs.commissioned, "years": costs.lifetime_years, "year": year},
            )


def _over(device: Device, year: int) -> bool:
    costs = device.economics
    if costs is None or costs.commissioned is None or costs.lifetime_years is None:
        return False
    return costs.commissioned + costs.lifetime_years <= year


def _not_standing(device: Device) -> Device:
    if device.economics is None:
        return device
    costs = device.economics.model_copy(update={"commissioned": None})
    return device.model_copy(update={"economics": costs})


def _wrong(years: Sequence[int], until: int | None) -> Iterator[Finding]:
    if not years:
        yield Finding(
            code="pathway.no_stage",
            place="stages",
            problem_template="A pathway has at least one stage.",
            remedy_template="Name years, e.g. --stages 2025,2027,2030.",
        )
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            yield Finding(
                code="pathway.year_outside",
                place=f"stages, {year}",
                problem_template="{year} is outside of the years that can be planned for.",
                remedy_template="Name years from {first} to {last}.",
                data={"year": year, "first": FIRST_YEAR, "last": LAST_YEAR},
            )
    for one, after in pairwise(years):
        if after <= one:
            yield Finding(
                code="pathway.not_rising",
                place=f"stages, {after}",
                problem_template="The stage {after} does not come after {one}.",
                remedy_template="Name each stage once, in the order of time.",
                data={"one": one, "after": after},
            )
    if years and until is not None and until <= years[-1]:
        yield Finding(
            code="pathway.ends_early",
            place=f"until, {until}",
            problem_template="The pathway ends in {until}; its last stage begins in {year}.",
            remedy_template="Let it end after the last stage.",
            data={"until": until, "year": years[-1]},
        )
