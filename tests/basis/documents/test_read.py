"""YAML to data: nothing is guessed, every place is known, every fault is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.documents.read import MAX_DEPTH, Parsed, parse

TEXT = """\
rules:
  - id: a.b
    unit: kgCO2/kWh
    versions:
      - {value: 0.5, valid_from: 2025-13-41}
      - {value: -12, note: null, own: true}
"""


def read(text: str) -> Parsed:
    return parse(text, name="r.yaml")


def told(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in read(text).findings]


def test_numbers_texts_and_nothing_come_out_as_they_stand_and_dates_stay_texts() -> None:
    assert read(TEXT).data == {
        "rules": (
            {
                "id": "a.b",
                "unit": "kgCO2/kWh",
                "versions": (
                    {"value": 0.5, "valid_from": "2025-13-41"},
                    {"value": -12, "note": None, "own": True},
                ),
            },
        )
    }
    assert not read(TEXT).findings


def test_a_place_names_file_line_path_and_the_element_on_it() -> None:
    lines = read(TEXT).lines
    assert lines.place(("rules", 0, "versions", 1, "value")) == (
        "r.yaml, line 6: rules[0] (a.b): versions[1].value"
    )


def test_what_is_missing_is_placed_on_the_line_of_what_should_hold_it() -> None:
    lines = read(TEXT).lines
    assert lines.place(("rules", 0, "title", "zh")) == "r.yaml, line 2: rules[0] (a.b): title.zh"


def test_every_duplicate_key_is_found_and_the_first_value_stays() -> None:
    parsed = read("a: 1\nb: {c: 2, c: 3}\na: 4\na: 5\n")
    assert parsed.data == {"a": 1, "b": {"c": 2}}
    assert [(f.code, f.place) for f in parsed.findings] == [
        ("yaml.duplicate_key", "r.yaml, line 1: a"),
        ("yaml.duplicate_key", "r.yaml, line 1: a"),
        ("yaml.duplicate_key", "r.yaml, line 2: b.c"),
    ]
    assert [f.problem.rpartition(" ")[2] for f in parsed.findings] == ["3.", "4.", "2."]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x 7\nc: *x\n", {"a": 7, "c": 7}),
        ("&k a: 1\nc: *k\n", {"a": 1, "c": "a"}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
    ],
)
def test_an_alias_is_the_thing_it_points_at(text: str, data: object) -> None:
    assert read(text).data == data


def test_an_alias_is_placed_where_it_is_used_and_its_parts_where_they_stand() -> None:
    lines = read("a: &x\n  b: 1\nc: *x\n").lines
    assert lines.line(("c",)) == 3
    assert lines.line(("c", "b")) == 2


@pytest.mark.parametrize(
    ("merge", "merged"),
    [
        ("{<<: *p, y: 9}", {"x": 1, "y": 9}),
        ("{y: 9, <<: *p}", {"x": 1, "y": 9}),
        ("{<<: [*q, *p]}", {"x": 3, "y": 2}),
        ("{<<: [*p, *q]}", {"x": 1, "y": 2}),
        ("{<<: {z: 5}}", {"z": 5}),
    ],
)
def test_a_merge_fills_in_what_is_not_given_and_the_first_named_goes_first(
    merge: str, merged: object
) -> None:
    parsed = read(f"p: &p {{x: 1, y: 2}}\nq: &q {{x: 3}}\nr: {merge}\n")
    assert isinstance(parsed.data, dict)
    assert parsed.data["r"] == merged
    assert not parsed.findings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", ("yaml.syntax", "r.yaml, line 3, column 2")),
        ("a: \x00", ("yaml.syntax", "r.yaml, line 1, column 4")),
        ("a: 1\nb: \ud800", ("yaml.syntax", "r.yaml, line 2, column 4")),
        ("a: 1\n---\nb: 1\n", ("yaml.syntax", "r.yaml, line 2, column 1")),
        ("a: *gone\n", ("yaml.syntax", "r.yaml, line 1, column 4")),
        ("[" * 200_000, ("yaml.syntax", f"r.yaml, line 1, column {MAX_DEPTH + 1}")),
        ("- " * 200_000, ("yaml.syntax", f"r.yaml, line 1, column {2 * MAX_DEPTH + 1}")),
        ("a: &x\n  b: *x\n", ("yaml.cycle", "r.yaml, line 2: a.b")),
        ("a: &x [1, *x]\n", ("yaml.cycle", "r.yaml, line 1: a[1]")),
        ("a: &x {<<: *x}\n", ("yaml.cycle", "r.yaml, line 1: a.<<")),
        ("? [a]\n: b\n", ("yaml.key", "r.yaml, line 1")),
        ("a: 1\n? {b: c}\n: d\n", ("yaml.key", "r.yaml, line 2")),
        ("a: {<<: 3}\n", ("yaml.merge", "r.yaml, line 1: a")),
        ("a:\n  - !!int abc\n", ("yaml.value", "r.yaml, line 2: a[0]")),
        ("a: !!python/name:os.system\n", ("yaml.value", "r.yaml, line 1: a")),
        ("a: !!set {b}\n", ("yaml.value", "r.yaml, line 1: a")),
        (f"a: {'9' * 5000}\n", ("yaml.value", "r.yaml, line 1: a")),
    ],
)
def test_what_is_wrong_with_a_text_is_told_with_its_line(text: str, found: tuple[str, str]) -> None:
    assert told(text) == [found]


def test_what_follows_a_fault_is_read_all_the_same() -> None:
    parsed = read("a: !!int x\nb: 1\n? [k]\n: &v 2\nc: *v\n")
    assert parsed.data == {"a": None, "b": 1, "c": 2}
    assert [finding.code for finding in parsed.findings] == ["yaml.value", "yaml.key"]


def bomb(first: str, each: str) -> str:
    """Nine aliases of nine aliases …: 9 to the power of 9 values in a kilobyte."""
    rows = [f"a0: &a0 {first}"]
    rows += [f"a{n}: &a{n} {each.format(', '.join([f'*a{n - 1}'] * 9))}" for n in range(1, 10)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    "text",
    [
        bomb("[1, 2, 3, 4, 5, 6, 7, 8, 9]", "[{}]"),
        bomb("{x: 1}", "{{<<: [{}]}}"),
        "a0: &a0 [1]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 500)),
    ],
    ids=["wide", "merged", "deep"],
)
def test_aliases_that_unfold_beyond_measure_are_refused(text: str) -> None:
    parsed = read(text)
    assert parsed.data is None
    assert [finding.code for finding in parsed.findings] == ["yaml.too_big"]


def test_a_document_may_be_as_big_as_its_text() -> None:
    parsed = read("a: [" + "1," * 300_000 + "]")
    assert not parsed.findings


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "~"])
def test_an_empty_text_holds_nothing(text: str) -> None:
    assert read(text).data is None
    assert not read(text).findings


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%?, \n01.<", max_size=60))
def test_any_text_is_data_or_a_finding(text: str) -> None:
    assert all(place.startswith("r.yaml") for _, place in told(text))


def test_a_merge_sign_in_quotes_is_a_key_like_any_other() -> None:
    assert read('{"<<": null, "a": 1}').data == {"<<": None, "a": 1}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8).filter(
    lambda word: "Infinity" not in word  # written otherwise in YAML, see below
)
SINGLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
PLAIN = st.recursive(
    SINGLE, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=20
)


def as_tuples(data: object) -> object:
    if isinstance(data, dict):
        return {key: as_tuples(value) for key, value in data.items()}
    return tuple(map(as_tuples, data)) if isinstance(data, list) else data


@given(PLAIN, st.sampled_from([None, 1]))
def test_json_is_yaml_and_comes_out_as_it_went_in(data: object, indent: int | None) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    text = text.replace("Infinity", ".inf")  # the one number that JSON has no word for
    assert read(text).data == as_tuples(data)


PIECES = ("a", "b", "<<", ":", " ", "- ", "\n", "  ", "{", "}", "[", "]", "&x ", "*x", "*y", "&y ",
          "!!int ", "!x ", "? ", ", ", "1", "'", '"', "|", "~")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_anchors_merges_and_tags_in_any_order_are_data_or_findings(text: str) -> None:
    assert all(place.startswith("r.yaml") for _, place in told(text))


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Path(__file__).parents[2].joinpath("parks", "tiny.yaml").read_text(encoding="utf-8")
    fast = read(text)
    assert yaml.__with_libyaml__, "there is nothing to compare with"
    assert fast.data
    monkeypatch.setattr("zeropark.basis.documents.events.FAST", yaml.SafeLoader)
    assert read(text) == fast
