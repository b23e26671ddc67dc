"""`zeropark plan size`, `check` and `explain`, from a park's folder to words and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import plannable_park
import planned_park
from cli_runs import Ran, in_json, zeropark
from zeropark.shell.stores.plans import PlanFolder

DAYS = ("--period", "2030-01-07/2030-01-09", "--route", "highs")


@dataclass(frozen=True)
class Planned:
    """A folder with a park and its plan, and what planning it said."""

    folder: Path
    file: Path
    size: Ran


def written(folder: Path, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(plannable_park.document(**changes), ensure_ascii=False)
    (folder / "park.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    folder = written(tmp_path_factory.mktemp("plan") / "park")
    file = folder / "out" / "plan.json"
    return Planned(folder, file, in_json("plan", "size", folder, *DAYS, "--out", file))


@pytest.fixture
def plannable(tmp_path: Path) -> Path:
    return written(tmp_path / "park")


def test_size_says_what_it_costs_and_how_that_is_proven(planned: Planned) -> None:
    data = planned.size.data
    assert data["ok"] is True
    assert data["route"] == "highs"
    assert data["lower_bound_cny_per_year"] <= data["objective_cny_per_year"] * (1 + 1e-9)
    assert 0.0 <= data["relative_gap"] <= 1e-3
    assert data["seconds"] > 0
    assert data["stage"] == 2030
    total = sum(line["amount_cny_per_year"] for line in data["costs"])
    assert total == pytest.approx(data["objective_cny_per_year"])
    assert {"park910_t", "location_t", "market_t"} == data["books"].keys()
    assert data["evaluation"]["core"]["emission_t"] == pytest.approx(data["books"]["park910_t"])
    assert "plan.charge_left_out" in planned.size.codes


def test_a_plan_is_kept_in_the_park_and_where_it_is_asked_for(planned: Planned) -> None:
    kept, out = map(Path, planned.size.data["files"])
    assert kept == planned.folder / "plans" / "size-2030.json"
    assert out == planned.file
    assert kept.read_bytes() == out.read_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["plan.json"]


def test_check_agrees_to_a_millionth(planned: Planned) -> None:
    data = in_json("plan", "check", planned.file).data
    assert data["agrees"] is True
    assert data["worst"] <= 1e-6
    groups = {figure["group"] for figure in data["figures"]}
    assert groups == {"balance", "size", "cost", "limit", "total", "proof", "indicator"}
    held = {figure["of"] for figure in data["figures"] if figure["group"] == "indicator"}
    assert held >= {"core", "stage", "r1", "r2", "r3", "direct_supply_share"}


def test_check_finds_what_somebody_changed(planned: Planned, tmp_path: Path) -> None:
    told = json.loads(planned.file.read_text(encoding="utf-8"))
    told["objective_cny_per_year"] *= 0.9
    file = tmp_path / "prettier.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    ran = in_json("plan", "check", file)
    assert ran.code == 1
    assert ran.data["agrees"] is False
    assert "plan.total_differs" in ran.codes
    assert "differ" in zeropark("plan", "check", file).out


def test_explain_says_what_binds_and_when_cost_arises(planned: Planned) -> None:
    data = in_json("plan", "explain", planned.file, "--against", "none").data
    told = {(each["device"], each["field"]) for each in data["sizes"]}
    assert ("cells", "capacity_kwh") in told
    assert data["hours"][0]["bus"] == "main"
    assert sum(week["share"] for week in data["weeks"]) == pytest.approx(1.0)
    assert data["avoided"] is None


def test_explain_compares_with_the_park_as_documented(planned: Planned) -> None:
    data = in_json("plan", "explain", planned.file, "--against", "as_documented").data
    avoided = data["avoided"]
    assert avoided["against"] == "as_documented"
    assert avoided["cost_cny_per_year"] < 0  # sizes that may be chosen can't cost more


def test_explain_compares_with_a_plan_that_is_given(planned: Planned) -> None:
    avoided = in_json("plan", "explain", planned.file, "--against", planned.file).data["avoided"]
    assert avoided == {
        "against": "given",
        "cost_cny_per_year": 0.0,
        "emission_t_per_year": 0.0,
        "cny_per_t": None,
    }


def test_a_stricter_stage_costs_and_says_what_a_tonne_costs(tmp_path: Path) -> None:
    folder = written(tmp_path / "strict", targets=[{"year": 2030, "core_max_tco2_per_tce": 0.85}])
    file = tmp_path / "strict.json"
    in_json("plan", "size", folder, *DAYS, "--out", file)
    data = in_json("plan", "explain", file).data
    (stage,) = [each for each in data["limits"] if each["rule"] == "stage"]
    assert (stage["step"], stage["unit"]) == (0.01, "tCO2/tce")
    assert stage["worth_cny_per_year"] > 0
    assert data["avoided"]["against"] == "no_carbon_rules"
    assert data["avoided"]["cny_per_t"] > 0


@pytest.mark.parametrize(
    ("since", "cny_per_year", "codes"),
    [(2020, 11_927.70, ["plan.life_over"]), (2030, 0.0, [])],
)
def test_what_is_past_its_life_is_built_again_and_paid_for(
    tmp_path: Path, since: int, cny_per_year: float, codes: list[str]
) -> None:
    """100 kW at 300 and 100 kWh at 700 CNY, over 12 years at 6 %: 0.119277 of 100,000 a year."""
    document = plannable_park.document()
    cells = next(each for each in document["devices"] if each["id"] == "cells")
    cells["economics"] = {**cells["economics"], "commissioned": since}
    planning = {"discount_rate": 0.06, "sizes": [], "stage": 2035, "rules": {"stage": "report"}}
    folder = written(tmp_path / "old", devices=document["devices"], planning=planning)
    ran = in_json("plan", "size", folder, *DAYS)
    assert ran.data["stage"] == 2035  # as its planning section says; its last target is of 2030
    paid = sum(
        line["amount_cny_per_year"]
        for line in ran.data["costs"]
        if (line["item"], line["of"]) == ("investment", "cells")
    )
    assert paid == pytest.approx(cny_per_year, abs=0.01)
    assert [code for code in ran.codes if code == "plan.life_over"] == codes
    checked = in_json("plan", "check", folder / "plans" / "size-2035.json")
    assert checked.data["agrees"] is True


def test_the_same_order_gives_the_same_plan(planned: Planned) -> None:
    again = in_json("plan", "size", planned.folder, *DAYS, "--name", "again").data
    for key in ("objective_cny_per_year", "sizes", "costs", "limits", "books"):
        assert again[key] == planned.size.data[key], key


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_it_in_their_language(
    planned: Planned, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEROPARK_LANGUAGE", language)
    size = zeropark("plan", "size", planned.folder, *DAYS, "--name", f"shown-{language}").out
    check = zeropark("plan", "check", planned.file).out
    explain = zeropark("plan", "explain", planned.file).out
    words = {
        "en": ("no plan costs less than", "Rules and ratios", "figures agree", "Rules that bind"),
        "zh": ("任何方案都不会低于", "约束与比例", "项全部一致", "起约束作用的规则"),
    }[language]
    for text, word in zip((size, size, check, explain), words, strict=True):
        assert word in text
    assert ("Solar field" in size) is (language == "en")


def test_measured_columns_are_planned_with(plannable: Path, shared_data: Path) -> None:
    source = shared_data / "gansu_ningxia_wind_pv" / "hourly_pu_wind_pv_load_csp.parquet"
    two_days = plannable / "measured.parquet"
    pl.read_parquet(source)[:48].write_parquet(two_days)
    columns = ("wind=wind_area1", "sun=pv_area1", "mill-load=load_area1*100")
    options = [each for column in columns for each in ("--column", column)]
    data = in_json("plan", "size", plannable, *DAYS, "--series", two_days, *options).data
    file = Path(data["files"][0])
    plan = PlanFolder(file.parent).read(file.stem)
    assert list(plan.given) == ["availability.wind", "availability.sun", "load.mill-load"]
    assert plan.asked.series == "measured.parquet"
    assert in_json("plan", "check", file).data["agrees"] is True


def test_no_command_leaves_half_a_plan(plannable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zeropark.shell.stores.durable.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        PlanFolder(plannable / "plans").write("size", planned_park.plan())
    assert list((plannable / "plans").iterdir()) == []


def series(folder: Path, text: str) -> tuple[str, ...]:
    file = folder / "series.csv"
    file.write_text(text, encoding="utf-8")
    return ("--series", str(file))


HOURS = ["0.5"] * 48
BAD_SERIES: dict[str, tuple[list[str], str]] = {
    "too short": (HOURS[:-1], "plan.series_length"),
    "a gap": ([*HOURS[:-1], ""], "plan.series_gap"),
    "above one": ([*HOURS[:-1], "1.5"], "plan.availability_above_one"),
    "below zero": ([*HOURS[:-1], "-0.1"], "plan.series_negative"),
    "a word": ([*HOURS[:-1], "often"], "plan.no_number"),
}


@pytest.mark.parametrize("case", BAD_SERIES)
def test_a_bad_series_is_a_finding_and_no_plan(plannable: Path, case: str) -> None:
    values, code = BAD_SERIES[case]
    given = series(plannable, "\n".join(["sun,other", *(f"{value},0" for value in values)]))
    ran = in_json("plan", "size", plannable, *DAYS, *given)
    assert ran.code == 2
    assert ran.codes == [code]
    assert ran.data["error"]["message_zh"] != ran.data["error"]["message"]
    assert not (plannable / "plans").exists()


def test_a_price_that_is_missing_is_a_finding(plannable: Path) -> None:
    given = series(plannable, "\n".join(["grid", *HOURS[:-1], "NaN"]))
    ran = in_json("plan", "size", plannable, *DAYS, *given)
    assert ran.code == 2
    assert ran.codes
    assert not (plannable / "plans").exists()


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "steps": (("--steps", "1000"), "8760 or 35040"),
    "route": (("--route", "magic"), "interior, piqp, highs"),
    "column without a table": (("--column", "sun=x"), "--series FILE"),
    "no column": (("--column", "sun"), "DEVICE=COLUMN"),
    "name": (("--out", "plan.txt"), ".json"),
    "kept name": (("--name", "../elsewhere"), "no name for a plan"),
    "no name": (("--name", ""), "no name for a plan"),
    "period": (("--period", "soon"), "names no period"),
    "series": (("--series", "nowhere.csv"), "can't be read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_order_that_makes_no_sense_is_refused(plannable: Path, case: str) -> None:
    options, said = REFUSED[case]
    ran = in_json("plan", "size", plannable, *options)
    assert ran.code in {1, 2}
    assert said in ran.data["error"]["message"]
    assert not (plannable / "plans").exists()


def test_a_rule_that_nothing_can_meet_is_told_and_no_plan(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "strict",
        targets=[{"year": 2030, "core_max_tco2_per_tce": 1e-9}],
        planning={"sizes": [], "rules": {"stage": "require"}},
    )
    ran = in_json("plan", "size", folder, *DAYS)
    assert ran.code == 2
    assert ran.data["error"]["type"] == "InfeasiblePlanError"
    assert not (folder / "plans").exists()


def test_bounds_that_cross_are_a_fault_of_the_document(tmp_path: Path) -> None:
    crossed = {"of": "sun", "field": "capacity_kw", "least": 500, "most": 100}
    folder = written(tmp_path / "crossed", planning={"sizes": [crossed]})
    ran = in_json("plan", "size", folder, *DAYS)
    assert ran.code == 1
    assert any("at least 500 and at most 100" in f["problem"] for f in ran.data["findings"])
    assert not (folder / "plans").exists()


def test_prices_that_earn_without_end_are_told_before_a_solver_is_asked(tmp_path: Path) -> None:
    point = {**plannable_park.document()["boundary_points"][0], "capacity_kw": None}
    supply = {**plannable_park.SUPPLY, "export_price_cny_per_kwh": 5.0}
    folder = written(tmp_path / "endless", boundary_points=[point], contracts=[supply])
    ran = in_json("plan", "size", folder, *DAYS)
    assert ran.code == 2
    assert "plan.earns_without_end" in ran.codes
    assert not (folder / "plans").exists()


def test_a_leap_years_series_does_not_fit_a_common_year(plannable: Path) -> None:
    given = series(plannable, "\n".join(["sun", *["0.5"] * 8784]))
    ran = in_json("plan", "size", plannable, "--stage", "2030", *given)
    assert (ran.code, ran.codes) == (2, ["plan.series_length"])
    assert "29 February" in ran.finding("plan.series_length")["remedy"]


@pytest.mark.parametrize("command", ["check", "explain"])
@pytest.mark.parametrize("text", ["", "{}", '{"zeropark_plan": 1}', "\x00"])
def test_what_is_no_plan_is_told(tmp_path: Path, command: str, text: str) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    ran = in_json("plan", command, file)
    assert (ran.code, ran.codes) == (2, ["plan.not_read"])
    assert ran.data["error"]["message_zh"].startswith("plan.json 不能作为规划方案读取")


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = in_json("plan", "check", tmp_path / "none.json")
    assert (ran.code, ran.codes) == (2, ["plan.not_there"])


def test_merged_steps_are_split_until_the_gap_holds(plannable: Path) -> None:
    stretch = ("--period", "2030-01-07/2030-01-28", "--route", "highs", "--merged", "--gap", "0.02")
    data = in_json("plan", "size", plannable, *stretch).data
    assert data["relative_gap"] <= 0.02
    rounds = [each for each in data["attempts"] if each["route"].startswith("merged to ")]
    assert rounds
    assert "between" in rounds[0]["said"]
    assert in_json("plan", "check", data["files"][0]).data["agrees"] is True


def test_units_on_or_off_are_planned_with_the_gap_of_branch_and_bound(tmp_path: Path) -> None:
    folder = tmp_path / "tianshui"
    in_json("new", folder, "--from", "tianshui")
    day = ("--period", "2030-04-08/2030-04-09", "--commitment", "--gap", "0.01")
    data = in_json("plan", "size", folder, *day).data
    assert data["route"] == "highs"
    assert data["relative_gap"] <= 0.01
    assert data["lower_bound_cny_per_year"] <= data["objective_cny_per_year"]
    file = data["files"][0]
    assert in_json("plan", "check", file).data["agrees"] is True
    explained = in_json("plan", "explain", file, "--against", "none").data
    assert explained["hours"] == []  # duals of whole numbers say nothing
