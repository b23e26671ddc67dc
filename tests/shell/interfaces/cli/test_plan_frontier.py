"""`zeropark plan frontier` and `pathway`, from a park's folder to words and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import plannable_park
from cli_runs import in_json, zeropark
from zeropark.future.plan.years.frontier_text import frontier_of
from zeropark.future.plan.years.pathway_text import pathway_of

DAYS = ("--period", "2030-01-07/2030-01-10", "--route", "highs")
TARGETS = [
    {"year": year, "core_max_tco2_per_tce": most} for year, most in ((2030, 1.5), (2035, 1.3))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park with a battery of 2020, whose life of 12 years ends before 2035."""
    found = tmp_path_factory.mktemp("staged") / "park"
    found.mkdir()
    document: dict[str, Any] = plannable_park.document(targets=TARGETS)
    cells = next(each for each in document["devices"] if each["id"] == "cells")
    cells["economics"] = {**cells["economics"], "commissioned": 2020}
    text = json.dumps(document, ensure_ascii=False)
    (found / "park.yaml").write_text(text, encoding="utf-8")
    return found


def test_frontier_gives_points_from_the_cheapest_to_the_least(folder: Path) -> None:
    data = in_json("plan", "frontier", folder, "--points", "3", "--abatement", "2", *DAYS).data
    assert data["ok"] is True
    assert (data["stage"], data["book"]) == (2035, "park910")
    costs = [point["objective_cny_per_year"] for point in data["points"]]
    emitted = [point["emission_t_per_year"] for point in data["points"]]
    assert costs == sorted(costs)
    assert emitted == sorted(emitted, reverse=True)
    assert data["points"][0]["cap_t_per_year"] is None
    assert all(0.0 <= point["relative_gap"] <= 1e-3 for point in data["points"])
    assert emitted[-1] >= data["least_t_per_year"] >= data["least_bound_t_per_year"] - 1e-6
    assert {measure["device"] for measure in data["abatement"]} <= {"sun", "wind", "cells"}
    assert all(measure["avoided_t_per_year"] is not None for measure in data["abatement"])


def test_frontier_is_printed_with_its_sizes_and_kept_where_it_is_asked_for(folder: Path) -> None:
    file = folder / "plans" / "line.json"
    ran = zeropark("plan", "frontier", folder, "--points", "2", *DAYS, "--out", file)
    assert ran.code == 0
    assert f"kept in {file}" in ran.out.replace("\n", "")
    line = frontier_of(file.read_text(encoding="utf-8"))
    assert line is not None
    assert (line.park, line.stage, len(line.points)) == ("plannable", 2035, 2)
    assert "cost against carbon, 2035" in ran.out
    assert "Wind farm" in ran.out
    assert "█" in ran.out


def test_pathway_gives_stages_with_builds_retirements_and_books(folder: Path) -> None:
    file = folder / "plans" / "stages.json"
    ran = in_json(
        "plan", "pathway", folder, "--stages", "2030,2035", "--abatement", *DAYS, "--out", file
    )
    data = ran.data
    assert json.loads(file.read_text(encoding="utf-8")) == data
    line = pathway_of(file.read_text(encoding="utf-8"))
    assert line is not None
    for told, stage in zip(line.stages, data["stages"], strict=True):
        core = stage["evaluation"]["core"]["value_tco2_per_tce"]
        assert (told.year, told.core_tco2_per_tce) == (stage["year"], core)
        assert [at.chosen for at in told.sizes] == [at["chosen"] for at in stage["sizes"]]
    assert [at.target_tco2_per_tce for at in line.stages] == [1.5, 1.3]
    assert data["ok"] is True
    assert [stage["year"] for stage in data["stages"]] == [2030, 2035]
    assert [stage["until"] for stage in data["stages"]] == [2035, 2040]
    total = sum(stage["weight"] * stage["cost_cny_per_year"] for stage in data["stages"])
    assert total == pytest.approx(data["objective_cny"])
    assert data["lower_bound_cny"] <= data["objective_cny"] * (1 + 1e-9)
    gone = data["stages"][1]["retirements"]
    assert {each["field"] for each in gone} == {"power_kw", "capacity_kwh"}
    for stage in data["stages"]:
        assert stage["evaluation"]["core"]["emission_t"] == pytest.approx(
            stage["books"]["park910_t"]
        )
        assert stage["abatement"]
        assert all(limit["kept"] for limit in stage["limits"] if limit["enforced"])
    target = data["stages"][1]["evaluation"]["core"]["value_tco2_per_tce"]
    assert target == pytest.approx(1.3, rel=1e-4)


def test_pathway_is_printed_as_a_roadmap(folder: Path) -> None:
    ran = zeropark("plan", "pathway", folder, "--stages", "2030,2033", "--until", "2040", *DAYS)
    assert ran.code == 0
    assert "pathway 2030, 2033" in ran.out
    assert "2033–2039" in ran.out
    assert "no target of its own" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--stages", "2030,2027"], "does not come after"),
        (["--stages", "2015"], "is outside of the years"),
        (["--stages", "2030,soon"], "is no list of years"),
        (["--stages", "2030", "--until", "2030"], "ends in 2030"),
        (["--stages", "2030", "--route", "fast"], "no route 'fast'"),
        (["--stages", "2030", "--out", "stages.txt"], "let it end in .json"),
        (["--stages", "2030", "--column", "mill-load=load"], "name it with --series"),
    ],
)
def test_what_a_pathway_can_not_be_is_said(folder: Path, arguments: list[str], said: str) -> None:
    ran = zeropark("plan", "pathway", folder, *arguments)
    assert ran.code == 2
    assert said in " ".join((ran.out + ran.err).split())


def test_a_point_that_is_not_there_has_no_measures(folder: Path) -> None:
    ran = zeropark("plan", "frontier", folder, "--points", "2", "--abatement", "5", *DAYS)
    assert ran.code == 2
    assert "no point 5" in " ".join((ran.out + ran.err).split())
