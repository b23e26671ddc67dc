from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from zeropark.basis.errors import MissingDataError, StoreError
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows
from zeropark.shell.stores.books.book_index import BookIndex
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
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
