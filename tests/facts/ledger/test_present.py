"""The present: sums of one interval, the newest of which all is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

import ledger_parks as parts
from zeropark.basis.timeline import Axis
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows
from zeropark.facts.ledger.present import last_rates, newest, so_far, supply_now
from zeropark.facts.readings.reading import Quality

START = datetime(2026, 6, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
NAN = float("nan")
amounts = npst.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 30)),
    elements=st.one_of(st.floats(0, 1e6, allow_subnormal=False), st.just(np.nan)),
)


def flows(links: dict[str, list[float]], *, quality: int = 0) -> Flows:
    """Quarter hours from START; `a>b` is an electricity link."""
    quantity = np.array(list(links.values()))
    return Flows(
        park="p",
        axis=Axis(START, QUARTER, quantity.shape[1]),
        links=tuple(FlowLink("electricity", *link.split(">")) for link in links),
        quantity=quantity,
        quality=np.full(quantity.shape, quality, dtype=np.uint8),
        kind=np.zeros(quantity.shape, dtype=np.uint8),
    )


def rows(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


def test_the_newest_rate_worked_by_hand() -> None:
    # Last quarter: 30 + 20 kWh in 0.25 h are 200 kW out of the grid and the roof.
    found = newest(flows({"grid>b": [10, 30], "pv>b": [0, 20]}), rows(0, 1))
    assert found is not None
    assert found.per_hour == (200.0,)
    assert (found.over.start, found.over.end) == (START + QUARTER, START + 2 * QUARTER)


def test_figures_that_belong_together_are_of_the_same_interval() -> None:
    # Use is known to the end, the grid only to the second quarter: both are of the second.
    of = flows({"b>l": [1, 2, 3], "grid>b": [4, 5, NAN]})
    found = newest(of, rows(0), rows(1))
    assert found is not None
    assert found.per_hour == (8.0, 20.0)
    assert found.over.end == START + 2 * QUARTER
    assert newest(of, rows(0)).per_hour == (12.0,)  # type: ignore[union-attr]


def test_where_no_interval_knows_all_nothing_is_said() -> None:
    assert newest(flows({"a>b": [NAN, 1], "b>c": [1, NAN]}), rows(0, 1)) is None


def test_the_quality_of_a_rate_is_that_of_every_link_behind_it() -> None:
    of = flows({"a>b": [1, 1], "c>b": [1, 1]})
    of.quality[0, 1], of.quality[1, 1], of.quality[0, 0] = 2, int(Quality.GENERATED), 64
    found = newest(of, rows(0), rows(1))
    assert found is not None
    assert found.quality == Quality.FILLED | Quality.GENERATED


@given(amounts)
def test_a_rate_over_its_interval_is_an_amount_that_is_there(
    quantity: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    of = flows({f"s{i}>b": list(row) for i, row in enumerate(quantity)})
    every = np.arange(len(quantity))
    found = newest(of, every)
    known = ~np.isnan(quantity).any(axis=0)
    assert (found is None) == (not known.any())
    if found is not None:
        at = (found.over.start - START) // QUARTER
        assert not known[at + 1 :].any()
        assert found.per_hour[0] * 0.25 == pytest.approx(quantity[:, at].sum())


def test_last_rates_say_missing_and_never_zero() -> None:
    assert last_rates(flows({"a>b": [1, 5], "b>c": [1, NAN]})) == {
        "electricity:a>b": 20.0,
        "electricity:b>c": None,
    }


def test_so_far_adds_what_is_known_since_and_counts_what_is_not() -> None:
    # From the second quarter on: 2, missing, 4 kWh.
    found = so_far(flows({"b>l": [1, 2, NAN, 4]}), rows(0), since=START + QUARTER)
    assert found is not None
    assert (found.amount, found.missing_steps) == (6.0, 1)
    assert found.over.duration == 3 * QUARTER


def test_of_a_day_of_which_nothing_is_known_nothing_is_said() -> None:
    of = flows({"b>l": [1, NAN]})
    assert so_far(of, rows(0), since=START + QUARTER) is None
    assert so_far(of, rows(0), since=START + timedelta(days=1)) is None


def mixed_park() -> Flows:
    return flows(
        {
            "pv>b": [10.0],
            f"pv>{CURTAILED}": [7.0],
            "line>b": [20.0],
            "grid>b": [50.0],
            "chp>b": [20.0],
            "store>b": [99.0],
            "b>l": [199.0],
        }
    )


def test_supply_worked_by_hand() -> None:
    # In kWh of a quarter hour: PV 10, a line of which a quarter is fossil 20, the grid 50, gas 20;
    # what the store gives and what was curtailed are no supply. 10 + 15 of 100, four times as kW.
    park = parts.park_of(
        buses=[parts.bus("b"), parts.bus("gas", "natural_gas"), parts.bus("hot", "heat")],
        boundary_points=[
            parts.point("grid", "b"),
            {**parts.point("line", "b", "direct_line", "in"), "fossil_share": 0.25},
        ],
        devices=[
            parts.pv("pv", "b"),
            parts.battery("store", "b"),
            parts.load("l", "b"),
            {
                "id": "chp",
                "kind": "converter",
                "inputs": [{"bus": "gas", "per_output": 1}],
                "outputs": [{"bus": "b"}],
                "rated_output_per_h": 100,
            },
        ],
    )
    found = supply_now(mixed_park(), park=park)
    assert found is not None
    assert found.per_hour == pytest.approx((100.0, 400.0))


def test_a_park_without_electricity_has_no_supply() -> None:
    park = parts.park_of(buses=[parts.bus("b")])
    assert supply_now(mixed_park(), park=park) is None
