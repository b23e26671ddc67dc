"""Choose one window a resource, or none: most power first, then the least cost.

A program of whole numbers, needed only where a resource has several windows or a cost of being
called at all; it is solved twice, for the most energy and then for the least cost at that energy:

    sum over windows of a resource          z_rw <= 1
    x_rt <= sum over its windows of limit_rwt z_rw
    sum over a feeder's resources           x_rt <= room_ft
    sum over all                            x_rt <= asked_t

A call can't wait: the solver has some seconds, and the answer says how much better another could
be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Phrase, SolverError
from zeropark.future.flexibility.rooms import Rooms
from zeropark.future.flexibility.spread import spread
from zeropark.future.flexibility.windows import Window
from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.draft import Draft, Flow, Whole
from zeropark.future.plan.program.search import Wanted
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.solve import HIGHS

Series = NDArray[np.float64]
_GAP: Final = 1e-6
_SECONDS: Final = 4.0
"""What each of the two may take: a call can't wait. What is not proven by then has its gap told."""
_SLACK: Final = 1e-7
"""By how much the second answer may stay below the energy of the first, over its size."""
_HALF: Final = 0.5
_NOTHING_KW: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What there is to choose from."""

    asked_kw: Series
    """Shape (steps,)."""
    windows: Sequence[Sequence[Window]]
    """Of each resource."""
    cost_cny_per_kwh: Sequence[float]
    start_cost_cny: Sequence[float]
    rooms: Rooms
    step_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One window a resource, or none."""

    windows: Sequence[Window | None]
    gap: float
    """How much better another choice could be at most, in energy or in cost, as a share; 0 where
    there was nothing to choose."""


def is_free(choice: Choice) -> bool:
    """Whether there is nothing to choose: one window at most, and being called costs nothing."""
    starts = zip(choice.windows, choice.start_cost_cny, strict=True)
    return _single(choice) and not any(windows and cost for windows, cost in starts)


def _single(choice: Choice) -> bool:
    return all(len(windows) <= 1 for windows in choice.windows)


def choose_windows(choice: Choice) -> Chosen:
    """The window of each resource in an allocation of the most energy at the least cost.

    What the solver says is taken for the choice alone: energy and cost are worked out again from
    the windows, and held against the bounds that it proves.

    Raises:
        SolverError: the solver is not installed.
    """
    first = [windows[0] if windows else None for windows in choice.windows]
    if is_free(choice) or choice.asked_kw.max() <= _NOTHING_KW:
        return Chosen(windows=first, gap=0.0)
    chosen, gap = (first, 0.0) if _single(choice) else _most_energy(choice)
    energy_kwh, cost_cny = _worked_out(choice, chosen)
    for_cost = _Program(choice, least_kwh=energy_kwh * (1.0 - _SLACK))
    answer = _answered(for_cost.finished)
    cheaper = for_cost.chosen(answer)
    again_kwh, again_cny = _worked_out(choice, cheaper)
    if again_kwh >= energy_kwh * (1.0 - 2 * _SLACK) and again_cny <= cost_cny:
        chosen, cost_cny = cheaper, again_cny
    return Chosen(windows=chosen, gap=max(gap, _gap(answer.bound, cost_cny)))


def _most_energy(choice: Choice) -> tuple[list[Window | None], float]:
    """The windows of the most energy, whatever it costs, and how much more there could be."""
    program = _Program(choice, least_kwh=None)
    answer = _answered(program.finished)
    chosen = program.chosen(answer)
    energy_kwh, _ = _worked_out(choice, chosen)
    return chosen, _gap(energy_kwh, None if answer.bound is None else -answer.bound)


def _worked_out(choice: Choice, windows: Sequence[Window | None]) -> tuple[float, float]:
    """The energy of a choice, kWh, and what it costs, CNY."""
    limit = limits_of(windows, choice.asked_kw.size)
    rows = len(windows)
    power = spread(
        choice.asked_kw,
        limit_kw=limit,
        cost=choice.cost_cny_per_kwh,
        rooms=choice.rooms,
        fairness="pro_rata",
        last_called=[None] * rows,
    )
    energy = power.sum(axis=1) * choice.step_hours
    used = (power > _NOTHING_KW).any(axis=1)
    cost = energy @ np.asarray(choice.cost_cny_per_kwh) + used @ np.asarray(choice.start_cost_cny)
    return float(energy.sum()), float(cost)


def limits_of(windows: Sequence[Window | None], steps: int) -> Series:
    """What each resource may be moved by in its window, shape (resources, steps)."""
    rows = [np.zeros(steps) if window is None else window.limit_kw for window in windows]
    return np.array(rows, dtype=np.float64).reshape(len(windows), steps)


def _gap(less: float | None, more: float | None) -> float:
    """By what share the larger of two is above the other; 1 where one is not known."""
    if less is None or more is None:
        return 1.0
    return 0.0 if more <= 0.0 else max(0.0, (more - less) / more)


def _answered(program: StepProgram) -> Answer:
    """What the solver says within its time, proven or not."""
    try:
        return HIGHS.run(program, Wanted(gap=_GAP, time_limit_s=_SECONDS, warm=None))
    except ModuleNotFoundError as missing:
        said = f'{missing.name} is not installed: pip install "zeropark[plan]"'
        raise SolverError(
            [(HIGHS.name, Phrase("{message}", {"message": said}))],
            remedy="Install it: choosing among several stretches of a resource needs a solver.",
        ) from missing


class _Program:
    """A flow a resource, a whole number a window; powers over the largest that is asked for."""

    def __init__(self, choice: Choice, *, least_kwh: float | None) -> None:
        self.choice = choice
        self.draft = Draft(choice.asked_kw.size)
        self.unit_kw = float(choice.asked_kw.max())
        hours = choice.step_hours * self.unit_kw
        told = [-1.0] * len(choice.windows) if least_kwh is None else choice.cost_cny_per_kwh
        self.flows = [
            self.draft.flow(f"power.{row}", cost=cost * hours) for row, cost in enumerate(told)
        ]
        self.marks = [
            self._marks(row, starts=least_kwh is not None) for row in range(len(choice.windows))
        ]
        self._limit("asked", self.flows, choice.asked_kw)
        for number, (room, behind) in enumerate(
            zip(choice.rooms.room_kw, choice.rooms.behind, strict=True)
        ):
            self._limit(
                f"feeder.{number}", [self.flows[row] for row in np.flatnonzero(behind)], room
            )
        if least_kwh is not None:
            total = self.draft.total("energy", lower=least_kwh)
            self.draft.sum_up(total, dict.fromkeys(self.flows, hours))
        self.finished = self.draft.finish()

    def _marks(self, row: int, *, starts: bool) -> list[Whole]:
        """The marks of a resource's windows, and what they allow it."""
        choice, draft = self.choice, self.draft
        windows = choice.windows[row]
        cost = choice.start_cost_cny[row] if starts else 0.0
        if len(windows) <= 1 and not cost:
            draft.bound(self.flows[row], lower=0.0, upper=self._limit_of(windows))
            return []
        marks = [
            draft.quantity(f"window.{row}.{number}", cost=cost, upper=1.0, integer=True)
            for number in range(len(windows))
        ]
        held = draft.row(f"held.{row}", upper=0.0)
        draft.add(held, {self.flows[row]: 1.0})
        for mark, window in zip(marks, choice.windows[row], strict=True):
            draft.add(held, {mark: -window.limit_kw / self.unit_kw})
        if len(marks) > 1:
            draft.sum_up(draft.total(f"one.{row}", upper=1.0), dict.fromkeys(marks, 1.0))
        return marks

    def _limit_of(self, windows: Sequence[Window]) -> Series | float:
        """What the only window of a resource allows it; nothing where it has none."""
        return windows[0].limit_kw / self.unit_kw if windows else 0.0

    def _limit(self, name: str, flows: Sequence[Flow], most_kw: Series) -> None:
        if flows:
            row = self.draft.row(name, upper=most_kw / self.unit_kw)
            self.draft.add(row, dict.fromkeys(flows, 1.0))

    def chosen(self, answer: Answer) -> list[Window | None]:
        """The window of each resource that is used."""
        marks = answer.quantities
        found: list[Window | None] = []
        for row, numbers in enumerate(self.marks):
            windows = self.choice.windows[row]
            on = [n for n, mark in enumerate(numbers) if marks[mark.number] > _HALF]
            if numbers:
                found.append(windows[on[0]] if on else None)
            else:
                found.append(windows[0] if windows else None)
        return found
