from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readings_rows import at, instants, known, naive, readings, values
from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import READING_SCHEMA, REJECTED_SCHEMA, Quality, Readings
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.stores.readings import readings_writer
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

OpenReadings = Callable[[], ReadingsStore]
ALL = Period(at(-10_000), at(100_000))


def closed(store: ReadingsStore) -> None:
    if isinstance(store, EmbeddedReadings):
        store.close()


def test_what_was_appended_comes_back(open_readings: OpenReadings) -> None:
    store = open_readings()
    assert store.append(readings([("m1", 0, 1.5, 0), ("m2", 1, None, 0)])) == 2
    assert values(store.read(ALL)) == {("m1", 0): 1.5, ("m2", 1): None}
    assert store.read(ALL).frame.schema == READING_SCHEMA


def test_a_store_without_readings_says_so(open_readings: OpenReadings) -> None:
    store = open_readings()
    assert len(store.read(ALL)) == 0
    assert store.span() is None
    assert store.touched_since(known(-1000)) == ()
    assert store.rejected().schema == REJECTED_SCHEMA
    assert store.append(Readings.empty()) == 0


def test_the_same_readings_again_change_nothing(open_readings: OpenReadings) -> None:
    first = open_readings()
    first.append(readings([("m1", 0, 1.0, 0), ("m1", 1, float("nan"), 0), ("m1", 2, None, 0)]))
    closed(first)
    again = readings([("m1", 0, 1.0, 5), ("m1", 1, float("nan"), 5), ("m1", 2, None, 5)])
    store = open_readings()
    assert store.append(again) == 0
    assert store.read(ALL).frame["known_at"].unique().to_list() == [naive(known(0))]


def test_only_what_changed_counts(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0), ("m1", 1, 2.0, 0)]))
    assert store.append(readings([("m1", 0, 1.0, 1), ("m1", 1, 3.0, 1), ("m1", 2, 4.0, 1)])) == 2
    assert values(store.read(ALL)) == {("m1", 0): 1.0, ("m1", 1): 3.0, ("m1", 2): 4.0}


def test_a_file_that_comes_again_does_not_undo_a_correction(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0), ("m1", 1, 2.0, 0)], source="a.csv sha256:aa"))
    store.append(readings([("m1", 0, 5.0, 1)], source="b.csv sha256:bb"))
    again = readings([("m1", 0, 1.0, 2), ("m1", 1, 2.0, 2)], source="a.csv sha256:aa")
    assert store.append(again) == 0
    assert values(store.read(ALL)) == {("m1", 0): 5.0, ("m1", 1): 2.0}
    # Another file that says the first value again takes the correction back.
    assert store.append(readings([("m1", 0, 1.0, 3)], source="c.csv sha256:cc")) == 1
    assert values(store.read(ALL)) == {("m1", 0): 1.0, ("m1", 1): 2.0}


def test_a_connector_may_take_its_own_correction_back(open_readings: OpenReadings) -> None:
    store = open_readings()
    for hour, value in enumerate((1.0, 5.0, 1.0)):
        assert store.append(readings([("m1", 0, value, hour)], source="mqtt-1")) == 1
    assert values(store.read(ALL)) == {("m1", 0): 1.0}


def test_a_value_that_is_no_longer_an_estimate_is_news(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0)], quality=Quality.ESTIMATED))
    assert store.append(readings([("m1", 0, 1.0, 1)])) == 1
    assert store.read(ALL).frame["quality"].to_list() == [0]


def test_the_same_from_another_source_is_no_news(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0)], source="a.csv"))
    assert store.append(readings([("m1", 0, 1.0, 1)], source="b.csv")) == 0


def test_history_stays_readable(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0)]))
    store.append(readings([("m1", 0, 2.0, 10)]))
    assert values(store.read(ALL)) == {("m1", 0): 2.0}
    assert values(store.read(ALL, known_at=known(9))) == {("m1", 0): 1.0}
    assert values(store.read(ALL, known_at=known(10))) == {("m1", 0): 2.0}
    assert values(store.read(ALL, known_at=known(-1))) == {}


def test_an_older_state_of_knowledge_does_not_replace_a_newer(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 2.0, 10)]))
    assert store.append(readings([("m1", 0, 1.0, 3)])) == 1
    assert store.append(readings([("m1", 0, 1.0, 3)])) == 0
    assert values(store.read(ALL)) == {("m1", 0): 2.0}
    assert values(store.read(ALL, known_at=known(5))) == {("m1", 0): 1.0}


def test_of_two_known_at_the_same_instant_the_later_append_counts(
    open_readings: OpenReadings,
) -> None:
    for value in (1.0, 2.0):
        store = open_readings()
        store.append(readings([("m1", 0, value, 0)]))
        closed(store)
    assert values(open_readings().read(ALL)) == {("m1", 0): 2.0}


def test_of_two_in_one_append_the_later_row_counts(open_readings: OpenReadings) -> None:
    store = open_readings()
    assert store.append(readings([("m1", 0, 1.0, 0), ("m1", 0, 2.0, 0), ("m1", 0, 2.0, 0)])) == 1
    assert values(store.read(ALL)) == {("m1", 0): 2.0}


def test_an_interval_touches_where_it_overlaps(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", q, float(q), 0) for q in range(4)]))
    half_past = at(1) + timedelta(minutes=5)
    assert set(values(store.read(Period(half_past, at(3))))) == {("m1", 1), ("m1", 2)}


def test_an_instant_touches_at_both_ends(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(instants([("m1", q, float(q), 0) for q in range(4)]))
    assert set(values(store.read(Period(at(1), at(2))))) == {("m1", 1), ("m1", 2)}


def test_a_reading_over_months_is_found_from_any_of_its_days(open_readings: OpenReadings) -> None:
    start, end = datetime(2026, 1, 20), datetime(2026, 4, 2)  # noqa: DTZ001 (tables hold zone-less UTC)
    row = [("m1", "coal", start, end, 900.0, 0, naive(known(0)), "a.csv")]
    store = open_readings()
    store.append(Readings(pl.DataFrame(row, schema=READING_SCHEMA, orient="row")))
    march = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
    assert len(store.read(march)) == 1
    days = store.touched_since(known(-1))
    assert (days[0], days[-1], len(days)) == (date(2026, 1, 20), date(2026, 4, 1), 12 + 28 + 31 + 1)


def test_a_meter_can_be_asked_for(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([(f"m{i}", 0, float(i), 0) for i in range(5)]))
    assert values(store.read(ALL, meters=["m3", "m1", "nobody"])) == {("m1", 0): 1, ("m3", 0): 3}
    assert len(store.read(ALL, meters=[])) == 0


def test_late_data_tells_which_days_it_touched(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", q, 1.0, 0) for q in range(0, 96 * 40, 48)]))
    store.append(readings([("m1", 96 * 3 + 1, 2.0, 5), ("m1", 96 * 35 + 95, 2.0, 5)]))
    assert store.touched_since(known(0)) == (date(2026, 1, 4), date(2026, 2, 5))
    assert store.touched_since(known(5)) == ()


def test_the_span_runs_from_the_first_start_to_the_last_end(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 5, 1.0, 0)]))
    store.append(readings([("m1", 400, 1.0, 0), ("m2", 2, 1.0, 0)]))
    assert store.span() == Period(at(2), at(401))


def test_a_single_instant_spans_a_microsecond(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(instants([("m1", 5, 1.0, 0)]))
    assert store.span() == Period(at(5), at(5) + timedelta(microseconds=1))


def test_a_rejected_row_is_kept_once(open_readings: OpenReadings) -> None:
    row = {"source": "a.csv", "row": 7, "column": "", "code": "x.y", "reason": "no", "raw": "{}"}
    early = pl.DataFrame([{**row, "known_at": naive(known(0))}], schema=REJECTED_SCHEMA)
    later = pl.DataFrame(
        [{**row, "known_at": naive(known(9))}, {**row, "row": 8, "known_at": naive(known(9))}],
        schema=REJECTED_SCHEMA,
    )
    store = open_readings()
    store.append(Readings.empty(), rejected=early)
    store.append(readings([("m1", 0, 1.0, 0)]), rejected=later)
    closed(store)
    found = open_readings().rejected()
    assert found.schema == REJECTED_SCHEMA
    assert found["row"].to_list() == [7, 8]
    assert found["known_at"].to_list() == [naive(known(0)), naive(known(9))]


def test_a_reading_without_a_meter_is_refused(open_readings: OpenReadings) -> None:
    nameless = readings([("m1", 0, 1.0, 0)]).frame.with_columns(
        meter=pl.lit(None, dtype=pl.Categorical())
    )
    with pytest.raises(StoreError, match="without meter"):
        open_readings().append(Readings(nameless))


# --- any order of late, doubled, corrected appends --------------------------------------

METERS, QUARTERS, HOURS = 3, 200, 6
ROWS = st.lists(
    st.tuples(
        st.sampled_from([f"m{i}" for i in range(METERS)]),
        st.integers(0, QUARTERS).map(lambda q: q * 48),  # two a day: several months
        st.sampled_from([0.0, 1.0, 2.0, None]),
        st.integers(0, HOURS),
    ),
    max_size=25,
)
STEPS = st.lists(st.tuples(ROWS, st.booleans()), max_size=8)
Versions = dict[tuple[str, int, int], float | None]


def said(versions: Versions, meter: str, quarter: int, hour: int) -> tuple[float | None] | None:
    """What a dict of last writes says of a key as known at an hour; None: nothing."""
    hours = [h for h in range(hour + 1) if (meter, quarter, h) in versions]
    return (versions[meter, quarter, hours[-1]],) if hours else None


def write(versions: Versions, rows: list[tuple[str, int, float | None, int]]) -> int:
    last = {(m, q, h): v for m, q, v, h in rows}
    news = 0
    for (m, q, h), v in sorted(last.items(), key=lambda item: item[0]):
        if said(versions, m, q, h) != (v,):
            versions[m, q, h] = v
            news += 1
    return news


def expected(versions: Versions, hour: int) -> dict[tuple[str, int], float | None]:
    keys = {(m, q) for m, q, _ in versions}
    found = {key: said(versions, *key, hour) for key in keys}
    return {key: value[0] for key, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("adapter", "bulk_rows"),
    [("memory", 1), ("embedded", 1), ("embedded", 12), ("embedded", 10_000)],
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_the_store_equals_a_dict_of_last_writes(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    adapter: str,
    bulk_rows: int,
    steps: list[tuple[list[tuple[str, int, float | None, int]], bool]],
) -> None:
    monkeypatch.setattr(readings_writer, "BULK_ROWS", bulk_rows)
    folder = tmp_path_factory.mktemp("store")
    store = _opened(adapter, folder)
    versions: Versions = {}
    for rows, reopen in steps:
        assert store.append(readings(rows)) == write(versions, rows)
        if reopen and isinstance(store, EmbeddedReadings):
            store.close()
            store = _opened(adapter, folder)
        assert values(store.read(ALL)) == expected(versions, HOURS)
    for hour in range(-1, HOURS + 1):
        found = store.read(ALL, known_at=known(hour))
        assert len(found) == len(values(found))
        assert values(found) == expected(versions, hour)
    closed(store)


def _opened(adapter: str, folder: Path) -> ReadingsStore:
    if adapter == "memory":
        return MemoryReadings()
    return EmbeddedReadings(folder, park="park", seal_rows=20)
