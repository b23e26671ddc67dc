"""Whole numbers by rounding: often the relaxation, rounded well, is as good as anybody asks for.

The relaxation proves a bound that no whole numbers go below. Each rounding of its answer is a
linear program of the same pattern; the best of them is within the gap or it is not, and then
branching has to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from zeropark.future.plan.program.answer import Answer
from zeropark.future.plan.program.step_program import Column, StepProgram, Values

_UP_FROM: Final = (0.2, 0.05, 0.5)
"""From which part of one a column is rounded up: units that run at low load, and the middle."""


def relaxed(program: StepProgram) -> StepProgram:
    """The same without whole numbers."""
    return replace(
        program,
        flows=tuple(replace(at, integer=False) for at in program.flows),
        quantities=tuple(replace(at, integer=False) for at in program.quantities),
    )


def roundings(program: StepProgram, answer: Answer) -> Iterator[StepProgram]:
    """Programs without whole numbers in which what must be whole is held at a rounding.

    Args:
        program: with whole numbers.
        answer: to its relaxation.
    """
    seen: set[bytes] = set()
    for up_from in _UP_FROM:
        flows = tuple(
            _held(at, values, up_from)
            for at, values in zip(program.flows, answer.flows, strict=True)
        )
        key = b"".join(at.lower.tobytes() for at in flows if at.lower is at.upper)
        if key not in seen:
            seen.add(key)
            yield replace(relaxed(program), flows=flows)


def _held(column: Column, values: Values, up_from: float) -> Column:
    if not column.integer:
        return column
    whole = np.floor(values + (1.0 - up_from))
    at = np.clip(whole, np.ceil(column.lower), np.floor(column.upper))
    return Column(column.name, column.cost, at, at)


def settled(program: StepProgram, answer: Answer) -> StepProgram:
    """The same with whole numbers, but those on which all low roundings agree held there.

    What is left to choose is little, and a search of it takes little; that it is good enough is
    for the bound of the relaxation to say.

    Args:
        program: with whole numbers.
        answer: to its relaxation.
    """
    flows = tuple(
        _settled(at, values) for at, values in zip(program.flows, answer.flows, strict=True)
    )
    return replace(program, flows=flows)


def _settled(column: Column, values: Values) -> Column:
    if not column.integer:
        return column
    low, high = (_held(column, values, up_from).lower for up_from in _UP_FROM[:2])
    agreed = low == high
    return Column(
        column.name,
        column.cost,
        np.where(agreed, low, column.lower),
        np.where(agreed, low, column.upper),
        integer=True,
    )
