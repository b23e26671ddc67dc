"""What always holds of an inventory; broken, it is a fault of ours and said beside the figure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zeropark.basis.errors import Finding, Phrase
from zeropark.facts.carbon.inventory import Inventory, Line, Part
from zeropark.facts.carbon.window import Window, window
from zeropark.facts.ledger.flow import Flows

_REMEDY: Final = "This is a fault in the software: keep the input and report it."
_CLOSE: Final = 1e-9
"""Relative: sums of doubles in another order differ by less."""


def check_inventory(inventory: Inventory, *, flows: Flows) -> tuple[Finding, ...]:
    """Emission = activity x factor in each line; parts add up; no flow is counted twice.

    Returns:
        Empty where all holds.
    """
    view = window(flows, period=inventory.period)
    return (
        *(fault for line in (*inventory.lines, *inventory.memo) for fault in _line_faults(line)),
        *_total_faults(inventory),
        *_counted_twice(inventory, view),
    )


def checked(inventory: Inventory, *, flows: Flows) -> Inventory:
    """The inventory, with what `check_inventory` finds among its findings."""
    faults = check_inventory(inventory, flows=flows)
    return replace(inventory, findings=(*faults, *inventory.findings))


def _line_faults(line: Line) -> Iterator[Finding]:
    figures = (line.activity, line.factor_kg_per_unit, line.emission_kg)
    if not all(math.isfinite(figure) for figure in figures):
        yield _fault("carbon.not_finite", line.id, Phrase("holds a figure that is no number"))
        return
    if not _same(line.emission_kg, line.activity * line.factor_kg_per_unit):
        yield _fault("carbon.product", line.id, Phrase("is not activity times factor"))
    if not 0 <= line.coverage <= 1 + _CLOSE:
        yield _fault(
            "carbon.coverage", line.id, Phrase("covers less than nothing or more than all")
        )


def _total_faults(inventory: Inventory) -> Iterator[Finding]:
    by_part = sum(inventory.part_kg(part) for part in Part)
    if not _same(by_part, inventory.total_kg):
        yield _fault(
            "carbon.total", inventory.book, Phrase("has parts that do not add up to its total")
        )
    if any(line.coverage < 1 for line in inventory.lines) and not inventory.missing:
        yield _fault(
            "carbon.silent_gap", inventory.book, Phrase("has partial lines and names no gap")
        )
    ids = [line.id for line in inventory.lines]
    if len(ids) != len(set(ids)):
        yield _fault("carbon.line_id", inventory.book, Phrase("has two lines of one id"))


def _counted_twice(inventory: Inventory, view: Window) -> Iterator[Finding]:
    """Lines may share their flows only as a whole, and then split what went over them."""
    shared: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    counted: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for line in inventory.lines:
        counted[line.flows] += abs(line.activity)
        for flow in line.flows:
            shared[flow].add(line.flows)
    for flow, groups in shared.items():
        if len(groups) > 1:
            yield _fault(
                "carbon.counted_twice", flow, Phrase("is counted in lines of different flows")
            )
    for group, activity in counted.items():
        rows = [row for row, link in enumerate(view.flows.links) if link.id in group]
        went = float(view.total[rows].sum())
        if rows and activity > went * (1 + _CLOSE) + _CLOSE:
            yield _fault(
                "carbon.counted_twice", ", ".join(group), Phrase("is counted more than once")
            )


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _fault(code: str, place: str, what: Phrase) -> Finding:
    return Finding(
        code=code,
        place=place,
        problem_template="{place} {what}.",
        remedy_template=_REMEDY,
        data={"place": place, "what": what},
    )
