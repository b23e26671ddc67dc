from __future__ import annotations

from collections.abc import Callable

import pytest

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.readings.aligned import Aligned
from zeropark.facts.readings.cleaning.compare import compare

NAN = float("nan")
Amounts = Callable[..., Aligned]


def test_sub_meters_that_do_not_add_up_are_told(amounts: Amounts, park: ParkDocument) -> None:
    told = amounts({"m-grid/import": [100, 100], "m-mill/use": [60, 60], "m-hall/power": [20, NAN]})
    (finding,) = compare(told, park=park)
    # Only the first quarter has all three: 100 against 60 + 20, 20 % apart.
    assert finding.code == "meter.sum"
    assert "20.0% apart" in finding.problem
    assert finding.count == 1


@pytest.mark.parametrize(("check", "found"), [(98.5, 0), (97.0, 1), (103.0, 1)])
def test_a_check_meter_that_differs_is_told(
    amounts: Amounts, park: ParkDocument, check: float, found: int
) -> None:
    told = amounts({"m-grid/import": [100.0], "m-check/import": [check]})
    assert [f.code for f in compare(told, park=park)] == ["meter.check"] * found


def test_sub_meters_that_add_up_within_the_tolerance_say_nothing(
    amounts: Amounts, park: ParkDocument
) -> None:
    # 100 against 60 + 35: 5 % of the larger, exactly the tolerance
    told = amounts({"m-grid/import": [100.0], "m-mill/use": [60.0], "m-hall/power": [35.0]})
    assert compare(told, park=park) == ()


def test_meters_without_a_common_interval_are_not_compared(
    amounts: Amounts, park: ParkDocument
) -> None:
    told = amounts({"m-grid/import": [100.0, NAN], "m-check/import": [NAN, 50.0]})
    assert compare(told, park=park) == ()
