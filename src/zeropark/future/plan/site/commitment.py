"""Units that can stand still: columns of on, start and stop, and how long each must last.

    on[t] - on[t-1] = start[t] - stop[t]
    start[t] + start[t-1] + ... + start[t-up+1]    <= on[t]        least time on
    stop[t]  + stop[t-1]  + ... + stop[t-down+1]   <= 1 - on[t]    least time off

The windows are those of D. Rajan and S. Takriti, *Minimum up/down polytopes of the unit
commitment problem with start-up costs* (IBM Research Report RC23628, 2005): with whole numbers
for `on` alone, `start` and `stop` are whole by themselves. As a row of a program reaches back one
step only, what was started some steps ago is handed on from column to column, a step a column
(`start 2 ago`[t] = `start 1 ago`[t-1]); a solver's presolve puts them back into the window.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zeropark.future.plan.program.draft import Amount, Draft, Flow, StepRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching:
    """What going on and off asks for and costs."""

    least_up_steps: int = 1
    """Steps that it stays on once started, the first included."""
    least_down_steps: int = 1
    start_cost_cny: Amount = 0.0
    stop_cost_cny: Amount = 0.0
    on_before: bool | None = None
    """Whether it was on before the first step; None: the last step comes before the first, so
    that a year repeats, unless the program's start is open."""
    steps_before: int | None = None
    """For how many steps it had been so by then; None: long enough to change."""


@dataclass(frozen=True, slots=True)
class Switch:
    """The columns of one unit; 0 or 1 each."""

    on: Flow
    start: Flow
    """1 in the step in which it goes on."""
    stop: Flow
    """1 in the first step in which it is off."""


def add_switch(draft: Draft, name: str, switching: Switching) -> Switch:
    """Write the columns and rows of a unit's going on and off.

    Args:
        draft: the program.
        name: the unit's; columns are `<name>.on`, `<name>.start`, `<name>.stop`.
        switching: its least times, costs, and state before the first step.
    """
    switch = Switch(
        draft.flow(f"{name}.on", upper=1.0, integer=True),
        draft.flow(f"{name}.start", cost=switching.start_cost_cny, upper=1.0),
        draft.flow(f"{name}.stop", cost=switching.stop_cost_cny, upper=1.0),
    )
    _change(draft, name, switch, switching)
    up, down = switching.least_up_steps, switching.least_down_steps
    repeats = _repeats(draft, switching)
    row = _window(draft, f"{name}.start", switch.start, steps=up, repeats=repeats)
    draft.add(row, {switch.on: -1.0})
    row = _window(draft, f"{name}.stop", switch.stop, steps=down, repeats=repeats)
    draft.add(row, {switch.on: 1.0})
    draft.shift(row, 1.0)
    _last_out(draft, switch, switching)
    return switch


def keep_between(
    draft: Draft, name: str, *, flow: Flow, switch: Switch, least: Amount, most: Amount
) -> None:
    """A flow is between two amounts while its unit is on, and nothing while it is off."""
    draft.add(draft.row(f"{name}.most", upper=0.0), {flow: 1.0, switch.on: -1.0 * most})
    draft.add(draft.row(f"{name}.least", lower=0.0), {flow: 1.0, switch.on: -1.0 * least})


def handed_on(
    draft: Draft, name: str, flow: Flow, *, steps: int, repeats: bool = False
) -> tuple[Flow, ...]:
    """What a flow was one step ago, two steps ago, and so on.

    Args:
        draft: the program.
        name: of the flow.
        flow: that is handed on.
        steps: how far back.
        repeats: whether the last step comes before the first; else nothing does.
    """
    found = []
    for ago in range(1, steps + 1):
        old = draft.flow(f"{name} {ago} ago")
        row = draft.row(f"{name} {ago} ago", lower=0.0, upper=0.0)
        draft.add(row, {old: 1.0})
        _reach_back(draft, row, flow, -1.0, name=f"{name} {ago} ago", repeats=repeats)
        found.append(old)
        flow = old
    return tuple(found)


def _change(draft: Draft, name: str, switch: Switch, switching: Switching) -> None:
    row = draft.row(f"{name}.change", lower=0.0, upper=0.0)
    draft.add(row, {switch.on: 1.0, switch.start: -1.0, switch.stop: 1.0})
    repeats = _repeats(draft, switching)
    _reach_back(draft, row, switch.on, -1.0, name=f"{name}.on", repeats=repeats)
    if switching.on_before:
        draft.shift(row, _only(draft, 0))


def _repeats(draft: Draft, switching: Switching) -> bool:
    return switching.on_before is None and not draft.open_start


def _window(draft: Draft, name: str, flow: Flow, *, steps: int, repeats: bool) -> StepRow:
    """A row that adds up a flow over so many steps up to now, and is to be <= 0."""
    row = draft.row(f"{name} lately", upper=0.0)
    # The oldest step of the window is reached by the row itself: one column less.
    old = (flow, *handed_on(draft, name, flow, steps=max(steps - 2, 0), repeats=repeats))
    draft.add(row, dict.fromkeys(old, 1.0))
    if steps > 1:
        _reach_back(draft, row, old[-1], 1.0, name=f"{name} lately", repeats=repeats)
    return row


def _reach_back(
    draft: Draft, row: StepRow, flow: Flow, ratio: float, *, name: str, repeats: bool
) -> None:
    """Add a flow of the step before to a row; where steps repeat, the last one for the first."""
    draft.add(row, before={flow: ratio})
    if repeats:
        name = f"{name} before the first"
        last = draft.quantity(name)
        total = draft.total(name, lower=0.0, upper=0.0)
        draft.sum_up(total, {flow: _only(draft, -1), last: -1.0})
        draft.add(row, {last: ratio * _only(draft, 0)})


def _only(draft: Draft, step: int) -> NDArray[np.float64]:
    """1 in one step, 0 in all others."""
    series = np.zeros(draft.steps)
    series[step] = 1.0
    return series


def _last_out(draft: Draft, switch: Switch, switching: Switching) -> None:
    """What began before the first step lasts as long as it must."""
    if switching.on_before is None or switching.steps_before is None:
        return
    least = switching.least_up_steps if switching.on_before else switching.least_down_steps
    held = np.arange(draft.steps) < least - switching.steps_before
    if switching.on_before:
        draft.bound(switch.on, lower=np.where(held, 1.0, 0.0))
    else:
        draft.bound(switch.on, upper=np.where(held, 0.0, 1.0))
