"""Some links of closed flows, on every adapter of the books port."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.stores.books import flow_files
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.books.memory_books import MemoryBooks

OpenBooks = Callable[[], BooksStore]

DAYS = parse_period("2026-06-01/2026-06-03")
FIRST, SECOND = parse_period("2026-06-01"), parse_period("2026-06-02")
NAMES = tuple(f"load-{n}" for n in range(6))
LINKS = tuple(FlowLink("electricity", "bus", name, f"m-{name}") for name in NAMES)
LOSSES = FlowLink("electricity", "bus", "losses")


def flows_of(period: Period, links: tuple[FlowLink, ...] = LINKS) -> Flows:
    """Link i has i + 1 in every quarter of an hour."""
    axis = Axis.over(period)
    shape = (len(links), axis.count)
    quantity = np.repeat(np.arange(1.0, len(links) + 1), axis.count).reshape(shape)
    kind = np.zeros(shape, dtype=np.uint8)
    kind[[link.meter is None for link in links]] = Kind.RESIDUAL
    return Flows("park", axis, links, quantity, np.zeros(shape, dtype=np.uint8), kind)


@pytest.mark.parametrize(
    ("resolution", "steps", "quarters"), [("quarter", 192, 1), ("hour", 48, 4), ("day", 2, 96)]
)
def test_only_the_links_asked_for_come_in_the_order_of_all(
    open_books: OpenBooks, resolution: str, steps: int, quarters: int
) -> None:
    open_books().put_flows(flows_of(DAYS), findings={})
    asked = [LINKS[4].id, LINKS[1].id, LINKS[2].id]
    found = open_books().flows(DAYS, resolution=resolution, links=asked)
    assert found.links == (LINKS[1], LINKS[2], LINKS[4])
    assert found.quantity.shape == found.quality.shape == found.kind.shape == (3, steps)
    assert found.quantity.min(axis=1).tolist() == [2.0 * quarters, 3.0 * quarters, 5.0 * quarters]
    assert found.quantity.max(axis=1).tolist() == [2.0 * quarters, 3.0 * quarters, 5.0 * quarters]


def test_a_part_of_a_closing_can_be_asked_for_one_link(open_books: OpenBooks) -> None:
    flows = flows_of(DAYS)
    flows.quantity[3] = np.arange(192)
    open_books().put_flows(flows, findings={})
    found = open_books().flows(SECOND, links={LINKS[3].id})
    assert found.quantity.tolist() == [list(range(96, 192))]


def test_a_link_that_no_flow_is_on_is_named(open_books: OpenBooks) -> None:
    open_books().put_flows(flows_of(DAYS), findings={})
    asked = [LINKS[0].id, "heat:a>b", "electricity:bus>nowhere"]
    with pytest.raises(MissingDataError, match="is on electricity:bus>nowhere, heat:a>b"):
        open_books().flows(DAYS, links=asked)


def test_a_link_of_another_period_is_not_known_in_this(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(FIRST, LINKS[:2]), findings={})
    books.put_flows(flows_of(SECOND, LINKS[1:3]), findings={})
    with pytest.raises(MissingDataError, match=LINKS[2].id):
        books.flows(FIRST, links=[LINKS[2].id])
    found = books.flows(DAYS, resolution="day", links=[LINKS[2].id])
    assert np.isnan(found.quantity[0, 0])
    assert found.quantity[0, 1] == 2 * 96.0


def test_a_residual_that_one_stretch_lacks_is_nothing_there_when_asked_for_alone(
    open_books: OpenBooks,
) -> None:
    books = open_books()
    books.put_flows(flows_of(FIRST, (LINKS[0], LOSSES)), findings={})
    books.put_flows(flows_of(SECOND, (LINKS[0],)), findings={})
    found = books.flows(DAYS, resolution="day", links=[LOSSES.id])
    assert found.quantity.tolist() == [[2 * 96.0, 0.0]]


def test_the_same_link_under_another_meter_comes_too(open_books: OpenBooks) -> None:
    books = open_books()
    exchanged = FlowLink("electricity", "bus", "load-0", "m-new")
    books.put_flows(flows_of(FIRST, (LINKS[0],)), findings={})
    books.put_flows(flows_of(SECOND, (exchanged,)), findings={})
    found = books.flows(DAYS, resolution="day", links=[exchanged.id])
    assert found.links == (LINKS[0], exchanged)


def test_no_link_asked_for_gives_none(open_books: OpenBooks) -> None:
    open_books().put_flows(flows_of(DAYS), findings={})
    assert open_books().flows(DAYS, links=[]).quantity.shape == (0, 192)


@pytest.mark.parametrize("adapter", ["memory", "embedded"])
@pytest.mark.parametrize("whole_file_from", [1, 10**9])
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.sets(st.sampled_from([link.id for link in LINKS])),
    resolution=st.sampled_from(["quarter", "hour", "day"]),
    edge=st.integers(1, 191),
    row_group=st.sampled_from([1, 200, 10_000]),
)
def test_some_links_are_the_rows_of_all(
    tmp_path_factory: pytest.TempPathFactory,
    adapter: str,
    whole_file_from: int,
    asked: set[str],
    resolution: str,
    edge: int,
    row_group: int,
) -> None:
    books: BooksStore = (
        MemoryBooks() if adapter == "memory" else EmbeddedBooks(tmp_path_factory.mktemp("books"))
    )
    flows = flows_of(DAYS)
    rng = np.random.default_rng(edge)
    flows.quantity[:] = rng.gamma(2.0, 50.0, flows.quantity.shape)
    flows.quantity[rng.random(flows.quantity.shape) < 0.1] = np.nan
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_files, "_ROW_GROUP", row_group)
        patch.setattr(flow_files, "_VALUES_A_RUN", whole_file_from)
        books.put_flows(flows, findings={})
        again = Period(DAYS.start + edge * QUARTER_HOUR, DAYS.end + timedelta(hours=1))
        books.put_flows(flows_of(again, LINKS[2:]), findings={})
        whole = books.flows(DAYS, resolution=resolution)
        some = books.flows(DAYS, resolution=resolution, links=asked)
    rows = [row for row, link in enumerate(whole.links) if link.id in asked]
    assert some.links == tuple(whole.links[row] for row in rows)
    for name in ("quantity", "quality", "kind"):
        assert np.array_equal(
            getattr(some, name), getattr(whole, name)[rows], equal_nan=name == "quantity"
        )
