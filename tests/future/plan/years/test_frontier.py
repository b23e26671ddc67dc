"""Cost against carbon: by hand where each tonne costs the same; and what always holds of it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pytest

import plannable_park
from sized_park import planned, written
from sunny_park import (
    DAY,
    KG_PER_KWH,
    KWH_A_KW,
    MOST_KW,
    bought_cny_per_year,
    capex_of,
    half_a_day,
    saved_cny_per_kw,
    sunny,
)
from zeropark.basis.errors import InfeasiblePlanError, InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import CarbonCap
from zeropark.future.plan.solve import HIGHS
from zeropark.future.plan.years.abatement import Standing, abatement, built_devices
from zeropark.future.plan.years.frontier import Frontier, capped_park, frontier
from zeropark.future.plan.years.given_columns import Given
from zeropark.future.plan.years.plan import Asked

DEAR = 1.5
"""What a kW of sun costs a year, as a multiple of what it saves."""
T_A_KW = KWH_A_KW * KG_PER_KWH / 1000
BOUGHT_T = 24 * 365 * 100.0 * 1.012 * KG_PER_KWH / 1000


def line(
    park: ParkDocument,
    *,
    points: int,
    period: str = DAY,
    given: Given | None = None,
    gap: float = 1e-6,
) -> Frontier:
    capped, caps = capped_park(park, "park910")
    problem = written(capped, period=period, given=given, carbon_caps=caps)
    asked = Asked(year=2030, seed=910, steps=24, gap=gap)
    return frontier(problem, book="park910", asked=asked, points=points, routes=(HIGHS,))


@cache
def real() -> Frontier:
    """The plannable park in five points."""
    park = plannable_park.park(targets=[])
    return line(park, points=5, period="2030-01-07/2030-01-10")


def sunny_line(**planning: Any) -> Frontier:
    park = sunny(capex_cny_per_kw=capex_of(DEAR * saved_cny_per_kw()), **planning)
    return line(park, points=3, given=half_a_day())


def test_where_each_tonne_costs_the_same_the_line_is_straight() -> None:
    """Nothing is built at first; each kW then costs half of what it saves, up to 150 kW."""
    found = sunny_line()
    per_t = 0.5 * saved_cny_per_kw() / T_A_KW
    first, middle, last = found.points
    assert first.cap_t_per_year is None
    assert first.emission_t_per_year == pytest.approx(BOUGHT_T)
    assert first.plan.objective_cny_per_year == pytest.approx(bought_cny_per_year())
    assert first.carbon_price_cny_per_t == 0.0
    assert middle.plan.size("sun", "capacity_kw") == pytest.approx(MOST_KW / 2)
    for point in (middle, last):
        assert point.carbon_price_cny_per_t == pytest.approx(per_t)
        assert point.avoided_cny_per_t == pytest.approx(per_t)
    least = BOUGHT_T - MOST_KW * T_A_KW
    assert found.least_t_per_year == pytest.approx(least)
    assert found.least_bound_t_per_year == pytest.approx(least)
    assert last.emission_t_per_year == pytest.approx(BOUGHT_T - 0.999 * MOST_KW * T_A_KW)


def test_a_cheapest_plan_that_emits_the_least_is_alone() -> None:
    park = sunny(capex_cny_per_kw=0.0)
    (point,) = line(park, points=3, given=half_a_day()).points
    assert point.plan.size("sun", "capacity_kw") == pytest.approx(MOST_KW)


def test_what_could_be_avoided_within_the_gap_is_no_line() -> None:
    """A plan may emit the gap more than the least and not be told from it: such a line is noise."""
    park = sunny(capex_cny_per_kw=capex_of(DEAR * saved_cny_per_kw()))
    share = MOST_KW * T_A_KW / BOUGHT_T
    near = line(park, points=3, given=half_a_day(), gap=1.01 * share)
    assert len(near.points) == 1
    far = line(park, points=3, given=half_a_day(), gap=0.99 * share)
    assert len(far.points) == 3


def test_the_first_point_is_the_cheapest_plan() -> None:
    plan = planned(plannable_park.park(targets=[]), period="2030-01-07/2030-01-10")
    first = real().points[0].plan
    assert first.objective_cny_per_year == pytest.approx(plan.objective_cny_per_year)


def test_less_carbon_costs_more_and_each_tonne_more_than_the_one_before() -> None:
    """Falling and convex: between two points a tonne costs no less than at one, no more than at
    the other."""
    points = real().points
    assert len(points) == 5
    for one, after in pairwise(points):
        less = one.emission_t_per_year - after.emission_t_per_year
        more = after.plan.objective_cny_per_year - one.plan.objective_cny_per_year
        assert less > 0
        assert more >= -1e-6 * one.plan.objective_cny_per_year
        slack = 1e-3 * after.carbon_price_cny_per_t + 1e-3
        assert one.carbon_price_cny_per_t - slack <= more / less
        assert more / less <= after.carbon_price_cny_per_t + slack


def test_caps_go_down_in_even_steps_and_are_kept() -> None:
    found = real()
    caps = [point.cap_t_per_year for point in found.points[1:]]
    steps = [one - after for one, after in pairwise(caps) if one and after]
    assert steps[:2] == pytest.approx([steps[0]] * 2)
    for point, cap in zip(found.points[1:], caps, strict=True):
        assert cap is not None
        assert point.emission_t_per_year <= cap * (1 + 1e-6)
        assert point.plan.relative_gap <= 1e-6
    assert found.least_bound_t_per_year <= found.least_t_per_year * (1 + 1e-9)


def test_caps_on_other_books_stay_and_that_of_this_book_goes() -> None:
    caps = [{"book": book, "most_t_per_year": 7.0} for book in ("location", "park910")]
    park, kept = capped_park(sunny(capex_cny_per_kw=0.0, carbon_caps=caps), "park910")
    assert kept[0] == CarbonCap(book="location", most_t_per_year=7.0)
    assert [cap.book for cap in kept] == ["location", "park910"]
    assert park.planning is not None
    assert park.planning.rules.carbon_caps == "require"


def test_a_frontier_has_two_ends() -> None:
    with pytest.raises(InputError, match="at least 2 points"):
        line(sunny(capex_cny_per_kw=0.0), points=1, given=half_a_day())


def test_a_park_that_no_plan_is_for_has_no_frontier() -> None:
    targets = [{"year": 2030, "core_max_tco2_per_tce": 1e-6}]
    with pytest.raises(InfeasiblePlanError):
        sunny_line(targets=targets)


def sun_of(park: ParkDocument) -> Standing:
    problem = written(park, period=DAY, given=half_a_day())
    sizes = {("sun", "capacity_kw"): MOST_KW}
    return Standing(problem=problem, program=problem.program(), sizes=sizes)


def test_a_measure_avoids_what_the_year_emits_more_without_it() -> None:
    """150 kW at twice what they save: without them, all is bought."""
    park = sunny(capex_cny_per_kw=capex_of(2.0 * saved_cny_per_kw()))
    told: list[None] = []
    (measure,) = abatement(
        sun_of(park), gap=1e-6, routes=(HIGHS,), advance=lambda: told.append(None)
    )
    assert measure.built == {"capacity_kw": MOST_KW}
    assert measure.avoided_t_per_year == pytest.approx(MOST_KW * T_A_KW)
    assert measure.added_cost_cny_per_year == pytest.approx(MOST_KW * saved_cny_per_kw())
    assert measure.cny_per_t == pytest.approx(saved_cny_per_kw() / T_A_KW)
    assert len(told) == 2


def test_what_a_price_of_carbon_adds_is_no_cost_of_a_measure() -> None:
    price = {"cny_per_t": 500.0, "book": "park910"}
    park = sunny(capex_cny_per_kw=capex_of(2.0 * saved_cny_per_kw()), carbon_price=price)
    (measure,) = abatement(sun_of(park), gap=1e-6, routes=(HIGHS,))
    assert measure.cny_per_t == pytest.approx(saved_cny_per_kw() / T_A_KW)


def test_what_stands_already_is_no_measure() -> None:
    park = sunny(capex_cny_per_kw=1000.0, commissioned=2020, capacity_kw=MOST_KW)
    assert built_devices(sun_of(park)) == ()
