from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.load import duration_kw, load_figures

START = datetime(2026, 6, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
amounts = npst.arrays(
    np.float64,
    st.integers(1, 200),
    elements=st.one_of(st.floats(0, 1e6, allow_subnormal=False), st.just(np.nan)),
)


def test_the_figures_of_an_hour_worked_by_hand() -> None:
    # 10, 30, missing, 20 kWh in quarter hours: 40, 120, -, 80 kW.
    # Mean (40 + 120 + 80) / 3 = 80 kW, load factor 80 / 120 = 0.6667; highest from 00:15 UTC on.
    found = load_figures(np.array([10, 30, np.nan, 20]), axis=Axis(START, QUARTER, 4))
    assert found.highest_kw == pytest.approx(120.0)
    assert found.highest_at == START + QUARTER
    assert found.lowest_kw == pytest.approx(40.0)
    assert found.mean_kw == pytest.approx(80.0)
    assert found.load_factor == pytest.approx(2 / 3)
    assert found.missing_steps == 1


def test_of_a_load_of_which_nothing_is_known_nothing_is_said() -> None:
    found = load_figures(np.full(4, np.nan), axis=Axis(START, QUARTER, 4))
    assert (found.highest_kw, found.highest_at, found.mean_kw) == (None, None, None)
    assert found.load_factor is None
    assert found.missing_steps == 4


def test_a_load_of_nothing_has_no_load_factor() -> None:
    found = load_figures(np.zeros(4), axis=Axis(START, QUARTER, 4))
    assert found.highest_kw == 0.0
    assert found.load_factor is None


def test_a_duration_curve_worked_by_hand() -> None:
    # 10, 30, missing, 20 kWh in quarter hours: for 0.25 h at least 120, 0.5 h 80, 0.75 h 40 kW.
    curve = duration_kw(np.array([10, 30, np.nan, 20]), step_hours=0.25)
    assert curve.tolist() == [120.0, 80.0, 40.0]


@given(amounts)
def test_a_duration_curve_falls_and_holds_all_of_the_energy(
    amount_kwh: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    curve = duration_kw(amount_kwh, step_hours=0.25)
    assert (np.diff(curve) <= 0).all()
    assert curve.sum() * 0.25 == pytest.approx(float(np.nansum(amount_kwh)))


@given(amounts)
def test_a_load_factor_lies_between_nothing_and_one(
    amount_kwh: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    found = load_figures(amount_kwh, axis=Axis(START, QUARTER, amount_kwh.size))
    if found.load_factor is not None:
        assert 0 <= found.load_factor <= 1 + 1e-12
