"""The reference park in PyPSA, from the same series: the peer that the benchmark measures.

In MW, MWh and thousand CNY, which suits HiGHS best. PyPSA counts the power of a link where it
enters, so sizes that the park counts where power leaves are divided by the efficiency.
"""

from __future__ import annotations

import logging

import linopy
import pandas as pd
import pypsa
import xarray as xr

from reference import program as park
from reference.series import YEAR_HOURS, Series, Values

KILO = 1_000.0
GAS_MOST_MW = 1_000.0
"""More than anybody burns."""
CNY_PER_UNIT = KILO
"""Of PyPSA's objective."""


def build_network(series: Series, *, hours: int) -> pypsa.Network:
    """The park, its four rules apart."""
    steps = series.load_kw.size
    pypsa.options.api.legacy_string_dtype = False
    network = pypsa.Network()
    network.set_snapshots(pd.RangeIndex(steps))
    network.snapshot_weightings = network.snapshot_weightings.astype(float) * hours / steps
    network.add("Carrier", "AC")
    for bus in ("electricity", "heat", "hydrogen", "salt", "battery", "gas"):
        network.add("Bus", bus)
    year = {name: cost * hours / YEAR_HOURS for name, cost in park.COST_CNY_PER_UNIT_YEAR.items()}
    _add_loads(network, series)
    _add_sources(network, series, year)
    _add_links(network, series, year)
    _add_stores(network, year)
    return network


def solve_network(network: pypsa.Network, series: Series, *, solver: str) -> float:
    """The optimum in CNY; the solver is one of HiGHS's: simplex, ipx or hipo, without crossover."""
    for name in ("pypsa", "linopy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    options = {"solver": solver, "run_crossover": "off", "output_flag": False}
    status, condition = network.optimize(
        solver_name="highs",
        solver_options=options,
        extra_functionality=lambda built, _snapshots: _add_rules(built, series),
        io_api="direct",
        include_objective_constant=False,
        log_to_console=False,
        progress=False,
    )
    assert (status, condition) == ("ok", "optimal"), (status, condition)
    return float(network.objective) * CNY_PER_UNIT


def _add_loads(network: pypsa.Network, series: Series) -> None:
    network.add("Load", "load", bus="electricity", p_set=series.load_kw / KILO)
    network.add("Load", "warmth", bus="heat", p_set=series.heat_kw / KILO)
    network.add("Load", "feed", bus="hydrogen", p_set=series.hydrogen_kw / KILO)


def _add_sources(network: pypsa.Network, series: Series, year: dict[str, float]) -> None:
    shares = {"pv": series.pv_share, "wind": series.wind_share, "field": series.csp_share}
    for name, share in shares.items():
        network.add(
            "Generator",
            name,
            bus="salt" if name == "field" else "electricity",
            p_nom_extendable=True,
            capital_cost=year[f"{name}_kw"],
            p_max_pu=share,
        )
    network.add(
        "Generator",
        "import",
        bus="electricity",
        p_nom_extendable=True,
        p_nom_max=park.IMPORT_MOST_KW / KILO,
        capital_cost=year["import_kw"],
        marginal_cost=series.import_cny_per_kwh,
    )
    network.add(
        "Generator",
        "export",
        bus="electricity",
        sign=-1.0,
        p_nom=park.EXPORT_MOST_KW / KILO,
        marginal_cost=-series.export_cny_per_kwh,
    )
    network.add(
        "Generator", "gas", bus="gas", p_nom=GAS_MOST_MW, marginal_cost=park.GAS_CNY_PER_KWH
    )


def _add_links(network: pypsa.Network, series: Series, year: dict[str, float]) -> None:
    wear = park.BATTERY_WEAR_CNY_PER_KWH
    stack = year["electrolyser_kw"]
    rows = (
        ("block", "salt", "electricity", park.BLOCK, year["block_kw"] * park.BLOCK, 0.0),
        ("charge", "electricity", "battery", park.BATTERY, year["battery_kw"], wear),
        ("discharge", "battery", "electricity", park.BATTERY, 0.0, wear * park.BATTERY),
        ("electrolyser", "electricity", "hydrogen", park.ELECTROLYSER, stack, 0.0),
        ("heat pump", "electricity", "heat", series.cop, year["heat_pump_kw"], 0.0),
        ("boiler", "gas", "heat", park.BOILER, year["boiler_kw"] * park.BOILER, 0.0),
    )
    for name, source, sink, efficiency, capital, marginal in rows:
        network.add(
            "Link",
            name,
            bus0=source,
            bus1=sink,
            efficiency=efficiency,
            p_nom_extendable=True,
            capital_cost=capital,
            marginal_cost=marginal,
        )
    network.add(
        "Link",
        "chp",
        bus0="gas",
        bus1="electricity",
        bus2="heat",
        efficiency=park.CHP_ELECTRICITY,
        efficiency2=park.CHP_HEAT,
        p_nom_extendable=True,
        capital_cost=year["chp_kw"] * park.CHP_ELECTRICITY,
    )


def _add_stores(network: pypsa.Network, year: dict[str, float]) -> None:
    losses = {"salt": park.SALT_LOSS_PER_HOUR, "heat": park.HEAT_LOSS_PER_HOUR}
    for name in ("battery", "hydrogen", "salt", "heat"):
        network.add(
            "Store",
            f"{name} store",
            bus=name,
            e_nom_extendable=True,
            e_cyclic=True,
            capital_cost=year[f"{name}_kwh"],
            standing_loss=losses.get(name, 0.0),
        )


def _add_rules(network: pypsa.Network, series: Series) -> None:
    """One power of the battery for both ways, and the four rules over the year."""
    model = network.model
    hours = float(network.snapshot_weightings.objective.iloc[0])
    made, moved = model["Generator-p"], model["Link-p"]
    one_power = _weighed(model["Link-p_nom"], {"charge": 1.0, "discharge": -park.BATTERY})
    model.add_constraints(one_power == 0.0, name="battery power")
    load_mw, all_mw = series.load_kw / KILO, _loads_kw(series) / KILO
    sold = _weighed(made, {"export": 1.0})
    used = _weighed(made, {"pv": 1.0, "wind": 1.0, "export": -1.0}) + _weighed(
        moved, {"block": park.BLOCK}
    )
    taken = _weighed(moved, {"electrolyser": 1.0, "heat pump": 1.0})
    available = _weighed(model["Generator-p_nom"], _available_hours(series))
    grid = xr.DataArray(series.grid_kg_per_kwh, coords={"snapshot": network.snapshots})
    carbon = _weighed(made * grid, {"import": 1.0}) + _weighed(
        moved, dict.fromkeys(("boiler", "chp"), park.GAS_KG_PER_KWH)
    )
    rules = {
        "carbon": carbon * hours <= park.CARBON_KG_PER_KWH * all_mw.sum() * hours,
        "self-use": used - park.SELF_USE * available >= 0.0,
        "own share": used - park.OWN_SHARE * taken >= park.OWN_SHARE * load_mw.sum(),
        "export": sold - park.EXPORT_SHARE * available <= 0.0,
    }
    for name, rule in rules.items():
        model.add_constraints(rule, name=name)


def _weighed(
    columns: linopy.Variable | linopy.LinearExpression, weights: dict[str, float]
) -> linopy.LinearExpression:
    """So much of each by name, over all steps."""
    names = list(weights)
    weight = xr.DataArray(list(weights.values()), coords={"name": names})
    return (columns.sel(name=names) * weight).sum()


def _loads_kw(series: Series) -> Values:
    return series.load_kw + series.heat_kw + series.hydrogen_kw


def _available_hours(series: Series) -> dict[str, float]:
    """Steps at full power, taken or not; the salt's heat counts as the electricity it can be."""
    return {
        "pv": float(series.pv_share.sum()),
        "wind": float(series.wind_share.sum()),
        "field": float(series.csp_share.sum()) * park.BLOCK,
    }
