"""A supply billed over months: each at its own prices."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from grid_supply import DAY, contract, flat
from zeropark.basis.errors import MissingDataError
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.usage import Before, Usage


def test_a_year_is_billed_month_by_month_and_months_without_prices_are_named() -> None:
    found = grid_supply_bill(contract(), load_rulebook(), flat("2026"))
    assert sorted({line.month for line in found.lines}) == [
        "2026-08", "2026-09", "2026-10", "2026-11", "2026-12",
    ]  # fmt: skip
    unpriced = [f.place for f in found.findings if f.code == "bill.no_price"]
    assert unpriced == [f"2026-{n:02d}" for n in range(1, 8)]
    assert [f.code for f in found.findings].count("bill.left_out") == 1
    one = bill(gansu_tariff(contract(), load_rulebook(), at=DAY), flat())
    assert [x.amount for x in found.lines if x.month == "2026-11"] == [x.amount for x in one.lines]


def test_a_price_that_changes_between_two_months_is_billed_in_each() -> None:
    text = """
rules:
  - id: funds.gansu
    title: {zh: 基金, en: funds}
    unit: CNY/kWh
    versions:
      - {value: 0.03, valid_from: 2026-10-01, source: {document: d}, certainty: inferred}
"""
    book = load_rulebook(own=(("rules.yaml", text),))
    found = grid_supply_bill(contract(), book, flat("2026-09/2026-11", 1.0))
    funds = [str(line.unit_price_cny) for line in found.lines if line.component == "funds"]
    assert funds == ["0.022925", "0.03"]


def test_coarse_data_cannot_carry_the_demand_of_a_quarter_hour() -> None:
    axis = Axis.over(parse_period("2026-11"), step=timedelta(hours=1))
    with pytest.raises(MissingDataError):
        grid_supply_bill(contract(), load_rulebook(), Usage(axis, np.ones(axis.count)))


def test_a_peak_already_incurred_counts_in_its_own_month_only() -> None:
    before = Before(peaks_kw={("demand", "2026-11"): 1500.0})
    usage = flat("2026-11/2027-01")
    found = grid_supply_bill(contract(), load_rulebook(), usage, before=before)
    demand = [float(line.quantity) for line in found.lines if line.component == "demand"]
    assert demand == [1500.0, 1000.0]


def test_missing_intervals_are_counted_over_all_months() -> None:
    usage = flat("2026-11/2027-01")
    usage.import_kwh[[5, 3000]] = np.nan
    found = grid_supply_bill(contract(), load_rulebook(), usage)
    assert found.missing_steps == 2
    places = [f.place for f in found.findings if f.code == "bill.missing_intervals"]
    assert places == ["2026-11", "2026-12"]
