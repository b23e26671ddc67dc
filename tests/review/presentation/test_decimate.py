from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from zeropark.review.presentation.decimate import kept_steps

curves = npst.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 400)),
    elements=st.one_of(st.floats(-1e6, 1e6), st.just(np.nan)),
)


def test_two_buckets_of_a_curve_worked_by_hand() -> None:
    # 8 steps, at most 6 points: (6 - 2) // 2 = 2 buckets of 4 steps, and both ends.
    # 5 1 9 4: lowest at 1, highest at 2; 2 2 7 3: lowest first at 4, highest at 6; ends 0 and 7.
    curve = np.array([[5.0, 1.0, 9.0, 4.0, 2.0, 2.0, 7.0, 3.0]])
    assert kept_steps(curve, most=6).tolist() == [0, 1, 2, 4, 6, 7]


def test_a_gap_of_one_step_is_kept_beside_the_extremes() -> None:
    # 12 steps, at most 8 points, 3 a bucket: (8 - 2) // 3 = 2 buckets of 6.
    curve = np.array([[0, 3, 1, 1, 1, 1, 2, 2, np.nan, 5, 1, 2.0]])
    assert kept_steps(curve, most=8).tolist() == [0, 1, 8, 9, 10, 11]


def test_a_curve_that_fits_is_kept_whole() -> None:
    assert kept_steps(np.ones((3, 5)), most=5).tolist() == [0, 1, 2, 3, 4]


def test_too_few_points_for_one_bucket_are_refused() -> None:
    with pytest.raises(ValueError, match="no room for the extremes of 2 curves"):
        kept_steps(np.ones((2, 100)), most=5)


@given(curves, st.integers(14, 120))
def test_extremes_gaps_and_ends_survive_within_the_bound(
    series: np.ndarray[tuple[int, int], np.dtype[np.float64]], most: int
) -> None:
    kept = kept_steps(series, most=most)
    assert kept.size <= most
    assert (np.diff(kept) > 0).all()
    assert kept[0] == 0
    assert kept[-1] == series.shape[1] - 1
    for row in series:
        drawn = row[kept]
        assert np.isnan(drawn).any() == np.isnan(row).any()
        known = row[~np.isnan(row)]
        if known.size:
            assert np.nanmax(drawn) == known.max()
            assert np.nanmin(drawn) == known.min()


@given(st.integers(0, 34_000), st.integers(1, 900))
def test_a_gap_anywhere_in_a_year_breaks_the_line_where_it_is(start: int, length: int) -> None:
    series = np.ones((2, 35_040))
    series[1, start : start + length] = np.nan
    kept = kept_steps(series, most=1_500)
    inside = kept[(kept >= start) & (kept < start + length)]
    assert inside.size > 0
