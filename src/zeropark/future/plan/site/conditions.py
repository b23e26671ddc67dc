"""Conditions: what the devices of a park find around them when they are planned.

The series come from the simulation: made at the quarter hours of whole calendar years, cut to the
plan's stretch, and summed (amounts) or averaged (ratios) to its steps. So a month has the same
weather and loads whether it is planned alone or within its year. A series that is given, measured
for instance, goes before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final, Literal, TypeVar

import numpy as np

from zeropark.basis.errors import InputError, PeriodError
from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Site
from zeropark.basis.timeline import (
    MICROSECOND,
    PARK_ZONE,
    QUARTER_HOUR,
    Axis,
    Calendar,
    Period,
    parse_period,
)
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.given import GivenSeries, check_given
from zeropark.future.simulation.operation.behaviour import roles_of
from zeropark.future.simulation.operation.operate import on_call
from zeropark.future.simulation.role import Absorber, Converter, Fixed, Ratios, Role, Source, Store
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series
from zeropark.future.simulation.weather.weather import Weather, weather_at

StoreEnd = Literal["cyclic", "free", "open"]
"""Whether a store must hold at the end what it began with, may end as it likes, or both ends are
told when a window of the program is cut."""

R = TypeVar("R", Fixed, Source, Store, Converter, Absorber)

_AXES_KEPT: Final = 4
_SITES_KEPT: Final = 8
"""Whose weather is kept for the next plan: that of a province's park, with its plants."""


@dataclass(frozen=True)
class Around:
    """The world of one device over the plan's axis."""

    device: Device
    axis: Axis
    """Of the plan."""
    quarters: int
    """Quarter hours in a step."""
    surroundings: Surroundings
    """The calendar years that the stretch is in, by quarter hours, as the simulation has them."""
    first_quarter: int
    """Of the stretch, within those years."""
    calendar: Calendar
    """Of the plan's steps."""
    given_share: Series | None = None
    """Availability that is given, as a share of the capacity, one value per step."""
    given_load: Series | None = None
    """What the device is given to take at its first port, one amount per step."""
    stores_end: StoreEnd = "cyclic"
    made: Callable[[], tuple[Role, ...]] | None = None
    """What the simulation has the device do in those years, where somebody keeps it."""

    @property
    def hours(self) -> float:
        """The length of a step: what turns kW into kWh."""
        return self.axis.step_hours

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What the simulation has the device do, at its documented size, per step of the plan."""
        made = self.made or (lambda: roles_of(self.device, self.surroundings))
        return tuple(self._per_step(role) for role in made())

    def role(self, kind: type[R]) -> R:
        """The first role of a kind; only asked of devices that have one."""
        return next(role for role in self.roles if isinstance(role, kind))

    def full_load_hours(self, documented_kw: float) -> Amount:
        """Hours at full load that a source could run in each step: as given, else as simulated.

        Args:
            documented_kw: the capacity that the simulated series are for.
        """
        if self.given_share is not None:
            return self.given_share * self.hours
        return self.role(Source).available / documented_kw

    def summed(self, amounts: float | Series) -> Amount:
        """Amounts of the years' quarter hours as amounts of the plan's steps."""
        return self._by_step(amounts, weight=float(self.quarters))

    def averaged(self, ratios: float | Series) -> Amount:
        """Ratios of the years' quarter hours as ratios of the plan's steps."""
        return self._by_step(ratios, weight=1.0)

    def _by_step(self, series: float | Series, *, weight: float) -> Amount:
        if not isinstance(series, np.ndarray):
            return series * weight
        cut = series[self.first_quarter :][: self.axis.count * self.quarters]
        if np.ptp(cut) == 0.0:
            return float(cut[0]) * weight
        mean: Series = cut.reshape(self.axis.count, self.quarters).mean(axis=1)
        return mean * weight

    def _per_step(self, role: Role) -> Role:
        match role:
            case Fixed():
                flows = {port: self._series(amount) for port, amount in role.flows.items()}
                return Fixed(flows=flows)
            case Source():
                return replace(role, available=self._series(role.available))
            case Store():
                return replace(
                    role,
                    charge_limit=role.charge_limit * self.quarters,
                    discharge_limit=role.discharge_limit * self.quarters,
                    kept_per_interval=role.kept_per_interval**self.quarters,
                    per_charged=self._ratios(role.per_charged),
                    discharge_when=None,
                )
            case Converter():
                return replace(
                    role,
                    per_output=self._ratios(role.per_output),
                    limit=self.summed(role.limit),
                )
            case Absorber():
                return replace(
                    role,
                    per_input=self._ratios(role.per_input),
                    limit=self.summed(role.limit),
                    ramp=None if role.ramp is None else role.ramp * self.quarters,
                )

    def _series(self, amounts: Series) -> Series:
        return np.broadcast_to(np.asarray(self.summed(amounts)), (self.axis.count,))

    def _ratios(self, ratios: Ratios) -> Ratios:
        return {port: self.averaged(ratio) for port, ratio in ratios.items()}


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The conditions of a whole park."""

    park: ParkDocument
    axis: Axis
    seed: int
    given: GivenSeries = field(default_factory=GivenSeries)
    stores_end: StoreEnd = "cyclic"
    _around: dict[str, Around] = field(default_factory=dict)
    _made: dict[tuple[str, Axis], tuple[Role, ...]] = field(default_factory=dict)
    """What the simulation has devices do in whole years; windows of one stretch share it."""

    def over(self, axis: Axis, given: GivenSeries) -> Conditions:
        """The same park over other steps, with other series; what was simulated is kept.

        Raises:
            InputError: a given series can't be used; the findings name device, step and remedy.
        """
        findings = check_given(self.park, axis, given)
        if findings:
            raise InputError.of(*findings)
        return replace(self, axis=axis, given=given, _around={})

    @cached_property
    def calendar(self) -> Calendar:
        """The local calendar of the plan's steps."""
        return calendar_of(self.axis)

    def around(self, device: Device) -> Around:
        """What one device of the park finds."""
        if device.id not in self._around:
            surroundings = self._surroundings(device)
            self._around[device.id] = Around(
                device=device,
                axis=self.axis,
                quarters=self.axis.step // QUARTER_HOUR,
                surroundings=surroundings,
                made=lambda: self._roles_of(device, surroundings),
                first_quarter=(self.axis.start - self._years.start) // QUARTER_HOUR,
                calendar=self.calendar,
                given_share=self.given.availability.get(device.id),
                given_load=self.given.load.get(device.id),
                stores_end=self.stores_end,
            )
        return self._around[device.id]

    def _roles_of(self, device: Device, surroundings: Surroundings) -> tuple[Role, ...]:
        key = (device.id, self._years)
        if key not in self._made:
            self._made[key] = tuple(roles_of(device, surroundings))
        return self._made[key]

    def _surroundings(self, device: Device) -> Surroundings:
        site = next(site for site in self.park.sites if site.id == device.site)
        return Surroundings(
            weather=_weather(site, self._years, self.seed),
            buses=self.park.bus_by_id,
            latitude=site.latitude,
            on_call=self._on_call,
            seed=self.seed,
        )

    @cached_property
    def _years(self) -> Axis:
        """The quarter hours of the calendar years that the axis is in."""
        first, last = (
            at.astimezone(PARK_ZONE).year
            for at in (self.axis.start, self.axis.period.end - MICROSECOND)
        )
        whole = Period(parse_period(str(first)).start, parse_period(str(last)).end)
        return Axis.over(whole, step=QUARTER_HOUR)

    @cached_property
    def _on_call(self) -> frozenset[str]:
        return on_call(self.park)


@lru_cache(maxsize=_AXES_KEPT)
def calendar_of(axis: Axis) -> Calendar:
    """The local calendar of an axis, kept: devices and gates ask for it again and again."""
    return Calendar.of(axis)


def conditions_of(
    park: ParkDocument,
    axis: Axis,
    *,
    seed: int,
    given: GivenSeries | None = None,
    stores_end: StoreEnd = "cyclic",
) -> Conditions:
    """The conditions of a park over an axis of steps that are whole quarter hours.

    Raises:
        PeriodError: its steps are others, or begin between two quarter hours.
        InputError: a given series can't be used; the findings name device, step and remedy.
    """
    aligned = (axis.start - datetime.min.replace(tzinfo=UTC)) % QUARTER_HOUR == timedelta(0)
    if not aligned or axis.step < QUARTER_HOUR or axis.step % QUARTER_HOUR != timedelta(0):
        raise PeriodError(
            "A park is planned in whole quarter hours; got steps of {step} from {start}.",
            step=axis.step,
            start=axis.start.astimezone(PARK_ZONE).isoformat(),
        )
    kept = GivenSeries() if given is None else given
    findings = check_given(park, axis, kept)
    if findings:
        raise InputError.of(*findings)
    return Conditions(park=park, axis=axis, seed=seed, given=kept, stores_end=stores_end)


@lru_cache(maxsize=_SITES_KEPT)
def _weather(site: Site, axis: Axis, seed: int) -> Weather:
    """The weather of a site, kept: frontier and stages ask for the same one again."""
    return weather_at(site, axis, seed=seed)
