"""Files of prices: a price a step, or what is wrong with them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from day_parks import running_park
from ledger_parks import axis_of, point
from zeropark.basis.errors import InputError
from zeropark.future.plan.days.spot_prices import spot_prices

DAY = axis_of(96, start="2026-12-01")
PARK = running_park()


def read(frame: pl.DataFrame) -> dict[str, np.ndarray]:
    return spot_prices(frame, DAY, park=PARK, source="spot.csv")


def test_a_price_a_quarter_of_an_hour() -> None:
    prices = np.linspace(0.1, 0.5, 96)
    assert read(pl.DataFrame({"price_cny_per_kwh": prices}))["grid"] == pytest.approx(prices)
    assert read(pl.DataFrame({"grid": prices}))["grid"] == pytest.approx(prices)


def test_a_price_a_megawatt_hour_and_hours_that_are_held() -> None:
    found = read(pl.DataFrame({"price_cny_per_mwh": np.arange(24) * 10.0}))["grid"]
    assert found == pytest.approx(np.repeat(np.arange(24) / 100.0, 4))


@pytest.mark.parametrize("count", [95, 97, 12])
def test_too_many_or_too_few(count: int) -> None:
    with pytest.raises(InputError, match=f"has {count} prices; the plan .* has 96 steps"):
        read(pl.DataFrame({"price": np.ones(count)}))


@pytest.mark.parametrize("count", [92, 100, 23, 25])
def test_a_day_on_which_clocks_change_abroad(count: int) -> None:
    with pytest.raises(InputError, match="China has no summer time"):
        read(pl.DataFrame({"price": np.ones(count)}))


def test_a_missing_price_is_never_zero() -> None:
    cells = ["0.3"] * 40 + [""] + ["n/a"] + ["0.3"] * 54
    with pytest.raises(InputError, match=r"row 41 of spot\.csv is missing, and 2 in all"):
        read(pl.DataFrame({"price": cells}))


def test_no_column_tells_prices() -> None:
    with pytest.raises(InputError, match=r"No column of spot\.csv tells prices; it has euros"):
        read(pl.DataFrame({"euros": np.ones(96)}))
    two = running_park(
        boundary_points=[point("grid", "main"), point("other", "main")], contracts=[]
    )
    with pytest.raises(InputError, match="after a grid point: grid, other"):
        spot_prices(pl.DataFrame({"price": np.ones(96)}), DAY, park=two, source="spot.csv")
