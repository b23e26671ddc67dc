"""Jiangsu, real-time users: the load of the minutes before control, held through the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from zeropark.basis.errors import Finding
from zeropark.basis.rules.programme import BaselineTable
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.facts.ledger.response.baselines.baseline import Baseline, Case


def before_control(case: Case, table: BaselineTable) -> Baseline:
    """The mean of the quarter-hours that make up the minutes before the event."""
    steps = -(-timedelta(minutes=table.before_minutes or 0) // case.event.step)
    window = Axis(case.event.start - steps * case.event.step, case.event.step, steps)
    level_kw = float(case.draw.over(window).mean())
    return Baseline(
        axis=case.event,
        power_kw=np.full(case.event.count, level_kw),
        method=table.method,
        findings=tuple(_unknown(case, level_kw)),
    )


def _unknown(case: Case, level_kw: float) -> Iterator[Finding]:
    if np.isnan(level_kw):
        yield Finding(
            code="baseline.no_load_before",
            place=f"event {case.event.start.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
            problem_template="The load just before the event is not known, and it is the baseline.",
            remedy_template="Import the readings of the minutes before the event.",
        )
