from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.aligned import Aligned, ChannelId, KnownTotal
from zeropark.facts.readings.check import check_aligned
from zeropark.facts.readings.filling.fill import (
    CHECK_METER,
    DEFAULT,
    LINEAR,
    PREVIOUS_DAY,
    PREVIOUS_WEEK,
    REGISTER,
    fill,
    methods_named,
)
from zeropark.facts.readings.reading import Quality

NAN = float("nan")
Amounts = Callable[..., Aligned]


def row_of(aligned: Aligned, name: str = "m-mill/use") -> int:
    row = aligned.row(ChannelId(*name.split("/")))
    assert row is not None
    assert check_aligned(aligned) == ()
    return row


def values(aligned: Aligned, name: str = "m-mill/use") -> list[float]:
    return [float(v) for v in aligned.amount[row_of(aligned, name)]]


def test_a_short_gap_is_a_line_between_its_neighbours(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-mill/use": [1, NAN, NAN, NAN, 5]})
    filled = fill(told, park=park, methods=[LINEAR])
    assert values(filled) == [1, 2, 3, 4, 5]
    assert filled.quality[row_of(filled)].tolist() == [0, 2, 2, 2, 0]
    (note,) = filled.fills
    assert (note.method, note.steps, note.amount) == ("linear", 3, 9.0)


def test_a_gap_longer_than_the_limit_or_at_an_end_stays(
    amounts: Amounts, park: ParkDocument
) -> None:
    told = amounts({"m-mill/use": [NAN, 1, *[NAN] * 5, 5, NAN]})
    filled = fill(told, park=park, methods=[LINEAR])
    np.testing.assert_array_equal(filled.amount, told.amount)
    assert filled.fills == ()


def test_a_day_may_repeat_the_day_before(amounts: Amounts, park: ParkDocument) -> None:
    day = [float(i) for i in range(96)]
    told = amounts({"m-mill/use": [*day, *[NAN] * 96]})
    assert values(fill(told, park=park, methods=[PREVIOUS_DAY])) == [*day, *day]
    assert np.isnan(values(fill(told, park=park, methods=[PREVIOUS_WEEK]))[96:]).all()


def test_what_was_filled_fills_nothing_else(amounts: Amounts, park: ParkDocument) -> None:
    # Two lost days: the second looks back at the first, which nobody measured.
    told = amounts({"m-mill/use": [*[1.0] * 96, *[NAN] * 96, 1.0, *[NAN] * 95]})
    filled = values(fill(told, park=park, methods=[PREVIOUS_DAY]))
    assert filled[96:192] == [1.0] * 96
    assert np.isnan(filled[193:]).all()


def test_the_check_meter_speaks_for_the_main_meter(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-grid/import": [1, NAN, NAN], "m-check/import": [9, 8, NAN]})
    filled = fill(told, park=park, methods=[CHECK_METER])
    assert values(filled, "m-grid/import") == pytest.approx([1, 8, NAN], nan_ok=True)
    assert np.isnan(values(filled, "m-grid/export")).all()  # it has no reverse channel


def test_a_known_total_is_spread_by_the_typical_day(amounts: Amounts, park: ParkDocument) -> None:
    # A day of 1s and 3s by turns, then an hour lost of which 16 is known: 2 + 6 + 2 + 6.
    told = amounts({"m-mill/use": [*[1.0, 3.0] * 48, *[NAN] * 4, *[1.0, 3.0] * 46]})
    told = replace(told, known_totals=(KnownTotal(row_of(told), 96, 100, 16.0),))
    filled = fill(told, park=park, methods=[REGISTER])
    assert values(filled)[96:100] == pytest.approx([2, 6, 2, 6])
    assert filled.known_totals == ()
    assert filled.fills[0].amount == pytest.approx(16)


def test_without_a_shape_the_total_is_spread_evenly(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-mill/use": [NAN] * 4})
    told = replace(told, known_totals=(KnownTotal(row_of(told), 0, 4, 10.0),))
    assert values(fill(told, park=park)) == [2.5] * 4


def test_a_total_that_is_known_in_part_fills_the_rest(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-mill/use": [4.0, NAN, NAN, 1.0]})
    told = replace(told, known_totals=(KnownTotal(row_of(told), 0, 3, 10.0),))
    assert values(fill(told, park=park, methods=[REGISTER])) == pytest.approx([4, 3, 3, 1])


def test_filling_by_no_method_changes_nothing(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-mill/use": [1, NAN, 3]})
    filled = fill(told, park=park, methods=methods_named(["none"]))
    np.testing.assert_array_equal(filled.amount, told.amount)


def test_methods_have_names() -> None:
    assert methods_named(["register", "linear"]) == (REGISTER, LINEAR)
    with pytest.raises(ReadingsError, match="guess"):
        methods_named(["guess"])


@given(
    told=st.lists(st.one_of(st.just(NAN), st.floats(0, 1e6)), min_size=8, max_size=200),
    total=st.floats(0, 1e6),
    span=st.tuples(st.integers(0, 3), st.integers(4, 8)),
)
def test_filling_keeps_what_was_measured_and_every_total(
    told: list[float],
    total: float,
    span: tuple[int, int],
    amounts: Amounts,
    park: ParkDocument,
) -> None:
    before = amounts({"m-mill/use": told})
    row = row_of(before)
    before = replace(before, known_totals=(KnownTotal(row, *span, total),))
    after = fill(before, park=park, methods=DEFAULT)
    there = np.isfinite(before.amount)
    np.testing.assert_array_equal(after.amount[there], before.amount[there])
    part = before.amount[row][slice(*span)]
    if np.isnan(part).any():
        expected = max(total, float(np.nansum(part)))
        assert float(after.amount[row][slice(*span)].sum()) == pytest.approx(expected)
    changed = there != np.isfinite(after.amount)
    assert ((after.quality & Quality.FILLED) != 0).tolist() == changed.tolist()
    assert check_aligned(after) == ()


def test_the_typical_day_is_that_of_the_week_before_and_of_nothing_after(
    amounts: Amounts, park: ParkDocument
) -> None:
    # 8 days: on the first the shape is 9, 1 by turns, on the other seven 1, 3; then 16 is known of
    # an hour: 2 + 6 + 2 + 6; what comes afterwards (5, 1) has no say.
    week = [*[9.0, 1.0] * 48, *[1.0, 3.0] * 48 * 7]
    told = amounts({"m-mill/use": [*week, *[NAN] * 4, *[5.0, 1.0] * 46]})
    first = len(week)
    told = replace(told, known_totals=(KnownTotal(row_of(told), first, first + 4, 16.0),))
    filled = fill(told, park=park, methods=[REGISTER])
    assert values(filled)[first : first + 4] == pytest.approx([2, 6, 2, 6])
