"""YAML to data: nothing is guessed, every place is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.rules.yaml_text import parse

TEXT = """\
rules:
  - id: a.b
    unit: kgCO2/kWh
    versions:
      - {value: 0.5, valid_from: 2025-13-41}
      - {value: -12, note: null, own: true}
"""


def test_numbers_texts_and_nothing_come_out_as_they_stand_and_dates_stay_texts() -> None:
    parsed = parse(TEXT, name="r.yaml")
    assert parsed.data == {
        "rules": [
            {
                "id": "a.b",
                "unit": "kgCO2/kWh",
                "versions": [
                    {"value": 0.5, "valid_from": "2025-13-41"},
                    {"value": -12, "note": None, "own": True},
                ],
            }
        ]
    }
    assert not parsed.findings


def test_a_place_names_file_line_and_path() -> None:
    parsed = parse(TEXT, name="r.yaml")
    assert parsed.place(("rules", 0, "versions", 1, "value")) == (
        "r.yaml:6 rules[0].versions[1].value"
    )


def test_a_place_that_does_not_exist_takes_the_line_of_what_should_hold_it() -> None:
    parsed = parse(TEXT, name="r.yaml")
    assert parsed.place(("rules", 0, "title", "zh")) == "r.yaml:2 rules[0].title.zh"


def test_every_duplicate_key_is_found_and_the_first_value_stays() -> None:
    parsed = parse("a: 1\nb: {c: 2, c: 3}\na: 4\na: 5\n", name="r.yaml")
    assert parsed.data == {"a": 1, "b": {"c": 2}}
    assert [(f.code, f.place) for f in parsed.findings] == [
        ("yaml.duplicate_key", "r.yaml:2 b.c"),
        ("yaml.duplicate_key", "r.yaml:3 a"),
        ("yaml.duplicate_key", "r.yaml:4 a"),
    ]


def test_an_anchor_is_the_thing_it_points_at() -> None:
    assert parse("a: &x {b: 1}\nc: *x\n", name="r").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_an_alias_into_itself_is_a_finding_and_no_endless_loop() -> None:
    parsed = parse("a: &x\n  b: *x\n", name="r.yaml")
    assert [f.code for f in parsed.findings] == ["yaml.loop"]


def test_broken_yaml_is_one_finding_at_its_line() -> None:
    parsed = parse("a: 1\nb: [1, 2\nc: 3\n", name="r.yaml")
    assert parsed.data is None
    assert [f.code for f in parsed.findings] == ["yaml.unreadable"]
    assert parsed.findings[0].place.startswith("r.yaml:3")


def test_what_is_no_text_at_all_is_a_finding() -> None:
    assert [f.code for f in parse("a: \x00", name="r.yaml").findings] == ["yaml.unreadable"]


def test_an_empty_file_holds_nothing() -> None:
    assert parse("# only a comment\n", name="r.yaml").data is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("10", 10), ("0123", 123), ("0x1F", 31), ("-0o17", -15), ("+7", 7), ("1_000", 1000),
     ("1e3", 1000.0), (".5", 0.5), ("-.inf", float("-inf")), ("!!int abc", "abc"), ("1:30", "1:30"),
     ("yes", "yes"), ("false", False), ("~", None), ("'12'", "12"), ("2026-06-01", "2026-06-01")],
)  # fmt: skip
def test_a_scalar_of_any_spelling_is_read_as_yaml_1_2_has_it(text: str, value: object) -> None:
    assert parse(f"- {text}", name="r").data == [value]


def test_what_is_nested_too_deep_is_a_finding() -> None:
    assert [f.code for f in parse("[" * 2000, name="r").findings] == ["yaml.unreadable"]


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%?, \n01.", max_size=60))
def test_any_text_is_data_or_a_finding(text: str) -> None:
    parsed = parse(text, name="r.yaml")
    assert all(finding.place.startswith("r.yaml") for finding in parsed.findings)
