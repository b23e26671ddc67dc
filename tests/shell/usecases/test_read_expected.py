"""What the park expects to draw, laid on the steps of a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from zeropark.basis.errors import ReadingsError
from zeropark.basis.timeline import Axis
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.openadr.received import Draw
from zeropark.shell.usecases.read_expected import read_expected

HOURLY = """start,import_kw,export_kw
2026-06-01T10:00,1000,0
2026-06-01T11:00,2000,0
2026-06-01T12:00,,0
2026-06-01T13:00,0,500
"""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 1, hour - 8, minute, tzinfo=UTC)  # hours of the park


def drawn(folder: Path, text: str, axis: Axis) -> Draw:
    file = folder / "draw.csv"
    file.write_text(text, encoding="utf-8")
    draw = read_expected(file, tables=TableFiles())(axis)
    assert draw
    return draw


def test_a_coarse_table_is_held_and_a_fine_one_averaged(tmp_path: Path) -> None:
    quarters = Axis(at(10, 30), timedelta(minutes=15), 4)
    draw = drawn(tmp_path, HOURLY, quarters)
    assert draw.import_kw.tolist() == [1000.0, 1000.0, 2000.0, 2000.0]
    fine = "start,import_kw,export_kw\n" + "".join(
        f"2026-06-01T10:{minute:02},{minute},0\n" for minute in range(0, 60, 5)
    )
    # 0, 5 and 10 for five minutes each, then 15, 20 and 25
    draw = drawn(tmp_path, fine, Axis(at(10), timedelta(minutes=15), 2))
    assert draw.import_kw.tolist() == [5.0, 20.0]


def test_what_is_not_in_the_table_or_empty_is_missing(tmp_path: Path) -> None:
    draw = drawn(tmp_path, HOURLY, Axis(at(12), timedelta(hours=1), 4))
    assert np.isnan(draw.import_kw).tolist() == [True, False, True, True]
    assert np.isnan(draw.export_kw).tolist() == [False, False, True, True]
    assert draw.export_kw[1] == 500.0
    before = drawn(tmp_path, HOURLY, Axis(at(9, 30), timedelta(hours=1), 1))
    assert np.isnan(before.import_kw).all()


def test_without_a_table_nothing_is_expected() -> None:
    expected = read_expected(None, tables=TableFiles())
    assert expected(Axis(at(10), timedelta(minutes=15), 1)) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("start,import_kw\n2026-06-01T10:00,1\n2026-06-01T11:00,1\n", "needs the columns"),
        ("start,import_kw,export_kw\n2026-06-01T10:00,1,0\n", "at least two rows"),
        (HOURLY.replace("11:00", "11:30"), "even steps"),
        (HOURLY.replace("2026-06-01T11:00", "noon"), "no instant"),
        (HOURLY.replace("2000", "much"), "no number"),
    ],
)
def test_a_table_that_can_not_be_used_is_told(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ReadingsError, match=why):
        drawn(tmp_path, text, Axis(at(10), timedelta(minutes=15), 1))
