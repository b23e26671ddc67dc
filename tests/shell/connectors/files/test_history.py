from __future__ import annotations

from pathlib import Path

import polars as pl

from zeropark.shell.connectors.files.history import ParquetHistory


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    frame = pl.DataFrame({"meter": ["a", "b"], "value": [1.5, None]})
    path = ParquetHistory(tmp_path / "new" / "folder").write("2026-01_heat", frame)
    assert path.name == "2026-01_heat.parquet"
    assert pl.read_parquet(path).equals(frame)


def test_a_table_replaces_one_of_its_name_and_leaves_no_rest(tmp_path: Path) -> None:
    files = ParquetHistory(tmp_path)
    files.write("x", pl.DataFrame({"value": [1.0]}))
    path = files.write("x", pl.DataFrame({"value": [2.0]}))
    assert pl.read_parquet(path)["value"].to_list() == [2.0]
    assert [item.name for item in tmp_path.iterdir()] == ["x.parquet"]
