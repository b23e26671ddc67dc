"""The virtual power plant of a park: what can be moved, by how much, for how long, at what cost.

Each figure is what the owner of the resource vouches for. What a programme asks and pays is a
rule (`vpp.programme.*`), and not written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.parts import Day, Id, Name, NotNegative, Part, Positive, Season, Share
from zeropark.basis.park.planning import Hours


class Sustained(Part):
    """A change that can be held without a break for so long."""

    minutes: Annotated[int, Field(gt=0, le=1440)]
    power_kw: NotNegative


class Availability(Part):
    """When a resource may be called; without any it always may."""

    season: Season | None = None
    hours: tuple[Hours, ...] = ()
    """None given: all day."""
    days: Literal["all", "workdays", "weekends"] = "all"


class Agreement(Part):
    """What the owner of a resource gets of what it earns, and bears of what it costs."""

    income_share: Share = 1.0
    """The rest is the park operator's."""
    penalty_share: Share | None = None
    """None: the same as of the income."""


class Resource(Part):
    """A device, or several that are moved together, in one direction."""

    id: Id
    name: Name
    devices: tuple[Id, ...] = Field(min_length=1)
    direction: Literal["down", "up"]
    """`down`: draws less or gives more; `up`: draws more or gives less."""
    capability: tuple[Sustained, ...] = Field(min_length=1)
    """Longer stretches come later, and no larger power with them."""
    response_min: NotNegative
    """Minutes from the call until the whole change stands."""
    cost_cny_per_kwh: NotNegative
    """What a kWh of change costs its owner."""
    start_cost_cny: NotNegative = 0.0
    """What being called costs, however much is moved."""
    least_min: Annotated[int, Field(gt=0)] = 1
    """Once called, it is held for at least so long."""
    most_min: Annotated[int, Field(gt=0)] | None = None
    """Longest stretch; None: the longest that `capability` tells."""
    rest_min: NotNegative = 0.0
    """Between the end of one call and the start of the next."""
    most_calls_per_day: Annotated[int, Field(gt=0)] | None = None
    most_calls_per_month: Annotated[int, Field(gt=0)] | None = None
    available: tuple[Availability, ...] = ()
    meters: tuple[Id, ...] = ()
    """Meters that measure it alone; None: those of its devices."""
    agreement: Agreement = Agreement()

    @model_validator(mode="after")
    def _falls_with_time(self) -> Self:
        for one, other in zip(self.capability, self.capability[1:], strict=False):
            if other.minutes <= one.minutes or other.power_kw > one.power_kw:
                raise Contradiction(
                    "capability does not fall from {shorter} to {longer} minutes.",
                    "Write capability from the shortest stretch to the longest, and no larger "
                    "power for a longer one.",
                    longer=other.minutes,
                    shorter=one.minutes,
                )
        if self.longest_min < self.least_min:
            raise Contradiction("least_min is above the longest stretch that it can be held.")
        return self

    @property
    def longest_min(self) -> int:
        """The longest stretch that it can be held, minutes."""
        told = self.capability[-1].minutes
        return told if self.most_min is None else min(told, self.most_min)

    @property
    def largest_kw(self) -> float:
        """The largest change, held for the shortest stretch."""
        return self.capability[0].power_kw

    def held_kw(self, minutes: float) -> float:
        """The change that can be held for so long; 0 where it is longer than any that is told.

        A stretch between two that are told has the power of the longer one.
        """
        if minutes > self.longest_min:
            return 0.0
        return next(each.power_kw for each in self.capability if minutes <= each.minutes)


class Programme(Part):
    """A programme that the park takes part in, by the rules of a profile."""

    id: Id
    name: Name
    profile: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    """The rule `vpp.programme.PROFILE` says how it is measured, paid and bid for."""
    resources: tuple[Id, ...] = Field(min_length=1)
    registered_kw: Positive | None = None
    """What is registered with the programme; None: the sum of its resources."""


class VirtualPlant(Part):
    """The resources of a park and the programmes that they are registered with."""

    name: Name
    resources: tuple[Resource, ...] = Field(min_length=1)
    programmes: tuple[Programme, ...] = ()
    atypical_days: tuple[Day, ...] = ()
    """Local days that no baseline is made of: holidays, stand-stills, breakdowns."""

    @cached_property
    def resource_by_id(self) -> Mapping[str, Resource]:
        """Resources by id."""
        return {each.id: each for each in self.resources}

    @cached_property
    def programme_by_id(self) -> Mapping[str, Programme]:
        """Programmes by id."""
        return {each.id: each for each in self.programmes}

    def resources_of(self, programme: str) -> tuple[Resource, ...]:
        """The resources that are registered with a programme, in the plant's order."""
        wanted = self.programme_by_id[programme].resources
        return tuple(each for each in self.resources if each.id in wanted)
