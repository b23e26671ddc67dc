"""How fast days are planned, against PyPSA's rolling optimisation with HiGHS, in one run.

    python benchmarks/dispatch.py [--days 365] [--peer-days 30] [--rounds 3]

The reference park runs by quarters of an hour: every day is planned for itself, from what stores
hold by then, and the next one follows. Both write the same linear program day after day; PyPSA
makes it anew, ours was written once and is cut. With whole numbers a unit is on or off. A re-plan
writes the park with new series and solves it, as an operator does who gets a new forecast.

The peer rolls through fewer days, in turns with ours; what a day takes is compared.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import statistics
import sys
from dataclasses import replace
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any

import numpy as np

from measure import machine
from reference.operation import (
    COMMITTED,
    FREE,
    HELD,
    QUARTERS,
    days_of,
    doubled,
    of_thirty,
    running_conditions,
    running_park,
    spot,
)
from reference.operation_in_pypsa import RunningTwin
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.future.plan.days.day_problem import DayProblem, write_days
from zeropark.future.plan.days.horizon import windows_over
from zeropark.future.plan.days.plan_stretch import plan_stretch
from zeropark.future.plan.days.roll import Roll
from zeropark.future.plan.days.state import ParkState, start_of, stores_of
from zeropark.future.plan.site.given import GivenSeries

DAY = timedelta(days=1)
STEPS = 96
MS = 1_000.0
GAP = 1e-3
"""Of whole numbers, for both."""


def held(problem: DayProblem) -> ParkState:
    """Stores half full."""
    columns = problem.program.flows
    return ParkState(
        contents={
            device: HELD[re.sub(r"-\d$", "", device)] * float(np.max(columns[at.number].upper))
            for device, at in stores_of(problem.written.site)
        }
    )


def ours(days: int, park: ParkDocument, *, commitment: bool) -> tuple[float, float, float]:
    """Wall and CPU seconds a day from the document on, and what all days cost."""
    stretch = replace(QUARTERS, hours=24 * days)
    terms = replace(FREE, commitment=commitment, whole_gap=GAP)
    wall, cpu = perf_counter(), process_time()
    problem, _ = days_of(stretch, terms=terms, park=park)
    start = start_of(problem.written.site, problem.program, held(problem))
    windows = windows_over(problem.written.site.axis, horizon=DAY, every=DAY)
    roll = Roll(problem, None, windows, start, {})
    done = roll.run()
    cost = sum(at.amount_cny for at in roll.decided(done).costs())
    return (perf_counter() - wall) / days, (process_time() - cpu) / days, cost


def peer(days: int, park: ParkDocument, *, commitment: bool) -> tuple[float, float, float]:
    """The same by PyPSA; the series and prices are in its memory when the clock starts."""
    stretch = replace(QUARTERS, hours=24 * days)
    problem, conditions = days_of(stretch, park=park)
    wall, cpu = perf_counter(), process_time()
    with quiet():
        twin = RunningTwin(problem, conditions)
        options: dict[str, Any] = {}
        if commitment:
            twin.commit()
            options = {"mip_rel_gap": GAP}
        cost = twin.roll(**options)
    return (perf_counter() - wall) / days, (process_time() - cpu) / days, cost


@contextlib.contextmanager
def quiet() -> Any:  # noqa: ANN401 a context
    """HiGHS greets on the process's own output, whoever asks it not to."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 a device
        os.dup2(nowhere.fileno(), 1)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def replans(count: int) -> list[float]:
    """Seconds of each re-plan of thirty devices: new series, written, solved and explained."""
    rules = load_rulebook()
    conditions = running_conditions(replace(QUARTERS, hours=24), running_park())
    conditions = replace(
        conditions,
        park=of_thirty(running_park()),
        given=doubled(conditions.given),
        _around={},
        _made={},
    )
    chance, taken = np.random.default_rng(1), list[float]()
    price = spot(replace(QUARTERS, hours=24))
    state = held(write_days(conditions, rules, FREE, prices={"grid": price}))
    for _ in range(count):
        noise = {n: chance.uniform(0.9, 1.1, STEPS) for n in conditions.given.load}
        given = GivenSeries(
            availability=conditions.given.availability,
            load={n: v * noise[n] for n, v in conditions.given.load.items()},
        )
        began = perf_counter()
        again = write_days(
            conditions.over(conditions.axis, given), rules, FREE, prices={"grid": price}
        )
        plan_stretch(again, state)
        taken.append(perf_counter() - began)
    return taken


def compare(name: str, days: int, peer_days: int, rounds: int, *, commitment: bool) -> None:
    """Rounds of both in turns, and what a day takes."""
    park = running_park(**(COMMITTED if commitment else {}))
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(ours(days, park, commitment=commitment))
        theirs.append(peer(peer_days, park, commitment=commitment))
    wall = [statistics.median(each[0] for each in runs) * MS for runs in (mine, theirs)]
    cpu = [statistics.median(each[1] for each in runs) * MS for runs in (mine, theirs)]
    same = ours(peer_days, park, commitment=commitment)[2]
    print(
        f"| {name}, {days} days | {wall[0]:.1f} | {wall[1]:.0f} | {wall[1] / wall[0]:.0f}x | "
        f"{cpu[0]:.1f} | {cpu[1]:.0f} | {cpu[1] / cpu[0]:.0f}x | "
        f"{theirs[0][2] / same - 1.0:+.1e} |"
    )


def run() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--peer-days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--committed-days", type=int, default=30)
    asked = parser.parse_args()
    print(machine())
    ours(2, running_park(), commitment=False)
    peer(2, running_park(), commitment=False)
    print("| | ours, ms a day | PyPSA | ratio | CPU | CPU | ratio | cost, PyPSA's over ours |")
    print("|---|---|---|---|---|---|---|---|")
    compare("linear", asked.days, asked.peer_days, asked.rounds, commitment=False)
    compare("whole numbers", asked.committed_days, asked.committed_days // 3, 1, commitment=True)
    taken = [each * MS for each in replans(40)]
    print(
        f"\none re-plan, 30 devices, 96 steps: median {statistics.median(taken):.0f} ms, "
        f"slowest {max(taken):.0f} ms (aim: 200 ms)"
    )


if __name__ == "__main__":
    run()
