from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deal_cases import loan, real
from zeropark.future.plan.deals.measures.discounting import npv
from zeropark.future.plan.deals.projects.loan import Repayment, debt_service, owed_at_start


def test_k4_the_service_of_700_at_5_per_cent_for_ten_years() -> None:
    service = debt_service(np.array([[700.0]]), loan(), years=10)
    together = service.interest_cny + service.principal_cny
    np.testing.assert_allclose(together, [[90.6532] * 10], atol=5e-5)
    assert service.interest_cny[0, 0] == pytest.approx(35.0)


def test_equal_principal_leaves_less_interest_every_year() -> None:
    terms = loan(years=4, repayment=Repayment.EQUAL_PRINCIPAL)
    service = debt_service(np.array([[400.0]]), terms, years=6)
    np.testing.assert_allclose(service.principal_cny, [[100.0] * 4 + [0.0, 0.0]])
    np.testing.assert_allclose(service.interest_cny, [[20.0, 15.0, 10.0, 5.0, 0.0, 0.0]])


def test_interest_of_construction_is_added_to_the_debt() -> None:
    # 100 for two years, 100 for one, 100 at commissioning, at 10 %
    assert owed_at_start(np.full((1, 3), 100.0), 0.1) == pytest.approx(121.0 + 110.0 + 100.0)


@given(
    owed=st.floats(1.0, 1e9),
    rate=st.one_of(st.just(0.0), st.floats(1e-6, 0.3)),
    years=st.integers(1, 40),
    repayment=st.sampled_from(Repayment),
)
def test_what_is_paid_back_is_what_was_owed(
    owed: float, rate: float, years: int, repayment: Repayment
) -> None:
    terms = loan(rate=real(rate), years=years, repayment=repayment)
    service = debt_service(np.array([[owed]]), terms, years=years + 3)
    assert service.principal_cny.sum() == pytest.approx(owed, rel=1e-9)
    assert (service.principal_cny >= -1e-9 * owed).all()
    together = np.concatenate([[0.0], (service.interest_cny + service.principal_cny)[0]])
    assert float(npv(together, rate)) == pytest.approx(owed, rel=1e-9)
