"""Year to date: each month-end figure is that of the stretch until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon_cases import park_from
from evaluation_cases import ELECTRIC, IMPORT, PAPER, USE, YEAR, judge_by_contracts, year_of
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.ledger.flow import Flows
from zeropark.review.evaluation.indicator import Verdict
from zeropark.review.evaluation.to_date import to_date, unjudged

JANUARY_HOURS = 31 * 24
SUNNY = ELECTRIC.replace("rated_kw: 100}", "rated_kw: 100, enterprise: mill}").replace(
    "devices:",
    """enterprises: [{id: mill, name: {zh: 厂, en: Mill}, industry_code: C3110}]
devices:
  - {id: sun, kind: pv, name: {zh: 光, en: Sun}, site: ground, electricity_to: bus,
     capacity_kw: 100}""",
)
TRADED = (
    SUNNY
    + """\
contracts:
  - {id: direct, kind: green_direct, plants: [sun], users: [mill], grid_point: grid}
  - {id: march, kind: green_trade, buyer: park, month: 2026-03, quantity_kwh: 500}
  - {id: gec, kind: certificates, holder: park, vintage: 2026-01, quantity_mwh: 1,
     cancelled_for: 2026}
"""
)


def until(flows: Flows, end: str) -> Flows:
    """The flows cut at the end of a local month."""
    period = Period(flows.axis.start, parse_period(end).end)
    axis = Axis.over(period, step=flows.axis.step)
    return replace(
        flows,
        axis=axis,
        quantity=flows.quantity[:, : axis.count],
        quality=flows.quality[:, : axis.count],
        kind=flows.kind[:, : axis.count],
    )


def test_a_month_is_worked_out_by_hand() -> None:
    # 10 kWh an hour from the grid, nothing green: 744 h of January are 7440 kWh; 0.8325 kgCO2 and
    # 0.302 kgce a kWh give 6.1938 t and 2.24688 tce, and 2.7566 at every month's end.
    found = to_date(year_of({IMPORT: 10.0, USE: 10.0}), park=park_from(ELECTRIC), rules=PAPER)
    assert [each.month for each in found] == [f"2026-{month:02d}" for month in range(1, 13)]
    assert found[0].emission_t == pytest.approx(6.1938)
    assert found[0].consumption_tce == pytest.approx(2.24688)
    assert [each.core_tco2_per_tce for each in found] == pytest.approx([0.8325 / 0.302] * 12)
    assert found[-1].period == YEAR
    assert all(each.complete for each in found)


def test_what_is_missing_of_a_month_makes_it_and_all_after_it_incomplete() -> None:
    power = np.full(8760, 10.0)
    power[JANUARY_HOURS] = np.nan
    found = to_date(
        year_of({IMPORT: power.tolist(), USE: 10.0}), park=park_from(ELECTRIC), rules=PAPER
    )
    assert [each.complete for each in found] == [True] + [False] * 11


def test_nothing_consumed_gives_no_figure() -> None:
    found = to_date(year_of({IMPORT: 0.0, USE: 0.0}), park=park_from(ELECTRIC), rules=PAPER)
    assert found[0].core_tco2_per_tce is None


def test_a_factor_that_came_in_the_middle_of_the_year_counts_for_all_of_it() -> None:
    later = date(2026, 6, 30)
    rules = Rulebook(tuple(replace(rule, valid_from=later) for rule in PAPER.at(later)))
    found = to_date(year_of({IMPORT: 10.0, USE: 10.0}), park=park_from(ELECTRIC), rules=rules)
    assert found[0].core_tco2_per_tce == pytest.approx(0.8325 / 0.302)
    assert found[0].complete


def test_figures_of_a_stretch_carry_no_verdict_but_what_does_not_apply_still_does_not() -> None:
    judged = judge_by_contracts(year_of({IMPORT: 10.0, USE: 10.0}), park=park_from(TRADED))
    water = replace(judged.guiding[-1], verdict=Verdict.NOT_APPLICABLE, reason="no water")
    found = unjudged(replace(judged, guiding=(*judged.guiding[:-1], water)))
    assert found.core.value == judged.core.value
    assert {each.verdict for each in (found.core, *found.direct)} == {Verdict.UNKNOWN}
    assert found.guiding[-1] == water
    assert found.changes == judged.changes


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_each_month_is_what_an_evaluation_of_the_stretch_says(seed: int, month: int) -> None:
    noise = np.random.default_rng(seed)
    sun, use = noise.uniform(0, 20, 8760), noise.uniform(0, 20, 8760)
    flows = year_of(
        {
            "electricity:sun>bus": sun.tolist(),
            IMPORT: np.clip(use - sun, 0, None).tolist(),
            "electricity:bus>grid": np.clip(sun - use, 0, None).tolist(),
            USE: use.tolist(),
        }
    )
    park = park_from(TRADED)
    found = to_date(flows, park=park, rules=PAPER)[month - 1]
    cut = until(flows, f"2026-{month:02d}")
    expected = judge_by_contracts(cut, park=park, period=cut.axis.period)
    assert found.core_tco2_per_tce == pytest.approx(expected.core.value)
    assert found.consumption_tce == pytest.approx(expected.consumption_tce)
    told = {each.id: each.value for each in expected.direct}
    assert found.ratios == {key: pytest.approx(told[key]) for key in found.ratios}
    assert {"direct_supply_share", "r1", "r3"} <= set(found.ratios)
