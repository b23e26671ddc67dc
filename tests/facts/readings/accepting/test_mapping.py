from __future__ import annotations

from datetime import timedelta

import pytest

from zeropark.basis.errors import ReadingsError
from zeropark.facts.readings.accepting.mapping import parse_map

WIDE = """
time: {column: date, step: 15min}
columns: [{column: use, meter: m-mill, channel: use}]
"""


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("15min", timedelta(minutes=15)),
        ("1h", timedelta(hours=1)),
        ("PT30S", timedelta(seconds=30)),
    ],
)
def test_a_step_is_written_as_people_say_it(text: str, step: timedelta) -> None:
    assert parse_map(WIDE.replace("15min", text)).time.step == step


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("time: [", "yaml.syntax", "map, line 2"),
        ("- a list", "map.invalid", ""),
        (WIDE.replace("step", "stepp"), "map.unknown_key", "step"),
        (WIDE.replace("15min", "-15min"), "map.invalid", "time.step"),
        ("time: {column: t}", "map.invalid", "columns (a column per channel) or long"),
        (WIDE.replace("column: date", "column: date, by_row: true"), "map.invalid", "exactly one"),
        (WIDE.replace("column: date", "day_column: Day"), "map.invalid", "give start"),
        (WIDE + "long: {value: v}", "map.invalid", "either columns"),
    ],
)
def test_a_wrong_map_is_told_what_is_wrong(text: str, code: str, names: str) -> None:
    with pytest.raises(ReadingsError) as caught:
        parse_map(text)
    finding = caught.value.findings[0]
    assert finding.code == code
    assert names in str(finding)


def test_what_a_map_lacks_is_told_in_both_languages() -> None:
    with pytest.raises(ReadingsError) as caught:
        parse_map(WIDE.replace("column: date", "day_column: Day"), place="map.yaml")
    assert caught.value.words("zh") == "导入映射 map.yaml 有误，不能使用。"
    (finding,) = caught.value.findings
    assert finding.problem == "day_column, hour_column and by_row count from start: give start."
    assert finding.problem_in("zh") == (
        "day_column、hour_column 和 by_row 从 start 起算，请给出 start。"
    )


def test_all_faults_of_a_map_are_told_at_once() -> None:
    with pytest.raises(ReadingsError) as caught:
        parse_map(WIDE.replace("step: 15min", "stepp: 1, zonee: 2"))
    assert len(caught.value.findings) == 2
