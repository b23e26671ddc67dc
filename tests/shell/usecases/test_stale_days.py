from __future__ import annotations

from readings_rows import at, readings
from tiny_year import TINY
from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.shell.interfaces.http.quietly import Quietly
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.stale_days import stale_days
from zeropark.shell.usecases.trace_meter import trace_meter

PARK = ParkDocument.model_validate(parse(TINY.read_text(encoding="utf-8"), name="park").data)
JANUARY = parse_period("2026-01")


def closed() -> tuple[MemoryReadings, MemoryBooks]:
    """January closed on a week of the shop's quarter hours."""
    store, books = MemoryReadings(), MemoryBooks()
    store.append(readings([("m-shop", quarter, 5.0, 0) for quarter in range(7 * 96)]))
    close_period(JANUARY, park=PARK, readings=store, books=books, progress=Quietly())
    return store, books


def test_nothing_is_stale_until_something_comes() -> None:
    store, books = closed()
    assert stale_days(readings=store, books=books) == ()


def test_the_days_on_which_readings_came_since_are_stale_until_closed_again() -> None:
    store, books = closed()
    store.append(readings([("m-shop", 3 * 96, 6.0, 1)]))  # 4 January, UTC
    (stale,) = stale_days(readings=store, books=books)
    assert (stale.start, stale.end) == (at(3 * 96), at(4 * 96))
    close_period(JANUARY, park=PARK, readings=store, books=books, progress=Quietly())
    assert stale_days(readings=store, books=books) == ()


def test_what_comes_outside_of_what_is_closed_makes_nothing_stale() -> None:
    store, books = closed()
    store.append(readings([("m-shop", 40 * 96, 6.0, 1)]))  # 10 February
    assert stale_days(readings=store, books=books) == ()


def test_a_trace_shows_what_a_closing_uses() -> None:
    store, books = closed()
    day = parse_period("2026-01-03")
    trace = trace_meter("m-shop", day, park=PARK, readings=store)
    flows = books.flows(day)
    row = next(n for n, link in enumerate(flows.links) if link.meter == "m-shop")
    assert trace.channels[0].amount.tolist() == flows.quantity[row].tolist() == [5.0] * 96
