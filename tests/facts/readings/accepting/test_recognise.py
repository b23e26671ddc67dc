from __future__ import annotations

from collections.abc import Callable

import pytest

from zeropark.basis.errors import ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.accepting.mapping import parse_map
from zeropark.facts.readings.accepting.raw import RawTable
from zeropark.facts.readings.accepting.recognise import recognise

Raw = Callable[..., RawTable]


def header(raw: Raw, *names: str) -> RawTable:
    return raw({name: ["1"] for name in names})


def test_a_long_file_speaks_for_itself(raw: Raw, park: ParkDocument) -> None:
    found = recognise(header(raw, "Meter", "Channel", "Time", "Value", "Unit"), park=park)
    assert found.long is not None
    assert (found.long.meter, found.long.value, found.long.unit) == ("Meter", "Value", "Unit")
    assert found.time.column == "Time"


def test_so_does_one_with_chinese_names_or_with_both_ends(raw: Raw, park: ParkDocument) -> None:
    chinese = recognise(header(raw, "表计", "通道", "时间", "数值", "单位"), park=park)
    assert chinese.long is not None
    assert chinese.time.column == "时间"
    ends = recognise(header(raw, "meter", "start", "end", "value"), park=park)
    assert (ends.time.column, ends.time.end_column) == ("start", "end")


def test_a_wide_file_names_its_channels_in_the_header(raw: Raw, park: ParkDocument) -> None:
    found = recognise(header(raw, "time", "m-mill/use [MWh]", "m-hall/power", "note"), park=park)
    assert [(c.meter, c.channel, c.unit) for c in found.columns] == [
        ("m-mill", "use", "MWh"),
        ("m-hall", "power", None),
    ]


def test_another_file_is_shown_a_map_that_it_can_start_from(raw: Raw, park: ParkDocument) -> None:
    with pytest.raises(ReadingsError) as caught:
        recognise(header(raw, "stunde", "verbrauch"), park=park)
    (finding,) = caught.value.findings
    assert "stunde, verbrauch" in finding.problem
    start = parse_map(str(finding.data["map"]))  # what is shown is itself a map
    assert start.time.column == "stunde"
    assert start.columns[0].column == "verbrauch"


def test_a_name_that_is_nearly_right_is_pointed_at(raw: Raw, park: ParkDocument) -> None:
    with pytest.raises(ReadingsError) as caught:
        recognise(header(raw, "metre", "time", "value"), park=park)
    assert "'metre' looks like 'meter'" in caught.value.findings[0].problem


def test_under_a_title_row_it_is_said_how_to_name_the_row_of_the_header(
    raw: Raw, park: ParkDocument
) -> None:
    with pytest.raises(ReadingsError) as caught:
        recognise(header(raw, "六月用电明细", "column 2", "column 3"), park=park)
    assert "`file: {header_row: 2}`" in caught.value.findings[0].remedy
    with pytest.raises(ReadingsError) as named:
        recognise(header(raw, "stunde", "verbrauch"), park=park)
    assert "header_row" not in named.value.findings[0].remedy
