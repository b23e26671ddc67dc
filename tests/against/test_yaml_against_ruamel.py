"""Scalars mean what another reader of YAML 1.2 takes them for."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from zeropark.basis.documents.read import parse

DIFFERENT = re.compile(
    r"[-+]?0b.*"  # numbers to the base of two are of YAML 1.1
    r"|\d{4}-\d\d?-\d\d?.*"  # dates too
    r"|[-+]?\.\d+[eE]\d+"  # it takes .5e3 for a text, .5e+3 for a number
    r"|[-+]?0[oO]?\D.*"  # it fails on some prefixes that no digits follow
    r"|[-+]?0o?x?"
)
NUMBERS = st.text("0123456789+-.eExoabcf", min_size=1, max_size=8)
WORDS = st.sampled_from(
    ["true", "True", "TRUE", "false", "null", "Null", "NULL", "~", "on", "off", "yes", "no", "y",
     "Yes", "NO", "none", "nan", ".nan", ".NaN", ".NAN", "inf", ".inf", "-.Inf", "+.INF", "12:30",
     "1:2:3", "190:20:30", "0x1F", "0o17", "010", "0888", "1e3", "1.", "'12'", '"true"', "kWh"]
)  # fmt: skip


@given(NUMBERS | WORDS)
@example("0o17")
@example("0x1f")
def test_a_scalar_is_what_ruamel_takes_it_for(text: str) -> None:
    assume(not DIFFERENT.fullmatch(text) or text in ("0o17", "0x1f"))
    assume(text not in ("-", "--", "---", "...", "?"))
    theirs = YAML(typ="safe", pure=True).load(f"[{text}]")[0]
    (ours,) = _read(f"[{text}]")
    assert type(ours) is type(theirs)
    assert ours == pytest.approx(theirs, nan_ok=True) if type(ours) is float else ours == theirs


def _read(text: str) -> tuple[object, ...]:
    data = parse(text, name="text").data
    assert isinstance(data, tuple)
    return data
