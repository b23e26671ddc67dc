from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from zeropark.basis.park.archetypes import archetype_text
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Period, parse_period
from zeropark.facts.readings.accepting.accept import accept
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.recognise import recognise
from zeropark.facts.readings.reading import Quality
from zeropark.shell.connectors.files.history import ParquetHistory
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.usecases.generate_history import GeneratedHistory, generate_history

TWO_MONTHS = parse_period("2026-02-26/2026-03-04")


class Heard:
    """A progress that remembers how many rows it was told of."""

    def __init__(self) -> None:
        self.steps = 0
        self.open = 0

    def begin(self, what: str, *, total: int | None = None) -> None:  # noqa: ARG002 - the port's
        self.open += 1

    def advance(self, steps: int = 1) -> None:
        self.steps += steps

    def end(self) -> None:
        self.open -= 1


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    read = load_park(archetype_text("jinchang"), name="jinchang")
    found, findings = read.park, read.findings
    assert found is not None, findings
    return found


def _generated(park: ParkDocument, folder: Path, period: Period = TWO_MONTHS) -> GeneratedHistory:
    return generate_history(
        park, period, seed=3, files=ParquetHistory(folder), progress=Heard(), flaws=True
    )


def test_a_file_holds_a_month_of_a_group_of_meters(park: ParkDocument, tmp_path: Path) -> None:
    done = _generated(park, tmp_path)
    names = {path.stem for path in done.files}
    groups = {"electricity", "heat", "fuels-gases", "water-materials"}
    assert names == {f"{m}_{g}" for m in ("2026-02", "2026-03") for g in groups} | {"corrections"}
    assert done.files[-1].stem == "corrections"
    for path in done.files:
        if path.stem == "corrections":
            continue
        local = pl.read_parquet(path)["start"].dt.convert_time_zone("Asia/Shanghai")
        months = set(local.dt.strftime("%Y-%m").to_list())
        # a register's closing value at midnight of 4 March is the only thing beyond the period
        assert months == {path.stem[:7]}


def test_generated_files_are_accepted_like_any_other(park: ParkDocument, tmp_path: Path) -> None:
    done = _generated(park, tmp_path)
    now = datetime(2026, 4, 1, tzinfo=UTC)
    accepted = repeated = rejected = 0
    for path in done.files:
        for raw in TableFiles().read(path, how=FileMap()):
            batch = accept(raw, mapping=recognise(raw, park=park), park=park, known_at=now)
            marks = batch.readings.frame["quality"] & int(Quality.GENERATED)
            assert (marks == int(Quality.GENERATED)).all()
            accepted += len(batch.readings)
            repeated += batch.repeated
            rejected += batch.rejected.height
    assert accepted + repeated + rejected == done.rows
    assert repeated > 0  # something was sent twice
    assert rejected <= 8  # a stepped clock contradicts an hour of readings


def test_the_same_seed_writes_the_same_bytes(park: ParkDocument, tmp_path: Path) -> None:
    one = _generated(park, tmp_path / "one")
    two = _generated(park, tmp_path / "two")
    assert [path.name for path in one.files] == [path.name for path in two.files]
    for first, second in zip(one.files, two.files, strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_progress_hears_of_every_row(park: ParkDocument, tmp_path: Path) -> None:
    heard = Heard()
    done = generate_history(
        park, TWO_MONTHS, seed=3, files=ParquetHistory(tmp_path), progress=heard, flaws=False
    )
    assert heard.steps == done.rows
    assert heard.open == 0
    assert done.flaws == ()
    assert "corrections" not in {path.stem for path in done.files}


def test_every_row_tells_when_it_would_have_been_known(park: ParkDocument, tmp_path: Path) -> None:
    done = generate_history(
        park, TWO_MONTHS, seed=3, files=ParquetHistory(tmp_path), progress=Heard(), flaws=False
    )
    for path in done.files:
        after = pl.read_parquet(path).select(pl.col("known_at") - pl.col("end")).to_series()
        assert after.is_between(timedelta(seconds=20), timedelta(minutes=3)).all()
