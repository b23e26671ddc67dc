"""Slots of the border: who shares one, and what is spread over stretches comes back summed."""

from __future__ import annotations

import numpy as np
import pytest

from zeropark.future.plan.interior.fold import Fold
from zeropark.future.plan.interior.slots import in_slots, slots_of
from zeropark.future.plan.interior.standard import Form
from zeropark.future.plan.interior.standardise import standardise
from zeropark.future.plan.program.draft import Draft


def months(count: int, steps: int) -> Form:
    """Purchases below a peak of their month, and a size that caps a plant in all steps."""
    draft = Draft(steps=steps)
    bought, given = draft.flow("bought", cost=1.0), draft.flow("given")
    size = draft.quantity("size", cost=1.0)
    draft.add(draft.row("need", lower=2.0, upper=2.0), {bought: 1.0, given: 1.0})
    draft.add(draft.row("plant", upper=0.0), {given: 1.0, size: -0.5})
    shares = {
        draft.quantity(f"peak {month}", cost=3.0): -np.where(
            np.arange(steps) * count // steps == month, 1.0, 0.0
        )
        for month in range(count)
    }
    draft.add(draft.row("peak", upper=0.0), {bought: 1.0, **shares})
    standard = standardise(draft.finish())
    assert standard is not None
    return standard.form


def test_peaks_of_months_far_apart_share_a_slot() -> None:
    # Twelve months over eight stretches: each stretch meets two at most, besides the size.
    form = months(12, 96)
    fold, slots = slots_of(form, cores=1)
    assert fold.length == 12
    assert slots.count == 3
    assert form.e.shape[0] == 13
    assert in_slots(form, slots).e.shape[0] == 3


def test_stretches_end_where_parts_of_the_time_end() -> None:
    # Three parts over eight stretches: with six of a third and a half, none meets two parts.
    fold, slots = slots_of(months(3, 96), cores=1)
    assert fold.length == 16
    assert slots.count == 2


def test_a_merged_coefficient_is_that_of_the_column_that_is_met() -> None:
    form = months(12, 96)
    _, slots = slots_of(form, cores=1)
    merged = in_slots(form, slots)
    of_peak = [id_ for cap, _, id_ in merged.e.tolist() if cap == merged.e[-1, 0]]
    values = sum(merged.varying[:, id_ - merged.constants.size] for id_ in of_peak)
    # Each step has one peak, and all peaks are of one scale.
    assert values == pytest.approx(np.full(96, values[0]))
    assert values[0] > 0.0


def test_what_is_spread_is_summed_again() -> None:
    _, slots = slots_of(months(12, 96), cores=1)
    fold = Fold(96, 1)
    quantities = 1.0 + np.arange(slots.quantities, dtype=np.float64)
    spread = slots.spread(fold, quantities, np.zeros(slots.totals))
    met = np.array([(slots.columns == at).sum() for at in range(slots.quantities)])
    again, _ = slots.summed(fold, spread)
    assert again == pytest.approx(quantities * met)
    assert met[0] == 8
    assert (met[1:] >= 1).all()
