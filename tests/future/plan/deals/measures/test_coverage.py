from __future__ import annotations

import numpy as np

from zeropark.future.plan.deals.measures.coverage import (
    debt_service_coverage,
    interest_coverage,
    least,
    mean,
)


def test_years_without_debt_service_have_no_ratio() -> None:
    found = debt_service_coverage(np.array([100.0, 180.0, 50.0]), np.array([0.0, 90.0, 100.0]))
    np.testing.assert_allclose(found, [np.nan, 2.0, 0.5])
    np.testing.assert_allclose(
        interest_coverage(np.array([10.0, -5.0]), np.array([5.0, 5.0])), [2.0, -1.0]
    )


def test_the_least_and_the_mean_are_of_the_years_that_have_one() -> None:
    ratios = np.array([[np.nan, 2.0, 0.5], [np.nan, np.nan, np.nan]])
    np.testing.assert_allclose(least(ratios), [0.5, np.nan])
    np.testing.assert_allclose(mean(ratios), [1.25, np.nan])
