"""The flows behind a line, with what each carried and how well it is known."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_cases import flows_of, period_of
from sample_year import GAS, line
from zeropark.facts.carbon.behind import links_behind
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.ledger.flow import Kind

ONE, OTHER, APART = (f"natural_gas:net>{sink}" for sink in ("boiler", "furnace", "flare"))


def test_a_line_shows_each_flow_with_its_share_and_what_is_missing_of_it() -> None:
    # four intervals: 3 + missing + 3 + 3 = 9 of 12 in all, three quarters of it known
    flows = flows_of({ONE: [3, math.nan, 3, 3], OTHER: [1, 1, 1, 0], APART: 100.0})
    found = links_behind(
        line("fuel.gas", Part.FUEL, 12, GAS, ONE, OTHER), flows=flows, period=period_of(flows)
    )
    assert [each.link.id for each in found] == [ONE, OTHER]
    assert [each.amount for each in found] == [9, 3]
    assert [each.share for each in found] == [0.75, 0.25]
    assert [each.coverage for each in found] == [0.75, 1.0]
    assert found[0].link.meter == "m-net"


def test_a_filled_interval_and_a_residual_say_so() -> None:
    flows = flows_of({ONE: 1.0, OTHER: 1.0}, residual=frozenset({OTHER}))
    kind = flows.kind.copy()
    kind[0, 0] = Kind.FILLED
    found = links_behind(
        line("fuel.gas", Part.FUEL, 8, GAS, ONE, OTHER),
        flows=replace(flows, kind=kind),
        period=period_of(flows),
    )
    told = {each.link.id: (each.filled, each.residual) for each in found}
    assert told == {ONE: (0.25, False), OTHER: (0.0, True)}


def test_a_line_made_of_contracts_has_no_flow_behind_it() -> None:
    flows = flows_of({ONE: 1.0})
    contracts = line("electricity.green_trade", Part.ELECTRICITY, 5, GAS, "trade-1")
    assert links_behind(contracts, flows=flows, period=period_of(flows)) == ()


@given(st.lists(st.lists(st.floats(0, 1e6), min_size=4, max_size=4), min_size=1, max_size=2))
def test_what_the_flows_carried_adds_up_and_so_do_their_shares(rows: list[list[float]]) -> None:
    named = dict(zip((ONE, OTHER), rows, strict=False))
    flows = flows_of(named)
    found = links_behind(
        line("fuel.gas", Part.FUEL, 1, GAS, *named), flows=flows, period=period_of(flows)
    )
    whole = sum(math.fsum(row) for row in rows)
    assert sum(each.amount for each in found) == pytest.approx(whole)
    if whole > 0:
        assert sum(each.share for each in found) == pytest.approx(1)
