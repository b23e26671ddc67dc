"""A section of an inventory: the lines of one part, with what could not be counted.

Lines are made here and nowhere else, so that activity x factor = emission holds for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, MissingRuleError, Phrase
from zeropark.basis.rules.ratio import in_unit
from zeropark.basis.rules.rule import Factor
from zeropark.facts.carbon.inventory import Line, Part
from zeropark.facts.carbon.window import Amount, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines that count, lines that are only listed, and what is missing of them."""

    lines: tuple[Line, ...] = ()
    memo: tuple[Line, ...] = ()
    gaps: tuple[Finding, ...] = ()
    """What could not be counted; makes the inventory incomplete."""
    notes: tuple[Finding, ...] = ()
    """What a reader should know, though nothing is missing."""
    bounded_below: bool = True
    """False where a deduction has gaps: the total may then be too high."""

    def __add__(self, other: Section) -> Section:
        return Section(
            lines=self.lines + other.lines,
            memo=self.memo + other.memo,
            gaps=self.gaps + other.gaps,
            notes=self.notes + other.notes,
            bounded_below=self.bounded_below and other.bounded_below,
        )


def joined(sections: Iterable[Section]) -> Section:
    """All of them as one, in order."""
    return sum(sections, start=Section())


def line(  # noqa: PLR0913 - a line is a row: what, how much, times what
    line_id: str,
    amount: Amount,
    factor: Factor,
    *,
    part: Part,
    what: str,
    activity_unit: str,
    per_activity: float | None = None,
    note: Phrase | None = None,
) -> Line:
    """The line activity x factor; a negative amount is a deduction.

    `per_activity` is how many of the factor's own units one unit of the activity holds, where
    units alone can't tell, such as the kWh in a tonne of steam.

    Raises:
        UnitError: the factor is no emission per unit of that kind.
    """
    counted_in = activity_unit if per_activity is None else factor.unit.partition("/")[2]
    per_unit_kg = in_unit(factor, f"kgCO2/{counted_in}").value * (per_activity or 1.0)
    return Line(
        id=line_id,
        part=part,
        what=what,
        activity=amount.value,
        activity_unit=activity_unit,
        factor=factor,
        factor_kg_per_unit=per_unit_kg,
        emission_kg=amount.value * per_unit_kg + 0.0,  # -0.0 reads badly
        flows=amount.flows,
        less=amount.less,
        deducts=amount.deducts,
        coverage=amount.coverage,
        quality=amount.quality,
        note=note,
    )


def deducted(amount: Amount) -> Amount:
    """The same amount with the sign of a deduction."""
    return replace(amount, value=0.0 - amount.value, deducts=True)


def factor_missing(error: MissingRuleError, amount: Amount, *, unit: str) -> Finding:
    """The finding for an amount that has no factor: it is left out and said, never zero."""
    return Finding(
        code="carbon.factor_missing",
        place=error.rule_id,
        problem_template="{amount:,.6g} {unit} are not counted: no factor {rule} is in force on "
        "{at}.",
        remedy_template="{remedy} For a fuel, give a measured factor in the park's own rules.yaml.",
        data=MappingProxyType(
            {
                "amount": amount.value,
                "unit": unit,
                "rule": error.rule_id,
                "at": error.at,
                "remedy": error.remedy,
            }
        ),
    )


def partial(view: Window, rows: NDArray[np.int64]) -> tuple[Finding, ...]:
    """A finding for each of these links that has no value in some intervals of the period."""
    return tuple(
        Finding(
            code="carbon.flow_partial",
            place=flow,
            problem_template="{missing} of {due} intervals of {flow} have no value; only the rest "
            "is counted.",
            remedy_template="Import the readings of meter {meter} for them, or fill them by a "
            "named method, and close the period again.",
            data=MappingProxyType(
                {
                    "missing": missing,
                    "due": view.steps_due,
                    "flow": flow,
                    "meter": meter or Phrase("of its bus"),
                }
            ),
            count=missing,
        )
        for flow, meter, missing in view.gaps(rows)
    )


def unmetered(place: str, *, what: Phrase) -> Finding:
    """The finding for something the books need that no meter tells."""
    return Finding(
        code="carbon.not_metered",
        place=place,
        problem_template="Nothing says how much {what}: no flow was measured at {place}.",
        remedy_template="Add a meter at {place} to the park document and import its readings.",
        data=MappingProxyType({"what": what, "place": place}),
    )
