"""An adjustment is promised once; what is left of a resource may still be."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from response_cases import FRIDAY, local
from response_park import park
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.promise import (
    Promise,
    keep_promises,
    pairs_promised_twice,
    whole_promises,
)

PLANT = park().virtual_plant
assert PLANT is not None


def promise(
    power_kw: float = 400.0,
    *,
    at: str = "18:00",
    minutes: int = 60,
    programme: str = "dr",
    by: str = "offer-1",
    resource: str = "mill-down",
) -> Promise:
    start: datetime = local(FRIDAY, at)
    period = Period(start, start + timedelta(minutes=minutes))
    return Promise(resource=resource, period=period, power_kw=power_kw, programme=programme, by=by)


def test_the_second_buyer_is_refused_and_the_first_is_named() -> None:
    first = promise()
    second = promise(100.0, at="18:45", programme="spot", by="offer-2")
    kept = keep_promises([second], made=[first], plant=PLANT)
    assert kept.promises == ()
    (finding,) = kept.findings
    assert finding.code == "promise.made_already"
    assert finding.problem == (
        "100 kW can't be promised to spot: 400 kW of the same time are promised to dr with "
        "offer-1, and 0 kW are left."
    )


def test_what_is_left_may_be_promised() -> None:
    rest = promise(150.0, programme="spot", by="offer-2")
    assert keep_promises([rest], made=[promise(250.0)], plant=PLANT).promises == (rest,)
    assert keep_promises([rest], made=[promise(251.0)], plant=PLANT).promises == ()


def test_another_hour_is_free() -> None:
    later = promise(at="19:00", programme="spot", by="offer-2")
    assert keep_promises([later], made=[promise()], plant=PLANT).findings == ()


def test_promises_that_follow_each_other_are_never_added() -> None:
    made = [promise(300.0), promise(300.0, at="19:00", by="offer-3")]
    over_both = promise(100.0, minutes=120, programme="spot", by="offer-2")
    assert keep_promises([over_both], made=made, plant=PLANT).promises == (over_both,)


def test_a_resource_promises_no_more_than_it_holds_for_so_long() -> None:
    long = promise(400.0, resource="cells-down", minutes=120)
    (finding,) = keep_promises([long], made=(), plant=PLANT).findings
    assert (finding.code, finding.data["free"]) == ("promise.beyond_capability", 300.0)


def test_steps_of_one_power_are_one_promise() -> None:
    steps = [promise(at=at, minutes=15) for at in ("18:00", "18:15", "18:30")]
    (whole,) = whole_promises(reversed(steps))
    assert whole.period == promise(minutes=45).period
    assert len(whole_promises([*steps, promise(1.0, at="18:45", minutes=15)])) == 2


stretches = st.builds(
    promise,
    st.integers(1, 500).map(float),
    at=st.sampled_from(["17:00", "17:30", "18:00", "18:15", "19:00"]),
    minutes=st.sampled_from([15, 30, 60, 120]),
    programme=st.sampled_from(["dr", "spot", "reserve"]),
    by=st.sampled_from(["o1", "o2", "o3", "o4"]),
    resource=st.sampled_from(["cells-down", "mill-down", "shop-down"]),
)


@given(st.lists(stretches, max_size=12))
def test_at_no_instant_is_more_promised_than_there_is(asked: list[Promise]) -> None:
    distinct = list({(each.by, each.resource): each for each in asked}.values())
    kept = keep_promises(distinct, made=(), plant=PLANT).promises
    for minute in range(17 * 60, 22 * 60, 15):
        now = local(FRIDAY, f"{minute // 60:02d}:{minute % 60:02d}")
        for resource in PLANT.resources:
            sold = [e.power_kw for e in kept if e.resource == resource.id and now in e.period]
            assert sum(sold) <= resource.largest_kw + 1e-6
    assert list(pairs_promised_twice(kept, PLANT)) == []
