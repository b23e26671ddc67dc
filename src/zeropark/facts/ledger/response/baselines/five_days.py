"""Jiangsu, contracted users: the mean of the latest normal working days before the invitation."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from zeropark.basis.rules.programme import BaselineTable
from zeropark.basis.timeline import PARK_ZONE
from zeropark.facts.ledger.response.baselines.baseline import Baseline, Case
from zeropark.facts.ledger.response.baselines.days import choose_days, too_few


def five_days(case: Case, table: BaselineTable) -> Baseline:
    """The baseline by the number of days that a rule tells; none after the invitation's day."""
    invited = case.issued_at.astimezone(PARK_ZONE).date()
    wanted = table.days or 0
    found = choose_days(
        case,
        case.event,
        count=wanted,
        first=min(invited, case.day) - timedelta(days=table.from_days),
        back_days=table.back_days or 0,
        sort="work",
    )
    nothing = np.full(case.event.count, np.nan)
    return Baseline(
        axis=case.event,
        power_kw=found.power_kw.mean(axis=0) if found.days else nothing,
        method=table.method,
        days=found.days,
        findings=tuple(too_few(case, len(found.days), wanted=wanted)),
    )
