from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Axis
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.reading import KEY, Quality, Readings
from zeropark.future.simulation.metering.history import CORRECTIONS, Batch, history_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.future.simulation.year import SimulatedYear


@pytest.fixture(scope="module")
def truth(jinchang: ParkDocument, week: Axis) -> SimulatedYear:
    return simulate(jinchang, week, seed=21)


@pytest.fixture(scope="module")
def clean(jinchang: ParkDocument, truth: SimulatedYear) -> list[Batch]:
    return list(history_of(truth, jinchang, flaws=False))


@pytest.fixture(scope="module")
def flawed(jinchang: ParkDocument, truth: SimulatedYear) -> list[Batch]:
    return list(history_of(truth, jinchang))


def _all(batches: list[Batch]) -> pl.DataFrame:
    return pl.concat([batch.readings.frame for batch in batches])


def test_every_reading_is_marked_as_generated(clean: list[Batch], flawed: list[Batch]) -> None:
    for batches in (clean, flawed):
        assert (_all(batches)["quality"] == int(Quality.GENERATED)).all()
        assert _all(batches)["source"].cast(pl.String).unique().to_list() == ["generated"]


def test_without_flaws_every_channel_speaks_once_in_every_interval(
    clean: list[Batch], jinchang: ParkDocument, week: Axis
) -> None:
    frame = _all(clean)
    counts = frame.group_by("meter", "channel").len()
    channels = [(m.id, c) for m in jinchang.meters for c in m.channels]
    assert counts.height == len(channels)
    registers = sum(channel.kind == "cumulative" for _, channel in channels)
    assert frame.height == len(channels) * week.count + registers
    assert not frame.select(KEY).is_duplicated().any()
    assert all(batch.flaws == () for batch in clean)
    assert CORRECTIONS not in {batch.group for batch in clean}


def test_clean_readings_align_to_the_true_flows(
    clean: list[Batch], jinchang: ParkDocument, truth: SimulatedYear, week: Axis
) -> None:
    aligned = align(Readings(_all(clean)), park=jinchang, axis=week)
    told = dict(zip(aligned.channels, aligned.amount, strict=True))
    for meter in jinchang.meters:
        for channel in meter.channels:
            if channel.direction != "forward":
                continue
            amount = next(
                a for c, a in told.items() if (c.meter, c.channel) == (meter.id, channel.id)
            )
            expected = float(truth.flow(meter.source, meter.sink).sum())
            assert float(amount.sum()) == pytest.approx(expected, rel=0.006, abs=1.0)


def test_flaws_are_there_when_asked_for_and_few(clean: list[Batch], flawed: list[Batch]) -> None:
    done = [happened for batch in flawed for happened in batch.flaws]
    kinds = {happened.flaw for happened in done}
    assert {"lost_hours", "spike", "unit_slip", "twice", "clock_step", "exchanged"} <= kinds
    assert {"rolled_over", "corrected", "stuck", "late_days"} <= kinds
    assert len(done) < 0.5 * _all(clean).select("meter", "channel").n_unique()


def test_the_correction_comes_last_and_is_known_last(flawed: list[Batch]) -> None:
    assert [batch.group for batch in flawed].index(CORRECTIONS) == len(flawed) - 1
    correction = flawed[-1].readings.frame
    before = _all(flawed[:-1]).join(correction, on=KEY, how="inner", suffix="_new")
    assert before.height == correction.height
    assert (before["known_at_new"] > before["known_at"]).all()
    assert (before["value_new"] >= before["value"]).all()


def test_the_same_seed_gives_the_same_readings(
    jinchang: ParkDocument, truth: SimulatedYear, flawed: list[Batch]
) -> None:
    assert_frame_equal(_all(list(history_of(truth, jinchang))), _all(flawed))
