"""Tariff cases whose answers are asserted by REopt.jl's own tests (NREL, Apache-2.0).

Cases A1, A2, A3, A4 and A17 of test/runtests.jl, commit 029db01; hours are counted from 1
there, hour 1 being 0:00 to 1:00 of 1 January. Money is in dollars there and CNY here. The
answers are of a year as one sum, so they are held against the exact products of the lines;
the bill itself rounds each line to the fen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from zeropark.basis.rules.tou import TimeOfUse
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.bills.tariff import (
    CoincidentCharge,
    Component,
    DemandCharge,
    EnergyCharge,
    Ratchet,
    Tariff,
    Tier,
)
from zeropark.facts.ledger.bills.usage import Usage

HOUR = timedelta(hours=1)


def yearly(year: int, *components: Component, load_kwh: NDArray[np.float64] | float) -> Bill:
    axis = Axis.over(parse_period(str(year)), step=HOUR)
    load = np.broadcast_to(np.asarray(load_kwh, dtype=np.float64), axis.count).copy()
    return bill(Tariff(id="case", components=components), Usage(axis, load))


def exact_cny(found: Bill, component: str) -> Decimal:
    parts = (x.quantity * x.unit_price_cny for x in found.lines if x.component == component)
    return sum(parts, Decimal(0)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def energy(price: str, **scope: object) -> EnergyCharge:
    fields = {"id": "energy", "zh": "电量", "en": "energy", "tiers": (Tier(Decimal(price)),)}
    return EnergyCharge(**(fields | scope))  # type: ignore[arg-type] # fields by name


def demand(price: str, **scope: object) -> DemandCharge:
    fields = {
        "id": "demand",
        "zh": "需量",
        "en": "demand",
        "price_cny_per_kw": Decimal(price),
        "interval_min": 60,
    }
    return DemandCharge(**(fields | scope))  # type: ignore[arg-type] # fields by name


def test_a1_a_blended_tariff_charges_1000_for_energy_and_136_99_for_demand() -> None:
    found = yearly(2026, energy("0.10"), demand("10"), load_kwh=10_000 / 8760)
    assert exact_cny(found, "energy") == Decimal("1000.00")
    assert exact_cny(found, "demand") == Decimal("136.99")
    # Twelve monthly lines of 11.42: what a customer pays is 137.04.
    assert found.of("demand").cny == Decimal("137.04")


def test_a2_one_kilowatt_in_quarter_hours_is_8760_kilowatt_hours() -> None:
    axis = Axis.over(parse_period("2026"))
    assert axis.count == 35_040
    tariff = Tariff(id="case", components=(energy("1"),))
    found = bill(tariff, Usage(axis, np.full(axis.count, 0.25)))
    assert sum(line.quantity for line in found.lines) == 8760
    assert found.total.cny == Decimal("8760.00")


def hour(number: int, *, year: int = 2026) -> Period:
    """Hour `number` of the year as REopt counts it, from 1."""
    start = datetime(year, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")) + (number - 1) * HOUR
    return Period(start, start + HOUR)


def test_a3_coincident_peaks_are_charged_once_per_window() -> None:
    def windows(name: str, price: str, *hours: int) -> CoincidentCharge:
        return CoincidentCharge(
            id=name,
            zh=name,
            en=name,
            price_cny_per_kw=Decimal(price),
            windows=tuple(hour(number) for number in hours),
        )

    found = yearly(2026, windows("w1", "10", 1, 2, 100), windows("w2", "5", 6000, 7000), load_kwh=1)
    assert found.total.cny == Decimal("15.00")
    assert [line.month for line in found.lines] == ["2026-01", "2026-09"]


def test_a4_a_january_peak_is_looked_back_at_all_year() -> None:
    load = np.ones(8760)
    load[7] = 100.0  # hour 8
    ratchet = Ratchet(share=Decimal("0.35"), months_back=11)
    cold, warm = frozenset({1, 2, 3, 4, 11, 12}), frozenset({5, 6, 7, 8, 9, 10})
    found = yearly(
        2026,
        demand("10.5", id="cold", months=cold, ratchet=ratchet),
        demand("11.5", id="warm", months=warm, ratchet=ratchet),
        load_kwh=load,
    )
    # 100 x (10.5 + 0.35 x 10.5 x 5 + 0.35 x 11.5 x 6)
    assert found.total.cny == Decimal("5302.50")
    # What was before this January is not known, and the bill says so.
    assert not found.complete


WEEK = TimeOfUse.model_validate(
    {
        "patterns": [
            {"days": "weekends", "blocks": {"weekend": ["00:00-24:00"]}},
            {
                "days": "weekdays",
                "blocks": {
                    "weekday": ["00:00-12:00", "18:00-24:00"],
                    "weekday_peak": ["12:00-18:00"],
                },
            },
        ]
    }
)


@pytest.mark.parametrize(
    ("year", "costs"),
    [
        # Hour 31 x 24 + 29 x 24 + 3 x 24 + 16 is 15:00 of the 64th day.
        (2023, {"weekend": "1.00", "weekday": "0.00", "flat": "50.00", "tou": "0.00"}),  # 5 March
        (2024, {"weekend": "0.00", "weekday": "2.00", "flat": "50.00", "tou": "70.00"}),  # 4 March
    ],
)
def test_a17_a_leap_day_moves_the_hour_from_a_sunday_to_a_monday(
    year: int, costs: dict[str, str]
) -> None:
    load = np.zeros(8784 if year == 2024 else 8760)
    load[31 * 24 + 29 * 24 + 3 * 24 + 16 - 1] = 10.0
    found = yearly(
        year,
        energy("0.1", id="weekend", clock=WEEK, blocks=("weekend",)),
        energy("0.2", id="weekday", clock=WEEK, blocks=("weekday", "weekday_peak")),
        demand("5", id="flat"),
        demand("7", id="tou", clock=WEEK, blocks=("weekday_peak",)),
        load_kwh=load,
    )
    assert {name: str(found.of(name).cny) for name in costs} == costs
    assert found.complete


def test_a_tiered_rate_as_worked_by_hand_since_the_rate_of_a9_is_not_at_hand() -> None:
    # 1 kW all year: 7 months of 744 h, 4 of 720 h, February of 672 h; 500 kWh a month at 0.10,
    # the rest at 0.12: 12 x 500 x 0.10 = 600.00; (7 x 244 + 4 x 220 + 172) x 0.12 = 331.20.
    tiers = (Tier(Decimal("0.10"), Decimal(500)), Tier(Decimal("0.12")))
    found = yearly(2026, energy("0", tiers=tiers), load_kwh=1)
    by_tier = {part: Decimal(0) for part in ("tier 1", "tier 2")}
    for line in found.lines:
        by_tier[line.part or ""] += line.amount.cny
    assert by_tier == {"tier 1": Decimal("600.00"), "tier 2": Decimal("331.20")}
    assert found.complete
