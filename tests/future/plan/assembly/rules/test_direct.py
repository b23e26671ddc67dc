"""R1, R2, R3 and direct supply of a plan: never better than what the ledger judges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_parks import axis_of, battery, bus, load, park_of, point, pv
from plan_problems import flows_of, open_setting
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.facts.ledger.green.direct import DirectFigures, direct
from zeropark.facts.ledger.green.green_books import green_books
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.rules.direct import direct_connections, direct_supply
from zeropark.future.plan.assembly.rules.limit import Limit
from zeropark.future.plan.site.park_draft import Path

HOURS = 48
AXIS = axis_of(HOURS, start="2026-12-30", minutes=60)
RULES = load_rulebook()


def park(*devices: dict[str, Any], stores: tuple[str, ...] = ("cells",)) -> ParkDocument:
    """One bus: sun, a battery, two users, the grid; `devices` come on top."""
    contract = {
        "kind": "green_direct",
        "id": "direct",
        "plants": ["sun"],
        "storages": list(stores),
        "users": ["mill", "shop"],
        "grid_point": "grid",
    }
    return park_of(
        enterprises=[{"id": "mill"}, {"id": "shop"}],
        buses=[bus("main")],
        boundary_points=[point("grid", "main")],
        devices=[
            pv("sun", "main"),
            battery("cells", "main"),
            load("rolls", "main", "mill"),
            load("lathes", "main", "shop"),
            *devices,
        ],
        contracts=[contract],
    )


def path(source: str, sink: str) -> Path:
    return Path("electricity", source, sink)


class Run:
    """Flows of a park, and what both sides make of them."""

    def __init__(self, of: ParkDocument, quantities: dict[Path, np.ndarray]) -> None:
        self.setting = open_setting(of, AXIS, RULES)
        self.figures = Figures(quantities, {})
        self.flows = flows_of(of.id, AXIS, quantities)
        (contract,) = (each for each in of.contracts if isinstance(each, GreenDirect))
        self.judged: DirectFigures = direct(self.flows, park=of, contract=contract).hourly
        self.limits: dict[str, Limit] = {
            limit.rule: limit for limit in direct_connections(self.setting)
        }
        self.share = direct_supply(self.setting)
        self.books = green_books(self.flows, park=of, year=2026, rulebook=RULES)

    def told(self, rule: str) -> float:
        return self.limits[rule].value(self.figures) or 0.0


def balanced(
    seed: int, *, charged_by: str = "sun", round_trip: float = 1.0
) -> dict[Path, np.ndarray]:
    """A battery of 1,000 kWh run at random within what it holds; the grid closes the bus."""
    rng = np.random.default_rng(seed)
    available = 800 * np.maximum(0.0, np.sin(np.arange(HOURS) / 24 * 2 * np.pi - 1.5))
    made = available * rng.uniform(0.7, 1.0, HOURS)
    used = rng.uniform(50, 250, (2, HOURS))
    content, charged, released = 500.0, np.zeros(HOURS), np.zeros(HOURS)
    way = np.sqrt(round_trip)
    for hour in range(HOURS):
        most = min(500.0, (950.0 - content) / way)
        room = most if charged_by == "grid" else min(most, made[hour])
        if rng.random() < 0.5:
            charged[hour] = rng.random() * room
        else:
            released[hour] = rng.random() * min(500.0, (content - 100.0) * way)
        content += charged[hour] * way - released[hour] / way
    net = used.sum(axis=0) + charged - made - released
    return {
        path("sun", "main"): made,
        path("sun", CURTAILED): available - made,
        path("main", "cells"): charged,
        path("cells", "main"): released,
        path("main", "rolls"): used[0],
        path("main", "lathes"): used[1],
        path("grid", "main"): np.maximum(net, 0.0),
        path("main", "grid"): np.maximum(-net, 0.0),
    }


def test_without_a_store_the_ratios_are_the_ledgers_own() -> None:
    of = park(stores=())
    flows = balanced(3)
    flows[path("main", "cells")] = flows[path("cells", "main")] = np.zeros(HOURS)
    net = sum(flows[path("main", at)] for at in ("rolls", "lathes")) - flows[path("sun", "main")]
    flows[path("grid", "main")], flows[path("main", "grid")] = (
        np.maximum(net, 0.0),
        np.maximum(-net, 0.0),
    )
    run = Run(of, flows)
    assert run.told("r1") == pytest.approx(run.judged.r1, rel=1e-12)
    assert run.told("r2") == pytest.approx(run.judged.r2, rel=1e-12)
    assert run.told("r3") == pytest.approx(run.judged.r3, rel=1e-12)


def test_a_store_that_the_sun_fills_costs_no_more_than_what_it_may_hold() -> None:
    """Of 1,000 kWh, 850 are usable, and 0.1 % a day fade: the plan gives so much away."""
    run = Run(park(), balanced(5))
    held = 1000 * (0.95 - 0.1 + 0.001 * 2)
    assert run.judged.available_kwh is not None
    gap = (run.judged.r1 or 0.0) - run.told("r1")
    assert 0 <= gap * run.judged.available_kwh <= held + 1e-6


@settings(max_examples=60)
@given(
    seed=st.integers(0, 100_000),
    charged_by=st.sampled_from(["sun", "grid"]),
    round_trip=st.sampled_from([1.0, 0.87, 0.6]),
)
def test_the_ledger_never_judges_worse_than_the_plan(
    seed: int,
    charged_by: str,
    round_trip: float,
) -> None:
    run = Run(park(), balanced(seed, charged_by=charged_by, round_trip=round_trip))
    assert run.told("r1") <= (run.judged.r1 or 0.0) + 1e-12
    assert run.told("r2") <= (run.judged.r2 or 0.0) + 1e-12
    assert run.told("r3") == pytest.approx(run.judged.r3 or 0.0, rel=1e-12)
    share = run.share.value(run.figures) or 0.0
    assert share <= (run.books.direct_share or 0.0) + 1e-12


def test_limits_are_those_in_force_on_the_rule_day() -> None:
    run = Run(park(), balanced(1))
    bounds = {rule: limit.bound for rule, limit in run.limits.items()}
    assert bounds == {"r1": 0.6, "r2": 0.3, "r2_before_2030": 0.35, "r3": 0.2}
    assert run.limits["r2_before_2030"].keep == "report"
    assert (run.share.bound, run.share.rule) == (0.5, "direct_supply_share")
    assert all(limit.safe_side for rule, limit in run.limits.items() if rule != "r3")


def test_a_network_of_its_own_that_exports_takes_nothing_off_the_parks_share() -> None:
    """A mine-mouth station beside the park: what it sends out was never green."""
    unit = {
        "id": "unit",
        "kind": "coal_unit",
        "fuel_from": ["yard"],
        "electricity_to": "station",
        "capacity_kw": 1000,
    }
    of = park_of(
        buses=[bus("main"), bus("station"), bus("yard", "natural_gas")],
        boundary_points=[
            point("grid", "main"),
            point("line", "station"),
            point("gate", "yard", "supply", "in"),
        ],
        devices=[pv("sun", "main"), load("rolls", "main"), unit],
    )
    setting = open_setting(of, AXIS, RULES)
    flows = dict.fromkeys(setting.site.paths, np.zeros(HOURS))
    flows[path("sun", "main")] = np.full(HOURS, 40.0)
    flows[path("grid", "main")] = np.full(HOURS, 60.0)
    flows[path("main", "rolls")] = np.full(HOURS, 100.0)
    flows[path("unit", "station")] = flows[path("station", "line")] = np.full(HOURS, 900.0)
    assert direct_supply(setting).value(Figures(flows, {})) == pytest.approx(0.4)


def test_a_users_own_store_counts_for_the_user_on_the_safe_side() -> None:
    """What it gives back is counted as used once more, for the ledger takes no hour below zero."""
    mine = {**battery("own", "main"), "enterprise": "mill"}
    of = park(mine)
    flows = balanced(2)
    flows[path("main", "own")] = np.tile([80.0, 0.0], HOURS // 2)
    flows[path("own", "main")] = np.tile([0.0, 80.0], HOURS // 2)
    flows[path("main", "rolls")] = np.full(HOURS, 30.0)
    run = Run(of, flows)
    below = run.limits["r2"].below
    assert below is not None
    planned = below.amount(run.figures) / run.setting.per_year
    assert planned >= run.judged.consumption_kwh - 1e-9
    assert planned == pytest.approx(run.judged.consumption_kwh + 30.0 * HOURS / 2)
