"""A scalar means what a person meant by it, as YAML 1.2 has it."""

from __future__ import annotations

import math

import pytest

from zeropark.basis.documents.core_schema import plain_value, tagged_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("10", 10), ("+7", 7), ("-12", -12),
        ("010", 10), ("0123", 123),  # an octal number in YAML 1.1
        ("0x1F", 31), ("0o17", 15), ("-0o17", -15),
        ("1_000", 1000), ("1_000.5", 1000.5), ("1__0", "1__0"), ("1_", "1_"), ("_1", "_1"),
        ("1e3", 1000.0), (".5", 0.5), ("5.", 5.0), ("-1.5E-1", -0.15), ("1.2.3", "1.2.3"),
        (".inf", math.inf), ("-.Inf", -math.inf), ("+.INF", math.inf),
        ("inf", "inf"), ("nan", "nan"), ("-.nan", "-.nan"), (".", "."), ("-", "-"), ("e3", "e3"),
        ("true", True), ("False", False), ("TRUE", True), ("tRUE", "tRUE"),
        ("on", "on"), ("off", "off"), ("yes", "yes"), ("No", "No"), ("y", "y"),
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("none", "none"),
        ("12:30", "12:30"), ("1:30:00", "1:30:00"),  # numbers to the base of 60 in YAML 1.1
        ("2026-06-01", "2026-06-01"), ("2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z"),
        ("0b11", "0b11"), ("=", "="), ("<<", "<<"), ("1,000", "1,000"), ("50%", "50%"),
        ("\u0661\u0662", "\u0661\u0662"),  # digits, but not those of YAML
    ],
)  # fmt: skip
def test_a_plain_scalar_is_read_by_the_core_schema(text: str, value: object) -> None:
    found = plain_value(text)
    assert (type(found), found) == (type(value), value)


def test_a_number_that_is_none_is_read_too() -> None:
    assert math.isnan(float(str(plain_value(".NaN"))))


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("str", "12", "12"), ("str", "", ""), ("int", "12", 12), ("float", "12", 12.0),
        ("float", "1.5", 1.5), ("bool", "true", True), ("null", "~", None),
    ],
)  # fmt: skip
def test_a_tag_says_what_a_scalar_is(tag: str, text: str, value: object) -> None:
    found = tagged_value(text, tag=f"tag:yaml.org,2002:{tag}")
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("int", "1.5"), ("int", "abc"), ("int", "true"), ("bool", "1"), ("bool", "yes"),
        ("null", "x"), ("float", "x"), ("float", "true"), ("timestamp", "2026-06-01"),
        ("binary", "aGk="), ("python/name:os.system", ""),
    ],
)  # fmt: skip
def test_a_scalar_that_is_not_what_its_tag_says_is_refused(tag: str, text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        tagged_value(text, tag=f"tag:yaml.org,2002:{tag}")
