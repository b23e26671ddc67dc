"""The commands one after the other on a year that is worked out by hand (see conftest)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli_runs import in_json, zeropark

GRID_KWH = 800 * 8760
PV_KWH = 300 * 8760
GAS_NM3 = 40 * 8760
GAS_T_PER_NM3 = 0.038931 * 0.0153 * 0.99 * 44 / 12  # GJ/Nm3 x tC/GJ x share oxidised x CO2/C
GAS_T = GAS_NM3 * GAS_T_PER_NM3
# gas 1.33 kgce/Nm3, electricity 0.3024 kgce/kWh: national coal use for supply in 2024
CONSUMPTION_TCE = (GAS_NM3 * 1.33 + (GRID_KWH + PV_KWH) * 0.3024) / 1000


def test_import_says_what_became_of_every_row(closed_year: Any) -> None:
    told = closed_year.imported.data
    readings = 10 * 8760 + 4 * 8761
    assert closed_year.imported.code == 0
    assert (told["rows"], told["accepted"], told["new"]) == (8761, readings, readings)
    assert (told["unchanged"], told["repeated"], told["rejected"]) == (0, 0, 0)
    assert told["spans"]["m-shop"] == {
        "start": "2024-12-31T16:00:00+00:00",
        "end": "2025-12-31T16:00:00+00:00",
    }


def test_close_balances_every_bus_with_the_residual_named(closed_year: Any) -> None:
    assert closed_year.closed.code == 0
    told = closed_year.closed.data
    bus = next(each for each in told["buses"] if each["bus"] == "bus-10kv")
    assert bus["inflow"] == pytest.approx(GRID_KWH + PV_KWH, rel=1e-9)
    assert bus["residual"] == pytest.approx(10 * 8760, rel=1e-6)
    assert (bus["state"], bus["missing_steps"]) == ("balanced", 0)
    heat = next(each for each in told["buses"] if each["bus"] == "hot-water")
    assert heat["residual"] == pytest.approx(0.05 * 8760 / 0.0036, rel=1e-6)  # GJ in kWh
    assert all(each["missing_steps"] == 0 for each in told["coverage"])
    assert (told["restated"], told["fills"]) == ([], [])


def test_each_book_by_itself_comes_to_what_a_hand_calculation_gives(closed_year: Any) -> None:
    factors = {"park910": 0.8325, "location": 0.4471, "market": 0.6096}
    for book, factor in factors.items():
        ran = in_json("account", closed_year.folder, "--period", "2025", "--book", book)
        assert ran.code == 0
        assert list(ran.data["books"]) == [book]
        told = ran.data["books"][book]
        assert told["complete"] is True
        assert told["parts_t"]["electricity"] == pytest.approx(GRID_KWH * factor / 1000, rel=1e-9)
        assert told["parts_t"]["fuel"] == pytest.approx(GAS_T, rel=1e-9)
        assert told["total_t"] == pytest.approx(sum(told["parts_t"].values()))


def test_without_a_book_all_three_stand_side_by_side(closed_year: Any) -> None:
    told = in_json("account", closed_year.folder, "--period", "2025").data
    assert list(told["books"]) == ["park910", "location", "market"]
    assert told["consumption"]["total_tce"] == pytest.approx(CONSUMPTION_TCE, rel=1e-9)
    for book in told["books"].values():
        for line in book["lines"]:
            assert {"rule", "value", "unit", "source", "certainty"} <= set(line["factor"])


def test_a_month_and_a_day_are_accounted_from_the_closed_year(closed_year: Any) -> None:
    year, month, day = (
        in_json("account", closed_year.folder, "--period", period, "--book", "park910")
        for period in ("2025", "2025-02", "2025-02-01/2025-02-02")
    )
    total = [each.data["books"]["park910"]["total_t"] for each in (year, month, day)]
    assert total[1] == pytest.approx(total[0] * 28 / 365, rel=1e-6)
    assert total[2] == pytest.approx(total[0] / 365, rel=1e-6)


def test_the_year_is_judged_with_the_keys_that_are_promised(closed_year: Any) -> None:
    ran = in_json("evaluate", closed_year.folder, "--year", "2025")
    core = ran.data["core"]
    expected = (GAS_T + GRID_KWH * 0.8325 / 1000) / CONSUMPTION_TCE
    assert core["value_tco2_per_tce"] == pytest.approx(expected, rel=1e-9)
    assert core["limit_tco2_per_tce"] is None  # some 3,400 tce, below 200,000
    assert core["verdict"] == ran.data["verdict"] == "no_limit"
    assert ran.data["consumption_tce"] == pytest.approx(CONSUMPTION_TCE, rel=1e-9)
    assert ran.code == 0


def test_words_and_json_say_the_same(closed_year: Any) -> None:
    words = zeropark("evaluate", closed_year.folder, "--year", "2025")
    told = in_json("evaluate", closed_year.folder, "--year", "2025").data
    assert words.code == 0
    assert f"{told['core']['value_tco2_per_tce']:.4f}" in words.out
    assert "NO LIMIT" in words.out


def test_the_report_is_one_page_in_the_parks_folder(own_year: Any) -> None:
    ran = in_json("report", own_year.folder, "--year", "2025", "--language", "en")
    page = Path(ran.data["path"])
    assert (ran.code, page.parent) == (0, own_year.folder / "reports")
    assert "<html" in page.read_text(encoding="utf-8")


def test_the_bill_has_its_lines_and_says_what_it_can_not_price(closed_year: Any) -> None:
    ran = in_json("bill", closed_year.folder, "--period", "2025-06")
    assert (ran.code, ran.codes) == (0, ["bill.no_price"])  # the tariffs at hand are of 2026
    assert ran.data["bills"]["supply"]["complete"] is False


def test_the_same_file_again_changes_nothing_and_the_same_close_restates_nothing(
    own_year: Any,
) -> None:
    again = in_json("import", own_year.folder, own_year.file).data
    assert (again["new"], again["unchanged"]) == (0, again["accepted"])
    closed = in_json("close", own_year.folder, "--period", "2025")
    assert (closed.code, closed.data["restated"]) == (0, [])


def test_a_correction_restates_what_was_closed_and_the_old_file_does_not_undo_it(
    own_year: Any, file: Callable[..., Path]
) -> None:
    # The gas of one hour: 44 Nm3 were printed, 144 it was.
    correction = file(
        "meter,channel,start,end,value,unit\n"
        "m-gas,volume,2025-03-01 00:00,2025-03-01 01:00,144,Nm3\n",
        "correction.csv",
    )
    assert in_json("import", own_year.folder, correction).data["new"] == 1
    closed = in_json("close", own_year.folder, "--period", "2025").data
    assert len(closed["restated"]) == 1
    assert closed["restated"][0]["links"] >= 1
    after = in_json("account", own_year.folder, "--period", "2025").data["books"]["park910"]
    assert after["total_t"] != pytest.approx(GAS_T + GRID_KWH * 0.8325 / 1000, rel=1e-9)
    assert in_json("import", own_year.folder, own_year.file).data["new"] == 0
    assert in_json("close", own_year.folder, "--period", "2025").data["restated"] == []
    again = in_json("account", own_year.folder, "--period", "2025").data["books"]["park910"]
    assert again["total_t"] == after["total_t"]


def test_what_was_turned_away_is_exported_repaired_and_taken_in(
    park: Path, file: Callable[..., Path], tmp_path: Path
) -> None:
    bad = file(
        "meter,channel,start,end,value,unit\n"
        "m-shop,energy,2025-03-01 00:00,2025-03-01 00:15,1.5,kWh\n"
        "m-shop,energy,2025-03-01 00:15,2025-03-01 00:30,故障,kWh\n"
        "m-shp,energy,2025-03-01 00:30,2025-03-01 00:45,2.5,kWh\n",
        "march.csv",
    )
    first = in_json("import", park, bad)
    assert (first.code, first.data["new"], first.data["rejected"]) == (1, 1, 2)
    exported = in_json("rejected", park, tmp_path / "repair")
    (told,) = exported.data["files"]
    assert (exported.code, told["rows"]) == (0, 2)
    path = Path(told["path"])
    text = path.read_text(encoding="utf-8-sig")
    assert "The value is not a number." in text
    path.write_text(text.replace("故障", "2").replace("m-shp", "m-shop"), encoding="utf-8")
    repaired = in_json("import", park, path)
    assert (repaired.code, repaired.data["new"], repaired.data["rejected"]) == (0, 2, 0)
    assert in_json("import", park, path).data["new"] == 0


def test_a_generated_year_is_imported_like_any_other_and_says_what_it_is(park: Path) -> None:
    made = in_json("generate", park, "--year", "2025", "--no-flaws")
    assert made.code == 0
    assert made.data["flaws"] == 0
    files = made.data["files"]
    taken = in_json("import", park, *files)
    assert (taken.code, taken.data["new"], taken.data["rejected"]) == (0, made.data["rows"], 0)
    closed = in_json("close", park, "--period", "2025-06")
    assert closed.code == 0
    told = in_json("account", park, "--period", "2025-06", "--book", "park910").data
    assert all(line["generated"] for line in told["books"]["park910"]["lines"] if line["flows"])


def test_as_a_program_of_its_own_json_is_all_that_standard_output_holds(closed_year: Any) -> None:
    program = Path(sys.executable).with_name("zeropark")
    ran = subprocess.run(
        [program, "evaluate", closed_year.folder, "--year", "2025", "--json"],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stderr == b""
    assert json.loads(ran.stdout)["core"]["verdict"] == "no_limit"


def test_progress_goes_to_standard_error(park: Path, file: Callable[..., Path]) -> None:
    ran = zeropark("import", park, file("time,m-shop/energy\n2025-01-01 00:00,1\n"))
    assert "rows read" in ran.out
    assert "rows read" not in ran.err
