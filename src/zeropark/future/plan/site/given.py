"""Given series: what was measured or foreseen, used by a plan instead of what is simulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.target import AVAILABLE, LOADS
from zeropark.future.simulation.weather.chance import Series

_NONE: Final[Mapping[str, Series]] = MappingProxyType({})
_LEAP_DAY_HOURS: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSeries:
    """Series by device id, one value per step of the plan."""

    availability: Mapping[str, Series] = field(default_factory=lambda: _NONE)
    """What a plant could give, as a share of its capacity: 0 to 1, the mean of the step."""
    load: Mapping[str, Series] = field(default_factory=lambda: _NONE)
    """What a device takes at its first port (electricity, where it takes any), per step, in the
    inside unit of the carrier."""


def check_given(park: ParkDocument, axis: Axis, given: GivenSeries) -> tuple[Finding, ...]:
    """What is wrong with given series: devices that aren't there, lengths, gaps, bad values."""
    return (
        *_checked(park, axis, "availability", given.availability, kinds=AVAILABLE, most=1.0),
        *_checked(park, axis, "load", given.load, kinds=LOADS, most=np.inf),
    )


def _checked(
    park: ParkDocument,
    axis: Axis,
    what: str,
    series: Mapping[str, Series],
    *,
    kinds: frozenset[str],
    most: float,
) -> Iterator[Finding]:
    for device, values in series.items():
        place = f"{what}.{device}"
        found = park.device_by_id.get(device)
        if found is None:
            yield _nobody(place, device)
        elif found.kind not in kinds:
            yield _no_device(place, device, what=what, kinds=kinds)
        elif values.shape != (axis.count,):
            yield _wrong_length(place, device, values, axis)
        else:
            yield from _bad_values(place, device, values, axis, most=most)


def _nobody(place: str, device: str) -> Finding:
    return Finding(
        code="plan.series_without_device",
        place=place,
        problem_template="The park has no device or boundary point {device!r} for the series.",
        remedy_template="Use an id of the park document.",
        data={"device": device},
    )


def _no_device(place: str, device: str, *, what: str, kinds: frozenset[str]) -> Finding:
    return Finding(
        code="plan.series_without_device",
        place=place,
        problem_template="{device} is no device that a series of {what} could be for.",
        remedy_template="Use the id of a device of one of the kinds {kinds}.",
        data={"device": device, "what": what, "kinds": ", ".join(sorted(kinds))},
    )


def _wrong_length(place: str, device: str, values: Series, axis: Axis) -> Finding:
    data = {"device": device, "got": values.size, "wanted": axis.count, "period": axis.period.name}
    code = "plan.series_length"
    problem = "The series of {device} has {got} values; the plan over {period} has {wanted} steps."
    day = round(_LEAP_DAY_HOURS / axis.step_hours)
    if abs(values.size - axis.count) == day:
        remedy = "One of the two is a leap year: add or leave out the values of 29 February."
        return Finding(
            code=code, place=place, problem_template=problem, remedy_template=remedy, data=data
        )
    remedy = "Give one value for each step, or plan over the stretch that the series covers."
    return Finding(
        code=code, place=place, problem_template=problem, remedy_template=remedy, data=data
    )


def _bad_values(
    place: str, device: str, values: Series, axis: Axis, *, most: float
) -> Iterator[Finding]:
    missing = ~np.isfinite(values)
    if missing.any():
        yield _at_steps(
            place,
            axis,
            missing,
            code="plan.series_gap",
            device=device,
            problem="The value of {device} at {local} is missing, and {count} in all.",
            remedy="Fill the gaps by a method of your choice, or leave the series out.",
        )
    low = ~missing & (values < 0.0)
    if low.any():
        yield _at_steps(
            place,
            axis,
            low,
            code="plan.series_negative",
            device=device,
            problem="The value of {device} at {local} is {value:g}, below nothing; "
            "so are {count} in all.",
            remedy="Give amounts that are zero or more.",
            value=float(values[low][0]),
        )
    high = ~missing & (values > most)
    if high.any():
        yield _at_steps(
            place,
            axis,
            high,
            code="plan.availability_above_one",
            device=device,
            problem="The value of {device} at {local} is {value:g}, above 1; "
            "so are {count} in all.",
            remedy="Divide by the capacity, in the same unit as the output.",
            value=float(values[high][0]),
        )


def _at_steps(
    place: str,
    axis: Axis,
    where: NDArray[np.bool_],
    /,
    *,
    code: str,
    problem: str,
    remedy: str,
    **data: object,
) -> Finding:
    """One finding for all steps at which something is wrong, by the first of them."""
    first = int(np.argmax(where))
    local = str(axis.local_starts()[first].astype("datetime64[m]")).replace("T", " ")
    count = int(where.sum())
    return Finding(
        code=code,
        place=f"{place}[{first}]",
        problem_template=problem,
        remedy_template=remedy,
        data={"local": local, "count": count, **data},
        count=count,
    )
