"""The adjustable capacity of a day: what each resource can hold, from when on, for how long.

Never more than what is registered, and never more than what the day's plan or forecast leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.virtual_plant import Resource
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.response.call import Direction
from zeropark.future.flexibility.moved_device import moved_device
from zeropark.future.flexibility.moved_range import MovedRange, held_in_range
from zeropark.future.flexibility.moved_store import MovedStore, held_by_store
from zeropark.future.flexibility.readiness import Held, available

Series = NDArray[np.float64]
DURATIONS_MIN: Final = (15, 60, 120, 240)
"""Durations that a capability is told for where nobody asks for others."""
_NO_CONTENTS: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """What one resource can hold over a day."""

    resource: str
    direction: Direction
    axis: Axis
    minutes: tuple[int, ...]
    """Ascending."""
    power_kw: Series
    """Shape (durations, steps): the change that can be held from the start of each step on."""
    registered_only: bool
    """Whether nothing of the day stands behind it: some device is not estimated, or not known."""

    def held(self, axis: Axis) -> Held:
        """What can be held in steps of another axis; where this one does not reach, nothing."""
        step_min = axis.step / timedelta(minutes=1)
        at = self.axis.position(axis.starts())

        def held_kw(first: int, count: int) -> float:
            fitting = [row for row, told in enumerate(self.minutes) if told >= count * step_min]
            if not fitting or not 0 <= at[first] < self.axis.count:
                return 0.0
            return float(self.power_kw[fitting[0], at[first]])

        return held_kw


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """All resources of a park over a day."""

    axis: Axis
    resources: tuple[Capability, ...]
    findings: tuple[Finding, ...]

    def total_kw(self, direction: Direction, minutes: int) -> Series:
        """All resources of one direction together, shape (steps,); 0 where there are none."""
        rows = [
            each.power_kw[each.minutes.index(minutes)]
            for each in self.resources
            if each.direction == direction
        ]
        total: Series = np.sum([np.zeros(self.axis.count), *rows], axis=0)
        return total


def capabilities(
    park: ParkDocument,
    flows: Flows,
    axis: Axis,
    *,
    minutes: Sequence[int] = DURATIONS_MIN,
    contents_kwh: Mapping[str, float] = _NO_CONTENTS,
) -> Capabilities:
    """What a park can be moved by over the steps of an axis.

    Args:
        park: with a virtual plant; without one there are no resources.
        flows: planned or expected, of the axis's step; they should reach as far beyond the axis as
            the longest duration.
        axis: quarter-hours that are told.
        minutes: durations.
        contents_kwh: what is in stores at the start of the flows, as far as it is known.
    """
    plant = park.virtual_plant
    told = () if plant is None else plant.resources
    lengths = tuple(sorted(set(minutes)))
    found = [_one(park, each, flows, axis, lengths, contents_kwh) for each in told]
    return Capabilities(
        axis=axis,
        resources=tuple(each for each, _ in found),
        findings=tuple(finding for _, findings in found for finding in findings),
    )


def _one(
    park: ParkDocument,
    resource: Resource,
    flows: Flows,
    axis: Axis,
    minutes: tuple[int, ...],
    contents_kwh: Mapping[str, float],
) -> tuple[Capability, list[Finding]]:
    moved = {
        device: moved_device(park.device_by_id[device], flows, contents_kwh=contents_kwh)
        for device in resource.devices
    }
    findings = list(_not_estimated(resource, moved))
    first = int((axis.start - flows.axis.start) / flows.axis.step)
    part = slice(first, first + axis.count)
    usable = available(resource.available, axis)
    rows = []
    unknown = bool(findings)
    for length in minutes:
        registered = np.where(usable, resource.held_kw(length), 0.0)
        if findings:
            rows.append(registered)
            continue
        held = np.sum(
            [_held(each, resource.direction, length, flows)[part] for each in moved.values()],
            axis=0,
        )
        unknown |= bool(np.isnan(held).any())
        rows.append(np.where(np.isnan(held), registered, np.minimum(held, registered)))
    capability = Capability(
        resource=resource.id,
        direction=resource.direction,
        axis=axis,
        minutes=minutes,
        power_kw=np.array(rows).reshape(len(minutes), axis.count),
        registered_only=unknown,
    )
    if unknown and not findings:
        findings.append(_not_known(resource))
    return capability, findings


def _held(
    moved: MovedRange | MovedStore | None, direction: Direction, minutes: int, flows: Flows
) -> Series:
    step_min = flows.axis.step / timedelta(minutes=1)
    steps = -int(-minutes // step_min)
    if isinstance(moved, MovedStore):
        return held_by_store(moved, direction, steps=steps, hours=flows.axis.step_hours)
    if isinstance(moved, MovedRange):
        return held_in_range(moved, direction, steps=steps, step_min=step_min)
    return np.full(flows.axis.count, np.nan)


def _not_estimated(
    resource: Resource, moved: Mapping[str, MovedRange | MovedStore | None]
) -> Iterator[Finding]:
    bare = [device for device, how in moved.items() if how is None]
    if bare:
        yield Finding(
            code="capability.registered_only",
            place=resource.id,
            problem_template="How far {device} can be moved is not estimated; what is registered "
            "stands as it is.",
            remedy_template="Give the device a `flexibility` section, or keep the register true.",
            severity=Severity.NOTE,
            data={"device": bare[0]},
        )


def _not_known(resource: Resource) -> Finding:
    return Finding(
        code="capability.not_known",
        place=resource.id,
        problem_template="What it would draw is not known in some steps; what is registered stands "
        "there as it is.",
        remedy_template="Import and close the days before, or plan the day.",
        severity=Severity.WARNING,
    )
