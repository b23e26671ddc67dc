"""What every order of a plan says alike: the stage, steps and weather, and who solves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_period
from zeropark.future.plan.program.search import Route
from zeropark.future.plan.solve import ROUTES
from zeropark.future.plan.years.plan import Asked

_HOUR: Final = timedelta(hours=1)
STEPS: Final = {8760: _HOUR, 35040: QUARTER_HOUR}
"""How many steps a year may be planned in, and how long each is; a leap year has a day more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """Under which conditions is planned, how exactly, and by which route."""

    year: int | None = None
    """Of weather and loads, and of the calendar; None: the stage."""
    period: Period | None = None
    """A part of a year in place of the year, to try things quickly."""
    step: timedelta = _HOUR
    gap: float = 1e-3
    seed: int = 910
    route: str | None = None
    """None: all of them, in their order."""

    def axis(self, stage: int) -> Axis:
        """The steps of a stage."""
        return Axis.over(self.period or parse_period(str(self.year or stage)), step=self.step)

    def asked(self, stage: int, *, steps: int) -> Asked:
        """The same as a plan says what it was asked for."""
        within = stage if self.period is None else self.period.last_day().year
        return Asked(
            year=self.year or within,
            seed=self.seed,
            steps=steps,
            gap=self.gap,
            route=self.route,
        )

    def routes(self) -> Sequence[Route] | None:
        """The one that is named; None: the usual ones.

        Raises:
            InputError: there is no such route.
        """
        if self.route is None:
            return None
        if self.route not in ROUTES:
            known = ", ".join(ROUTES)
            raise InputError(
                "There is no route {name!r}. Use one of {known}.", name=self.route, known=known
            )
        return (ROUTES[self.route],)


def stage_of(park: ParkDocument, terms: PlanTerms, *, named: int | None) -> int:
    """The year that is planned for: the named one, else the document's or its last target's.

    A park that says nothing of it is planned for its price year, or the year of the weather.

    Raises:
        InputError: nothing says which.
    """
    planning = park.planning
    told = None if planning is None else planning.stage
    prices = 0 if planning is None else planning.price_year
    last = max((target.year for target in park.targets), default=prices)
    found = named or told or last or terms.year
    if found is None and terms.period is not None:
        found = terms.period.last_day().year
    if found is None:
        raise InputError("Say which year to plan for: --stage YEAR. The park has no target.")
    return found


def step_of(steps: int) -> timedelta:
    """The length of a step by how many a year has.

    Raises:
        InputError: a year is planned in no such steps.
    """
    found = STEPS.get(steps)
    if found is None:
        raise InputError(
            "A year is planned in {known} steps; got {steps}.",
            known=" or ".join(map(str, STEPS)),
            steps=steps,
        )
    return found
