"""CAISO 10-in-10: the mean of the latest similar days, moved to the level of the day itself.

    B_h  = mean over the days of the load at clock time h
    r    = mean load in the adjustment window / mean B in it, clipped to [least, most]
    B'_h = r B_h

The window lies some hours before the event, so that what follows the call can't move it; the clip
bounds what raising the load in it can bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import Finding, Phrase, Severity
from zeropark.basis.rules.programme import Adjustment, BaselineTable
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.response.baselines.baseline import Baseline, Case
from zeropark.facts.ledger.response.baselines.days import choose_days, too_few


def ten_in_ten(case: Case, table: BaselineTable) -> Baseline:
    """The baseline by the days and the adjustment that a rule tells."""
    wanted, adjustment, event = table.days or 0, table.adjustment, case.event
    before = 0 if adjustment is None else adjustment.from_minutes
    lead = -(-timedelta(minutes=before) // event.step)
    window = Axis(event.start - lead * event.step, event.step, lead + event.count)
    found = choose_days(
        case,
        window,
        count=wanted,
        first=case.day - timedelta(days=table.from_days),
        back_days=table.back_days or 0,
        sort="similar",
    )
    findings = list(too_few(case, len(found.days), wanted=wanted))
    if not found.days:
        nothing = np.full(event.count, np.nan)
        return Baseline(axis=event, power_kw=nothing, method=table.method, findings=tuple(findings))
    mean_kw = found.power_kw.mean(axis=0)
    factor = 1.0
    if adjustment is not None:
        factor, why = _factor(case, window, mean_kw, adjustment)
        findings.extend(_unadjusted(case, why))
    return Baseline(
        axis=event,
        power_kw=factor * mean_kw[lead:],
        method=table.method,
        days=found.days,
        factor=factor,
        findings=tuple(findings),
    )


def _factor(
    case: Case, window: Axis, mean_kw: np.ndarray[tuple[int], np.dtype[np.float64]], by: Adjustment
) -> tuple[float, Phrase | None]:
    """The clipped factor, or 1 and why there is none."""
    start = case.event.start - timedelta(minutes=by.from_minutes)
    end = case.event.start - timedelta(minutes=by.to_minutes)
    first, last = ((at - window.start) / window.step for at in (start, end))
    inside = slice(round(first), round(last))
    load = case.draw.over(window)[inside]
    if any(call.start < end and call.end > start for call in case.left_out.events):
        return 1.0, Phrase("another call lies in its window")
    if np.isnan(load).any():
        return 1.0, Phrase("a reading in its window is missing")
    base_kw = float(mean_kw[inside].mean())
    if base_kw <= 0.0:
        return 1.0, Phrase("the baseline in its window is not above zero")
    return float(np.clip(load.mean() / base_kw, by.least_1, by.most_1)), None


def _unadjusted(case: Case, why: Phrase | None) -> Iterator[Finding]:
    if why is not None:
        yield Finding(
            code="baseline.not_adjusted",
            place=f"event {case.event.start.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
            problem_template="The baseline is not adjusted to the day: {why}.",
            remedy_template="Nothing needs to be done; the mean of the days stands as it is.",
            severity=Severity.WARNING,
            data={"why": why},
        )
