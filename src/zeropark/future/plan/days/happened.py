"""What really happened over a stretch, from histories: what plans are carried out on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from zeropark.basis.errors import Finding, MissingDataError, Severity
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import Target
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.by_forecast import covering, foreseen_of, on_steps
from zeropark.future.plan.days.dispatch import InputUsed
from zeropark.future.plan.days.foreseen import Foreseen


def happened(
    histories: Mapping[Target, History], axis: Axis
) -> tuple[Foreseen, tuple[Finding, ...]]:
    """The last word of each history on the steps of an axis; gaps are bridged, and that is said.

    Raises:
        MissingDataError: a history says nothing of the stretch.
    """
    found: dict[Target, Series] = {}
    findings: list[Finding] = []
    for target, history in histories.items():
        steps = covering(axis, history.axis)
        values = _values(history, steps)
        if not np.isfinite(values).any():
            raise MissingDataError(
                "Nothing is known of {target} between {start} and {end}. "
                "Roll over a stretch that its history covers.",
                target=str(target),
                start=axis.period.start.isoformat(),
                end=axis.period.end.isoformat(),
            )
        findings += _gaps(target, values)
        found[target] = on_steps(bridged(values), steps, axis, target)
    inputs = tuple(InputUsed(of=target.of, source="given", kind=target.kind) for target in found)
    return foreseen_of(found, inputs), tuple(findings)


def bridged(values: Series) -> Series:
    """Gaps filled by straight lines between what is known; at the ends by what is nearest.

    >>> bridged(np.array([np.nan, 1.0, np.nan, 3.0]))
    array([1., 1., 2., 3.])
    """
    known = np.flatnonzero(np.isfinite(values))
    if known.size == values.size:
        return values
    filled: Series = np.interp(np.arange(values.size), known, values[known])
    return filled


def newest(history: History) -> Series:
    """The last word of a history on each of its intervals; NaN where there is none."""
    found = np.full(history.axis.count, np.nan)
    found[history.interval] = history.value
    return found


def _values(history: History, steps: Axis) -> Series:
    """The same on other steps; NaN beyond the history."""
    told = newest(history)
    at = (steps.start - history.axis.start) // steps.step + np.arange(steps.count)
    inside = (at >= 0) & (at < told.size)
    return np.where(inside, told[np.clip(at, 0, told.size - 1)], np.nan)


def _gaps(target: Target, values: Series) -> Iterator[Finding]:
    missing = int((~np.isfinite(values)).sum())
    if missing:
        yield Finding(
            code="day.gap_bridged",
            place=str(target),
            problem_template="{missing} of {steps} values of {target} are missing; lines between "
            "their neighbours stand in for them.",
            remedy_template="Fill the gaps, or leave the series out.",
            severity=Severity.WARNING,
            data={"missing": missing, "steps": values.size, "target": str(target)},
            count=missing,
        )
