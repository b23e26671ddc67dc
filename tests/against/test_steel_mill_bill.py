"""A year of a real steel mill billed at Gansu prices, against pandas on the same rows.

Data: UCI 851 (CC BY 4.0), 35,040 quarter-hours of 2018. Its stamps end each interval, so row n
is quarter-hour n of the year; it is laid on the 2027 calendar, whose prices are known all year.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from grid_supply import contract
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.bills.usage import Usage

BLOCK_OF_HOUR = dict.fromkeys(range(24), "flat")
BLOCK_OF_HOUR |= dict.fromkeys([6, 7, 18, 19, 20, 21, 22], "peak")
BLOCK_OF_HOUR |= dict.fromkeys(range(10, 16), "valley")


@pytest.fixture(scope="module")
def load_kwh(shared_data: Path) -> pd.Series:
    frame = pd.read_parquet(shared_data / "steel_mill_load_15min" / "steel.parquet")
    stamps = pd.date_range("2027-01-01", periods=len(frame), freq="15min")
    return pd.Series(frame["Usage_kWh"].to_numpy(), index=stamps)


@pytest.fixture(scope="module")
def found(load_kwh: pd.Series) -> Bill:
    usage = Usage(Axis.over(parse_period("2027")), load_kwh.to_numpy(np.float64))
    return grid_supply_bill(contract(voltage_class="1-10kV"), load_rulebook(), usage)


def quantities(bill: Bill, component: str) -> list[float]:
    return [float(line.quantity) for line in bill.lines if line.component == component]


def test_energy_by_block_and_month_is_what_pandas_sums(found: Bill, load_kwh: pd.Series) -> None:
    block = load_kwh.index.hour.map(BLOCK_OF_HOUR)
    for name in ("peak", "flat", "valley"):
        chosen = load_kwh[block == name]
        expected = chosen.groupby(chosen.index.month).sum()
        assert quantities(found, f"energy.{name}") == pytest.approx(expected.tolist(), abs=1e-6)


def test_demand_by_month_is_four_times_the_highest_quarter(
    found: Bill, load_kwh: pd.Series
) -> None:
    expected = load_kwh.groupby(load_kwh.index.month).max() * 4
    assert quantities(found, "demand") == pytest.approx(expected.tolist(), abs=1e-6)


def test_the_total_is_energy_times_price_and_demand_times_price(
    found: Bill, load_kwh: pd.Series
) -> None:
    block = load_kwh.index.hour.map(BLOCK_OF_HOUR)
    ratio = block.map({"peak": 1.5, "flat": 1.0, "valley": 0.5}).to_numpy(np.float64)
    floating = 0.3 * (1 + 0.0231 / 0.9769) * (load_kwh * ratio).sum()
    fixed = (0.0923 + 0.022925) * load_kwh.sum()
    demand = 36.8 * (load_kwh.groupby(load_kwh.index.month).max() * 4).sum()
    # Line-loss prices are rounded to a millionth, each of 108 lines to the fen.
    assert float(found.total.cny) == pytest.approx(floating + fixed + demand, abs=2.0)
    assert len(found.lines) == 12 * 9
