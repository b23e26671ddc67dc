"""Between what an expression can be: proofs that spare rows."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import axis_of, bus, park_of
from plan_parks import choice
from zeropark.future.plan.program.draft import Draft
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, known, of
from zeropark.future.plan.site.span import never_above, never_negative, span_of


def empty(steps: int = 2) -> ParkDraft:
    return ParkDraft(park_of(buses=[bus("b")]), axis_of(steps), Draft(steps))


def test_it_lies_between_the_sums_of_bounds() -> None:
    draft = empty()
    a = draft.draft.flow("a", upper=np.array([3.0, 5.0]))
    b = draft.draft.flow("b", lower=-1.0, upper=2.0)
    low, high = span_of(of(a, 2.0) + of(b, -1.0) + known(10.0), draft)
    assert low == pytest.approx([8, 8])
    assert high == pytest.approx([17, 21])


def test_nothing_of_something_endless_is_nothing() -> None:
    draft = empty()
    endless = draft.draft.flow("a", upper=inf)
    low, high = span_of(of(endless, np.array([0.0, 1.0])), draft)
    assert low == pytest.approx([0, 0])
    assert high == pytest.approx([0, inf])
    assert never_negative(of(endless), draft)
    assert not never_above(of(endless), 1e9, draft)


def test_a_flow_below_a_chosen_size_is_below_the_largest_one() -> None:
    draft = empty()
    size = draft.draft.quantity("s", upper=100.0)
    flow = draft.draft.flow("a")
    draft.at_most("a", flow, size, share=np.array([0.5, 0.0]))
    assert never_above(of(flow), np.array([50.0, 0.0]), draft)
    assert not never_above(of(flow), 49.0, draft)


def test_what_rounding_leaves_is_not_below_nothing() -> None:
    draft = empty()
    a = draft.draft.flow("a", upper=0.1)
    assert never_negative(known(0.1 * 3 + 1e6 - 1e6) + of(a, -3.0), draft)


def test_a_row_of_one_column_is_its_bound_unless_they_would_cross() -> None:
    draft = empty()
    a = draft.draft.flow("a", upper=5.0)
    draft.require("r", of(a, -2.0) + known(6.0), lower=0.0)
    assert draft.draft.finish().rows == ()
    assert draft.draft.limits(a)[1] == pytest.approx([3, 3])
    draft.require("crossing", of(a), lower=4.0)
    assert [row.name for row in draft.draft.finish().rows] == ["crossing"]


@given(
    st.lists(
        st.tuples(st.floats(-5, 5), st.floats(-9, 9), st.floats(0, 9)), min_size=1, max_size=4
    ),
    st.integers(0, 99),
)
def test_any_values_within_bounds_stay_within_the_span(
    columns: list[tuple[float, float, float]], seed: int
) -> None:
    draft, rng = empty(1), np.random.default_rng(seed)
    expression, value = Expression(), 0.0
    for number, (ratio, lower, width) in enumerate(columns):
        flow = draft.draft.flow(str(number), lower=lower, upper=lower + width)
        expression += of(flow, ratio)
        value += ratio * (lower + width * rng.random())
    low, high = span_of(expression, draft)
    assert low[0] - 1e-9 <= value <= high[0] + 1e-9


def test_a_choice_of_one_size_is_no_choice() -> None:
    draft = empty()
    draft.choices = {("x", "capacity_kw"): choice(5.0, 3.0, least=5.0)}
    assert draft._new_size(("x", "capacity_kw"), 7.0) == 5.0
    assert draft.draft.offset == 15.0
