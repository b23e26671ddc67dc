"""Beijing: of ten working days from the day before the last, the five with the highest use.

Weekends, holidays, days of a call and days that are not wholly known are left out, and days
further back take their place.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from zeropark.basis.rules.programme import BaselineTable
from zeropark.facts.ledger.response.baselines.baseline import Baseline, Case
from zeropark.facts.ledger.response.baselines.days import (
    ChosenDays,
    choose_days,
    too_few,
    whole_day_kwh,
)


def five_of_ten(case: Case, table: BaselineTable) -> Baseline:
    """The mean of the days with the highest consumption among those that a rule looks at."""
    wanted = table.days or 0
    found = choose_days(
        case,
        case.event,
        count=wanted,
        first=case.day - timedelta(days=table.from_days),
        back_days=table.back_days or 0,
        sort="work",
        whole=table.ranked_by == "day",
    )
    highest = _highest(case, found, table)
    nothing = np.full(case.event.count, np.nan)
    return Baseline(
        axis=case.event,
        power_kw=found.power_kw[highest].mean(axis=0) if highest else nothing,
        method=table.method,
        days=tuple(found.days[row] for row in highest),
        findings=tuple(too_few(case, len(found.days), wanted=wanted)),
    )


def _highest(case: Case, found: ChosenDays, table: BaselineTable) -> list[int]:
    """The rows of the days that are kept, newest first; of equal ones the newer stays."""
    hours = case.event.step_hours
    use = [
        whole_day_kwh(case, day) if table.ranked_by == "day" else float(power.sum() * hours)
        for day, power in zip(found.days, found.power_kw, strict=True)
    ]
    ranked = sorted(range(len(use)), key=lambda row: (-use[row], row))
    return sorted(ranked[: table.highest_days])
