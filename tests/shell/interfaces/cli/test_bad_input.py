"""Files as people really hand them in: a clear finding each, good rows kept, exit 1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from cli_runs import Ran, in_json, zeropark
from zeropark.basis.timeline import parse_period
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings

HEADER = "meter,channel,time,value,unit\n"


def quarters(
    count: int, *, at: str = "2025-03-01 00:00", value: str = "1.5", unit: str = "kWh"
) -> str:
    """Rows of the shop's meter, a quarter of an hour each."""
    first = datetime.fromisoformat(at)
    return "".join(
        f"m-shop,energy,{first + timedelta(minutes=15 * n):%Y-%m-%d %H:%M},{value},{unit}\n"
        for n in range(count)
    )


def kept(park: Path) -> pl.DataFrame:
    """What the store holds of 2025, in rising time."""
    with EmbeddedReadings(park / "data" / "readings", park="tiny") as store:
        return store.read(parse_period("2025")).frame.sort("start")


def rejected(park: Path) -> pl.DataFrame:
    with EmbeddedReadings(park / "data" / "readings", park="tiny") as store:
        return store.rejected()


def turned_down(park: Path, *arguments: str | Path) -> Ran:
    """An import that must leave with 1, say what to do about each finding, and never break."""
    ran = in_json("import", park, *arguments)
    assert ran.code == 1
    for finding in ran.data["findings"]:
        assert finding["problem"].strip().endswith((".", "?"))
        assert finding["remedy"].strip()
        assert "{" not in finding["problem"]
    return ran


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("empty.csv", b"", "file.empty"),
        ("blank.csv", b"\n\n\n", "file.no_header"),
        ("header.csv", HEADER.encode(), "file.no_rows"),
        ("header.csv", HEADER.encode() + b"\n,,,,\n", "file.no_rows"),
        ("noise.csv", bytes(range(256)) * 40, "file.encoding"),
        ("cut.parquet", b"PAR1 and no more", "file.damaged"),
        ("cut.xlsx", b"PK\x03\x04 and no more", "file.damaged"),
        ("lacks.csv", b"meter,time\nm-shop,2025-03-01 00:00\n", "file.layout"),
        ("strange.csv", b"a;b;c\n1;2;3\n", "file.layout"),
    ],
)
def test_a_file_that_holds_nothing_usable_leaves_no_trace(
    name: str, content: bytes, found: str, park: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ran = turned_down(park, path)
    assert ran.codes == [found]
    assert ran.finding(found)["place"] == name
    assert (ran.data["new"], ran.data["rejected"]) == (0, 0)
    assert [each.name for each in park.iterdir()] == ["park.yaml"]


def test_a_path_that_is_no_file_is_told_and_the_other_files_are_read(
    park: Path, file: Callable[..., Path], tmp_path: Path
) -> None:
    good = file(HEADER + quarters(4))
    ran = turned_down(park, tmp_path / "absent.csv", tmp_path, good)
    assert ran.codes[:2] == ["file.absent", "file.folder"]
    assert ran.data["new"] == 4


def test_a_missing_column_is_named(park: Path, file: Callable[..., Path]) -> None:
    ran = turned_down(park, file("channel,time,value\nenergy,2025-03-01 00:00,1\n"))
    told = ran.finding("file.layout")
    assert "There is no column 'meter'." in told["problem"]
    assert "column: 'time'" in told["remedy"]  # the map it shows is one to start from


def test_a_column_that_the_map_names_and_the_file_lacks_is_told(
    park: Path, file: Callable[..., Path]
) -> None:
    text = (
        "time: {column: time, step: 15min}\n"
        "columns:\n"
        "  - {column: use, meter: m-shop, channel: energy}\n"
        "  - {column: heat, meter: m-heat, channel: heat}\n"
    )
    wide = file("time,use\n2025-03-01 00:00,1.5\n2025-03-01 00:15,2.5\n")
    ran = turned_down(park, wide, "--map", file(text, "map.yaml"))
    assert "time, use" in ran.finding("column.missing")["problem"]
    assert kept(park)["value"].to_list() == [1.5, 2.5]


def test_gbk_is_read_and_told(park: Path, file: Callable[..., Path]) -> None:
    rows = quarters(8).replace("\n", ",机修车间\n")
    ran = turned_down(park, file("表计,通道,时间,数值,单位,备注\n" + rows, encoding="gbk"))
    assert "GBK" in ran.finding("file.encoding")["problem"]
    assert kept(park)["value"].to_list() == [1.5] * 8
    mapped = file(
        "file: {encoding: gb18030}\n"
        "time: {column: 时间, step: 15min}\n"
        "long: {meter: 表计, channel: 通道, value: 数值, unit: 单位}\n",
        "map.yaml",
    )
    again = in_json("import", park, park.parent / "file.csv", "--map", mapped)
    assert (again.code, again.data["new"], again.codes) == (0, 0, [])


def test_mixed_units_come_to_one_and_are_told(park: Path, file: Callable[..., Path]) -> None:
    text = quarters(4) + quarters(4, at="2025-03-01 01:00", value="0.0015", unit="MWh")
    ran = turned_down(park, file(HEADER + text))
    assert "MWh into kWh" in ran.finding("unit.mixed")["problem"]
    assert kept(park)["value"].to_list() == pytest.approx([1.5] * 8)


def test_a_unit_that_measures_something_else_is_refused(
    park: Path, file: Callable[..., Path]
) -> None:
    text = quarters(4) + quarters(2, at="2025-03-01 01:00", unit="Nm3")
    ran = turned_down(park, file(HEADER + text + quarters(2, at="2025-03-01 02:00", unit="pint")))
    assert {"unit.dimension", "unit.unknown"} <= set(ran.codes)
    assert (ran.data["new"], ran.data["rejected"]) == (4, 4)


def test_text_among_numbers_is_kept_apart_with_its_row(
    park: Path, file: Callable[..., Path]
) -> None:
    bad = "m-shop,energy,2025-03-01 01:00,故障,kWh\nm-shop,energy,2025-03-01 01:15,#REF!,kWh\n"
    text = HEADER + quarters(4) + bad + quarters(4, at="2025-03-01 02:00")
    ran = turned_down(park, file(text))
    told = ran.finding("value.text")
    assert told["place"] == "file.csv, column value"
    assert "in 2 rows; the first: 6, 7." in told["problem"]
    assert (ran.data["new"], ran.data["rejected"]) == (8, 2)
    assert rejected(park)["row"].to_list() == [6, 7]


@pytest.mark.parametrize("decimal", [None, ","])
def test_a_decimal_comma_is_never_guessed(
    decimal: str | None, park: Path, file: Callable[..., Path]
) -> None:
    text = (HEADER + quarters(8)).replace(",", ";").replace("1.5", "1,5")
    if decimal is None:
        ran = turned_down(park, file(text))
        assert "decimal: ','" in ran.finding("value.text")["remedy"]
        assert (ran.data["new"], ran.data["rejected"]) == (0, 8)
        return
    mapped = "{file: {decimal: ','}, time: {column: time, step: 15min}, long: {unit: unit}}"
    ran = in_json("import", park, file(text), "--map", file(mapped, "map.yaml"))
    assert (ran.code, ran.codes) == (0, [])
    assert kept(park)["value"].to_list() == [1.5] * 8


def test_a_decimal_comma_between_commas_breaks_only_its_rows(
    park: Path, file: Callable[..., Path]
) -> None:
    ran = turned_down(park, file(HEADER + quarters(4) + quarters(2, value="1,5")))
    assert "decimal comma" in ran.finding("row.broken")["remedy"]
    assert (ran.data["new"], ran.data["rejected"]) == (4, 2)


def test_two_time_zones_in_one_column_are_taken_at_their_word_and_told(
    park: Path, file: Callable[..., Path]
) -> None:
    def rows(first: str, offset: str) -> str:
        return "".join(
            f"m-shop,energy,2025-03-01T{first}:{15 * n:02d}:00{offset},1.5,kWh\n" for n in range(4)
        )

    ran = turned_down(park, file(HEADER + rows("08", "+08:00") + rows("01", "+00:00")))
    assert "+00:00, +08:00" in ran.finding("time.two_zones")["problem"]
    stamps = kept(park)["start"]  # 08:00+08:00 is 00:00 UTC, and 01:00+00:00 follows
    assert [str(stamp.time())[:5] for stamp in (stamps[0], stamps[7])] == ["00:00", "01:45"]


def test_stamps_without_a_zone_among_stamps_with_one_are_turned_away(
    park: Path, file: Callable[..., Path]
) -> None:
    aware = "m-shop,energy,2025-03-01T08:00:00+08:00,1.5,kWh\n"
    aware += "m-shop,energy,2025-03-01T08:15:00+08:00,1.5,kWh\n"
    ran = turned_down(park, file(HEADER + aware + quarters(2, at="2025-03-02 00:00")))
    assert {"time.two_zones", "time.mixed"} <= set(ran.codes)
    assert (ran.data["new"], ran.data["rejected"]) == (2, 2)


def test_local_time_without_summer_time_is_read_by_a_fixed_offset(
    park: Path, file: Callable[..., Path]
) -> None:
    # Winter time all year: 02:00 to 02:45 of 30 March 2025 stand in the file, and in no Berlin.
    first = datetime(2025, 3, 29, 22)  # noqa: DTZ001 - as a file has it
    stamps = (first + timedelta(minutes=15 * n) for n in range(40))
    wide = file("time,use\n" + "".join(f"{stamp:%Y-%m-%d %H:%M},1.5\n" for stamp in stamps))
    text = (
        "time: {{column: time, step: 15min, zone: {zone}}}\n"
        "columns: [{{column: use, meter: m-shop, channel: energy}}]\n"
    )
    berlin = turned_down(
        park, wide, "--map", file(text.format(zone="Europe/Berlin"), "berlin.yaml")
    )
    assert "zone: UTC+1" in berlin.finding("time.no_such_hour")["remedy"]
    assert (berlin.data["new"], berlin.data["rejected"]) == (36, 4)
    fixed = in_json("import", park, wide, "--map", file(text.format(zone="UTC+1"), "fixed.yaml"))
    assert (fixed.code, fixed.data["accepted"], fixed.data["rejected"]) == (0, 40, 0)
    # Up to 02:00 both readings agree (16); Berlin's later ones stand an hour earlier.
    assert kept(park)["start"].diff().drop_nulls().unique().to_list() == [timedelta(minutes=15)]


def test_negative_energy_is_turned_away(park: Path, file: Callable[..., Path]) -> None:
    text = quarters(4) + quarters(4, at="2025-03-01 01:00", value="-3")
    ran = turned_down(park, file(HEADER + text))
    assert "reverse channel" in ran.finding("value.negative")["remedy"]
    assert (ran.data["new"], ran.data["rejected"]) == (4, 4)
    assert kept(park)["value"].min() == 1.5


@pytest.mark.parametrize(("second", "repeated", "turned"), [("1.5", 2190, 0), ("2", 0, 2190)])
def test_a_stretch_that_was_pasted_twice_counts_once(
    second: str, repeated: int, turned: int, park: Path, file: Callable[..., Path]
) -> None:
    once, again = (quarters(2190, at="2025-01-01 00:00", value=value) for value in ("1.5", second))
    ran = turned_down(park, file(HEADER + once + again))
    assert "pasted twice" in ran.finding("reading.repeated")["remedy"]
    told = (ran.data["new"], ran.data["repeated"], ran.data["rejected"])
    assert told == (2190, repeated, turned)
    assert kept(park)["value"].sum() == pytest.approx(2190 * float(second))


def test_names_that_are_nearly_right_are_answered_with_the_right_ones(
    park: Path, file: Callable[..., Path]
) -> None:
    text = quarters(2).replace("m-shop", "m-shp") + quarters(2).replace("energy", "enrgy")
    ran = turned_down(park, file(HEADER + text))
    assert "'m-shop'" in ran.finding("meter.unknown")["problem"]
    assert "'energy'" in ran.finding("channel.unknown")["problem"]
    assert kept(park).is_empty()


def test_what_lies_ahead_of_the_clock_is_no_reading(park: Path, file: Callable[..., Path]) -> None:
    ran = turned_down(park, file(HEADER + quarters(4) + quarters(4, at="2099-03-01 00:00")))
    assert "time.future" in ran.codes
    assert (ran.data["new"], ran.data["rejected"]) == (4, 4)


def test_a_huge_file_is_read_piece_by_piece_and_its_faults_are_few_findings(
    park: Path, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stands for ten million rows: some sixty batches, one fault in each thousand rows.
    monkeypatch.setattr("zeropark.shell.connectors.files.encoding.CHUNK_BYTES", 1 << 15)
    defaults = TableFiles.__init__.__kwdefaults__
    monkeypatch.setitem(defaults, "batch_cells", 2_500)
    good = quarters(30_000, at="2025-01-01 00:00").splitlines(keepends=True)
    for row in range(0, 30_000, 1000):
        good[row] = good[row].replace("1.5", "n.a.")
    path = file(HEADER + "".join(good))
    ran = turned_down(park, path)
    assert (ran.data["rows"], ran.data["new"], ran.data["rejected"]) == (30_000, 29_970, 30)
    assert [ran.codes.count(code) for code in set(ran.codes)] == [1] * len(set(ran.codes))
    assert "in 30 rows; the first: 2" in ran.finding("value.text")["problem"]
    assert in_json("import", park, path).data["new"] == 0
    assert rejected(park).height == 30


CYCLES = [
    ("id: tiny", "id: &self [*self]", "yaml.cycle"),
    (
        "    gate: grid\n    channels:",
        "    gate: grid\n    sub_meters: [m-grid]\n    channels:",
        "meter.sub_meter_ring",
    ),
    (
        "devices:",
        "links:\n  - {id: round, name: {zh: 环, en: R}, from: bus-10kv, to: bus-10kv}\ndevices:",
        "link.to_itself",
    ),
]


@pytest.mark.parametrize(("plain", "round_about", "found"), CYCLES, ids=[c[2] for c in CYCLES])
def test_a_park_that_leads_back_into_itself_is_not_used(
    plain: str, round_about: str, found: str, park: Path, file: Callable[..., Path]
) -> None:
    document = park / "park.yaml"
    text = document.read_text(encoding="utf-8")
    assert text.count(plain) == 1
    document.write_text(text.replace(plain, round_about), encoding="utf-8")
    checked = in_json("check", park)
    assert (checked.code, checked.data["usable"]) == (1, False)
    assert found in checked.codes
    assert "park.yaml, line" in checked.finding(found)["place"]
    assert in_json("import", park, file(HEADER + quarters(4))).code == 1
    assert not (park / "data").exists()


def test_words_for_people_hold_where_what_and_what_to_do(
    park: Path, file: Callable[..., Path]
) -> None:
    ran = zeropark("import", park, file(HEADER + quarters(4) + quarters(1, value="x")))
    assert ran.code == 1
    for words in ("where", "what to do", "file.csv, column value", "zeropark rejected", "1 error"):
        assert words in ran.out
