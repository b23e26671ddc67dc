from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.units import Dimension
from zeropark.review.presentation.text import (
    Text,
    known,
    limit_number,
    number,
    readable_unit,
    unit_words,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (1234567.8, "1,234,568"),
        (12.3456, "12.35"),
        (0.18734, "0.1873"),
        (-5.0, "−5.000"),
    ],
)
def test_four_figures_are_shown_and_thousands_are_set_apart(value: float, shown: str) -> None:
    assert number(value) == shown


def test_what_rounds_to_zero_has_no_minus() -> None:
    assert number(-0.0004, digits=1) == "0.0"


@given(st.floats(-1e12, 1e12))
def test_a_printed_number_reads_back_within_its_last_digit(value: float) -> None:
    back = float(number(value).replace(",", "").replace("−", "-"))
    assert back == pytest.approx(value, rel=5e-4, abs=1e-6)


@pytest.mark.parametrize(
    ("limit", "shown"), [(0.2, "0.2"), (60.0, "60"), (1_234_567.0, "1,234,567"), (0.0, "0")]
)
def test_a_limit_has_the_digits_of_the_rule(limit: float, shown: str) -> None:
    assert limit_number(limit) == shown


@pytest.mark.parametrize(
    ("kwh", "unit"), [(0.0, "kWh"), (999.0, "kWh"), (1e3, "MWh"), (2e6, "GWh"), (-2e6, "GWh")]
)
def test_the_largest_amount_picks_the_unit(kwh: float, unit: str) -> None:
    assert readable_unit(kwh, Dimension.ENERGY)[0] == unit


def test_missing_is_neither_none_nor_nan() -> None:
    assert not known(None)
    assert not known(float("nan"))
    assert known(0.0)


def test_units_are_set_as_in_print() -> None:
    assert unit_words("tCO2/tce") == "tCO₂/tce"
    assert unit_words("Nm3") == "Nm³"
    assert unit_words("1") == ""


def test_words_are_filled_in_their_own_language() -> None:
    filled = Text("{node}（充入）", "{node} (in)").fill({"node": Text("电池", "battery")})
    assert filled == Text("电池（充入）", "battery (in)")
