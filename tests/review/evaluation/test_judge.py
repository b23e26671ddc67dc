from __future__ import annotations

import pytest

from zeropark.review.evaluation.judge import Sense, keeps


@pytest.mark.parametrize(
    ("value", "sense", "kept"),
    [
        (0.2, "max", True),  # exactly at a limit keeps it
        (0.2000001, "max", False),  # and nothing is rounded before
        (0.1999999, "max", True),
        (0.2, "min", True),
        (0.1999999, "min", False),
        (0.2000001, "min", True),
    ],
)
def test_a_value_at_its_limit_keeps_it(value: float, sense: Sense, *, kept: bool) -> None:
    assert keeps(value, 0.2, sense=sense) is kept
