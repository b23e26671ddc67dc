"""Offers: segments by a market's rule, worked by hand, and promises that are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flexing_cases import NOON
from response_cases import FRIDAY, window
from response_park import park
from zeropark.basis.errors import InputError
from zeropark.basis.park.checks.virtual_plant import profiles
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.response.promise import Promise, keep_promises
from zeropark.future.flexibility.capability import Capabilities, Capability
from zeropark.future.flexibility.make_offer import Asked, Offered, make_offer
from zeropark.future.flexibility.segments import Block, bid_of, check_bid

PROFILES = profiles(load_rulebook())
GANSU = PROFILES["gansu_spot"].bidding
assert GANSU is not None
PLANT = park().virtual_plant
assert PLANT is not None
EVENING = window(FRIDAY, "18:00", "20:00")


def block(power_kw: float, cost: float, name: str = "r") -> Block:
    return Block(resource=name, power_kw=power_kw, cost_cny_per_kwh=cost)


def bid(blocks: list[Block], capacity_kw: float = 1000.0) -> list[tuple[float, float]]:
    found = bid_of(blocks, capacity_kw=capacity_kw, rule=GANSU)
    return [(each.power_kw, each.price_cny_per_kwh) for each in found.segments]


def test_a_segment_a_resource_at_a_price_that_covers_it() -> None:
    # 0.123 goes up to 0.13; 0.01 up to the floor of 0.04; steps are 0.01 CNY/kWh.
    told = [block(300, 0.123), block(200, 0.01), block(150, 0.5)]
    assert bid(told) == [(200, 0.04), (300, 0.13), (150, 0.5)]


def test_what_costs_more_than_may_be_bid_is_not_offered() -> None:
    told = [block(300, 0.1), block(300, 0.2), block(300, 0.3), block(300, 0.501)]
    assert bid(told) == [(300, 0.1), (300, 0.2), (300, 0.3)]


def test_small_ones_go_together_at_the_price_of_the_dearest() -> None:
    # A segment is at least 100 kW; the last 30 go with the segment before them.
    told = [block(60, 0.1), block(60, 0.2), block(100, 0.3), block(100, 0.4), block(30, 0.45)]
    assert bid(told) == [(120, 0.2), (100, 0.3), (130, 0.45)]


def test_three_are_needed_so_the_widest_is_halved() -> None:
    assert bid([block(400, 0.1)]) == [(100, 0.1), (100, 0.1), (200, 0.1)]
    assert bid([block(150, 0.1)]) == []


def test_no_more_than_ten() -> None:
    told = [block(100, 0.05 * n) for n in range(1, 11)]
    assert len(bid(told, capacity_kw=900.0)) == 10
    twelve = [block(100, 0.04 * n) for n in range(1, 13)]
    assert len(bid(twelve, capacity_kw=900.0)) == 10


@given(
    st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 0.7)), max_size=25),
    st.floats(500, 5000),
)
def test_every_bid_keeps_the_rule_and_covers_its_cost(
    told: list[tuple[float, float]], capacity_kw: float
) -> None:
    blocks = [block(power, cost) for power, cost in told]
    found = bid_of(blocks, capacity_kw=capacity_kw, rule=GANSU)
    assert list(check_bid(found.segments, capacity_kw=capacity_kw, rule=GANSU, place="x")) == []
    total = sum(each.power_kw for each in found.segments)
    assert total == pytest.approx(sum(each.power_kw for each in found.blocks))
    if not found.segments:
        return
    ranked = sorted(found.blocks, key=lambda each: each.cost_cny_per_kwh)
    for level in np.linspace(0, total, 7)[1:]:
        priced = _at(level, [(s.power_kw, s.price_cny_per_kwh) for s in found.segments])
        cost = _at(level, [(b.power_kw, b.cost_cny_per_kwh) for b in ranked])
        assert priced >= cost - 1e-9


def _at(level: float, steps: list[tuple[float, float]]) -> float:
    """The price at a level of a curve of steps."""
    reached = 0.0
    for power, price in steps:
        reached += power
        if reached >= level - 1e-6:
            return price
    return steps[-1][1]


def able(**kw: float) -> Capabilities:
    """Each resource holds one power all evening, for any duration up to two hours."""
    told = tuple(
        Capability(
            resource=resource.id,
            direction=resource.direction,
            axis=EVENING,
            minutes=(15, 60, 120),
            power_kw=np.full((3, 8), kw.get(resource.id.partition("-")[0], 0.0)),
            registered_only=False,
        )
        for resource in PLANT.resources
    )
    return Capabilities(axis=EVENING, resources=told, findings=())


def offered(
    programme: str = "dr", *, made: tuple[Promise, ...] = (), price: float | None = None
) -> Offered:
    told = PLANT.programme_by_id[programme]
    asked = Asked(
        id=f"offer-{programme}",
        programme=told,
        table=PROFILES[told.profile],
        direction="down",
        axis=EVENING,
        hold_minutes=60,
        price_cny_per_kwh=price,
        at=NOON,
    )
    return make_offer(asked, plant=PLANT, able=able(cells=300, mill=400, shop=100), made=made)


def test_an_offer_of_demand_response_is_all_that_can_be_held() -> None:
    found = offered(price=1.2)
    assert found.findings == ()
    assert found.offer.total_kw.tolist() == [800] * 8
    assert found.offer.segments[0][0].price_cny_per_kwh == 1.2


def test_what_was_promised_to_one_is_not_offered_to_the_other() -> None:
    first = offered(price=1.2).offer
    made = keep_promises(first.promises(), made=(), plant=PLANT).promises
    second = offered("spot", made=made)
    assert {finding.code for finding in second.findings} == {"promise.made_already"}
    assert len(second.findings) == 2  # one a resource, not one a quarter-hour
    # The battery has 500 kW for a quarter of an hour and 300 are sold, so 300 don't fit.
    assert second.offer.total_kw.tolist() == [0] * 8


def test_the_market_gets_segments() -> None:
    found = offered("spot")
    # The battery at 0.25 and the mill at 0.40; the wider is halved to make three.
    assert [(s.power_kw, s.price_cny_per_kwh) for s in found.offer.segments[0]] == [
        (300, 0.25),
        (200, 0.4),
        (200, 0.4),
    ]


def test_a_price_above_the_programmes_is_refused() -> None:
    told = PLANT.programme_by_id["dr"]
    asked = Asked(
        id="o",
        programme=told,
        table=PROFILES["hainan_day_ahead"],
        direction="down",
        axis=EVENING,
        hold_minutes=60,
        price_cny_per_kwh=1.6,
        at=NOON,
    )
    with pytest.raises(InputError, match=r"up to 1\.5 CNY/kWh"):
        make_offer(asked, plant=PLANT, able=able(), made=())
