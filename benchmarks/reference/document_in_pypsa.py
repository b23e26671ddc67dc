"""The reference document in PyPSA: the same park, weather and bills, by PyPSA's own components.

Equations are written from what the document means. What a unit of a flow or a size costs, and
what it counts in a rule, is taken from the problem's accounts: bills, factors and rules are held
against other programs elsewhere. In MW, MWh and thousand CNY.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import linopy
import numpy as np
import pandas as pd
import pypsa
import xarray as xr
from numpy.typing import NDArray

from reference.document import HYDROGEN_KWH_PER_T
from zeropark.basis.park.devices.battery import MAX_HOURS, MIN_HOURS
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.future.plan.assembly.account import Account, Key, total_of
from zeropark.future.plan.assembly.problem import Problem
from zeropark.future.plan.program.draft import Amount
from zeropark.future.plan.site.conditions import Conditions
from zeropark.future.plan.site.park_draft import Path
from zeropark.future.simulation.devices.csp import field_share
from zeropark.future.simulation.operation.network import LOSS_SHARE
from zeropark.future.simulation.role import Converter
from zeropark.future.simulation.substances import HEATING_VALUE_KWH

KILO = 1_000.0
ANY_MW = 1_000.0
"""More than anything of the park."""
DEMAND = "supply.demand."
"""What a problem calls a month's billed demand, but for the month."""
LOST = 1.0 + LOSS_SHARE["electricity"]
COOLED = 1.0 + LOSS_SHARE["heat"]
GAS_KWH = HEATING_VALUE_KWH["natural_gas"]
POWER, HEAT, HYDROGEN, GAS = "electricity", "heat", "hydrogen", "natural_gas"
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a variable, by kind and name, in the document's unit for each MW or MWh."""

    variable: str
    name: str
    factor: Amount = KILO


class Twin:
    """The document in PyPSA, and where in it each flow and size of the document is."""

    def __init__(self, problem: Problem, conditions: Conditions) -> None:
        self.problem, self.conditions = problem, conditions
        self.hours = problem.site.hours
        self.spent = total_of(charge.account for charge in problem.charges)
        self.flows: dict[Path, tuple[Part, ...]] = {}
        self.known: dict[Path, Values] = {}
        self.sizes: dict[Key, Part] = {}
        self.ties: list[tuple[Mapping[tuple[str, str], float], bool]] = []
        self.network = _empty(problem.site.axis.count, self.hours)
        self.sources()
        self.solar_thermal()
        self.stores()
        self.makers()
        self.burners()
        self.gates()
        self.loads()

    def device(self, name: str) -> Any:  # noqa: ANN401 each kind has fields of its own
        """A device of the document."""
        return self.problem.site.park.device_by_id[name]

    def build(self, key: Key, per_unit: float = 1.0) -> dict[str, Any]:
        """A size to be chosen, so many of the document's kW or kWh for a thousandth of PyPSA's."""
        _, name = key
        symbol = "e_nom" if "kwh" in name or name == "capacity_t" else "p_nom"
        return {
            f"{symbol}_extendable": True,
            "capital_cost": self.spent.sizes.get(key, 0.0) * per_unit,
        }

    def price(self, path: Path) -> Amount:
        """Of a unit that flows over a path; CNY per kWh are thousand CNY per MWh."""
        return self.spent.flows.get(path, 0.0)

    def moves(self, path: Path, variable: str, name: str, factor: Amount = 1.0) -> None:
        """A flow of the document is so many thousand times a power of PyPSA's, and the hours."""
        part = Part(variable, name, np.multiply(factor, KILO * self.hours))
        self.flows[path] = (*self.flows.get(path, ()), part)

    def sources(self) -> None:
        """Plants that the weather limits, and what is curtailed."""
        for name in ("pv", "wind"):
            share = self.conditions.given.availability[name]
            key = (name, "capacity_kw")
            built = self.build(key)
            self.network.add("Generator", name, bus=POWER, p_max_pu=share, **built)
            self.sizes[key] = Part("Generator-p_nom", name, KILO)
            self.moves(Path(POWER, name, "main"), "Generator-p", name)
            self.moves(Path(POWER, name, CURTAILED), "Generator-p", name, -1.0)
            self.moves(Path(POWER, name, CURTAILED), "Generator-p_nom", name, share)

    def solar_thermal(self) -> None:
        """Mirrors, salt and turbine."""
        device, around = self.device("csp"), self.conditions.around(self.device("csp"))
        share = around.averaged(field_share(around.surroundings))
        made = device.turbine_efficiency
        keys = [("csp", name) for name in ("field_kw", "store_kwh", "capacity_kw")]
        field, salt, block = keys
        add = self.network.add
        add("Bus", "salt")
        add("Generator", "field", bus="salt", p_max_pu=share, **self.build(field))
        loss = _hourly(device.store_loss_share_per_day)
        held = {"e_cyclic": True, "standing_loss": loss}
        add("Store", "salt", bus="salt", **held, **self.build(salt))
        add("Link", "block", bus0="salt", bus1=POWER, efficiency=made, **self.build(block, made))
        self.sizes[field] = Part("Generator-p_nom", "field", KILO)
        self.sizes[salt] = Part("Store-e_nom", "salt", KILO)
        self.sizes[block] = Part("Link-p_nom", "block", KILO * made)
        self.moves(Path(POWER, "csp", "main"), "Link-p", "block", made)
        turned_away = Path(POWER, "csp", CURTAILED)
        self.moves(turned_away, "Generator-p", "field", -made)
        self.moves(turned_away, "Generator-p_nom", "field", made * share)

    def stores(self) -> None:
        """Battery, hydrogen and heat."""
        self.battery()
        gas, warm = self.device("hydrogen-store"), self.device("heat-store")
        add = self.network.add
        usable = KILO / HYDROGEN_KWH_PER_T / (1.0 - gas.min_content_share)
        built = self.build(("hydrogen-store", "capacity_t"), usable / KILO)
        add("Store", "hydrogen", bus=HYDROGEN, e_cyclic=True, **built)
        self.sizes["hydrogen-store", "capacity_t"] = Part("Store-e_nom", "hydrogen", usable)
        add("Bus", "tank")
        fill, empty = warm.charge_kw / KILO * COOLED, warm.discharge_kw / KILO
        add("Link", "fill", bus0=HEAT, bus1="tank", efficiency=1.0 / COOLED, p_nom=fill)
        add("Link", "empty", bus0="tank", bus1=HEAT, p_nom=empty)
        held = {"e_cyclic": True, "standing_loss": _hourly(warm.loss_share_per_day)}
        add("Store", "heat", bus="tank", **held, **self.build(("heat-store", "capacity_kwh")))
        self.sizes["heat-store", "capacity_kwh"] = Part("Store-e_nom", "heat", KILO)

    def battery(self) -> None:
        """Both ways have one power, and lose the same share."""
        device, add = self.device("battery"), self.network.add
        one_way = sqrt(device.round_trip_efficiency)
        usable = device.max_soc_share - device.min_soc_share
        power, content = ("battery", "power_kw"), ("battery", "capacity_kwh")
        add("Bus", "cells")
        ends = {"bus0": POWER, "bus1": "cells", "efficiency": one_way / LOST}
        add("Link", "charge", **ends, **self.build(power, 1.0 / LOST))
        ends = {"bus0": "cells", "bus1": POWER, "efficiency": one_way}
        add("Link", "discharge", p_nom_extendable=True, **ends)
        held = {"e_cyclic": True, "standing_loss": _hourly(device.self_discharge_share_per_day)}
        add("Store", "battery", bus="cells", **held, **self.build(content, 1.0 / usable))
        self.sizes[power] = Part("Link-p_nom", "charge", KILO / LOST)
        self.sizes[content] = Part("Store-e_nom", "battery", KILO / usable)
        self.moves(Path(POWER, "main", "battery"), "Link-p", "charge", 1.0 / LOST)
        self.moves(Path(POWER, "battery", "main"), "Link-p", "discharge", one_way)
        charge, discharge = ("Link-p_nom", "charge"), ("Link-p_nom", "discharge")
        self.ties.append(({charge: 1.0 / LOST, discharge: -one_way}, True))
        held_mwh = ("Store-e_nom", "battery")
        self.ties.append(({held_mwh: 1.0 / usable, charge: -MIN_HOURS / LOST}, False))
        self.ties.append(({held_mwh: -1.0 / usable, charge: MAX_HOURS / LOST}, False))

    def makers(self) -> None:
        """Electrolyser and heat pump, and what each draws with the loss on the way."""
        device, add = self.device("electrolyser"), self.network.add
        key = ("electrolyser", "capacity_kw")
        made = HYDROGEN_KWH_PER_T / KILO / device.consumption_kwh_per_kg
        ends = {"bus0": POWER, "bus1": HYDROGEN, "efficiency": made / LOST}
        add("Link", "electrolyser", **ends, **self.build(key, 1.0 / LOST))
        self.sizes[key] = Part("Link-p_nom", "electrolyser", KILO / LOST)
        self.moves(Path(POWER, "main", "electrolyser"), "Link-p", "electrolyser", 1.0 / LOST)
        key = ("heat-pump", "capacity_kw")
        around = self.conditions.around(self.device("heat-pump"))
        taken = around.role(Converter).per_output["electricity_from"]
        # Its size is the heat that it gives: it runs backwards, from heat to what that took.
        ends = {"bus0": HEAT, "bus1": POWER, "efficiency": taken * LOST}
        add("Link", "heat pump", p_min_pu=-1.0, p_max_pu=0.0, **ends, **self.build(key))
        self.sizes[key] = Part("Link-p_nom", "heat pump", KILO)
        self.moves(Path(POWER, "main", "heat-pump"), "Link-p", "heat pump", -taken)

    def burners(self) -> None:
        """Boiler, and power and heat of one unit: both cost it fuel."""
        boiler, unit, add = self.device("boiler"), self.device("chp"), self.network.add
        key, part = ("boiler", "capacity_kw"), boiler.efficiency
        add("Link", "boiler", bus0=GAS, bus1=HEAT, efficiency=part, **self.build(key, part))
        self.sizes[key] = Part("Link-p_nom", "boiler", KILO * part)
        key, power = ("chp", "capacity_kw"), unit.electric_efficiency
        add("Link", "chp", bus0=GAS, bus1=POWER, efficiency=power, **self.build(key, power))
        heat = power / unit.heat_to_power_loss
        ends = {"bus0": GAS, "bus1": HEAT, "efficiency": heat}
        add("Link", "chp heat", p_nom_extendable=True, **ends)
        self.sizes[key] = Part("Link-p_nom", "chp", KILO * power)
        ratio = unit.heat_capacity_kw / unit.capacity_kw
        sizes = {("Link-p_nom", "chp"): ratio * power, ("Link-p_nom", "chp heat"): -heat}
        self.ties.append((sizes, True))
        self.moves(Path(POWER, "chp", "main"), "Link-p", "chp", power)
        for name, device in (("boiler", "boiler"), ("chp", "chp"), ("chp heat", "chp")):
            self.moves(Path(GAS, "gas", device), "Link-p", name, 1.0 / GAS_KWH)

    def gates(self) -> None:
        """The grid both ways within its capacity, gas, and heat that may be let go."""
        into, out = Path(POWER, "grid", "main"), Path(POWER, "main", "grid")
        most = self.problem.site.park.point_by_id["grid"].capacity_kw / KILO
        gate = {"bus": POWER, "p_nom": most}
        add = self.network.add
        add("Generator", "import", marginal_cost=self.price(into), **gate)
        add("Generator", "export", marginal_cost=self.price(out), sign=-1.0, **gate)
        self.moves(into, "Generator-p", "import")
        self.moves(out, "Generator-p", "export")
        path = Path(GAS, "gas-gate", "gas")
        price = self.price(path) / GAS_KWH
        add("Generator", "gas", bus=GAS, p_nom=ANY_MW, marginal_cost=price)
        self.moves(path, "Generator-p", "gas", 1.0 / GAS_KWH)
        add("Generator", "let go", bus=HEAT, sign=-1.0, p_nom=ANY_MW)

    def loads(self) -> None:
        """What is used, with the loss on the way."""
        given = self.conditions.given.load
        scale = 1.0 / self.hours / KILO
        power = given["power-use"]
        self.known[Path(POWER, "main", "power-use")] = power
        self.network.add("Load", "power", bus=POWER, p_set=power * scale * LOST)
        self.network.add("Load", "heat", bus=HEAT, p_set=given["heat-use"] * scale * COOLED)
        hydrogen = given["hydrogen-use"] * HYDROGEN_KWH_PER_T * scale
        self.network.add("Load", "hydrogen", bus=HYDROGEN, p_set=hydrogen)

    def solve(self, *, solver: str, tolerance: float = 1e-8) -> float:
        """The optimum in CNY a year; the solver is one of HiGHS's, without crossover.

        `tolerance` is of interior points: relative, between the two costs.
        """
        for name in ("pypsa", "linopy"):
            logging.getLogger(name).setLevel(logging.ERROR)
        options = {"solver": solver, "run_crossover": "off", "output_flag": False}
        options["ipm_optimality_tolerance"] = tolerance
        status = self.network.optimize(
            solver_name="highs",
            solver_options=options,
            extra_functionality=lambda network, _: self.rule(network.model),
            io_api="direct",
            include_objective_constant=False,
            log_to_console=False,
            progress=False,
        )
        assert status == ("ok", "optimal"), status
        return float(self.network.objective) * KILO + self.spent.known

    def rule(self, model: linopy.Model) -> None:
        """Sizes that go together, each month's demand, and the rules in the problem's accounts."""
        self.demand(model)
        for sizes, equal in self.ties:
            parts = [Part(variable, name, each) for (variable, name), each in sizes.items()]
            total = self.total(model, [(part, 1.0) for part in parts])
            model.add_constraints(total == 0.0 if equal else total >= 0.0)
        for limit in self.problem.limits:
            if limit.required and not limit.held_by:
                account = limit.account()
                total, known = self.summed(model, account)
                scale = 1.0 / max(abs(known), KILO)
                bound = -known * scale
                rule = total * scale <= bound if limit.sense == "max" else total * scale >= bound
                model.add_constraints(rule, name=limit.rule)

    def demand(self, model: linopy.Model) -> None:
        """The largest import of each month, which is billed."""
        month_of = self.problem.site.axis.local_starts().astype("datetime64[M]").astype(str)
        months = pd.Index(np.unique(month_of), name="month")
        each = [self.spent.extras[f"{DEMAND}{month}"] for month in months]
        peaks = model.add_variables(lower=0.0, coords=[months], name="peak")
        model.objective += (peaks * xr.DataArray(each, coords=[months])).sum()
        drawn = _only(model["Generator-p"], "import")
        at = xr.DataArray(month_of, coords={"snapshot": self.network.snapshots})
        model.add_constraints(drawn - peaks.sel(month=at) <= 0.0, name="month's demand")

    def summed(
        self, model: linopy.Model, account: Account
    ) -> tuple[linopy.LinearExpression, float]:
        """An account over PyPSA's variables, and what of it is known."""
        parts = [(self.sizes[key], each) for key, each in account.sizes.items()]
        known = account.known
        for path, each in account.flows.items():
            if path in self.known:
                known += float(np.sum(np.multiply(each, self.known[path])))
            elif not self.idle(path):
                parts += [(part, each) for part in self.flows[path]]
        return self.total(model, parts), known

    def idle(self, path: Path) -> bool:
        """Whether nothing ever flows over a path."""
        flows = self.problem.site.paths.get(path)
        ratios = [] if flows is None else [flows.known, *flows.terms.values()]
        return not any(np.any(ratio) for ratio in ratios)

    def total(
        self, model: linopy.Model, parts: Sequence[tuple[Part, Amount]]
    ) -> linopy.LinearExpression:
        """Each part times its number, over all steps."""
        return sum(self.term(model, part, each) for part, each in parts)

    def term(self, model: linopy.Model, part: Part, each: Amount) -> linopy.LinearExpression:
        """One part: a power in each step, or a size times all that each step counts."""
        snapshots = self.network.snapshots
        steps = len(snapshots)
        weight = np.broadcast_to(np.multiply(each, part.factor), (steps,))
        if part.variable.endswith("_nom"):
            # A size counts once, or in each step where what it gives is a series of the weather.
            whole = np.ndim(part.factor) == 0
            number = float(np.multiply(each, part.factor)) if whole else float(weight.sum())
            return _only(model[part.variable], part.name) * number
        series = xr.DataArray(weight, coords={"snapshot": snapshots})
        return (_only(model[part.variable], part.name) * series).sum()


def _only(variable: linopy.Variable, name: str) -> linopy.Variable:
    return variable.sel(name=[name]).sum("name")


def _empty(steps: int, hours: float) -> pypsa.Network:
    pypsa.options.api.legacy_string_dtype = False
    network = pypsa.Network()
    network.set_snapshots(pd.RangeIndex(steps))
    network.snapshot_weightings = network.snapshot_weightings.astype(float) * hours
    network.add("Carrier", "AC")
    for bus in (POWER, HEAT, HYDROGEN, GAS):
        network.add("Bus", bus)
    return network


def _hourly(share_per_day: float) -> float:
    return 1.0 - (1.0 - share_per_day) ** (1.0 / 24.0)
