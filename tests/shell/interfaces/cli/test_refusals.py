"""What a command says when it can't do what it was asked: exit 2, or 1 with findings why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli_runs import Ran, in_json, zeropark
from zeropark.shell.stores.lock import WriterLock
from zeropark.shell.stores.readings.recovery import Layout

ON_A_PARK = [
    ("check", "{park}"),
    ("import", "{park}", "any.csv"),
    ("generate", "{park}"),
    ("rejected", "{park}", "there"),
    ("close", "{park}", "--period", "2025"),
    ("account", "{park}", "--period", "2025"),
    ("bill", "{park}", "--period", "2025-06"),
    ("evaluate", "{park}", "--year", "2025"),
    ("report", "{park}", "--year", "2025"),
    ("rules", "list", "--park", "{park}"),
]


def both_ways(*arguments: str | Path) -> tuple[Ran, Ran]:
    """In words and as JSON: both leave with the same code, and words go where errors go."""
    words, data = zeropark(*arguments), in_json(*arguments)
    assert words.code == data.code
    assert "Traceback" not in words.out + words.err
    return words, data


@pytest.mark.parametrize("command", ON_A_PARK, ids=lambda command: command[0])
@pytest.mark.parametrize("place", ["absent", "empty", "a-file"])
def test_where_there_is_no_park_every_command_says_so(
    command: tuple[str, ...], place: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a-file").write_text("no park")
    before = sorted(tmp_path.rglob("*"))
    words, data = both_ways(*(part.format(park=tmp_path / place) for part in command))
    assert data.code == 2
    assert data.codes == ["park.no_document"]
    assert words.out == ""
    assert "zeropark new" in words.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", ON_A_PARK[:-1], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "park.no_mapping"),
        ("version: 1\nid: [\n", "yaml.syntax"),
        ("a: &a\n  b: *a\n", "yaml.cycle"),
        ("- 1\n- 2\n", "park.no_mapping"),
    ],
)
def test_a_park_that_can_not_be_read_gives_its_findings(
    command: tuple[str, ...], text: str, found: str, park: Path
) -> None:
    (park / "park.yaml").write_text(text)
    words, data = both_ways(*(part.format(park=park) for part in command))
    assert data.code == 1
    assert data.codes == [found]
    assert data.data["findings"][0]["remedy"]
    assert "park.yaml" in words.out + words.err
    assert not (park / "data").exists()


def test_a_park_with_a_dangling_name_is_not_used(park: Path, file: Callable[..., Path]) -> None:
    document = park / "park.yaml"
    document.write_text(document.read_text(encoding="utf-8").replace("to: hot-water", "to: hot"))
    checked = in_json("check", park)
    assert (checked.code, checked.data["usable"]) == (1, False)
    ran = in_json("import", park, file("time,m-shop/energy\n2025-01-01 00:00,1\n"))
    assert ran.code == 1
    assert not (park / "data").exists()


def test_a_park_in_gbk_is_used_and_told(park: Path) -> None:
    document = park / "park.yaml"
    document.write_bytes(document.read_text(encoding="utf-8").encode("gbk"))
    ran = in_json("check", park)
    assert (ran.code, ran.codes, ran.data["usable"]) == (0, ["text.gbk"], True)
    assert "小小零碳园区" in zeropark("check", park).out


@pytest.mark.parametrize(
    "period", ["2025-13", "20x5", "", "2025-02-30", "2025/2024", "2025-01-01/2025-01-01", "latest"]
)
@pytest.mark.parametrize("command", ["close", "account", "bill"])
def test_a_malformed_period_is_answered_with_how_to_write_one(
    command: str, period: str, closed_year: Any
) -> None:
    words, data = both_ways(command, closed_year.folder, "--period", period)
    assert data.code == 2
    assert data.data["error"]["type"] == "PeriodError"
    assert words.out == ""


@pytest.mark.parametrize(
    ("command", "option", "when"),
    [
        ("account", "--period", "2024"),
        ("account", "--period", "2025-12-01/2026-01-02"),
        ("bill", "--period", "2024-06"),
        ("evaluate", "--year", "2024"),
        ("report", "--year", "2026"),
    ],
)
def test_a_period_that_is_not_closed_has_no_figures(
    command: str, option: str, when: str, closed_year: Any
) -> None:
    words, data = both_ways(command, closed_year.folder, option, when)
    assert data.code == 2
    assert data.data["error"]["type"] == "MissingDataError"
    assert "Close it first." in " ".join(words.err.split())


@pytest.mark.parametrize("period", ["2024", "2026"])
def test_a_period_without_a_reading_is_not_closed(period: str, own_year: Any) -> None:
    # 2024 and 2026 touch the registers that were read at both ends of 2025, and hold no more.
    ran = in_json("close", own_year.folder, "--period", period)
    assert ran.code == 2
    assert "zeropark import" in ran.data["error"]["message"]
    assert in_json("account", own_year.folder, "--period", period).code == 2


def test_an_unknown_rule_is_answered_with_those_that_are_there() -> None:
    _, data = both_ways("rules", "show", "ef.grid.gansoo")
    assert data.code == 2
    assert "ef.grid.gansu" in data.data["error"]["message"]


def test_a_day_that_does_not_exist_has_no_rules() -> None:
    assert both_ways("rules", "at", "2026-02-30")[1].code == 2


def test_rules_are_listed_shown_and_asked_for_by_day() -> None:
    listed = in_json("rules", "list", "ef.grid")
    assert listed.code == 0
    assert {rule["id"].rpartition(".")[0] for rule in listed.data["rules"]} == {"ef.grid"}
    shown = in_json("rules", "show", "ef.electricity.park910").data["versions"]
    assert shown[-1]["content"] == 0.8325
    assert shown[-1]["document"]
    at = in_json("rules", "at", "2026-06-01", "park910.core").data
    assert at["at"] == "2026-06-01"
    assert [rule["id"] for rule in at["rules"]] == ["park910.core.bands"]


def test_the_parks_own_rules_that_can_not_be_read_give_findings(park: Path) -> None:
    (park / "rules.yaml").write_text("rules: [\n")
    for arguments in (("check", park), ("rules", "list", "--park", park)):
        _, data = both_ways(*arguments)
        assert data.code == 1
        assert "rules.yaml" in data.data["findings"][0]["place"]


def test_a_new_park_checks_clean_and_is_never_overwritten(tmp_path: Path) -> None:
    made = in_json("new", tmp_path / "my-park", "--from", "jinchang")
    assert made.code == 0
    checked = in_json("check", tmp_path / "my-park")
    assert (checked.code, checked.data["counts"]["error"]) == (0, 0)
    text = (tmp_path / "my-park" / "park.yaml").read_bytes()
    _, again = both_ways("new", tmp_path / "my-park")
    assert (again.code, again.codes) == (2, ["park.exists"])
    assert (tmp_path / "my-park" / "park.yaml").read_bytes() == text


def test_an_unknown_template_is_answered_with_those_that_are_there(tmp_path: Path) -> None:
    _, data = both_ways("new", tmp_path / "my-park", "--from", "atlantis")
    assert data.code == 2
    assert "jinchang" in data.data["error"]["message"]
    assert not (tmp_path / "my-park").exists()


@pytest.mark.parametrize(
    ("arguments", "blocked"),
    [
        (("import", "{park}", "{file}"), "data"),
        (("generate", "{park}"), "generated"),
        (("report", "{park}", "--year", "2025"), "reports"),
        (("rejected", "{park}", "{park}/park.yaml"), None),
        (("new", "{park}/park.yaml/below"), None),
        (("demo", "--no-serve", "--dir", "{park}/park.yaml/below"), None),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_a_place_that_can_not_be_written_is_named(
    arguments: tuple[str, ...], blocked: str | None, own_year: Any, file: Callable[..., Path]
) -> None:
    bad = file("time,m-shop/energy [kWh]\n2025-01-01 00:00,x\n2025-01-01 00:15,1\n")
    folder = own_year.folder
    assert in_json("import", folder, bad).data["rejected"] == 1
    if blocked is not None:  # a file where a folder is needed stops root as well
        if (folder / blocked).exists():
            (folder / blocked).rename(folder / "away")
        (folder / blocked).write_text("in the way")
    words, data = both_ways(*(part.format(park=folder, file=bad) for part in arguments))
    assert data.code == 2
    assert str(folder) in "".join(words.err.split())


def test_a_second_writer_is_told_who_writes(own_year: Any, file: Callable[..., Path]) -> None:
    lock = WriterLock(Layout(own_year.folder / "data" / "readings").lock)
    lock.take()
    try:
        late = file("time,m-shop/energy [kWh]\n2025-01-01 00:00,1\n2025-01-01 01:00,1\n")
        ran = in_json("import", own_year.folder, late)
    finally:
        lock.release()
    assert (ran.code, ran.data["error"]["type"]) == (2, "StoreError")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("time: {colum: time}\nlong: {}\n", 1),
        ("time: {column: [\n", 1),
        ("", 1),
        ("- a\n", 1),
        (None, 2),
    ],
)
def test_a_map_that_can_not_be_used_stops_the_import(
    text: str | None, code: int, park: Path, file: Callable[..., Path], tmp_path: Path
) -> None:
    good = file("time,m-shop/energy\n2025-01-01 00:00,1\n")
    path = tmp_path / "absent.yaml" if text is None else file(text, "map.yaml")
    words, data = both_ways("import", park, good, "--map", path)
    assert data.code == code
    assert words.out == ""
    assert "Errno" not in words.err
    assert not (park / "data").exists()


def test_a_misspelt_key_of_a_map_is_answered_with_the_right_one(
    park: Path, file: Callable[..., Path]
) -> None:
    good = file("time,m-shop/energy\n2025-01-01 00:00,1\n")
    told = in_json("import", park, good, "--map", file("time: {colum: time}\nlong: {}\n", "m.yaml"))
    assert told.finding("map.unknown_key")["remedy"] == "Did you mean column?"


@pytest.mark.parametrize(
    "arguments", [(), ("frobnicate",), ("close",), ("evaluate", "x", "--year", "1")]
)
def test_a_command_that_is_not_understood_is_answered_with_its_usage(
    arguments: tuple[str, ...],
) -> None:
    ran = zeropark(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.out + ran.err


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("close",), ("close", "x"), ("evaluate", "x", "--year", "1")]
)
def test_a_command_that_is_not_understood_is_answered_in_json_where_that_was_asked_for(
    arguments: tuple[str, ...],
) -> None:
    ran = in_json(*arguments)
    assert ran.code == 2
    assert ran.data["error"]["message"]
