"""Parts sum to the whole, to the fen, and none is a fen away from its exact share."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.units import Money
from zeropark.facts.ledger.response.share_out import share_out

weights = st.dictionaries(st.text("abcdef", min_size=1), st.floats(0, 1e9), min_size=1, max_size=9)


def test_by_largest_remainder() -> None:
    # 1000 fen by 2 : 3 : 2 is 285.71, 428.57, 285.71; two fen are left, for the two .71.
    found = share_out(Money(1000), weights={"a": 2, "b": 3, "c": 2})
    assert [part.fen for part in found.values()] == [286, 428, 286]


def test_a_cost_is_shared_as_an_income_is() -> None:
    assert [p.fen for p in share_out(Money(-101), weights={"a": 1, "b": 1}).values()] == [-51, -50]


def test_where_nobody_brought_anything_all_are_alike() -> None:
    assert [p.fen for p in share_out(Money(3), weights={"a": 0, "b": 0}).values()] == [2, 1]


@given(st.integers(-(10**12), 10**12), weights)
def test_it_sums_to_the_fen(fen: int, shares: dict[str, float]) -> None:
    parts = share_out(Money(fen), weights=shares)
    assert list(parts) == list(shares)
    assert sum(part.fen for part in parts.values()) == fen
    whole = sum(map(Fraction, shares.values()), Fraction(0))
    if whole:
        exact = {who: fen * Fraction(weight) / whole for who, weight in shares.items()}
        assert all(abs(parts[who].fen - exact[who]) < 1 for who in shares)
