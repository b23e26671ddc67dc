"""Gansu: what the contract and the rules make of a kilowatt hour."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from grid_supply import DAY, contract, flat, with_own_rule
from zeropark.basis.errors import MissingDataError, MissingRuleError
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.gansu_tariff import gansu_tariff
from zeropark.facts.ledger.bills.tariff import DemandCharge, FixedCharge
from zeropark.facts.ledger.bills.usage import Usage


def amounts(**changes: Any) -> dict[str, str]:
    tariff = gansu_tariff(contract(**changes), load_rulebook(), at=DAY)
    found = bill(tariff, flat())
    return {part.id: str(found.of(part.id).cny) for part in tariff.components}


def test_a_flat_megawatt_in_november_costs_what_the_rules_add_up_to() -> None:
    # 30 days x (7 h peak, 11 h flat, 6 h valley) x 1000 kW = 210, 330, 180 MWh of 720.
    # Line loss: 0.3 x 0.0231 / 0.9769 = 0.0070939 flat; x 1.5 = 0.0106409, x 0.5 = 0.0035470.
    assert amounts() == {
        "energy.peak": "94500.00",  # 210,000 x 0.45
        "line_loss.peak": "2234.61",  # 210,000 x 0.010641
        "energy.valley": "27000.00",  # 180,000 x 0.15
        "line_loss.valley": "638.46",  # 180,000 x 0.003547
        "energy.flat": "99000.00",  # 330,000 x 0.30
        "line_loss.flat": "2341.02",  # 330,000 x 0.007094
        "td": "49896.00",  # 720,000 x 0.0693
        "demand": "32800.00",  # 1000 kW x 32.8
        "funds": "16506.00",  # 720,000 x 0.022925
    }


def test_the_peak_price_is_at_least_three_times_the_valley_price() -> None:
    book = load_rulebook()
    prices = {
        part.id: part.tiers[0].price_cny_per_kwh
        for part in gansu_tariff(contract(), book, at=DAY).components
        if part.id in {"energy.peak", "energy.valley"}
    }
    least = book.factor("tou.gansu.peak_valley_ratio_min", at=DAY).value
    assert prices["energy.peak"] / prices["energy.valley"] >= Decimal(str(least))


def test_a_single_part_supply_pays_no_demand() -> None:
    found = amounts(pricing="single")
    assert found["td"] == "90072.00"  # 720,000 x 0.1251
    assert "demand" not in found


def test_a_supply_by_capacity_pays_for_its_kva() -> None:
    found = amounts(basis="capacity", declared_capacity_kva=2000, voltage_class="1-10kV")
    assert found["capacity"] == "46000.00"  # 2000 x 23.0
    assert found["td"] == "66456.00"  # 720,000 x 0.0923
    tariff = gansu_tariff(
        contract(basis="capacity", declared_capacity_kva=2000), load_rulebook(), at=DAY
    )
    assert any(isinstance(part, FixedCharge) for part in tariff.components)


def test_a_supply_by_capacity_that_declares_none_is_an_error() -> None:
    with pytest.raises(MissingDataError, match="declared_capacity_kva"):
        gansu_tariff(contract(basis="capacity"), load_rulebook(), at=DAY)


def test_without_time_of_use_there_is_one_price() -> None:
    found = amounts(tou_rule=None)
    assert found["energy"] == "216000.00"  # 720,000 x 0.3
    assert found["line_loss"] == "5107.68"  # 720,000 x 0.007094


def test_the_contracts_own_ratios_replace_those_of_the_package() -> None:
    book = with_own_rule("tou.gansu.ratio", "table: {peak: 1.7, flat: 1.0, valley: 0.4}")
    tariff = gansu_tariff(contract(), book, at=DAY)
    assert bill(tariff, flat()).of("energy.peak").cny == Decimal("107100.00")  # 210,000 x 0.51


def test_a_block_without_a_ratio_is_an_error() -> None:
    book = with_own_rule("tou.gansu.ratio", "table: {peak: 1.7, flat: 1.0}")
    with pytest.raises(MissingRuleError, match="valley"):
        gansu_tariff(contract(), book, at=DAY)


def test_the_unknown_system_fee_is_named_until_the_park_gives_it() -> None:
    without = bill(gansu_tariff(contract(), load_rulebook(), at=DAY), flat())
    assert [f.code for f in without.findings] == ["bill.left_out"]
    book = with_own_rule("system_fee.gansu", "value: 0.05", unit="CNY/kWh")
    found = bill(gansu_tariff(contract(), book, at=DAY), flat())
    assert found.complete
    assert found.of("system_fee").cny == Decimal("36000.00")  # 720,000 x 0.05, does not float


def test_export_is_credited_at_the_agreed_price() -> None:
    tariff = gansu_tariff(contract(export_price_cny_per_kwh=0.12), load_rulebook(), at=DAY)
    axis = flat().axis
    found = bill(tariff, Usage(axis, np.zeros(axis.count), np.full(axis.count, 10.0)))
    assert found.of("export").cny == Decimal("-3456.00")  # 28,800 x 0.12


def test_every_line_of_a_rule_names_its_rule_and_demand_is_over_a_quarter_hour() -> None:
    tariff = gansu_tariff(contract(tou_rule="tou.gansu"), load_rulebook(), at=DAY)
    assert all(part.rules for part in tariff.components)
    assert [p.interval_min for p in tariff.components if isinstance(p, DemandCharge)] == [15]
