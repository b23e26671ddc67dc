"""Cases of REopt.jl's own tests that are about plans (NREL, Apache-2.0; commit 029db01).

A15, A16, A19, A20 and A21 of test/runtests.jl; A10 (present-worth factor) is with discounting, and
the cases about bills are in `test_reopt_tariffs.py`. The PV series of A20 is not at hand: what is
asserted there holds for any that leaves the battery enough to do, and a half sine is such a one.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from typing import Any

import numpy as np
import pytest

from ledger_parks import axis_of, bus, park_of
from plan_parks import choice, drafted, hours, price, solve
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.tou import TimeOfUse
from zeropark.facts.ledger.bills.metered import Metered
from zeropark.facts.ledger.bills.tariff import DemandCharge, Tariff
from zeropark.facts.ledger.bills.usage import Before, Usage
from zeropark.future.plan.assembly.costs.demand import demand_charges
from zeropark.future.plan.assembly.costs.investment import built_sizes, invested
from zeropark.future.plan.assembly.costs.supply import Supply
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.boundary import Exchange
from zeropark.future.plan.site.storing import keep_in_proportion

LOST = 1.012
"""What a bus loses of what is drawn from it, here."""
ROUND_TRIP = 0.96 * sqrt(0.975) * 0.96 * sqrt(0.975)
"""REopt's battery: rectifier, inverter, and the cells between."""


def park(*, grid: str = "both", **battery: Any) -> ParkDocument:
    """A grid, a plant, a load and a battery on one bus."""
    cells = {
        "id": "cells",
        "kind": "battery",
        "electricity_at": "main",
        "power_kw": 30,
        "capacity_kwh": 60,
        "round_trip_efficiency": ROUND_TRIP,
        "self_discharge_share_per_day": 0,
        **battery,
    }
    supply = {
        "kind": "grid_supply",
        "id": "supply",
        "point": "grid",
        "voltage_class": "35kV",
        "pricing": "two_part",
        "energy_price_cny_per_kwh": 0.1,
    }
    return park_of(
        buses=[bus("main")],
        boundary_points=[{"id": "grid", "bus": "main", "kind": "public_grid", "direction": grid}],
        devices=[
            {"id": "use", "kind": "load", "takes_from": "main", "rated_kw": 1000},
            {"id": "sun", "kind": "pv", "electricity_to": "main", "capacity_kw": 150},
            cells,
        ],
        contracts=[supply],
    )


def test_a15_a_battery_of_eight_hours_has_eight_times_its_power_as_content() -> None:
    sizes = {("cells", "power_kw"): choice(1000, 0.05), ("cells", "capacity_kwh"): choice(9000, 0)}
    here = park()
    draft = drafted(here, axis=hours(24), choices=sizes, load={"use": np.full(24, 100.0)})
    power, content = draft.sizes["cells", "power_kw"], draft.sizes["cells", "capacity_kwh"]
    keep_in_proportion(draft, here.devices[2], power=power, content=content, hours=(8.0, 8.0))
    found = solve(draft, {"grid>main": np.where(np.arange(24) < 12, 0.1, 1.0)})
    kw, kwh = found.size("cells", "power_kw"), found.size("cells", "capacity_kwh")
    assert kw > 1.0
    assert kwh - 8.0 * kw == pytest.approx(0.0, abs=1e-6)


def test_a16_keeping_a_battery_costs_its_share_of_what_it_cost_to_build() -> None:
    # 200 kW at 840 and 800 kWh at 420 a unit: 504,000, of which 2.5 % is 63 for each kW.
    economics = {
        "capex_cny_per_kw": 840,
        "capex_cny_per_kwh": 420,
        "fixed_opex_cny_per_kw_year": 63,
        "lifetime_years": 20,
    }
    built = built_sizes(park(power_kw=200, capacity_kwh=800, economics=economics), year=2026)
    size = {("cells", "power_kw"): 200.0, ("cells", "capacity_kwh"): 800.0}
    kept = sum(each.fixed_cny_per_unit_year * size[each.key] for each in built)
    spent = sum(cny * size[key] for key, cny in invested(built).sizes.items())
    assert kept / spent == pytest.approx(0.025)


def test_a19_what_a_battery_takes_from_the_grid_counts_for_what_it_gives_back() -> None:
    assert pytest.approx(0.898560) == ROUND_TRIP
    dear = np.where(np.arange(24) < 12, 0.1, 1.0)
    draft = drafted(
        park(grid="in", power_kw=500, capacity_kwh=900),
        axis=hours(24),
        load={"use": np.full(24, 100.0)},
        availability={"sun": np.zeros(24)},
    )
    found = solve(draft, {"grid>main": dear})
    taken, given = found.flow("main", "cells").sum(), found.flow("cells", "main").sum()
    assert given == pytest.approx(ROUND_TRIP * taken)
    straight = found.flow("grid", "main").sum() - LOST * taken
    assert straight + ROUND_TRIP * taken == pytest.approx(LOST * 2400.0)
    assert taken > 100.0


def demand(name: str, cny: int, *blocks: str) -> DemandCharge:
    scope: dict[str, Any] = {"blocks": blocks} if blocks else {}
    return DemandCharge(
        id=name, zh=name, en=name, price_cny_per_kw=Decimal(cny), interval_min=60, **scope
    )


CLOCK = TimeOfUse.model_validate(
    {"patterns": [{"blocks": {"early": ["00:00-15:00"], "late": ["15:00-24:00"]}}]}
)
TARIFF = Tariff(
    id="mpc",
    components=(demand("month", 10), demand("tou-1", 0, "early"), demand("tou-2", 15, "late")),
    clock=CLOCK,
)


def test_a20_peaks_of_the_month_so_far_and_a_limit_of_one_hour_are_kept() -> None:
    axis = axis_of(24, start="2026-01-10", minutes=60)
    most_kw = np.where(np.arange(24) == 9, 90.0, np.inf)  # step 10, counted from 1
    here = park(grid="in")
    sun = np.maximum(np.sin(np.pi * (np.arange(24) - 6.5) / 11.0), 0.0)
    draft = drafted(
        here,
        axis=axis,
        exchange=Exchange(most_in_kw={"grid": most_kw}),
        stores_end="free",
        load={"use": np.full(24, 100.0 / LOST)},
        availability={"sun": 0.6 * sun},
    )
    price(draft, {"grid>main": 0.1})
    day = axis.period.last_day()
    before = {("month", "2026-01"): 98.0, ("tou-1", "2026-01"): 98.0, ("tou-2", "2026-01"): 97.0}
    setting = Setting(
        site=draft,
        rulebook=load_rulebook(),
        price_day=day,
        rule_day=day,
        before=Before(peaks_kw=before),
    )
    contract = here.contracts[0]
    assert isinstance(contract, GridSupply)
    metered = Metered(Usage(axis, np.zeros(24)), TARIFF)
    supply = Supply(contract, here.boundary_points[0], TARIFF, metered, metered)
    for charge in demand_charges(setting, supply):
        setting.price(charge.account)
    drawn = solve(draft).flow("grid", "main")
    assert drawn[:15].max() <= 98.0 + 1e-6
    assert drawn[15:].max() <= 97.0 + 1e-6
    assert drawn[9] <= 90.0 + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_a21_a_battery_never_charges_and_discharges_at_once(seed: int) -> None:
    chance = np.random.default_rng(seed)
    dear = chance.uniform(0.1, 1.0, 48)
    draft = drafted(
        park(),
        axis=hours(48),
        load={"use": chance.uniform(20.0, 120.0, 48)},
        availability={"sun": chance.uniform(0.0, 1.0, 48)},
    )
    found = solve(draft, {"grid>main": dear, "main>grid": -0.5 * dear})
    taken, given = found.flow("main", "cells"), found.flow("cells", "main")
    assert np.minimum(taken, given).max() == pytest.approx(0.0, abs=1e-6)
    assert taken.sum() > 0.0
