"""Where a direct connection stands at the year's end, if the rest of the year goes as said.

The limits of 650 and 688 are annual. Two ways to say the rest: as last year's same months did, or
as the year so far did. Neither is a forecast; both say their name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from zeropark.basis.timeline import Period
from zeropark.facts.ledger.green.direct import DirectFigures

SUMS: Final = (
    "generation_kwh",
    "charged_kwh",
    "released_kwh",
    "import_kwh",
    "export_kwh",
    "renewable_export_kwh",
    "self_use_kwh",
    "consumption_kwh",
    "unallocated_kwh",
)
"""The figures that add up over time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Where the year ends if the rest goes as said."""

    method: Literal["same_share", "last_year"]
    figures: DirectFigures


def year_end(
    to_date: DirectFigures,
    *,
    elapsed: Period,
    year: Period,
    rest_of_last_year: DirectFigures | None = None,
) -> Projection:
    """Where the year ends: by last year's same months where they are known, else by time."""
    if rest_of_last_year is not None:
        return project_last_year(to_date, rest=rest_of_last_year)
    return project_same_share(to_date, elapsed=elapsed, year=year)


def project_same_share(to_date: DirectFigures, *, elapsed: Period, year: Period) -> Projection:
    """The year's end if the rest of it goes like what is past: every sum grows with time.

    The ratios stay what they are to date; a winter tells little of a summer, so this is the
    answer of last resort where no earlier year is known.
    """
    grow = year.duration / elapsed.duration
    return Projection(method="same_share", figures=_scaled(to_date, grow))


def project_last_year(to_date: DirectFigures, *, rest: DirectFigures) -> Projection:
    """The year's end if the rest of it repeats the same months of the year before.

    Args:
        to_date: this year so far.
        rest: last year, from the same day to its end.
    """
    return Projection(method="last_year", figures=_added(to_date, rest))


def _scaled(figures: DirectFigures, factor: float) -> DirectFigures:
    """Sums grow; what is in the stores, counts and flags stay as they are."""
    cut = figures.curtailed_kwh
    grown = {name: getattr(figures, name) * factor for name in SUMS}
    return replace(figures, **grown, curtailed_kwh=None if cut is None else cut * factor)


def _added(first: DirectFigures, second: DirectFigures) -> DirectFigures:
    cuts = (first.curtailed_kwh, second.curtailed_kwh)
    added = {name: getattr(first, name) + getattr(second, name) for name in SUMS}
    return replace(
        first,
        **added,
        curtailed_kwh=None if cuts[0] is None or cuts[1] is None else cuts[0] + cuts[1],
        left_in_stores_kwh=second.left_in_stores_kwh,
        steps=first.steps + second.steps,
        missing_steps=first.missing_steps + second.missing_steps,
        quality=first.quality | second.quality,
    )
