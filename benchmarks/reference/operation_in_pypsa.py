"""The running park in PyPSA: fixed sizes, stores that carry on, loads that may lack at a price."""

from __future__ import annotations

import logging
from math import sqrt
from typing import Any

import numpy as np

from reference.document import HYDROGEN_KWH_PER_T
from reference.document_in_pypsa import (
    ANY_MW,
    HEAT,
    HYDROGEN,
    KILO,
    LOST,
    POWER,
    Twin,
)
from reference.operation import COMMITTED, HELD
from zeropark.basis.park.sizing import documented
from zeropark.future.plan.days.day_problem import DayProblem
from zeropark.future.plan.site.conditions import Conditions

STORES = {"salt": "csp", "battery": "battery", "hydrogen": "hydrogen-store", "heat": "heat-store"}
SOLVER = {"output_flag": False}


class RunningTwin(Twin):
    """The stretch in PyPSA, nothing to choose but how to run it."""

    def __init__(self, problem: DayProblem, conditions: Conditions) -> None:
        super().__init__(problem.written, conditions)
        self.terms = problem.terms
        self.fix()
        self.lack()

    def fix(self) -> None:
        """Every size as documented, and what stores hold at first."""
        one_way = sqrt(self.device("battery").round_trip_efficiency)
        for (of, name), part in self.sizes.items():
            self.set_size(part.variable, part.name, documented(self.device(of), name) / part.factor)
        links = self.network.links
        links.loc["discharge", "p_nom"] = links.loc["charge", "p_nom"] / LOST / one_way
        unit = self.device("chp")
        heat = unit.electric_efficiency / unit.heat_to_power_loss
        links.loc["chp heat", "p_nom"] = unit.heat_capacity_kw / KILO / heat
        self.network.links["p_nom_extendable"] = False
        stores = self.network.stores
        stores["e_cyclic"] = False
        for store, device in STORES.items():
            # PyPSA takes no loss from what was held at first; the document's equations do.
            kept = (1.0 - stores.loc[store, "standing_loss"]) ** self.hours
            stores.loc[store, "e_initial"] = HELD[device] * stores.loc[store, "e_nom"] * kept

    def set_size(self, variable: str, name: str, size_mw: Any) -> None:  # noqa: ANN401 of PyPSA
        """A size, in MW or MWh."""
        kind, symbol = variable.split("-")
        table = getattr(self.network, f"{kind.lower()}s")
        table.loc[name, symbol] = float(np.asarray(size_mw))
        table.loc[name, f"{symbol}_extendable"] = False

    def lack(self) -> None:
        """What loads lack, at the price of the document's terms (thousand CNY per MWh)."""
        price = self.terms.shortage_cny_per_kwh
        assert HYDROGEN_KWH_PER_T > 0.0
        for bus in (POWER, HEAT, HYDROGEN):
            self.network.add(
                "Generator", f"lacking {bus}", bus=bus, p_nom=ANY_MW, marginal_cost=price
            )

    def commit(self) -> None:
        """Units that are on or off, as the document has them."""
        links = self.network.links
        for name, asked in COMMITTED.items():
            links.loc[name, "committable"] = True
            links.loc[name, "p_min_pu"] = asked["min_load_share"]

    def roll(self, *, steps: int = 96, **options: Any) -> float:  # noqa: ANN401 HiGHS's own
        """Rolled through day by day; CNY in all."""
        _quiet()
        self.network.optimize.optimize_with_rolling_horizon(
            horizon=steps,
            overlap=0,
            solver_name="highs",
            solver_options={**SOLVER, **options},
            io_api="direct",
            include_objective_constant=False,
            log_to_console=False,
            progress=False,
        )
        return self.cost()

    def once(self, **options: Any) -> float:  # noqa: ANN401 HiGHS's own
        """The whole stretch as one; CNY in all."""
        _quiet()
        status = self.network.optimize(
            solver_name="highs",
            solver_options={**SOLVER, **options},
            io_api="direct",
            include_objective_constant=False,
            log_to_console=False,
            progress=False,
        )
        assert status == ("ok", "optimal"), status
        return float(self.network.objective) * KILO + self.spent.known

    def cost(self) -> float:
        """What generators and units came to, at their marginal costs."""
        network, total = self.network, 0.0
        for table, series, sign in (
            (network.generators, network.generators_t, 1.0),
            (network.links, network.links_t, 1.0),
        ):
            power = series.p if table is network.generators else series.p0
            for name, each in table.marginal_cost.items():
                cost = series.marginal_cost.get(name, each)
                total += sign * float((power[name] * cost).sum())
        return total * KILO * self.hours + self.spent.known


def _quiet() -> None:
    for name in ("pypsa", "linopy"):
        logging.getLogger(name).setLevel(logging.ERROR)
