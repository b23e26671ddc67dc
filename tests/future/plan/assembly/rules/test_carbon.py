"""CO2 per unit of energy as a rule: a plan that keeps it is judged to keep it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, bus, load, park_of, point
from plan_problems import Planned, open_setting, plannable, planned, problem_of
from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.plan.assembly.problem import Options
from zeropark.future.plan.assembly.rules.carbon import core_bands, wrong_band
from zeropark.future.plan.assembly.rules.limit import Band
from zeropark.review.evaluation.core import band_limit

RULES = load_rulebook()
AXIS = axis_of(48, start="2026-12-30", minutes=60)
WIND = 0.3 + 0.3 * np.sin(np.arange(48) / 5.0)
DRAWN = np.full(48, 1000.0)
STAGE = 2027


def document(**planning: Any) -> dict[str, Any]:
    """A mill on the grid, gas for its furnace, and wind that may be built."""
    supply = {
        "kind": "grid_supply",
        "id": "supply",
        "point": "grid",
        "voltage_class": "110kV+",
        "pricing": "single",
        "energy_price_cny_per_kwh": 0.25,
    }
    wind = {
        "id": "wind",
        "kind": "wind",
        "electricity_to": "main",
        "capacity_kw": 5000,
        "economics": {"capex_cny_per_kw": 30_000, "lifetime_years": 20},
    }
    furnace = {"id": "furnace", "kind": "load", "takes_from": "gas", "use": "fuel"}
    return {
        "buses": [bus("main"), bus("gas", "natural_gas")],
        "boundary_points": [
            {**point("grid", "main"), "capacity_kw": 5000},
            point("gate", "gas", "supply", "in"),
        ],
        "devices": [load("mill", "main"), {**furnace, "rated_nm3_per_h": 40}, wind],
        "contracts": [supply],
        "targets": [{"year": STAGE, "core_max_tco2_per_tce": 1.0}],
        "planning": {"prices": [{"point": "gate", "bought_cny_per_unit": 2.4}], **planning},
    }


def park(**planning: Any) -> ParkDocument:
    return park_of(**document(**planning))


def problem(of: ParkDocument, **options: Any) -> Any:
    series = {"mill": DRAWN, "furnace": np.full(48, 40.0)}
    return problem_of(
        of, AXIS, options=Options(**options), availability={"wind": WIND}, load=series
    )


def judged(found: Planned, **sections: Any) -> float:
    """t CO2 per tce by the books, of the plan's flows."""
    of = found.problem.site.park.model_copy(update=sections)
    flows = found.flows()
    green = green_books(flows, park=of, year=2026, rulebook=RULES)
    told = {"park": of, "rules": RULES, "period": AXIS.period}
    emitted_kg = park910(flows, **told, green=green).total_kg
    return emitted_kg / 1000 / consumption_tce(flows, park=of, rulebook=RULES).total_tce


def test_a_plan_comes_down_to_its_stage_and_no_further() -> None:
    found = planned(problem(park()))
    assert found.value("stage") == pytest.approx(1.0, rel=1e-9)
    assert judged(found) == pytest.approx(1.0, rel=1e-9)
    dirty = planned(problem(park(), loosened=frozenset({"stage"})))
    assert dirty.value("stage") == pytest.approx(judged(dirty), rel=1e-9)
    assert judged(dirty) > 2.0
    assert dirty.objective < found.objective


def test_the_ratio_is_what_hand_and_books_say() -> None:
    """All from the grid: 0.8325 kg and 0.3024 kgce a kWh; 40 Nm3 of gas an hour beside it."""
    found = planned(problem(park(), loosened=frozenset({"stage"})))
    gas_kg = 389.31e-4 * 0.0153 * 0.99 * 44 / 12 * 1000  # 1.0 x 2.16 kg a Nm3
    emitted = 1012 * 0.8325 + 40 * gas_kg
    consumed = 1012 * 0.3024 + 40 * 1.33
    assert found.figures.sizes["wind", "capacity_kw"] == pytest.approx(0.0, abs=1e-6)
    assert found.value("stage") == pytest.approx(emitted / consumed, rel=1e-3)


def test_certificates_on_offer_are_bought_where_they_are_cheaper_than_wind() -> None:
    offer = {"cny_per_mwh": 6, "most_mwh_per_year": 1_000_000}
    found = planned(problem(park(certificates=offer)))
    bought = float(np.sum(found.figures.extras["green.certificates"]))
    assert found.figures.sizes["wind", "capacity_kw"] == pytest.approx(0.0, abs=1e-6)
    assert found.value("stage") == pytest.approx(1.0, rel=1e-9)
    held = {
        "kind": "certificates",
        "id": "bought",
        "holder": "park",
        "vintage": "2026-05",
        "quantity_mwh": int(bought / 1000) + 1,
        "cancelled_for": 2026,
    }
    with_them = park_of(
        buses=[bus("main")], contracts=[held], boundary_points=[point("grid", "main")]
    ).contracts
    supply = found.problem.site.park.contracts
    assert judged(found, contracts=(*supply, *with_them)) == pytest.approx(1.0, rel=2e-2)
    assert judged(found, contracts=(*supply, *with_them)) <= 1.0
    a_year = 8760 / 48
    assert found.cost("energy", "green.certificates") == pytest.approx(a_year * bought * 0.006)


def test_nothing_meets_a_target_that_the_gas_alone_breaks() -> None:
    """0.1 x consumption is below what the furnace gives off, however green the power."""
    of = park(carbon_caps=[{"most_t_per_year": 500}])
    assert plannable(problem(of)) is None


def test_a_cap_is_kept_to_the_tonne_in_its_own_book() -> None:
    cap = {"most_t_per_year": 2500, "book": "location"}
    of = park(carbon_caps=[cap], rules={"stage": "off"})
    found = planned(problem(of))
    assert found.value("carbon_cap.location") == pytest.approx(2500.0)
    counted = location(found.flows(), park=found.problem.site.park, rules=RULES, period=AXIS.period)
    assert counted.total_kg / 1000 * 8760 / 48 == pytest.approx(2500.0, rel=1e-9)


def test_a_frontier_gives_its_own_caps() -> None:
    from zeropark.basis.park.planning import CarbonCap  # noqa: PLC0415 - one test asks for it

    costs = [
        planned(problem(park(), carbon_caps=(CarbonCap(most_t_per_year=most),))).objective
        for most in (3000.0, 2000.0, 1500.0)
    ]
    assert costs == sorted(costs)
    assert costs[0] < costs[2]


def test_a_price_of_carbon_is_paid_on_what_the_book_counts() -> None:
    found = planned(problem(park(carbon_price={"cny_per_t": 100}, rules={"stage": "off"})))
    a_year = 8760 / 48
    green = green_books(found.flows(), park=found.problem.site.park, year=2026, rulebook=RULES)
    told = {"park": found.problem.site.park, "rules": RULES, "period": AXIS.period}
    tonnes = park910(found.flows(), **told, green=green).total_kg / 1000
    assert found.cost("carbon") == pytest.approx(100 * tonnes * a_year, rel=1e-9)


def test_of_band_and_stage_the_tighter_is_written() -> None:
    of = park(rules={"core": "require", "stage": "require"})
    told = problem(of)
    held = {limit.rule: limit.held_by for limit in told.limits}
    assert (held["core"], held["stage"]) == ("", "rule.core")
    names = {total.name for total in told.program().totals}
    assert "rule.core" in names
    assert "rule.stage" not in names


def test_the_bands_are_those_of_the_evaluation() -> None:
    bands = core_bands(open_setting(park(), AXIS, RULES))
    for band in bands:
        for tce in (band.least_tce, (band.most_tce or 9e6) - 1):
            limit = band_limit(RULES, tce, period=AXIS.period)
            assert limit is not None
            assert limit.value == band.limit_tco2_per_tce
            assert band.holds(tce)
    assert not any(band.holds(199_999) for band in bands)


def test_consumption_of_another_class_is_said() -> None:
    assumed = Band(200_000, 1_000_000, 0.2)
    assert wrong_band(assumed, consumption_tce=500_000) is None
    found = wrong_band(assumed, consumption_tce=1_200_000)
    assert found is not None
    assert found.code == "plan.other_band"


def test_a_finished_plan_tells_its_class() -> None:
    """A mill of some thousand tce is of no class: what the strictest asks is said to be assumed."""
    found = planned(problem(park()))
    (doubt,) = found.problem.doubts(found.figures)
    assert doubt.code == "plan.other_band"
    consumed = found.problem.consumed_kgce.amount(found.figures) / 1000 * 48 / 8760
    flows, of = found.flows(), found.problem.site.park
    assert consumed == pytest.approx(consumption_tce(flows, park=of, rulebook=RULES).total_tce)
    off = planned(problem(park(rules={"core": "off"})))
    assert not off.problem.doubts(off.figures)


def test_a_target_counts_from_its_year_on_and_the_next_before_it() -> None:
    two = [
        {"year": 2027, "core_max_tco2_per_tce": 1.5},
        {"year": 2030, "core_max_tco2_per_tce": 1.0},
    ]
    of = park_of(**{**document(), "targets": two})
    for stage, expected in ((None, 1.0), (2027, 1.5), (2028, 1.0), (2030, 1.0), (2033, 1.0)):
        (found,) = (each for each in problem(of, stage=stage).limits if each.rule == "stage")
        assert found.bound == expected, stage


def test_a_fuel_that_nobody_can_count_blocks_what_must_hold_and_is_said_else() -> None:
    told = document()
    told["buses"][1]["carrier"] = "bituminous_coal"
    told["devices"][1] = {**load("furnace", "gas"), "use": "fuel", "rated_t_per_h": 0.1}
    told["devices"][1].pop("rated_kw")
    with pytest.raises(InputError) as caught:
        problem(park_of(**told))
    assert {"carbon.factor_missing", "plan.consumption_incomplete"} <= {
        finding.code for finding in caught.value.findings
    }
    told["planning"]["rules"] = {"stage": "report"}
    reported = problem(park_of(**told))
    assert "carbon.factor_missing" in {finding.code for finding in reported.findings}
    assert "stage" not in {limit.rule for limit in reported.limits}
