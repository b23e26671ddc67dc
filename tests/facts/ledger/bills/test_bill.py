"""Bills: every component by hand, every gap said, every line exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError, PeriodError
from zeropark.basis.rules.tou import TimeOfUse
from zeropark.basis.timeline import Axis, Period, parse_period
from zeropark.basis.units import Money
from zeropark.facts.ledger.bills.bill import bill
from zeropark.facts.ledger.bills.tariff import (
    CoincidentCharge,
    Component,
    DemandCharge,
    EnergyCharge,
    FixedCharge,
    Ratchet,
    Tariff,
    Tier,
)
from zeropark.facts.ledger.bills.usage import Before, Usage
from zeropark.facts.readings.reading import Quality

DAY_AND_NIGHT = TimeOfUse.model_validate(
    {"patterns": [{"blocks": {"day": ["08:00-22:00"], "night": ["22:00-08:00"]}}]}
)


def usage(period: str, load_kwh: float | NDArray[np.float64], *, minutes: int = 15) -> Usage:
    axis = Axis.over(parse_period(period), step=timedelta(minutes=minutes))
    return Usage(axis, np.broadcast_to(np.asarray(load_kwh, np.float64), axis.count).copy())


def tariff(*components: Component, **changes: Any) -> Tariff:
    return Tariff(id="t", components=components, clock=DAY_AND_NIGHT, **changes)


def energy(*tiers: tuple[str, int | None], **changes: Any) -> EnergyCharge:
    made = tuple(
        Tier(Decimal(price), None if up_to is None else Decimal(up_to)) for price, up_to in tiers
    )
    return EnergyCharge(**({"id": "e", "zh": "电量", "en": "energy", "tiers": made} | changes))


def demand(price: str = "10", **changes: Any) -> DemandCharge:
    fields: dict[str, Any] = {"id": "d", "zh": "需量", "en": "demand", "interval_min": 15}
    return DemandCharge(**(fields | {"price_cny_per_kw": Decimal(price)} | changes))


def rows(found: Any) -> list[tuple[str, str | None, float, str]]:
    return [(x.month, x.part, float(x.quantity), str(x.amount.cny)) for x in found.lines]


def codes(found: Any) -> list[str]:
    return [finding.code for finding in found.findings]


# --- energy ---------------------------------------------------------------------------


def test_energy_is_split_by_block_of_the_local_clock() -> None:
    # June has 30 days of 14 h day and 10 h night, at 4 kW: 1680 and 1200 kWh.
    found = bill(
        tariff(
            energy(("0.8", None), id="day", blocks=("day",)),
            energy(("0.3", None), id="night", blocks=("night",)),
        ),
        usage("2026-06", 1.0),
    )
    assert rows(found) == [("2026-06", None, 1680, "1344.00"), ("2026-06", None, 1200, "360.00")]
    assert found.complete
    assert found.total == Money(170_400)


def test_monthly_tiers_fill_anew_every_month() -> None:
    # 1 kW: July and August 744 kWh each: 500 at 0.5, 244 at 0.8.
    found = bill(tariff(energy(("0.5", 500), ("0.8", None))), usage("2026-07/2026-09", 0.25))
    assert rows(found) == [
        ("2026-07", "tier 1", 500, "250.00"),
        ("2026-07", "tier 2", 244, "195.20"),
        ("2026-08", "tier 1", 500, "250.00"),
        ("2026-08", "tier 2", 244, "195.20"),
    ]


def test_yearly_tiers_fill_up_from_month_to_month_and_begin_anew_in_january() -> None:
    # 1 kW: November 720 h, December 744 h, January 744 h. Used before: 1000 of a tier to 2000.
    # November: 720 in tier 1 (1720). December: 280 in tier 1, 464 in tier 2. January: 744 anew.
    found = bill(
        tariff(energy(("0.5", 2000), ("0.8", 5000), ("1.0", None), tier_period="year")),
        usage("2026-11/2027-02", 0.25),
        before=Before(year_kwh={("e", 2026): 1000.0}),
    )
    assert rows(found) == [
        ("2026-11", "tier 1", 720, "360.00"),
        ("2026-12", "tier 1", 280, "140.00"),
        ("2026-12", "tier 2", 464, "371.20"),
        ("2027-01", "tier 1", 744, "372.00"),
    ]
    assert found.complete


def test_yearly_tiers_that_begin_in_mid_year_without_history_are_not_complete() -> None:
    tiers = energy(("0.5", 2000), ("0.8", None), tier_period="year")
    assert codes(bill(tariff(tiers), usage("2026-11", 1.0))) == ["bill.tier_start_unknown"]


def test_yearly_tiers_that_begin_in_january_need_no_history() -> None:
    tiers = energy(("0.5", 2000), ("0.8", None), tier_period="year")
    assert bill(tariff(tiers), usage("2026-01", 1.0)).complete


def test_a_month_can_lie_wholly_in_a_higher_tier() -> None:
    found = bill(
        tariff(energy(("0.5", 100), ("0.8", 200), ("1.0", None))),
        usage("2026-06", 0.25),
        before=Before(month_kwh={("e", "2026-06"): 200.0}),
    )
    assert rows(found) == [("2026-06", "tier 3", 720, "720.00")]


def test_a_season_is_billed_in_its_own_months_only() -> None:
    winter = energy(("0.6", None), months=frozenset({12, 1}))
    assert [row[0] for row in rows(bill(tariff(winter), usage("2026", 1.0)))] == [
        "2026-01",
        "2026-12",
    ]


def test_export_is_a_credit() -> None:
    axis = Axis.over(parse_period("2026-06"))
    both = Usage(axis, np.full(axis.count, 1.0), np.full(axis.count, 0.5))
    found = bill(
        tariff(energy(("0.5", None)), energy(("0.2", None), id="x", direction="export")), both
    )
    # 2880 kWh x 0.5 - 1440 kWh x 0.2
    assert found.of("x").cny == Decimal("-288.00")
    assert found.total.cny == Decimal("1152.00")


def test_a_point_that_cannot_export_gets_no_credit_line() -> None:
    found = bill(tariff(energy(("0.2", None), id="x", direction="export")), usage("2026-06", 1.0))
    assert found.lines == ()
    assert found.complete


# --- demand ---------------------------------------------------------------------------


def loaded(*kwh: tuple[int, float], period: str = "2026-06", base: float = 1.0) -> Usage:
    """A flat load with some intervals of its own."""
    made = usage(period, base)
    for position, value in kwh:
        made.import_kwh[position] = value
    return made


@pytest.mark.parametrize(
    ("interval_min", "kw"),
    [
        (15, 80.0),  # the highest quarter: 20 kWh / 0.25 h
        (30, 42.0),  # 00:30-01:00: (20 + 1) / 0.5 h; the pair across the half hour does not count
        (60, 26.0),  # 00:00-01:00: (1 + 4 + 20 + 1) / 1 h
    ],
)
def test_demand_is_the_highest_mean_of_the_tariffs_own_clocked_interval(
    interval_min: int, kw: float
) -> None:
    found = bill(tariff(demand(interval_min=interval_min)), loaded((1, 4.0), (2, 20.0)))
    assert rows(found) == [("2026-06", None, kw, str(Decimal(kw * 10).quantize(Decimal("0.01"))))]


def test_demand_can_be_measured_in_a_block_only() -> None:
    # 03:00 is night, so its 80 kW do not count for the day.
    found = bill(tariff(demand(blocks=("day",))), loaded((12, 20.0), (40, 5.0)))
    assert rows(found) == [("2026-06", None, 20, "200.00")]


def test_a_peak_already_incurred_this_month_stands() -> None:
    before = Before(peaks_kw={("d", "2026-06"): 98.0})
    found = bill(tariff(demand()), usage("2026-06", 1.0), before=before)
    assert rows(found) == [("2026-06", None, 98, "980.00")]


def test_a_share_of_the_declared_demand_is_billed_at_least() -> None:
    least = demand(declared_kw=Decimal(100), declared_share=Decimal("0.4"))
    found = bill(tariff(least), usage("2026-06", 1.0))
    assert rows(found) == [("2026-06", "minimum of declared", 40, "400.00")]
    found = bill(tariff(least), usage("2026-06", 20.0))
    assert rows(found) == [("2026-06", None, 80, "800.00")]


def test_a_look_back_sees_as_many_months_as_it_says_and_names_those_it_does_not_know() -> None:
    looking = demand(ratchet=Ratchet(share=Decimal("0.5"), months_back=2))
    before = Before(peaks_kw={("d", "2026-04"): 200.0, ("d", "2026-03"): 900.0})
    found = bill(tariff(looking), usage("2026-06/2026-08", 1.0), before=before)
    # June looks at April and May: half of 200. July at May and June: half of 4 is under its own 4.
    assert rows(found) == [
        ("2026-06", "look-back", 100, "1000.00"),
        ("2026-07", None, 4, "40.00"),
    ]
    assert [(f.code, f.place, f.data["count"]) for f in found.findings] == [
        ("bill.look_back_unknown", "d 2026-06", 1),
        ("bill.look_back_unknown", "d 2026-07", 1),
    ]


def test_data_coarser_than_the_tariffs_interval_is_refused() -> None:
    with pytest.raises(MissingDataError, match="15 min"):
        bill(tariff(demand()), usage("2026-06", 1.0, minutes=60))
    with pytest.raises(MissingDataError, match="30 min"):
        bill(tariff(demand(interval_min=30)), usage("2026-06", 1.0, minutes=20))


def test_an_interval_of_which_a_part_is_missing_has_no_mean() -> None:
    found = bill(tariff(demand(interval_min=30)), loaded((2, np.nan), (3, 20.0)))
    # 00:30-01:00 is half unknown, so its 80 kW quarter counts for nothing: the rest is 4 kW.
    assert rows(found) == [("2026-06", None, 4, "40.00")]
    assert codes(found) == ["bill.missing_intervals"]


def test_a_window_cut_by_the_start_of_the_data_has_no_mean() -> None:
    start = datetime(2026, 6, 10, 0, 15, tzinfo=UTC)
    axis = Axis(start, timedelta(minutes=15), 8)
    found = bill(tariff(demand(interval_min=60)), Usage(axis, np.array([9.0, 9, 9, 1, 1, 1, 1, 9])))
    assert rows(found) == [("2026-06", None, 4, "40.00")]


# --- fixed and coincident -------------------------------------------------------------


def test_a_fixed_charge_is_paid_every_month() -> None:
    capacity = FixedCharge(
        id="c", zh="容量", en="capacity", quantity=Decimal(2000), unit="kVA",
        price_cny_per_unit=Decimal("20.5"),
    )  # fmt: skip
    found = bill(tariff(capacity), usage("2026-06/2026-08", 1.0))
    assert [row[3] for row in rows(found)] == ["41000.00", "41000.00"]


def test_a_coincident_window_outside_the_data_is_named() -> None:
    day = parse_period("2026-07-01")
    window = CoincidentCharge(
        id="w", zh="同时", en="coincident", price_cny_per_kw=Decimal(5), windows=(day,)
    )
    found = bill(tariff(window), usage("2026-06", 1.0))
    assert found.lines == ()
    assert codes(found) == ["bill.window_unknown"]


def test_a_coincident_peak_is_averaged_over_its_own_interval() -> None:
    start = parse_period("2026-06-02").start
    window = CoincidentCharge(
        id="w", zh="同时", en="coincident", price_cny_per_kw=Decimal(5), interval_min=60,
        windows=(Period(start, start + timedelta(hours=2)),),
    )  # fmt: skip
    found = bill(tariff(window), loaded((96, 9.0), (97, 3.0)))
    # 9 + 3 + 1 + 1 kWh in the first hour
    assert rows(found) == [("2026-06", None, 14, "70.00")]


# --- what is missing ------------------------------------------------------------------


def test_missing_intervals_are_counted_by_month_and_never_zero() -> None:
    made = usage("2026-06/2026-08", 1.0)
    made.import_kwh[:3] = np.nan
    made.import_kwh[-1] = np.nan
    found = bill(tariff(energy(("1", None))), made)
    assert [(f.code, f.place, f.data["count"]) for f in found.findings] == [
        ("bill.missing_intervals", "2026-06", 3),
        ("bill.missing_intervals", "2026-07", 1),
    ]
    assert found.missing_steps == 4
    assert not found.complete
    assert [row[2] for row in rows(found)] == [2877, 2975]


def test_a_month_of_which_nothing_is_known_has_no_line() -> None:
    made = usage("2026-06/2026-08", 1.0)
    made.import_kwh[:2880] = np.nan
    found = bill(tariff(energy(("1", None)), demand()), made)
    assert [row[0] for row in rows(found)] == ["2026-07", "2026-07"]


def test_missing_export_matters_where_a_credit_is_paid() -> None:
    axis = Axis.over(parse_period("2026-06"))
    export = np.zeros(axis.count)
    export[7] = np.nan
    both = Usage(axis, np.ones(axis.count), export)
    assert bill(tariff(energy(("1", None))), both).complete
    credit = energy(("1", None), id="x", direction="export")
    assert bill(tariff(credit), both).missing_steps == 1


def test_part_of_a_month_says_that_it_is_a_part() -> None:
    found = bill(tariff(energy(("1", None))), usage("2026-06-01/2026-06-30", 1.0))
    assert codes(found) == ["bill.part_month"]


def test_a_charge_whose_price_is_unknown_keeps_the_bill_from_being_complete() -> None:
    found = bill(tariff(energy(("1", None)), left_out=("system fee",)), usage("2026-06", 1.0))
    assert codes(found) == ["bill.left_out"]
    assert "system fee" in found.findings[0].problem


def test_generated_data_makes_a_generated_bill() -> None:
    made = usage("2026-06", 1.0)
    marked = Usage(made.axis, made.import_kwh, quality=int(Quality.GENERATED | Quality.FILLED))
    found = bill(tariff(energy(("1", None))), marked)
    assert Quality(found.quality) == Quality.GENERATED | Quality.FILLED


# --- what is wrong --------------------------------------------------------------------


def test_blocks_without_a_clock_are_refused() -> None:
    blockwise = Tariff(id="t", components=(energy(("1", None), blocks=("day",)),))
    with pytest.raises(MissingDataError, match="clock"):
        bill(blockwise, usage("2026-06", 1.0))


def test_steps_across_the_edge_of_a_block_are_refused() -> None:
    with pytest.raises(PeriodError):
        bill(tariff(energy(("1", None), blocks=("day",))), usage("2026-06-01", 1.0, minutes=180))


# --- properties -----------------------------------------------------------------------


@given(
    load=st.lists(st.floats(0, 500), min_size=96, max_size=96),
    price=st.decimals("0", "3", places=5),
    split=st.integers(1, 5000),
)
def test_lines_are_their_products_and_sum_to_the_total_to_the_fen(
    load: list[float], price: Decimal, split: int
) -> None:
    components = (
        energy((str(price), split), (str(price * 2), None)),
        energy(("0.1", None), id="day", blocks=("day",)),
        energy(("0.2", None), id="night", blocks=("night",)),
        demand(str(price)),
    )
    found = bill(tariff(*components), usage("2026-06-01", np.array(load)))
    for line in found.lines:
        exact_fen = line.quantity * line.unit_price_cny * 100
        assert abs(Decimal(line.amount.fen) - exact_fen) <= Decimal("0.5")
    assert found.total.fen == sum(line.amount.fen for line in found.lines)
    all_kwh = sum(x.quantity for x in found.lines if x.component == "e")
    by_block = sum(x.quantity for x in found.lines if x.component in {"day", "night"})
    assert abs(all_kwh - by_block) <= Decimal("0.000002")
    assert float(all_kwh) == pytest.approx(sum(load), abs=1e-6)
    top = max(x.quantity for x in found.lines if x.component == "d")
    assert float(top) == pytest.approx(max(load) * 4, abs=1e-6)


@given(st.lists(st.floats(0, 100), min_size=96, max_size=96))
def test_a_longer_averaging_interval_never_makes_demand_higher(load: list[float]) -> None:
    peaks = [
        bill(tariff(demand(interval_min=minutes)), usage("2026-06-01", np.array(load)))
        .lines[0].quantity
        for minutes in (15, 30, 60)
    ]  # fmt: skip
    assert peaks[0] >= peaks[1] - Decimal("0.000001")
    assert peaks[1] >= peaks[2] - Decimal("0.000001")
