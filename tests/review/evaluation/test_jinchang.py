"""The Jinchang archetype: a simulated summer week through meters, books and verdict.

The expected totals are summed straight from the simulation, without meters or flows of ours.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from carbon_cases import RULES
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.carbon.check import check_inventory
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.market import market
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.facts.readings.reading import Quality
from zeropark.future.simulation.year import SimulatedYear
from zeropark.review.evaluation.evaluate import evaluate
from zeropark.review.evaluation.indicator import Verdict

# a week of June 2026 from local midnight
ARCHETYPE = "jinchang"
AXIS = WEEK = Axis(datetime(2026, 6, 7, 16, tzinfo=UTC), timedelta(minutes=15), 7 * 96)


def into_devices(truth: SimulatedYear, bus: str, park: ParkDocument) -> float:
    links = enumerate(truth.links)
    rows = [i for i, at in links if at.source == bus and at.sink in park.device_by_id]
    return float(truth.amount[rows].sum())


def test_all_three_books_hold_and_the_910_total_is_what_the_simulation_burnt_and_bought(
    park: ParkDocument, truth: SimulatedYear, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    args = {"park": park, "rules": RULES, "period": WEEK.period}
    books = (
        park910(flows, green=green, **args),
        location(flows, **args),
        market(flows, green=green, **args),
    )
    for book in books:
        assert check_inventory(book, flows=flows) == ()
        assert book.missing == ()
    imported = float(truth.flow("grid-main", "park-110").sum())
    claimed = sum(claim.counted_kwh for claim in green.claims)
    gas = into_devices(truth, "gas-net", park) * 389.31 * 0.0153 * 0.99 * 44 / 12 / 10
    coke = into_devices(truth, "coke-yard", park) * 28.435 * 0.0294 * 0.93 * 44 / 12 * 1000
    diesel = into_devices(truth, "diesel-tank", park) * 42.652 * 0.0202 * 0.98 * 44 / 12 * 1000
    fuels_kg = gas + coke + diesel
    assert fuels_kg > 0
    assert books[1].total_kg == pytest.approx(imported * 0.4471 + fuels_kg, rel=1e-6)
    assert books[0].total_kg == pytest.approx(
        (imported - claimed) * 0.8325 + fuels_kg, rel=1e-6, abs=1
    )


def test_a_week_is_shown_and_not_judged_and_says_that_it_is_generated(
    park: ParkDocument, flows: Flows
) -> None:
    green = green_books(flows, park=park, year=2026, rulebook=RULES)
    book = park910(flows, park=park, rules=RULES, period=WEEK.period, green=green)
    found = evaluate(flows, park=park, rules=RULES, period=WEEK.period, inventory=book, green=green)
    assert found.core.verdict is Verdict.UNKNOWN
    assert found.core.value is not None
    computed = [each for each in (*found.guiding, *found.direct) if each.quality]
    assert found.core.quality & Quality.GENERATED
    assert len(computed) >= 8
    assert all(each.quality & Quality.GENERATED for each in computed)
