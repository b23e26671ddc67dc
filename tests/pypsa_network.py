"""Networks of PyPSA, built and solved without a word: the other program of many tests.

PyPSA counts the power of a link where it enters, and a store's content at the end of a step.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import linopy
import pandas as pd
import pypsa
import xarray as xr

Rules = Callable[[linopy.Model], None]
"""Adds what PyPSA has no component for."""


def fresh(steps: int, *, hours: float = 1.0) -> pypsa.Network:
    """An empty network; amounts are powers, costs per unit of power and hour."""
    pypsa.options.api.legacy_string_dtype = False
    network = pypsa.Network()
    network.set_snapshots(pd.RangeIndex(steps))
    network.snapshot_weightings = network.snapshot_weightings.astype(float) * hours
    network.add("Carrier", "AC")
    return network


def optimum(network: pypsa.Network, rules: Rules | None = None) -> float:
    """What the cheapest operation costs, with what is built."""
    for name in ("pypsa", "linopy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    status = network.optimize(
        solver_name="highs",
        solver_options={"output_flag": False},
        extra_functionality=lambda solved, _: rules(solved.model) if rules else None,
        include_objective_constant=False,
        log_to_console=False,
        progress=False,
    )
    assert status == ("ok", "optimal"), status
    return float(network.objective)


def weighed(columns: linopy.Variable, weights: dict[str, float]) -> linopy.LinearExpression:
    """So much of each by name, over all steps where there are any."""
    names = list(weights)
    weight = xr.DataArray(list(weights.values()), coords={"name": names})
    return (columns.sel(name=names) * weight).sum()
