"""The state of a store: what caches of its answers hang on, on every adapter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readings_rows import at, known, naive, readings
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.facts.readings.reading import REJECTED_SCHEMA, Readings
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

OpenBooks = Callable[[], BooksStore]
OpenReadings = Callable[[], ReadingsStore]
ALL = Period(at(-10_000), at(100_000))


def closed(store: ReadingsStore) -> None:
    if isinstance(store, EmbeddedReadings):
        store.close()


def flows_of(text: str, value: float) -> Flows:
    axis = Axis.over(parse_period(text))
    flags = np.zeros((1, axis.count), dtype=np.uint8)
    links = (FlowLink("electricity", "grid", "bus", "m1"),)
    return Flows("park", axis, links, np.full((1, axis.count), value), flags, flags)


def rejected(reason: str) -> pl.DataFrame:
    row = ("a.csv", 2, "value", "readings.value", reason, "{}", naive(known(0)))
    return pl.DataFrame([row], schema=REJECTED_SCHEMA, orient="row")


def test_every_append_that_says_something_new_is_another_state(
    open_readings: OpenReadings,
) -> None:
    store = open_readings()
    seen = [store.state()]
    for row in (("m1", 0, 1.0, 0), ("m1", 1, 1.0, 0), ("m1", 0, 2.0, 1)):
        store.append(readings([row]))
        seen.append(store.state())
        assert open_readings().state() == seen[-1]
    assert len(set(seen)) == 4


def test_what_is_no_news_leaves_the_state(open_readings: OpenReadings) -> None:
    store = open_readings()
    unwritten = store.state()
    store.append(Readings.empty())
    assert store.state() == unwritten
    store.append(readings([("m1", 0, 1.0, 0)]))
    before = store.state()
    store.append(readings([("m1", 0, 1.0, 3)]))
    assert store.state() == before


def test_sealing_and_opening_again_leave_the_state(open_readings: OpenReadings) -> None:
    store = open_readings()
    for hour in range(6):  # enough for a merge
        store.append(readings([("m1", hour, 1.0, hour)]))
        before = store.state()
        closed(store)
        store = open_readings()
        assert store.state() == before
        store.append(readings([("m1", hour, 1.0, hour)]))
        assert store.state() == before


def test_a_row_rejected_for_the_first_time_is_another_state(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(Readings.empty(), rejected=rejected("not a number"))
    before = open_readings().state()
    store.append(Readings.empty(), rejected=rejected("not a number"))
    assert store.state() == before
    store.append(Readings.empty(), rejected=rejected("not a date"))
    assert open_readings().state() != before


def test_every_closing_is_another_state(open_books: OpenBooks) -> None:
    books = open_books()
    seen = [books.state()]
    for text, value in (("2026-06", 1.0), ("2026-06-03", 2.0), ("2026-07", 1.0)):
        books.put_flows(flows_of(text, value), findings={})
        seen.append(books.state())
        assert open_books().state() == seen[-1]
    assert len(set(seen)) == 4


def test_reading_leaves_the_state(open_books: OpenBooks, open_readings: OpenReadings) -> None:
    books, store = open_books(), open_readings()
    books.put_flows(flows_of("2026-06", 1.0), findings={})
    store.append(readings([("m1", 0, 1.0, 0)]))
    before = (books.state(), store.state())
    books.flows(parse_period("2026-06"))
    books.restatements()
    store.read(ALL)
    store.latest(at(3))
    store.rejected()
    assert (books.state(), store.state()) == before


ROW = st.tuples(
    st.sampled_from(["m1", "m2"]),
    st.integers(0, 5),
    st.integers(0, 2).map(float),
    st.integers(0, 2),
)


@pytest.mark.parametrize("adapter", ["memory", "embedded"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.one_of(st.lists(ROW, min_size=1, max_size=3), st.just("close")), max_size=10)
)
def test_equal_states_are_equal_answers(
    tmp_path_factory: pytest.TempPathFactory,
    adapter: str,
    steps: list[list[tuple[str, int, float, int]] | str],
) -> None:
    folder = tmp_path_factory.mktemp("readings")
    memory = MemoryReadings()

    def opened() -> ReadingsStore:
        return memory if adapter == "memory" else EmbeddedReadings(folder, park="park", seal_rows=4)

    store, onlooker = opened(), opened()
    answers: dict[str, list[tuple[object, ...]]] = {}
    for step in steps:
        if isinstance(step, str):
            closed(store)
        else:
            store.append(readings(step))
        said = [opened().read(ALL, known_at=known(hour)).frame for hour in (0, 1, 2)]
        answer = sorted(row for frame in said for row in frame.rows())
        assert answers.setdefault(onlooker.state(), answer) == answer
        assert onlooker.state() == opened().state()
    closed(store)
