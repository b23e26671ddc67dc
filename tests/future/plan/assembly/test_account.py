"""An account comes to the same whether it is a total of the program or a sum over figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_parks import axis_of, bus, load, park_of, point
from zeropark.future.plan.assembly.account import Account, Figures, total_of, written
from zeropark.future.plan.program.draft import Draft, Flow, Whole
from zeropark.future.plan.site.expression import Expression
from zeropark.future.plan.site.park_draft import ParkDraft, Path, known, of

POWER, BACK = Path("electricity", "grid", "main"), Path("electricity", "main", "grid")
TIE, TURNED = Path("electricity", "main", "side"), Path("electricity", "side", "main")
PARK = park_of(
    buses=[bus("main"), bus("side")],
    boundary_points=[point("grid", "main")],
    devices=[load("mill", "main")],
)


def site() -> ParkDraft:
    """Import is a column and 2 kWh known; a two-way link is told as a difference."""
    draft = ParkDraft(park=PARK, axis=axis_of(3), draft=Draft(3))
    flow = draft.draft.flow("in", cost=0.0)
    size = draft.draft.quantity("size")
    draft.paths[POWER] = of(flow) + known(2.0)
    draft.paths[BACK] = of(size, np.array([0.0, 1.0, 2.0]))
    draft.nets[TIE] = of(flow, 0.5)
    draft.sizes["sun", "capacity_kw"] = size
    draft.sizes["cells", "power_kw"] = 40.0
    return draft


def test_what_is_known_of_a_flow_counts_in_every_step() -> None:
    told = written(Account({POWER: np.array([1.0, 2.0, 3.0])}, known=7.0), site(), {})
    assert told.known == 7.0 + 2.0 * (1.0 + 2.0 + 3.0)
    assert told.terms[Flow(0)].tolist() == [1.0, 2.0, 3.0]


def test_a_size_inside_a_flow_counts_once_for_all_steps() -> None:
    told = written(Account({BACK: 10.0}), site(), {})
    assert told.terms == {Whole(0): 30.0}


def test_a_size_that_is_given_is_known() -> None:
    account = Account(sizes={("cells", "power_kw"): 3.0, ("sun", "capacity_kw"): 2.0})
    told = written(account, site(), {})
    assert (told.known, told.terms) == (120.0, {Whole(0): 2.0})


def test_both_ways_of_a_link_are_one_difference() -> None:
    told = written(Account({TIE: 4.0, TURNED: -4.0}), site(), {})
    assert told.terms == {Flow(0): 2.0}


def test_a_path_that_the_park_does_not_have_counts_as_nothing() -> None:
    account = Account({Path("heat", "x", "y"): 5.0}, known=1.0)
    assert written(account, site(), {}).known == 1.0
    assert account.amount(Figures({}, {})) == 1.0


@given(
    flows=st.lists(st.floats(0, 1e6), min_size=3, max_size=3),
    size=st.floats(0, 1e4),
    extra=st.floats(0, 1e3),
    each=st.lists(st.floats(-5, 5), min_size=3, max_size=3),
)
def test_the_total_of_the_program_is_the_sum_over_figures(
    flows: list[float], size: float, extra: float, each: list[float]
) -> None:
    draft = site()
    column = draft.draft.quantity("peak")
    account = total_of(
        [
            Account({POWER: np.array(each), TIE: 2.0, TURNED: -2.0}, known=3.0),
            Account({BACK: 1.5}, {("sun", "capacity_kw"): each[0]}, {"peak": each[1]}),
        ]
    ).times(2.0)
    told = written(account, draft, {"peak": column})
    values = {Flow(0): np.array(flows), Whole(0): size, column: extra}
    total = told.known + sum(float(np.sum(c * values[at])) for at, c in told.terms.items())
    net = 0.5 * np.array(flows)
    figures = Figures(
        {POWER: np.array(flows) + 2.0, BACK: size * np.array([0.0, 1.0, 2.0]), TIE: net},
        {("sun", "capacity_kw"): size},
        {"peak": extra},
    )
    assert account.amount(figures) == pytest.approx(total, rel=1e-12, abs=1e-6)


def test_the_difference_of_two_accounts_is_theirs() -> None:
    one, other = Account({POWER: 2.0}, known=5.0), Account({POWER: 0.5}, {("a", "b"): 1.0})
    figures = Figures({POWER: np.array([1.0, 1.0])}, {("a", "b"): 4.0})
    assert one.less(other).amount(figures) == (2.0 * 2 + 5.0) - (0.5 * 2 + 4.0)
    assert Expression().nothing
