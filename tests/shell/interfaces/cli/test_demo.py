"""The demo: one command, and a park on which every other command works without further input."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archetypes_page import listed_years
from cli_runs import in_json, zeropark
from demo_year import demo_year


def test_the_demo_leaves_a_judged_park_that_every_command_works_on(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made, demo = demo_year(tmp_path_factory)
    assert (demo["dir"], demo["year"]) == (str(made), 2026)
    assert demo["imported"]["new"] > 3_000_000
    assert demo["evaluation"]["core"]["verdict"] == "pass"
    assert "模拟数据" in Path(demo["page"]).read_text(encoding="utf-8")

    folder = shutil.copytree(made, tmp_path / "demo")  # others read the year as it was made
    judged = in_json("evaluate", folder, "--year", "2026")
    assert judged.code == 0
    core = judged.data["core"]
    assert core == demo["evaluation"]["core"]
    assert 0 < core["value_tco2_per_tce"] <= core["limit_tco2_per_tce"] == 0.2

    printed = listed_years()["jinchang"]
    assert printed["U, tCO2/tce"] == f"{core['value_tco2_per_tce']:.3f}"
    assert printed["consumption, tce"] == f"{judged.data['consumption_tce']:,.0f}"

    assert in_json("check", folder).data["counts"]["error"] == 0
    for book in ("park910", "location", "market"):
        told = in_json("account", folder, "--period", "2026", "--book", book)
        assert told.code == 0
        lines = told.data["books"][book]["lines"]
        metered = [line for line in lines if any(">" in flow for flow in line["flows"])]
        assert metered
        assert all(line["generated"] for line in metered)  # the others stand on contracts
    assert in_json("bill", folder, "--period", "2026-03").data["bills"]
    assert in_json("rejected", folder, folder / "repair").code == 0
    page = Path(in_json("report", folder, "--year", "2026").data["path"])
    assert page.relative_to(folder) == Path(demo["page"]).relative_to(made)

    again = in_json("import", folder, *sorted((folder / "generated").glob("2026-0[1-3]*")))
    assert (again.data["new"], again.data["unchanged"]) == (0, again.data["accepted"])
    words = zeropark("evaluate", folder, "--year", "2026")
    assert "PASS" in words.out
