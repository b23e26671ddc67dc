from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_supply import contract, flat
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.tou import TimeOfUse
from zeropark.basis.timeline import Axis, parse_period
from zeropark.facts.ledger.bills.grid_bill import grid_supply_bill
from zeropark.facts.ledger.bills.price import energy_price, grid_supply_price
from zeropark.facts.ledger.bills.tariff import DemandCharge, EnergyCharge, Tariff, Tier

DAY_AND_NIGHT = TimeOfUse.model_validate(
    {"patterns": [{"blocks": {"day": ["08:00-22:00"], "night": ["22:00-08:00"]}}]}
)
HOUR = timedelta(hours=1)


def charge(price: str, **changes: Any) -> EnergyCharge:
    tiers = (Tier(Decimal(price)),)
    return EnergyCharge(**({"id": price, "zh": "电", "en": "e", "tiers": tiers} | changes))


def test_a_day_of_two_blocks_worked_by_hand() -> None:
    # All day 0.05, by day (08 to 22) 0.80 and by night 0.30: 14 hours of 0.85, 10 of 0.35.
    # What is paid for demand and for export is no price of a kWh drawn.
    demand = DemandCharge(id="d", zh="需", en="d", interval_min=15, price_cny_per_kw=Decimal(40))
    tariff = Tariff(
        id="t",
        clock=DAY_AND_NIGHT,
        components=(
            charge("0.05"),
            charge("0.80", blocks=("day",)),
            charge("0.30", blocks=("night",)),
            charge("0.20", direction="export"),
            demand,
        ),
    )
    price = energy_price(tariff, axis=Axis.over(parse_period("2026-06-01"), step=HOUR))
    assert price == pytest.approx([0.35] * 8 + [0.85] * 14 + [0.35] * 2)


def test_a_charge_of_other_months_does_not_count() -> None:
    tariff = Tariff(id="t", components=(charge("0.05"), charge("0.80", months=frozenset({7}))))
    june_and_july = Axis.over(parse_period("2026-06-30/2026-07-02"), step=HOUR)
    assert energy_price(tariff, axis=june_and_july) == pytest.approx([0.05] * 24 + [0.85] * 24)


@given(st.floats(0.1, 5_000))
def test_price_times_energy_is_what_the_bill_says_of_energy(load_kwh: float) -> None:
    usage = flat(load_kwh=load_kwh)
    rules = load_rulebook()
    bill = grid_supply_bill(contract(), rules, usage)
    billed = sum(float(line.amount.cny) for line in bill.lines if line.unit == "kWh")
    price = grid_supply_price(contract(), rules, axis=usage.axis)
    lines = sum(line.unit == "kWh" for line in bill.lines)
    # every line is rounded to the fen
    assert float(price @ usage.import_kwh) == pytest.approx(billed, abs=0.006 * lines)


def test_a_month_without_prices_is_missing_and_not_free() -> None:
    # T&D prices before 2026-08-01 are not known.
    axis = Axis.over(parse_period("2026-07-31/2026-08-02"), step=HOUR)
    price = grid_supply_price(contract(), load_rulebook(), axis=axis)
    assert np.isnan(price[:24]).all()
    assert (price[24:] > 0).all()
