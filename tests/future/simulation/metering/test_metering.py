from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.basis.units import unit
from zeropark.facts.ledger.flow import CURTAILED, FlowLink
from zeropark.future.simulation.metering.metering import records_of, true_amount
from zeropark.future.simulation.year import SimulatedYear

Make = Callable[..., ParkDocument]


def _metered(make_park: Make, *channels: dict[str, Any]) -> ParkDocument:
    return make_park(
        buses=[{"id": "main", "carrier": "electricity"}],
        devices=[{"id": "farm", "kind": "wind", "electricity_to": "main", "capacity_kw": 1000.0}],
        meters=[
            {"id": "m", "from": "farm", "to": "main", "gate": "generation", "channels": channels}
        ],
    )


def _year(axis: Axis, given: float, cut: float = 0.0) -> SimulatedYear:
    """A farm that gives so much in every interval, and is curtailed by so much."""
    return SimulatedYear(
        park="small",
        seed=4,
        axis=axis,
        links=(
            FlowLink("electricity", "farm", "main"),
            FlowLink("electricity", "farm", CURTAILED),
        ),
        amount=np.vstack([np.full(axis.count, given), np.full(axis.count, cut)]),
        contents={},
        capacities={},
    )


def test_a_register_behind_transformers_by_hand(make_park: Make, week: Axis) -> None:
    # 250 kWh a quarter hour behind a ratio of 1,000 is 0.25 of the register: 168 over the week.
    channel = {"id": "energy", "kind": "cumulative", "unit": "kWh", "ratio": 1000.0}
    park = _metered(make_park, channel | {"rollover_at": 1e6})
    (record,) = records_of(_year(week, 250.0), park)
    assert len(record) == week.count + 1
    np.testing.assert_array_equal(record.start, record.end)
    assert record.value[-1] - record.value[0] == pytest.approx(168.0, rel=0.003)
    np.testing.assert_allclose(np.diff(record.value), 0.25, rtol=0.004)
    # four decimals behind transformers, and nothing finer
    np.testing.assert_allclose(record.value * 1e4, np.round(record.value * 1e4), atol=1e-4)


def test_an_interval_channel_counts_in_its_own_unit(make_park: Make, week: Axis) -> None:
    channel = {"id": "energy", "kind": "interval", "unit": "MWh"}
    (record,) = records_of(_year(week, 250.0), _metered(make_park, channel))
    assert (record.end - record.start == np.timedelta64(15, "m")).all()
    np.testing.assert_allclose(record.value, 0.25, rtol=0.006)
    assert len(set(record.value.tolist())) > 10  # noise


def test_a_gauge_says_the_mean_power_at_the_start_of_what_it_holds(
    make_park: Make, week: Axis
) -> None:
    channel = {"id": "power", "kind": "gauge", "unit": "MW"}
    (record,) = records_of(_year(week, 250.0), _metered(make_park, channel))
    np.testing.assert_array_equal(record.start, week.starts())
    np.testing.assert_array_equal(record.start, record.end)
    assert record.value.mean() == pytest.approx(1.0, rel=0.005)  # 250 kWh / 0.25 h


def test_available_is_what_was_given_and_what_was_curtailed(make_park: Make, week: Axis) -> None:
    channels = (
        {"id": "energy", "kind": "interval", "unit": "kWh"},
        {"id": "available", "kind": "gauge", "unit": "kW", "direction": "available"},
    )
    energy, available = records_of(_year(week, 100.0, 50.0), _metered(make_park, *channels))
    assert available.value.mean() == pytest.approx(600.0, rel=0.004)  # 150 kWh / 0.25 h
    # the same meter's error is in both, so that what was curtailed is their difference
    assert available.value.mean() / energy.value.mean() == pytest.approx(6.0, rel=1e-3)


def test_readings_are_known_a_little_after_they_end(make_park: Make, week: Axis) -> None:
    channel = {"id": "energy", "kind": "interval", "unit": "kWh"}
    (record,) = records_of(_year(week, 250.0), _metered(make_park, channel))
    delay = record.known_at - record.end
    assert (delay >= np.timedelta64(20, "s")).all()
    assert (delay <= np.timedelta64(180, "s")).all()


def test_every_channel_of_jinchang_tells_its_true_amount_within_its_class(
    jinchang: ParkDocument, jinchang_year: SimulatedYear
) -> None:
    records = {record.id: record for record in records_of(jinchang_year, jinchang)}
    channels = [(meter, channel) for meter in jinchang.meters for channel in meter.channels]
    assert len(records) == len(channels)
    for meter, channel in channels:
        truth = float(true_amount(jinchang_year, jinchang, meter, channel).sum())
        record = next(
            r for i, r in records.items() if (i.meter, i.channel) == (meter.id, channel.id)
        )
        per_unit = unit(channel.unit).factor * channel.ratio
        if channel.kind == "cumulative":
            told = float(record.value[-1] - record.value[0]) * per_unit
        else:
            hours = 0.25 if channel.kind == "gauge" else 1.0
            told = float(record.value.sum()) * per_unit * hours
        assert told == pytest.approx(truth, rel=0.005, abs=1.0)
        assert (record.value >= 0.0).all()


def test_a_register_goes_on_from_what_it_showed(make_park: Make, week: Axis) -> None:
    park = _metered(
        make_park, {"id": "energy", "kind": "cumulative", "unit": "kWh", "rollover_at": 1000}
    )
    year = _year(week, given=1.0)
    (first,) = records_of(year, park)
    (second,) = records_of(year, park, shown={first.id: float(first.value[-1])})
    assert second.value[0] == first.value[-1]
    # the same meter counts the same, and goes around at its last digit
    turned = np.mod(first.value - first.value[0], 1000)
    np.testing.assert_allclose(np.mod(second.value - second.value[0], 1000), turned, atol=0.011)
