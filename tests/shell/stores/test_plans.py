from __future__ import annotations

import os
from pathlib import Path

import pathway_lines
import planned_park
from zeropark.shell.stores.plans import PlanFolder


def test_the_newest_plan_comes_first_and_another_content_has_another_stamp(tmp_path: Path) -> None:
    folder = PlanFolder(tmp_path)
    for age, name in enumerate(("old", "older", "oldest")):
        path = folder.write(name, planned_park.plan())
        os.utime(path, (1_800_000_000 - age, 1_800_000_000 - age))
    before = folder.kept()
    assert [each.name for each in before] == ["old", "older", "oldest"]
    assert before[0].written.timestamp() == 1_800_000_000
    folder.write("oldest", planned_park.plan(stage=2031))
    after = {each.name: each.stamp for each in folder.kept()}
    changed = [each.name for each in before if after[each.name] != each.stamp]
    assert changed == ["oldest"]


def test_what_is_no_frontier_is_none(tmp_path: Path) -> None:
    folder = PlanFolder(tmp_path)
    folder.write("plan", planned_park.plan())
    assert folder.frontier("plan") is None
    assert folder.frontier("not-there") is None
    assert PlanFolder(tmp_path / "nowhere").kept() == ()


def test_an_answer_of_planning_is_kept_as_it_was_printed(tmp_path: Path) -> None:
    folder = PlanFolder(tmp_path / "plans")
    path = folder.write_answer("stages", pathway_lines.TEXT)
    assert path.read_text(encoding="utf-8") == pathway_lines.TEXT
    assert [each.name for each in path.parent.iterdir()] == ["stages.json"]
    found = folder.pathway("stages")
    assert found is not None
    assert found.stages[1].year == 2035
    assert folder.frontier("stages") is None


def test_what_is_no_pathway_is_none(tmp_path: Path) -> None:
    folder = PlanFolder(tmp_path)
    folder.write("plan", planned_park.plan())
    assert folder.pathway("plan") is None
    assert folder.pathway("not-there") is None
