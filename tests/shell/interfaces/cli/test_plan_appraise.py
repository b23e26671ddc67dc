from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import appraised_park
from cli_runs import in_json, zeropark
from zeropark.shell import bootstrap

DEBT = {"share": 0.7, "rate_per_year": 0.04, "years": 15}


def kept(folder: Path, *, name: str = "plan", **changes: Any) -> Path:
    """The file of a plan made by hand."""
    return bootstrap.plans(folder).write(name, appraised_park.plan(**changes))


def test_a_plan_is_appraised_with_draws_in_one_document(tmp_path: Path) -> None:
    file = kept(tmp_path, financing={"debt": DEBT})
    ran = in_json("plan", "appraise", file, "--monte-carlo", "500", "--view", "equity")
    assert ran.code == 0
    assert ran.data["monte_carlo"]["draws"] == 500
    assert ran.data["monte_carlo"]["view"] == "equity"
    swings = [bar["swing_cny"] for bar in ran.data["tornado"]]
    assert swings == sorted(swings, reverse=True)
    again = in_json("plan", "appraise", file, "--monte-carlo", "500", "--view", "equity")
    assert again.data == ran.data


def test_it_is_told_in_english_and_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = kept(tmp_path, financing={"debt": DEBT})
    english = zeropark("plan", "appraise", file, "--monte-carlo", "200")
    for words in ("In nominal terms", "Debt-service coverage", "Monte Carlo: 200 draws", "█"):
        assert words in english.out
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "zh")
    chinese = zeropark("plan", "appraise", file)
    for words in ("经济评价", "按当年价格", "偿债备付率", "平准化成本", "敏感性"):
        assert words in chinese.out
    assert "Monte Carlo" not in chinese.out


def test_a_plan_is_held_against_another(tmp_path: Path) -> None:
    plan = appraised_park.plan()
    other = kept(
        tmp_path,
        name="other",
        sizes=(plan.sizes[0], appraised_park.size("cells", "capacity_kwh", 0.0)),
    )
    ran = in_json("plan", "appraise", kept(tmp_path), "--against", other)
    assert ran.data["against"] == "plan"
    assert ran.data["bought"] is None


def test_what_is_not_known_is_null_and_a_finding(tmp_path: Path) -> None:
    file = kept(tmp_path, park=appraised_park.park(contracts=[]))
    ran = in_json("plan", "appraise", file, "--monte-carlo", "100")
    assert ran.code == 0
    assert (ran.data["whole"], ran.data["tornado"], ran.data["monte_carlo"]) == (None, [], None)
    assert ran.codes == ["appraisal.nothing_against"]
    told = zeropark("plan", "appraise", file)
    assert "Levelised cost of each part" in told.out


@pytest.mark.parametrize("name", ["missing.json", "plan.txt"])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "plan.txt").write_text("{}", encoding="utf-8")
    ran = in_json("plan", "appraise", tmp_path / name)
    assert ran.code == 2
    assert ran.data["error"]["message_zh"]
