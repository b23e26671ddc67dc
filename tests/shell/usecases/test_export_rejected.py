from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.export_rejected import export_rejected
from zeropark.shell.usecases.import_readings import ImportResult

WIDE = """
file: {encoding: gbk, delimiter: ";", decimal: ",", header_row: 2}
time: {column: 时间, step: 15min}
columns:
  - {column: 轧钢, meter: m-mill, channel: use}
  - {column: 机房, meter: m-hall, channel: power}
"""


def test_rejected_rows_go_out_are_repaired_and_come_back(
    tmp_path: Path, take_in: Callable[..., ImportResult], store: MemoryReadings
) -> None:
    path = tmp_path / "一月.csv"
    path.write_text(
        "title\n时间;轧钢;机房\n2026-01-01 00:00;1,5;7\n2026-01-01 00:15;?;x\n", encoding="gbk"
    )
    first = take_in(path, text=WIDE)
    assert (first.accepted, first.rejected) == (2, 2)

    ((out, count),) = export_rejected(tmp_path / "out", store=store, tables=TableFiles())
    assert count == 1  # one line for the row, however many of its cells are wrong
    frame = pl.read_csv(out, infer_schema=False)
    assert frame.row(0, named=True) == {
        "rejected_row": "4",
        "rejected_column": "机房, 轧钢",
        "rejected_reason": "The value is not a number.",
        "时间": "2026-01-01 00:15",
        "轧钢": "?",
        "机房": "x",
    }

    repaired = out.read_text(encoding="utf-8").replace("?", '"2,5"').replace(",x", ",8")
    out.write_text(repaired, encoding="utf-8")
    second = take_in(out, text=WIDE)
    assert (second.new, second.rejected) == (2, 0)
    mill = store.read(second.spans["m-mill"], meters=["m-mill"]).frame
    assert mill["value"].to_list() == [2.5]


def test_rows_counted_by_place_come_back_to_their_place(
    tmp_path: Path, take_in: Callable[..., ImportResult], store: MemoryReadings
) -> None:
    text = """
time: {by_row: true, start: 2026-01-01, step: 1h}
columns: [{column: use, meter: m-mill, channel: use}]
"""
    path = tmp_path / "hours.csv"
    path.write_text("use\n1\n2\nx\n4\n", encoding="utf-8")
    take_in(path, text=text)
    ((out, _),) = export_rejected(tmp_path, store=store, tables=TableFiles())
    out.write_text(out.read_text(encoding="utf-8").replace(",x", ",3"), encoding="utf-8")
    result = take_in(out, text=text)
    assert str(result.spans["m-mill"]) == "2026-01-01T02:00:00+08:00/2026-01-01T03:00:00+08:00"


def test_nothing_rejected_writes_nothing(tmp_path: Path, store: MemoryReadings) -> None:
    assert export_rejected(tmp_path, store=store, tables=TableFiles()) == ()


def test_only_one_source_is_exported_where_it_is_named(
    tmp_path: Path, take_in: Callable[..., ImportResult], store: MemoryReadings
) -> None:
    for name in ("one", "two"):
        path = tmp_path / f"{name}.csv"
        path.write_text("title\n时间;轧钢;机房\n2026-01-01 00:00;?;7\n", encoding="gbk")
        take_in(path, text=WIDE)
    written = export_rejected(tmp_path / "out", store=store, tables=TableFiles(), source="two.csv")
    assert [path.name for path, _ in written] == ["rejected-two.csv"]


def test_files_whose_names_become_one_are_exported_apart(
    tmp_path: Path, take_in: Callable[..., ImportResult], store: MemoryReadings
) -> None:
    for name, cell in (("a b", "?"), ("a-b", "!")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"title\n时间;轧钢;机房\n2026-01-01 00:00;{cell};7\n", encoding="gbk")
        take_in(path, text=WIDE)
    written = export_rejected(tmp_path / "out", store=store, tables=TableFiles())
    assert [path.name for path, _ in written] == ["rejected-a-b.csv", "rejected-a-b-2.csv"]
    cells = [pl.read_csv(path, infer_schema=False)["轧钢"].to_list() for path, _ in written]
    assert cells == [["?"], ["!"]]


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-12x", "'-12x"), ("-12", "-12"), ("+1e3", "+1e3")],
)
def test_a_cell_is_no_formula_for_a_spreadsheet(
    tmp_path: Path,
    take_in: Callable[..., ImportResult],
    store: MemoryReadings,
    cell: str,
    written: str,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"title\n时间;轧钢;机房\n2026-01-01 00:00;?;{cell}\n", encoding="gbk")
    take_in(path, text=WIDE)
    ((out, _),) = export_rejected(tmp_path / "out", store=store, tables=TableFiles())
    assert pl.read_csv(out, infer_schema=False)["机房"].to_list() == [written]
