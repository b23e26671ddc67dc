from __future__ import annotations

from typing import Any

import pytest

from readings_rows import at, readings
from tiny_year import TINY
from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period
from zeropark.facts.readings.trace import MeterTrace, trace
from zeropark.review.presentation.figures.figure import Figure
from zeropark.review.presentation.figures.trace import flag_words, readings_table, trace_figure
from zeropark.review.presentation.text import Text


@pytest.fixture(scope="module")
def found() -> MeterTrace:
    """Four quarter hours from 08:00 at the park; the third is negative and filled on a line."""
    park = ParkDocument.model_validate(parse(TINY.read_text(encoding="utf-8"), name="park").data)
    said = readings([("m-shop", n, value, 0) for n, value in enumerate((1.0, 2.0, -5.0, 4.0))])
    around = Period(at(-768), at(768))
    return trace(said, meter="m-shop", park=park, around=around, period=Period(at(0), at(4)))


@pytest.fixture(scope="module")
def figure(found: MeterTrace) -> Figure:
    return trace_figure(found, found.channels[0], name=Text.same("shop"), unit="kWh")


def series(figure: Figure, view: int) -> dict[str, list[Any]]:
    drawn: Any = figure.variants[view].option["series"]
    return {each["name"].en: [value for _, value in each["data"]] for each in drawn}


def test_measured_and_filled_amounts_are_curves_of_their_own(figure: Figure) -> None:
    assert series(figure, 0) == {
        "Measured": [1.0, 2.0, None, 4.0],
        "Filled": [None, None, 3.0, None],
    }


def test_readings_are_points_by_what_cleaning_said_of_them(figure: Figure) -> None:
    assert series(figure, 1) == {"Good": [1.0, 2.0, 4.0], "Set aside": [-5.0]}


def test_the_table_tells_in_local_time_how_each_amount_is_known(figure: Figure) -> None:
    third = figure.table.rows[2]
    assert third[:2] == ("2026-01-01 08:30", 3.0)
    assert getattr(third[2], "en", "") == "on a straight line"
    assert getattr(third[3], "zh", "") == "补全、剔除"


def test_readings_are_told_with_when_they_were_known_and_whence(found: MeterTrace) -> None:
    start, end, value, marks, known, source = readings_table(found.channels[0]).rows[2]
    assert (start, end, value) == ("2026-01-01 08:30:00", "2026-01-01 08:45:00", -5.0)
    assert getattr(marks, "en", "") == "set aside"
    assert (known, source) == ("2026-02-01 15:13:00", "a.csv")


def test_a_good_value_bears_no_words() -> None:
    assert flag_words(0) == Text("", "")
