from __future__ import annotations

import numpy as np
import pytest

from zeropark.basis.errors import InputError
from zeropark.future.plan.deals.measures.abatement import abatement_cost_cny_per_t


def test_k5_wind_instead_of_the_grid() -> None:
    # per MWh: wind costs 208.909 (K2), the grid 300 and 0.58 t
    found = abatement_cost_cny_per_t(added_cost_cny=208.909 - 300.0, avoided_t=0.58)
    assert float(found) == pytest.approx(-157.053, abs=1e-3)


def test_what_avoids_nothing_has_no_cost_per_tonne() -> None:
    found = abatement_cost_cny_per_t(
        added_cost_cny=np.array([10.0, 10.0, 10.0]), avoided_t=np.array([2.0, 0.0, -1.0])
    )
    np.testing.assert_allclose(found, [5.0, np.nan, np.nan])


def test_a_missing_amount_is_refused() -> None:
    with pytest.raises(InputError):
        abatement_cost_cny_per_t(added_cost_cny=1.0, avoided_t=np.nan)
