"""Where a park stands when a plan of a day begins: what stores hold, which units work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.facts.ledger.bills.usage import Before
from zeropark.future.plan.program.draft import Flow
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.site.park_draft import ParkDraft
from zeropark.future.simulation.storing import START_SHARE

_NOTHING_BEFORE: Final = (".ahead", " so far", " ago", ".start", ".stop")
"""How columns end of which nothing is left over where nobody tells: loads that are not ahead of
what they used, and starts that are long ago."""
_ON: Final = ".on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkState:
    """What is known of a park at the instant in which a plan begins."""

    contents: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """What each store holds, above what must stay in, in the inside unit; by device id."""
    working: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """Whether units that are told to rest work, by device id."""
    margins_kwh: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """What each ratio of the year has come to, on the right side of its bound, by rule; see
    `budgets`."""
    incurred: Before = field(default_factory=Before)
    """Peaks already incurred in the month, and those that look-backs ask for."""


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """The same as numbers of a program's columns."""

    flows: NDArray[np.float64]
    """What each flow was in the step before, shape (flows,); NaN where that binds nothing."""
    findings: tuple[Finding, ...]


def start_of(site: ParkDraft, program: StepProgram, state: ParkState) -> Start:
    """What the columns of a park were in the step before the first.

    What nobody tells: a store holds half of what it can, which is said; of a unit's power and
    whether it works, nothing is known, and neither its ramp nor a start binds at first.
    """
    flows = np.full(len(program.flows), np.nan)
    for number, column in enumerate(program.flows):
        if column.name.endswith(_NOTHING_BEFORE):
            flows[number] = 0.0
        elif column.name.endswith(_ON):
            works = state.working.get(column.name.removesuffix(_ON))
            flows[number] = np.nan if works is None else float(works)
    findings: list[Finding] = []
    for device, content in stores_of(site):
        most = float(np.max(program.flows[content.number].upper))
        told = state.contents.get(device)
        flows[content.number] = START_SHARE * most if told is None else min(max(told, 0.0), most)
        findings += _doubts(device, told, most)
    return Start(flows, tuple(findings))


def stores_of(site: ParkDraft) -> Iterator[tuple[str, Flow]]:
    """Each store with the column of what it holds."""
    for device, content in site.contents.items():
        for column in content.terms:
            if isinstance(column, Flow):
                yield device, column


def _doubts(device: str, told: float | None, most: float) -> Iterator[Finding]:
    if told is None:
        yield Finding(
            code="day.content_not_told",
            place=device,
            problem_template="What {device} holds at first is not known; half of what it can is "
            "assumed.",
            remedy_template="Tell it with --holds {device}=AMOUNT.",
            severity=Severity.WARNING,
            data={"device": device},
        )
    elif not 0.0 <= told <= most:
        yield Finding(
            code="day.content_out_of_range",
            place=device,
            problem_template="{device} is told to hold {told:,.9g}; it holds between 0 and "
            "{most:,.9g} above what must stay in. The nearest of them is taken.",
            remedy_template="Correct it, or the size in the document.",
            severity=Severity.WARNING,
            data={"device": device, "told": told, "most": most},
        )
