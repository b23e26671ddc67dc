from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import ReadingsError
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.raw import ROW, RawTable
from zeropark.shell.connectors.files.delimited import whole_rows
from zeropark.shell.connectors.files.reader import TableFiles

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes, *, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


def read(path: Path, *, batch_cells: int = 1_000_000, **how: object) -> list[RawTable]:
    reader = TableFiles(batch_cells=batch_cells)
    return list(reader.read(path, how=FileMap.model_validate(how)))


def only(path: Path, **how: object) -> RawTable:
    (table,) = read(path, **how)
    return table


def rows(table: RawTable) -> list[tuple[object, ...]]:
    return list(table.frame.select(ROW, *table.columns).iter_rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised_by_its_bytes(write: Write, encoding: str) -> None:
    table = only(write("时间,表计\n2026-01-01,一号\n", encoding=encoding))
    assert table.columns == ["时间", "表计"]
    assert rows(table) == [(2, "2026-01-01", "一号")]
    assert table.findings == ()


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "gb2312"])
def test_gbk_is_recognised_and_told(write: Write, encoding: str) -> None:
    table = only(write("时间,表计\n2026-01-01,一号\n", encoding=encoding))
    assert rows(table) == [(2, "2026-01-01", "一号")]
    assert [f.code for f in table.findings] == ["file.encoding"]
    said = only(write("时间,表计\n2026-01-01,一号\n", encoding=encoding), encoding="gbk")
    assert rows(said) == rows(table)
    assert said.findings == ()


def test_a_wrong_encoding_is_told_and_good_rows_are_kept(write: Write) -> None:
    table = only(write("a,b\n1,x\n2,一号\n", encoding="gbk"), encoding="utf-8")
    assert rows(table)[0] == (2, "1", "x")
    assert len(rows(table)) == 2
    assert [f.code for f in table.findings] == ["file.encoding"]


@pytest.mark.parametrize(
    ("content", "how"), [(b"a,b\n\xff\xff\xff\n", {}), (b"a,b\n1,2\n", {"encoding": "utf-42"})]
)
def test_bytes_without_an_encoding_are_refused(
    write: Write, content: bytes, how: dict[str, str]
) -> None:
    with pytest.raises(ReadingsError) as caught:
        read(write(content), **how)
    assert caught.value.findings[0].code == "file.encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_has(write: Write, delimiter: str) -> None:
    text = f"a{delimiter}b c{delimiter}d\n1{delimiter}2,5{delimiter}3\n"
    if delimiter == ",":
        text = text.replace("2,5", '"2,5"')
    assert rows(only(write(text))) == [(2, "1", "2,5", "3")]


def test_quoted_cells_may_hold_delimiters_quotes_and_line_breaks(write: Write) -> None:
    table = only(write('a,b\n"1,0","say ""so"""\n"2\n3",4\n'))
    assert rows(table) == [(2, "1,0", 'say "so"'), (3, "2\n3", "4")]


def test_row_numbers_are_those_that_a_person_sees(write: Write) -> None:
    table = only(write("a title\n\ntime;v\n1;2\n\n3;4\n"), header_row=3)
    assert table.header_row == 3
    filled = table.frame.drop_nulls("v")
    assert filled[ROW].to_list() == [4, 6]


def test_blank_rows_above_the_header_are_passed_over(write: Write) -> None:
    assert only(write("\r\n;;\r\na;b\r\n1;2\r\n")).frame[ROW].to_list() == [4]


def test_a_row_that_is_too_long_is_set_aside_whole(write: Write) -> None:
    table = only(write("a,b\n1,2\n3,4,5\n6,7\n"))
    assert rows(table) == [(2, "1", "2"), (4, "6", "7")]
    assert table.broken is not None
    assert table.broken.rows() == [(3, "3,4,5")]


def test_a_row_that_is_too_short_lacks_its_last_cells(write: Write) -> None:
    assert rows(only(write("a,b\n1\n2,3\n"))) == [(2, "1", None), (3, "2", "3")]


def test_a_quote_that_is_never_closed_swallows_no_rows(write: Write) -> None:
    table = only(write('a,b\n1,"2\n3,4\n'))
    assert rows(table) == [(2, "1", '"2'), (3, "3", "4")]
    assert [f.code for f in table.findings] == ["file.unclosed_quote"]


def test_names_that_come_twice_or_not_at_all_are_told_apart(write: Write) -> None:
    assert only(write("a,a,,b\n1,2,3,4\n")).columns == ["a", "a (2)", "column 3", "b"]


def test_batches_go_on_counting(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zeropark.shell.connectors.files.encoding.CHUNK_BYTES", 64)
    text = "a,b\n" + "".join(f"{i},x\n" if i % 10 else f"{i},x,y\n" for i in range(100))
    tables = read(write(text), batch_cells=20)
    assert len(tables) > 5
    good = [row for table in tables for row in table.frame[ROW].to_list()]
    bad = [row for t in tables if t.broken is not None for row in t.broken[ROW].to_list()]
    assert sorted(good + bad) == list(range(2, 102))
    assert bad == list(range(2, 102, 10))


@given(
    text=st.text(alphabet='ab",\n', max_size=200),
    size=st.integers(1, 20),
)
def test_cutting_a_text_loses_nothing(text: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert "".join(whole_rows(iter(pieces))) == text


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.csv", "file.empty"),
        (b"\n\n", "blank.csv", "file.no_header"),
        (b"PK\x03\x04 no workbook", "broken.xlsx", "file.damaged"),
        (b"PAR1 no parquet PAR1", "broken.parquet", "file.damaged"),
        (b"not parquet", "text.parquet", "file.damaged"),
    ],
)
def test_a_file_that_holds_no_table_is_told_so(
    write: Write, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(ReadingsError) as caught:
        read(write(content, name=name))
    assert [f.code for f in caught.value.findings] == [code]
    assert caught.value.findings[0].place == name


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ReadingsError) as caught:
        read(tmp_path / "nowhere.csv")
    assert caught.value.findings[0].code == "file.absent"


def test_parquet_keeps_its_types_and_counts_from_two(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pl.DataFrame({"a": [1, 2, 3], "b": [1.5, None, 2.5]}).write_parquet(path)
    tables = read(path, batch_cells=4)
    assert [rows(t) for t in tables] == [[(2, 1, 1.5), (3, 2, None)], [(4, 3, 2.5)]]


def test_a_truncated_parquet_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pl.DataFrame({"a": list(range(1000))}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ReadingsError) as caught:
        read(path)
    assert caught.value.findings[0].code == "file.damaged"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "一月"
    first["A3"], first["B3"] = "time", "v"
    first["A4"], first["B4"] = "2026-01-01", 1.5
    first["A6"], first["B6"] = "2026-01-02", 2.5
    second = book.create_sheet("二月")
    second.append(["time", "v"])
    second.append(["2026-02-01", "x"])
    book.create_sheet("empty")
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_every_sheet_of_a_workbook_is_a_table_with_its_own_rows(workbook: Path) -> None:
    first, second = read(workbook)
    assert (first.source, first.header_row) == ("book.xlsx!一月", 3)
    assert rows(first) == [(4, "2026-01-01", 1.5), (5, None, None), (6, "2026-01-02", 2.5)]
    assert rows(second) == [(2, "2026-02-01", "x")]


def test_a_column_without_a_header_is_called_by_its_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["六月用电明细", None, None])  # a title over merged cells
    sheet.append(["时间", "表号", "示数"])
    path = tmp_path / "titled.xlsx"
    book.save(path)
    (table,) = read(path)
    assert list(table.columns) == ["六月用电明细", "column 2", "column 3"]


def test_sheets_can_be_chosen_and_a_wrong_one_is_told(workbook: Path) -> None:
    (table,) = read(workbook, sheets=["二月"])
    assert table.source == "book.xlsx!二月"
    with pytest.raises(ReadingsError) as caught:
        read(workbook, sheets=["三月"])
    assert "一月" in caught.value.findings[0].problem


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.csv"
    TableFiles().write(path, pl.DataFrame({"表计": ["一,号"], "v": ["1"]}))
    assert rows(only(path)) == [(2, "一,号", "1")]


def test_a_header_of_ten_thousand_long_names_is_read(write: Write) -> None:
    names = [f"meter-{number:05d}/energy of the hall [kWh]" for number in range(10_000)]
    path = write(
        ",".join(["time", *names]) + "\n" + ",".join(["2026-06-01 00:00", *["1"] * 10_000])
    )
    table = only(path)
    assert len(table.columns) == 10_001
    assert table.columns[-1] == names[-1]
