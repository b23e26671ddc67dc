"""Generated readings are known when their file says, where that is asked for; others never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.accept import accept
from zeropark.facts.readings.accepting.raw import RawTable, numbered
from zeropark.facts.readings.accepting.recognise import recognise

PARK = Path(__file__).parents[3] / "parks" / "meters.yaml"
NOW = datetime(2026, 6, 2, tzinfo=UTC)
START = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
GENERATED, MEASURED = 128, 0


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return ParkDocument.model_validate(parse(PARK.read_text(encoding="utf-8"), name="park").data)


def known(
    park: ParkDocument,
    *told: datetime | None,
    quality: int = GENERATED,
    start: datetime = START,
    as_told: bool = True,
) -> list[datetime]:
    """The `known_at` of readings a quarter long, one after the other, by what their rows tell."""
    starts = [start + n * QUARTER for n in range(len(told))]
    frame = pl.DataFrame(
        {
            "meter": "m-mill",
            "channel": "use",
            "start": starts,
            "end": [at + QUARTER for at in starts],
            "value": 1.0,
            "quality": quality,
            "known_at": pl.Series(told, dtype=pl.Datetime("us", "UTC")),
        }
    )
    raw = RawTable("year.parquet", numbered(frame, first=2))
    done = accept(raw, mapping=recognise(raw, park=park), park=park, known_at=NOW, as_told=as_told)
    assert done.rejected.is_empty()
    return [at.replace(tzinfo=UTC) for at in done.readings.frame["known_at"]]


def test_a_generated_reading_is_known_when_its_row_says(park: ParkDocument) -> None:
    soon, late = START + QUARTER + timedelta(seconds=40), START + timedelta(hours=9)
    assert known(park, soon, late) == [soon, late]


def test_it_is_not_known_before_its_end_nor_later_than_now(park: ParkDocument) -> None:
    early, ahead = START - timedelta(days=1), NOW + timedelta(seconds=1)
    assert known(park, early, ahead) == [START + QUARTER, NOW]


def test_one_that_lies_ahead_or_tells_nothing_is_known_now(park: ParkDocument) -> None:
    assert known(park, None, START + timedelta(hours=1)) == [NOW, START + timedelta(hours=1)]
    assert known(park, NOW + QUARTER, start=NOW + QUARTER) == [NOW]


def test_a_measured_reading_is_known_since_it_was_taken_in(park: ParkDocument) -> None:
    assert known(park, START + QUARTER, START + 2 * QUARTER, quality=MEASURED) == [NOW, NOW]


def test_without_being_asked_for_no_row_is_believed(park: ParkDocument) -> None:
    assert known(park, START + QUARTER, as_told=False) == [NOW]
