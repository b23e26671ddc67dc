"""A park document is read, or every fault in it is named by place and line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import Finding
from zeropark.basis.park.load import load_park

After = Callable[..., tuple[Finding, ...]]


def _only(text: str) -> Finding:
    read = load_park(text, name="park.yaml")
    park, findings = read.park, read.findings
    assert park is None
    (finding,) = findings
    return finding


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "park.no_mapping", "park.yaml"),
        ("# only a comment\n", "park.no_mapping", "park.yaml"),
        ("- a\n- b\n", "park.no_mapping", "park.yaml"),
        ("just words", "park.no_mapping", "park.yaml"),
        ("version: 1\nname: [a\n", "yaml.syntax", "park.yaml, line 3, column 1"),
        ("version: 1\n\tid: a\n", "yaml.syntax", "park.yaml, line 2, column 1"),
        ("version: 1\nid: *gone\n", "yaml.syntax", "park.yaml, line 2, column 5"),
        ("version: 1\x00", "yaml.syntax", "park.yaml, line 1, column 11"),
        ("[" * 5000, "yaml.syntax", "park.yaml, line 1, column 101"),
        ("version: 1\nid: a\nid: b\n", "yaml.duplicate_key", "park.yaml, line 2: id"),
        ("version: 1\nsites: &s [*s]\n", "yaml.cycle", "park.yaml, line 2: sites[0]"),
        ("version: 1\nscope: &s {a: {b: *s}}\n", "yaml.cycle", "park.yaml, line 2: scope.a.b"),
        ("version: 1\na: !!python/name:os.system\n", "yaml.value", "park.yaml, line 2: a"),
        ("version: 1\n? [a]\n: b\n", "yaml.key", "park.yaml, line 2"),
        ("version: 2\n", "park.version", "park.yaml, line 1: version"),
        ("id: a\n", "park.version", "park.yaml: version"),
        ("version: true\n", "park.version", "park.yaml, line 1: version"),
    ],
)
def test_what_is_no_park_document_gives_one_finding(text: str, code: str, place: str) -> None:
    finding = _only(text)
    assert (finding.code, finding.place) == (code, place)
    assert finding.problem
    assert finding.remedy


def test_aliases_that_unfold_beyond_measure_are_refused() -> None:
    rows = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert _only("version: 1\n" + "\n".join(rows)).code == "yaml.too_big"


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        (
            "capacity_kw: 2000",
            "dc_ac_ration: 1, capacity_kw: 2000",
            "park.unknown_key",
            "Did you mean 'dc_ac_ratio'?",
        ),
        ("meters:\n", "metres: []\nmeters:\n", "park.unknown_key", "Did you mean 'meters'?"),
        ("gate: grid", "gates: 1\n    gate: grid", "park.unknown_key", "Did you mean 'gate'?"),
        ("scope: {", "scope: {provinz: x, ", "park.unknown_key", "Did you mean 'province'?"),
        ("id: m-grid", "frm: x\n    id: m-grid", "park.unknown_key", "Did you mean 'from'?"),
        ("kind: battery", "kind: batery", "park.unknown_kind", "Did you mean 'battery'?"),
        ("kind: grid_supply, ", "", "park.unknown_kind", "Use one of: grid_supply"),
        ("latitude: 38.5, ", "", "park.missing_key", "Add `latitude: …` to this element."),
        ("latitude: 38.5", "latitude: 98.5", "park.out_of_bounds", "Check the figure."),
        ("power_kw: 500", "power_kw: -1", "park.out_of_bounds", "Check the figure and its unit"),
        ("power_kw: 500", "power_kw: .inf", "park.out_of_bounds", "Check the figure and its unit"),
        ("power_kw: 500", 'power_kw: "500"', "park.wrong_type", "Write a plain number"),
        ("latitude: 38.5", "latitude: true", "park.wrong_type", "Write a plain number"),
        ("id: mill\n", "id: 7\n", "park.wrong_type", "Put it in quotes."),
        ("fuel_from: [gas-net]", "fuel_from: gas-net", "park.wrong_type", "Write a list"),
        ("gate: user", "gate: usr", "park.not_one_of", "Use one of: 'generation'"),
        (
            "cancelled_for: 2026}",
            "cancelled_for: 2026, cancelled_on: 2026-13-45}",
            "park.impossible",
            "Write it as YYYY-MM-DD.",
        ),
        ("month: 2026-06", "month: 2026-6", "park.bad_form", "Write year and month as YYYY-MM"),
        ("id: mill\n", "id: Mill\n", "park.bad_form", "Use only a-z"),
        ("industry_code: C3130", "industry_code: steel", "park.bad_form", "Write a class of GB/T"),
        ("{zh: 轧钢厂, ", "{zh: '', ", "park.length", "Fill it in"),
        ("fuel_from: [gas-net]", "fuel_from: []", "park.length", "Fill it in"),
        ("capacity_kwh: 1000}", "capacity_kwh: 100000}", "park.impossible", "Check both units"),
    ],
)
def test_a_fault_is_said_in_plain_words(
    after: After, old: str, new: str, code: str, remedy: str
) -> None:
    (finding,) = after((old, new))
    assert finding.code == code
    assert finding.remedy.startswith(remedy)
    assert "line" in finding.place


def test_several_faults_are_all_reported(after: After) -> None:
    found = after(
        ("latitude: 38.5", "latitude: 98.5"),
        ("capacity_kw: 2000", "capacty_kw: 2000"),
        ("gate: user", "gate: usr"),
    )
    assert sorted(finding.code for finding in found) == [
        "park.missing_key",
        "park.not_one_of",
        "park.out_of_bounds",
        "park.unknown_key",
    ]


def test_merged_keys_are_read_and_may_be_overridden(tiny_text: str) -> None:
    text = tiny_text.replace("{id: ground, name:", "&g {id: ground, name:").replace(
        "\nenterprises:\n", "\n  - {<<: *g, id: annex, altitude_m: 1600.0}\n\nenterprises:\n"
    )
    read = load_park(text, name="park.yaml")
    park, findings = read.park, read.findings
    assert findings == ()
    assert park is not None
    assert (park.sites[1].id, park.sites[1].latitude, park.sites[1].altitude_m) == (
        "annex",
        38.5,
        1600.0,
    )


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    read = load_park(text, name="park.yaml")
    park, findings = read.park, read.findings
    assert park is None
    assert findings
