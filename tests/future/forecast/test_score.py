from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.future.forecast.horizon import BUCKETS, Bucket, bucket_of
from zeropark.future.forecast.score import Trial, pinball, scale_of, scores, skill
from zeropark.future.forecast.target import Target

LEVELS = (0.1, 0.5, 0.9)


def trial() -> Trial:
    came = np.array([10.0, 20.0, np.nan])
    hours = np.array([0.5, 30.0, 30.0])
    good = np.array([[8.0, 15.0, 0.0], [10.0, 19.0, 0.0], [12.0, 21.0, 0.0]])
    bad = np.array([[11.0, 10.0, 0.0], [14.0, 14.0, 0.0], [15.0, 16.0, 0.0]])
    return Trial(hours=hours, came=came, said={"good": good, "bad": bad})


def test_scores_as_worked_by_hand() -> None:
    found = {(s.method, s.bucket): s for s in scores(trial(), levels=LEVELS, scale=20.0)}
    whole = found["good", None]
    # 0.1 x 2, 0, 0.1 x 2; 0.1 x 5, 0.5 x 1, 0.1 x 1: 1.5 over six
    assert whole.count == 2
    assert whole.pinball == pytest.approx(1.5 / 6)
    assert whole.nmae == pytest.approx(0.5 / 20)
    assert whole.nrmse == pytest.approx(math.sqrt(0.5) / 20)
    assert whole.coverage == 1.0
    bad = found["bad", Bucket(0, 1)]
    # 0.9 x 1, 0.5 x 4, 0.1 x 5
    assert bad.pinball == pytest.approx(3.4 / 3)
    assert bad.coverage == 0.0
    assert ("bad", Bucket(4, 12)) not in found


def test_skill_is_how_much_less_is_lost() -> None:
    found = skill(scores(trial(), levels=LEVELS, scale=1.0), "good", against="bad")
    assert found[Bucket(0, 1)] == pytest.approx(1.0 - 0.4 / 3.4)
    same = skill(scores(trial(), levels=LEVELS, scale=1.0), "bad", against="bad")
    assert same[None] == 0.0


def test_what_one_method_does_not_tell_is_left_out_for_all() -> None:
    told = trial()
    told.said["bad"][1, 0] = np.nan
    found = scores(told, levels=LEVELS, scale=1.0)
    assert {s.count for s in found if s.bucket is None} == {1}


def test_a_scale_by_the_kind_of_target() -> None:
    came = np.array([-2.0, 4.0, np.nan])
    assert scale_of(Target("availability", "wind"), came) == 1.0
    assert scale_of(Target("load", "mill"), came) == 4.0
    assert scale_of(Target("price", "grid"), came) == 3.0
    assert math.isnan(scale_of(Target("price", "grid"), np.array([np.nan])))


def test_a_step_belongs_to_the_bucket_that_it_begins_in() -> None:
    assert bucket_of(np.array([-1.0, 0.0, 0.75, 1.0, 23.75, 24.0, 99.0])).tolist() == [
        0, 0, 0, 1, 3, 4, 5,
    ]  # fmt: skip
    assert [str(each) for each in BUCKETS][:2] == ["0-1 h", "1-4 h"]


@given(
    st.lists(st.floats(-100, 100), min_size=1, max_size=30),
    st.sampled_from(LEVELS),
    st.floats(-100, 100),
)
def test_nothing_loses_less_than_the_quantile(
    came: list[float], level: float, other: float
) -> None:
    told = np.array(came)
    best = np.quantile(told, level, method="inverted_cdf")

    def loss(said: float) -> float:
        return float(pinball(np.full((1, told.size), said), told, levels=(level,)).mean())

    assert loss(best) <= loss(other) + 1e-9
