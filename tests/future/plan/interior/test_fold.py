"""Time folded: back and forth, and what stands at the ends of stretches."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.plan.interior.fold import Fold


@given(steps=st.integers(1, 400), cores=st.integers(1, 4), count=st.integers(0, 3))
def test_what_is_folded_comes_back(steps: int, cores: int, count: int) -> None:
    array = np.arange(steps * count, dtype=np.float64).reshape(steps, count)
    fold = Fold(steps, cores)
    np.testing.assert_array_equal(fold.unfold(fold.fold(array, fill=-1.0)), array)


@given(steps=st.integers(1, 400), cores=st.integers(1, 4))
def test_each_stretch_knows_the_step_before_it_and_the_step_after(steps: int, cores: int) -> None:
    fold = Fold(steps, cores)
    number = 1.0 + np.arange(steps, dtype=np.float64)[:, None]
    folded = fold.fold(number)
    first = fold.length * np.arange(fold.stretches)
    before = np.where((first > 0) & (first <= steps), first, 0.0)
    after = np.where(first + fold.length < steps, first + fold.length + 1.0, 0.0)
    np.testing.assert_array_equal(fold.gathered(fold.before(folded))[:, 0], before)
    np.testing.assert_array_equal(fold.gathered(fold.after(folded))[:, 0], after)


def test_three_steps_by_hand() -> None:
    # Three steps on one core: eight stretches of one step, of which the last five are empty.
    folded = Fold(3, cores=2).fold(np.array([[1.0], [2.0], [3.0]]), fill=9.0)
    assert folded.shape == (1, 1, 1, 8)
    assert folded.ravel().tolist() == [1.0, 2.0, 3.0, 9.0, 9.0, 9.0, 9.0, 9.0]


def test_work_is_done_once_on_each_core() -> None:
    fold = Fold(100, cores=3)
    seen = np.zeros((fold.cores, 1))

    def count(by: float, own: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        own += by

    fold.each(count, (2.0,), seen)
    assert seen.ravel().tolist() == [2.0, 2.0, 2.0]
