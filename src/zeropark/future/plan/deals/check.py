"""What numbers of a deal must be; each breach is a finding, and a call refuses them together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from zeropark.basis.errors import Finding, InputError
from zeropark.future.plan.deals.amount import Amount


def refuse(findings: Iterable[Finding]) -> None:
    """Go on only where nothing is wrong.

    Raises:
        InputError: carries all the findings.
    """
    found = tuple(findings)
    if found:
        raise InputError.of(*found)


def finite(amount: Amount, place: str) -> list[Finding]:
    """A finding where a number is missing or without end, naming the first such entry."""
    values = np.asarray(amount, dtype=np.float64)
    known = np.isfinite(values)
    if known.all():
        return []
    wrong = np.argwhere(~known)
    at = "".join(f"[{n}]" for n in wrong[0])
    return [
        Finding(
            code="deal.number",
            place=f"{place}{at}",
            problem_template="{place} is {value}: a number that is missing can't be counted with.",
            remedy_template="Give a number; where nothing is paid, give 0.",
            data={"place": f"{place}{at}", "value": str(float(values[tuple(wrong[0])]))},
            count=len(wrong),
        )
    ]


def not_negative(amount: Amount, place: str) -> list[Finding]:
    """A finding where an amount is missing or below 0."""
    wrong = finite(amount, place)
    if not wrong and bool(np.any(np.asarray(amount) < 0.0)):
        wrong.append(
            Finding(
                code="deal.negative",
                place=place,
                problem_template="{place} is {lowest:g}; it can't be below 0.",
                remedy_template="Give what is paid or made as a positive number.",
                data={"place": place, "lowest": float(np.min(amount))},
            )
        )
    return wrong


def share(amount: Amount, place: str) -> list[Finding]:
    """A finding where an amount is missing or not between 0 and 1."""
    wrong = not_negative(amount, place)
    if not wrong and bool(np.any(np.asarray(amount) > 1.0)):
        wrong.append(
            Finding(
                code="deal.share",
                place=place,
                problem_template="{place} is {highest:g}; a share can't be above 1.",
                remedy_template="Give a share: 0.25 for 25 %.",
                data={"place": place, "highest": float(np.max(amount))},
            )
        )
    return wrong


def whole_years(years: int, place: str, *, most: int = 100) -> list[Finding]:
    """A finding where a number of years is not 1 to `most`."""
    if float(years).is_integer() and 1 <= years <= most:
        return []
    return [
        Finding(
            code="deal.years",
            place=place,
            problem_template="{place} is {years}; it must be a whole number from 1 to {most}.",
            remedy_template="Give the years of operation, of the loan or of depreciation.",
            data={"place": place, "years": str(years), "most": most},
        )
    ]


def shapes_fit(amounts: Iterable[tuple[str, Amount, int]]) -> list[Finding]:
    """A finding for each amount whose numbers don't go with (scenarios, years).

    An amount is one number, one a year, one a scenario (scenarios, 1), or both; all that tell
    scenarios apart tell the same number of them.

    Args:
        amounts: where each stands, and how many years it may tell apart; 1: none.
    """
    wrong, seen = [], 1
    for place, amount, years in amounts:
        shape = np.shape(amount)
        rows, columns = (1, 1, *shape)[-2:]
        flat = len(shape) <= 2  # noqa: PLR2004 - scenarios and years
        if flat and columns in (1, years) and (rows == 1 or seen in (1, rows)):
            seen = max(seen, rows)
        else:
            wrong.append(_unlike(place, shape, scenarios=seen, years=years))
    return wrong


def _unlike(place: str, shape: tuple[int, ...], *, scenarios: int, years: int) -> Finding:
    return Finding(
        code="deal.length",
        place=place,
        problem_template=(
            "{place} has {shape} numbers; there are {scenarios} scenarios of {years} years."
        ),
        remedy_template=(
            "Give one number, one a year, one a scenario in a column, or scenarios x years."
        ),
        data={
            "place": place,
            "shape": " x ".join(str(n) for n in shape),
            "scenarios": scenarios,
            "years": years,
        },
    )
