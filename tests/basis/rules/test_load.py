"""Rule files: what is right is loaded, what is wrong is told all at once, with its line."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import DocumentError, Finding
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Certainty

DAY = date(2026, 6, 1)

COAL = """\
rules:
  - id: ef.fuel.bituminous_coal
    title: {zh: 一般烟煤（入炉实测）, en: "Bituminous coal, measured"}
    versions:
      - table: {per: t, ncv_gj_per_unit: 20.1, carbon_t_per_gj: 0.0262, oxidation: 0.93}
        valid_from: 2026-01-01
        source: {document: Laboratory report 2026-014}
        certainty: measured
"""


def findings_of(*texts: str) -> list[Finding]:
    own = tuple((f"own{n}.yaml", text) for n, text in enumerate(texts))
    with pytest.raises(DocumentError) as caught:
        load_rulebook(own=own)
    return list(caught.value.findings)


def said_of(text: str) -> tuple[Finding, ...] | None:
    """The findings on a text; None where it loads."""
    try:
        load_rulebook(own=(("own.yaml", text),))
    except DocumentError as error:
        return error.findings
    return None


def version(*, unit: str | None = "kgCO2/kWh", line: str, id_: str = "my.rule") -> str:
    return dedent(f"""\
        rules:
          - id: {id_}
            title: {{zh: 规则, en: rule}}
            unit: {"null" if unit is None else unit}
            versions:
              - {line}
        """)


GOOD_TAIL = "source: {document: d}, certainty: recalled"


def test_a_park_may_add_a_rule_that_says_it_is_its_own() -> None:
    book = load_rulebook(own=(("rules.yaml", COAL),))
    rule = book.get("ef.fuel.bituminous_coal", at=DAY)
    assert rule.own
    assert rule.file == "rules.yaml"
    assert rule.certainty is Certainty.MEASURED
    assert not load_rulebook().has("ef.fuel.bituminous_coal", at=DAY)


def test_a_park_may_replace_a_rule_for_some_days_and_history_stays() -> None:
    own = version(
        id_="ef.grid.gansu",
        line=f"{{value: 0.44, valid_from: 2026-01-01, valid_to: 2026-07-01, {GOOD_TAIL}}}",
    )
    book = load_rulebook(own=(("rules.yaml", own),))
    assert book.factor("ef.grid.gansu", at=DAY).value == 0.44
    assert book.factor("ef.grid.gansu", at=date(2026, 7, 1)).value == 0.4471
    assert book.factor("ef.grid.gansu", at=date(2025, 12, 31)).value == 0.4471


@pytest.mark.parametrize(
    ("line", "unit", "code", "path"),
    [
        (f"{{value: 1, colour: red, valid_from: 2026-01-01, {GOOD_TAIL}}}", "t", "rule.unknown_key",
         "versions[0].colour"),
        ("{value: 1, valid_from: 2026-01-01, certainty: recalled}", "t", "rule.missing_key",
         "versions[0].source"),
        (f"{{value: 1, valid_from: 2026-13-01, {GOOD_TAIL}}}", "t", "rule.value",
         "versions[0].valid_from"),
        (f"{{value: 1, valid_from: 2026-01-01, valid_to: 2026-01-01, {GOOD_TAIL}}}", "t",
         "rule.dates", "versions[0].valid_to"),
        (f"{{value: 1, valid_from: 2026-01-01, {GOOD_TAIL}}}", None, "rule.no_unit",
         "versions[0].value"),
        (f'{{value: "1", valid_from: 2026-01-01, {GOOD_TAIL}}}', "t", "rule.text_with_unit",
         "versions[0].value"),
        (f"{{value: .nan, valid_from: 2026-01-01, {GOOD_TAIL}}}", "t", "rule.value",
         "versions[0].value"),
        (f"{{value: 1, table: [1], valid_from: 2026-01-01, {GOOD_TAIL}}}", "t", "rule.content",
         "versions[0]"),
        (f"{{valid_from: 2026-01-01, {GOOD_TAIL}}}", "t", "rule.content", "versions[0]"),
        ("{value: 1, valid_from: 2026-01-01, source: {document: d}, certainty: sure}", "t",
         "rule.value", "versions[0].certainty"),
    ],
)  # fmt: skip
def test_each_wrong_entry_is_a_finding_with_its_line(
    line: str, unit: str | None, code: str, path: str
) -> None:
    (finding,) = findings_of(version(unit=unit, line=line))
    assert finding.code == code
    assert finding.place == f"own0.yaml, line 6: rules[0] (my.rule): {path}"
    assert finding.problem
    assert finding.remedy


def test_versions_that_hold_on_the_same_day_are_a_finding() -> None:
    text = version(line=f"{{value: 1, valid_from: 2026-01-01, {GOOD_TAIL}}}")
    text += f"      - {{value: 2, valid_from: 2026-06-01, {GOOD_TAIL}}}\n"
    (finding,) = findings_of(text)
    assert finding.code == "rule.overlap"
    assert finding.place.startswith("own0.yaml, line 7: ")
    assert "2026-06-01" in finding.problem


def test_the_same_rule_in_two_own_files_overlaps_too() -> None:
    text = version(line=f"{{value: 1, valid_from: 2026-01-01, {GOOD_TAIL}}}")
    assert [f.code for f in findings_of(text, text)] == ["rule.overlap"]


def test_versions_that_follow_one_another_do_not_overlap() -> None:
    text = version(line=f"{{value: 1, valid_from: 2026-01-01, valid_to: 2026-06-01, {GOOD_TAIL}}}")
    text += f"      - {{value: 2, valid_from: 2026-06-01, {GOOD_TAIL}}}\n"
    book = load_rulebook(own=(("rules.yaml", text),))
    assert book.factor("my.rule", at=DAY).value == 2


def test_an_own_figure_in_another_unit_than_the_one_it_replaces_is_a_finding() -> None:
    line = f"{{value: 447.1, valid_from: 2026-01-01, {GOOD_TAIL}}}"
    (finding,) = findings_of(version(id_="ef.grid.gansu", unit="gCO2/kWh", line=line))
    assert finding.code == "rule.unit_differs"
    assert "kgCO2/kWh" in finding.remedy


def test_a_fuel_whose_table_lacks_a_part_is_a_finding() -> None:
    (finding,) = findings_of(COAL.replace(", oxidation: 0.93", ""))
    assert finding.code == "rule.value"
    assert "oxidation" in finding.problem
    rule = "rules[0] (ef.fuel.bituminous_coal)"
    assert finding.place == f"own0.yaml, line 5: {rule}: versions[0].table"


@pytest.mark.parametrize(
    ("rule_id", "unit", "said"),
    [
        ("ce.bituminus_coal", "kgce/kg", "no carrier 'bituminus_coal'"),
        ("ce.natural_gas", "kgce/kg", "can't be read as kgce/Nm3"),
        ("ef.grid.tibet", "kgCO2/t", "can't be read as kgCO2/kWh"),
        ("ef.grid.tibet", '"1"', "can't be read as kgCO2/kWh"),
    ],
)
def test_a_figure_that_nothing_could_use_is_a_finding(rule_id: str, unit: str, said: str) -> None:
    line = f"{{value: 1, valid_from: 2026-01-01, {GOOD_TAIL}}}"
    found = findings_of(version(id_=rule_id, unit=unit, line=line))
    family = [f for f in found if f.code == "rule.family"]
    assert len(family) == 1
    assert said in family[0].problem


def test_a_fuel_that_does_not_exist_or_is_measured_in_another_way_is_a_finding() -> None:
    (typo,) = findings_of(COAL.replace("bituminous", "bituminus"))
    assert "no carrier 'bituminus_coal'" in typo.problem
    (gas,) = findings_of(COAL.replace("bituminous_coal", "converter_gas"))
    assert "per t, but converter_gas is counted in Nm3" in gas.problem


def test_a_new_grid_factor_in_another_unit_of_the_same_kind_is_welcome() -> None:
    line = f"{{value: 0.1, valid_from: 2026-01-01, {GOOD_TAIL}}}"
    text = version(id_="ef.grid.tibet", unit="tCO2/MWh", line=line)
    assert load_rulebook(own=(("r.yaml", text),)).has("ef.grid.tibet", at=DAY)


@given(cut=st.integers(0, len(COAL)), junk=st.text(alphabet=":-[]{}ab1 \n'\"", max_size=8))
def test_a_damaged_file_is_loaded_or_refused_with_findings_and_nothing_else(
    cut: int, junk: str
) -> None:
    said = said_of(COAL[:cut] + junk + COAL[cut:])
    assert said is None or said


def test_windows_that_leave_a_minute_out_are_a_finding() -> None:
    blocks = '{day: ["08:00-20:00"], night: ["20:00-07:59"]}'
    line = f"{{table: {{patterns: [{{blocks: {blocks}}}]}}, valid_from: 2026-01-01, {GOOD_TAIL}}}"
    text = version(id_="tou.mine", unit=None, line=line)
    (finding,) = findings_of(text)
    assert "07:59 of weekdays in month 1 is in no block" in finding.problem
    assert "1 月工作日 07:59 不属于任何时段。" in finding.problem_in("zh")


def test_a_rule_without_a_version_is_a_finding() -> None:
    text = "rules:\n  - {id: a.b, title: {zh: a, en: b}, unit: t, versions: []}\n"
    assert [f.code for f in findings_of(text)] == ["rule.no_version"]


def test_everything_wrong_is_told_at_once_and_no_good_rule_hides_it() -> None:
    broken = "rules: [\n"
    double = COAL.replace("  - id: ef", "  - id: x.y\n    id: ef")
    nothing = ""
    codes = [f.code for f in findings_of(broken, double, nothing, COAL.replace("zh:", "ch:"))]
    assert "yaml.syntax" in codes
    assert "yaml.duplicate_key" in codes
    assert codes.count("rule.value") == 1  # the empty file holds no mapping
    assert {"rule.missing_key", "rule.unknown_key"} <= set(codes)


def test_reading_the_package_twice_gives_the_same_rules() -> None:
    assert load_rulebook().rules == load_rulebook().rules
