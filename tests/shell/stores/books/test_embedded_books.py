from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import MissingDataError, StoreError
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.shell.stores.books.book_index import BookIndex
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.stores.lock import WriterLock

JUNE = parse_period("2026-06")
DAY = parse_period("2026-06-03")
LINKS = (FlowLink("electricity", "grid", "bus", "m1"), FlowLink("electricity", "bus", "losses"))


def flows_of(text: str, value: float) -> Flows:
    axis = Axis.over(parse_period(text))
    shape = (len(LINKS), axis.count)
    flags = np.zeros(shape, dtype=np.uint8)
    return Flows("park", axis, LINKS, np.full(shape, value), flags, flags)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.glob("flows/*/*"))


def test_closed_flows_are_plain_parquet_for_any_engine(tmp_path: Path) -> None:
    EmbeddedBooks(tmp_path).put_flows(flows_of("2026-06", 2.0), findings={})
    hourly = duckdb.read_parquet(f"{tmp_path}/flows/hour/*.parquet")
    links = duckdb.read_parquet(f"{tmp_path}/flows/links/*.parquet")
    sums = duckdb.sql(
        'select links.carrier, links."to", links.meter, sum(quantity) as kwh, count(*) as hours '
        "from hourly join links using (link) group by all order by all"
    ).fetchall()
    assert hourly.columns == ["link", "start", "quantity", "quality", "kind"]
    assert sums == [
        ("electricity", "bus", "m1", 30 * 24 * 8.0, 720),
        ("electricity", "losses", None, 30 * 24 * 8.0, 720),
    ]
    assert links.columns


def test_a_closing_that_is_interrupted_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = EmbeddedBooks(tmp_path)
    books.put_flows(flows_of("2026-06", 1.0), findings={})
    before = files(tmp_path)

    class PowerCutError(Exception):
        pass

    def cut(*_: object, **__: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(BookIndex, "replace", cut)
        with pytest.raises(PowerCutError):
            books.put_flows(flows_of("2026-06-03", 5.0), findings={})
    assert len(files(tmp_path)) > len(before)
    assert EmbeddedBooks(tmp_path).flows(JUNE, resolution="day").quantity.max() == 96.0
    assert EmbeddedBooks(tmp_path).restatements() == ()
    EmbeddedBooks(tmp_path).put_flows(flows_of("2026-07-01", 1.0), findings={})
    assert len(files(tmp_path)) == 2 * len(before)


def test_files_of_replaced_closings_are_removed(tmp_path: Path) -> None:
    books = EmbeddedBooks(tmp_path)
    for value in (1.0, 2.0, 3.0):
        books.put_flows(flows_of("2026-06", value), findings={})
    assert len(files(tmp_path)) == 4
    assert books.flows(DAY).quantity.max() == 3.0


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    books = EmbeddedBooks(tmp_path)
    books.put_flows(flows_of("2026-06", 1.0), findings={})
    lock = WriterLock(tmp_path / "writer.lock")
    lock.take()
    with pytest.raises(StoreError, match=f"written by process {os.getpid()}"):
        books.put_flows(flows_of("2026-06", 2.0), findings={})
    assert books.flows(DAY).quantity.max() == 1.0
    lock.release()
    books.put_flows(flows_of("2026-06", 2.0), findings={})


def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    books = EmbeddedBooks(tmp_path)
    books.put_flows(flows_of("2026-06", 1.0), findings={})
    (path,) = tmp_path.glob("flows/quarter/*.parquet")
    path.write_bytes(b"PAR1" + bytes(path.stat().st_size))
    with pytest.raises(StoreError, match=path.name):
        books.flows(DAY)
    path.unlink()
    with pytest.raises(StoreError, match=path.name):
        books.flows(DAY)


def test_a_damaged_file_among_many_is_the_one_that_is_named(tmp_path: Path) -> None:
    books = EmbeddedBooks(tmp_path)
    for day in range(1, 5):
        books.put_flows(flows_of(f"2026-06-{day:02d}", float(day)), findings={})
    days = parse_period("2026-06-01/2026-06-05")
    assert books.flows(days, resolution="day").quantity[0].tolist() == [96.0, 192.0, 288.0, 384.0]
    _, second, third, _ = sorted(tmp_path.glob("flows/hour/*.parquet"))
    second.write_bytes(b"PAR1" + bytes(second.stat().st_size))
    with pytest.raises(StoreError) as found:
        books.flows(days, resolution="hour")
    assert str(second) in str(found.value)
    assert str(third) not in str(found.value)
    second.write_bytes(sorted(tmp_path.glob("flows/day/*.parquet"))[1].read_bytes())
    with pytest.raises(StoreError, match=f"{second.name} is damaged: it has 2 rows"):
        books.flows(days, resolution="hour")


QUARTERS = 4 * 96
STRETCH = st.tuples(
    st.integers(0, QUARTERS - 1), st.integers(1, QUARTERS), st.sets(st.integers(0, 3))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stretches=st.lists(STRETCH, max_size=6),
    asked=st.none() | st.sets(st.integers(0, 3)),
    resolution=st.sampled_from(["quarter", "hour", "day"]),
    ends=st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda ends: ends[0] < ends[1]),
)
def test_files_of_many_closings_say_what_one_table_would(
    tmp_path_factory: pytest.TempPathFactory,
    stretches: list[tuple[int, int, set[int]]],
    asked: set[int] | None,
    resolution: str,
    ends: tuple[int, int],
) -> None:
    links = tuple(FlowLink("electricity", "bus", f"load-{n}", f"m{n}") for n in range(3))
    links += (FlowLink("electricity", "bus", "losses"),)
    start = parse_period("2026-06-01").start
    embedded, memory = EmbeddedBooks(tmp_path_factory.mktemp("books")), MemoryBooks()
    for n, (first, length, rows) in enumerate([(0, QUARTERS, {0, 1, 2, 3}), *stretches]):
        last = min(first + length, QUARTERS)
        axis = Axis(start + first * QUARTER_HOUR, QUARTER_HOUR, last - first)
        chosen = tuple(links[row] for row in sorted(rows))
        quantity = np.random.default_rng(n).integers(0, 9, (len(chosen), axis.count)).astype(float)
        quantity[quantity == 8] = np.nan
        kind = np.zeros(quantity.shape, dtype=np.uint8)
        kind[[link.meter is None for link in chosen]] = Kind.RESIDUAL
        flags = np.isnan(quantity).astype(np.uint8)
        for books in (embedded, memory):
            books.put_flows(Flows("park", axis, chosen, quantity, flags, kind), findings={})
    period = Period(start + timedelta(days=ends[0]), start + timedelta(days=ends[1]))
    there = {link.id for link in memory.flows(period).links}
    ids = None if asked is None else {links[row].id for row in asked} & there
    found = embedded.flows(period, resolution=resolution, links=ids)
    expected = memory.flows(period, resolution=resolution, links=ids)
    assert found.axis == expected.axis
    assert set(found.links) == set(expected.links)
    order = [found.links.index(link) for link in expected.links]
    for name in ("quantity", "quality", "kind"):
        one, other = getattr(found, name)[order], getattr(expected, name)
        assert np.array_equal(one, other, equal_nan=name == "quantity"), name


CLOSER = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(sys.argv[2])))
from test_embedded_books import flows_of
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
books = EmbeddedBooks(Path(sys.argv[1]))
for n in range(int(sys.argv[3]), 1000):
    books.put_flows(flows_of("2026-06", float(n)), findings={"n": n})
    print(n, flush=True)
"""


def test_a_kill_leaves_the_old_closing_or_the_new(tmp_path: Path) -> None:
    first = 1
    for kill_after in (1, 3, 2):
        here = str(Path(__file__).parent)
        command = [sys.executable, "-c", CLOSER, str(tmp_path), here, str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as closer:
            assert closer.stdout is not None
            for line in closer.stdout:
                done = int(line)
                if done - first >= kill_after:
                    closer.kill()
                    break
            done = max([done, *map(int, closer.stdout.read().split())])
        books = EmbeddedBooks(tmp_path)
        found = books.flows(JUNE).quantity
        assert found.min() == found.max()
        assert found.max() in (done, done + 1)
        assert [closing.findings["n"] for closing in books.closings()] == [found.max()]
        first = done + 1
    with pytest.raises(MissingDataError):
        books.flows(parse_period("2026"))
