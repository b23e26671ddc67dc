"""Calliope's urban-scale example: three places with gas, sun and a grid, and pipes between them.

The example is that of Calliope's commit bdda2db (Apache-2.0). Its three tables are read from
`known_answers/calliope_urban`, and the figures of its technologies and places are those of
`model_config` there. The answers are those that Calliope's own tests assert
(tests/example_models/example_models_test.py); so are the equations, those of its base math:

- what is built costs its annuity at 10 % over 25 years, for the share of the year that is run;
- a pipe loses by its length, its size limits both ends, and what comes out of it may do so at
  either end, whichever it went in at: so it may get rid of heat by turning it round;
- all sunshine on the panels is used, 7 m2 of them are a kW, and what is too much is sold;
- heat comes with power in a fixed ratio, and is let go nowhere else.

Calliope's national-scale example has no data beside the checkout, so it is not here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from plan_solved import Solved, solve
from zeropark.future.plan.program.draft import Draft, Flow, StepRow, Whole

HOURS = 24
SHARE_OF_YEAR = HOURS / 8760
ANNUITY = 0.1 * 1.1**25 / (1.1**25 - 1.0) * SHARE_OF_YEAR
M2_PER_KW, INVERTER = 7.0, 0.85
AREA_M2 = {"X1": 500.0, "X2": 1300.0, "X3": 900.0}
SUN_KW = {"X1": 250.0, "X2": 250.0, "X3": 50.0}
BOILER_COST = {"X2": 43.1, "X3": 78.0}
LINES_KM = {("X1", "X2"): 10.0, ("X1", "X3"): 5.0}
PIPES_KM = {("X1", "N1"): 3.0, ("N1", "X2"): 3.0, ("N1", "X3"): 4.0}
MOST_KW = 2000.0
ANY_KW = 10_000.0
"""More than any pipe carries."""


@dataclass(frozen=True)
class Tables:
    """The example's three tables on one day."""

    folder: Path
    day: str

    def column(self, table: str, *heads: str) -> NDArray[np.float64]:
        """The column under these words."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        above = [row for row in rows if not row[0][:1].isdigit()]
        at = next(n for n in range(1, len(rows[0])) if set(heads) <= {row[n] for row in above})
        return np.array([float(row[at]) for row in rows if row[0].startswith(self.day)])


class Town:
    """The example being written."""

    def __init__(self, tables: Tables, *, whole: bool) -> None:
        self.draft, self.tables, self.whole = Draft(HOURS), tables, whole
        self.flows: dict[str, Flow] = {}
        self.sizes: dict[str, Whole] = {}
        self.buses: dict[tuple[str, str], StepRow] = {}
        for place in AREA_M2:
            for carrier in ("electricity", "heat"):
                needed = tables.column("demand", f"demand_{carrier}", place)
                self.buses[carrier, place] = self.draft.row(place, lower=needed, upper=needed)
            self.buses["gas", place] = self.draft.row(f"{place} gas", lower=0.0, upper=0.0)
        self.buses["heat", "N1"] = self.draft.row("N1", lower=0.0, upper=0.0)
        self.supply("electricity", "X1", build=100.0, price=0.1)
        for place in AREA_M2:
            self.supply("gas", place, build=1.0, price=0.025)
            self.sun(place)
        self.chp()
        for place in BOILER_COST:
            self.boiler(place)
        for (start, end), km in LINES_KM.items():
            self.link("electricity", start, end, kept=0.98, build=0.01 * km)
        for (start, end), km in PIPES_KM.items():
            self.link("heat", start, end, kept=0.975**km, build=0.3 * km)

    def size(self, name: str, *, build: float, most: float = inf) -> Whole:
        self.sizes[name] = self.draft.quantity(name, cost=ANNUITY * build, upper=most)
        return self.sizes[name]

    def flow(self, name: str, *, cost: float | NDArray[np.float64] = 0.0) -> Flow:
        self.flows[name] = self.draft.flow(name, cost=cost)
        return self.flows[name]

    def at_most(self, flow: Flow, size: Whole, share: float = 1.0) -> None:
        row = self.draft.row("limit", upper=0.0)
        self.draft.add(row, {flow: 1.0, size: -share})

    def supply(self, carrier: str, place: str, *, build: float, price: float) -> None:
        name = f"{place}.{carrier}"
        bought = self.flow(name, cost=price)
        self.at_most(bought, self.size(name, build=build, most=MOST_KW))
        self.draft.add(self.buses[carrier, place], {bought: 1.0})

    def sell(
        self, name: str, place: str, made: Flow, *, price: float | NDArray[np.float64]
    ) -> None:
        """What is sold leaves the bus, and is no more than what the plant makes."""
        sold = self.flow(f"{name}.export", cost=-price)
        self.draft.add(self.buses["electricity", place], {sold: -1.0})
        self.draft.add(self.draft.row("sold", upper=0.0), {sold: 1.0, made: -1.0})

    def sun(self, place: str) -> None:
        name = f"{place}.pv"
        area = min(AREA_M2[place], 1500.0, SUN_KW[place] * M2_PER_KW)
        size = self.size(name, build=1350.0 / M2_PER_KW, most=area)
        if place == "X3":
            self.draft.price({size: -80.5 / M2_PER_KW * SHARE_OF_YEAR})
        light = self.tables.column("pv_resource", "per_area")
        made = self.flow(name, cost=-0.0203 if place == "X2" else 0.0)
        used = self.draft.row("light", lower=0.0, upper=0.0)
        self.draft.add(used, {made: 1.0, size: -INVERTER * light})
        self.draft.add(self.buses["electricity", place], {made: 1.0})
        self.sell(name, place, made, price=0.0491 if place == "X2" else 0.0)

    def chp(self) -> None:
        power = self.flow("X1.chp", cost=0.004)
        self.draft.add(self.buses["electricity", "X1"], {power: 1.0})
        self.draft.add(self.buses["heat", "X1"], {power: 0.8})
        self.draft.add(self.buses["gas", "X1"], {power: -1.0 / 0.405})
        self.sell("X1.chp", "X1", power, price=-self.tables.column("export_power", "X1"))
        if not self.whole:
            self.at_most(power, self.size("X1.chp", build=750.0, most=1500.0))
            return
        units = self.draft.quantity(
            "units", cost=ANNUITY * (700.0 * 300.0 + 40_000.0), upper=4.0, integer=True
        )
        self.sizes["units"] = units
        run = self.draft.flow("run", integer=True)
        self.at_most(run, units)
        self.draft.add(self.draft.row("most", upper=0.0), {power: 1.0, run: -300.0})
        self.draft.add(self.draft.row("least", lower=0.0), {power: 1.0, run: -0.2 * 300.0})

    def boiler(self, place: str) -> None:
        name = f"{place}.boiler"
        heat = self.flow(name, cost=0.004 / 0.85)
        size = self.size(name, build=BOILER_COST[place], most=600.0)
        self.at_most(heat, size)
        self.draft.add(self.buses["heat", place], {heat: 1.0})
        self.draft.add(self.buses["gas", place], {heat: -1.0 / 0.85})
        if self.whole:
            bought = self.draft.quantity("bought", cost=ANNUITY * 2000.0, upper=1.0, integer=True)
            row = self.draft.total("bought", upper=0.0)
            self.draft.sum_up(row, {size: 1.0, bought: -600.0})

    def link(self, carrier: str, start: str, end: str, *, kept: float, build: float) -> None:
        """What goes in at both ends comes out of both, less the loss."""
        name = f"{start}>{end}.{carrier}"
        size = self.size(name, build=build, most=MOST_KW)
        through = self.draft.row(name, lower=0.0, upper=0.0)
        for place in (start, end):
            taken, given = self.flow(f"{name} in {place}"), self.flow(f"{name} out {place}")
            self.at_most(taken, size)
            self.at_most(given, size)
            self.draft.add(self.buses[carrier, place], {taken: -1.0, given: 1.0})
            self.draft.add(through, {taken: kept, given: -1.0})
            if self.whole and carrier == "heat":
                way = self.draft.flow(f"{name} way {place}", upper=1.0, integer=True)
                self.draft.add(self.draft.row("in", upper=0.0), {taken: 1.0, way: -ANY_KW})
                self.draft.add(self.draft.row("out", upper=ANY_KW), {given: 1.0, way: ANY_KW})


@dataclass(frozen=True)
class Run:
    """The example and its optimum."""

    town: Town
    solved: Solved

    def size(self, name: str) -> float:
        return float(self.solved.of(self.town.sizes[name]))

    def total(self, *names: str) -> float:
        return float(sum(np.sum(self.solved.of(self.town.flows[name])) for name in names))


def run(shared_data: Path, day: str, *, whole: bool = False) -> Run:
    folder = shared_data / "known_answers" / "calliope_urban" / "data_tables"
    town = Town(Tables(folder, day), whole=whole)
    return Run(town, solve(town.draft))


EXPORTS = tuple(f"{plant}.export" for plant in ("X1.chp", "X1.pv", "X2.pv", "X3.pv"))


def test_a_day_in_july_is_planned_as_calliope_plans_it(shared_data: Path) -> None:
    july = run(shared_data, "2005-07-01")
    assert july.size("X1.chp") == pytest.approx(250.090112)
    assert july.size("N1>X2.heat") == pytest.approx(182.19260)
    assert july.size("X2.pv") == pytest.approx(830.064659)
    assert july.total("X3.boiler") == pytest.approx(0.18720)
    assert july.total(*EXPORTS) == pytest.approx(122.7156)
    assert july.solved.objective == pytest.approx(430.082290)


def test_a_day_in_january_with_whole_units_is_planned_as_calliope_plans_it(
    shared_data: Path,
) -> None:
    january = run(shared_data, "2005-01-01", whole=True)
    assert january.size("units") * 300.0 == pytest.approx(300.0)
    assert january.size("N1>X2.heat") == pytest.approx(188.363137)
    assert january.total("X1.gas") == pytest.approx(12_363.173036)
    assert january.total(*EXPORTS) == pytest.approx(0.0, abs=1e-6)
    assert january.solved.objective == pytest.approx(540.780779)
