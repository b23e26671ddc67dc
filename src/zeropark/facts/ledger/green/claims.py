"""What is wrong with a claim on green power, as findings."""

from __future__ import annotations

from datetime import date
from typing import Final

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.contract import CertificateHolding, GreenTrade
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.timeline import Period

PART_OF_YEAR: Final = "green.part_of_year"
"""Code of the finding that certificates of a year stand against a part of it."""


def excess(contract: str, claimed_kwh: float, counted_kwh: float) -> Finding:
    """More is claimed than was drawn from the grid and not claimed already."""
    return Finding(
        code="green.excess",
        place=f"contracts.{contract}",
        problem_template=(
            "Contract {contract} claims {claimed} kWh; {counted} kWh of grid power were left "
            "to claim, so {unused} kWh count nowhere."
        ),
        remedy_template="Check the quantity; hold certificates for a later year where allowed.",
        severity=Severity.WARNING,
        data={
            "contract": contract,
            "claimed": f"{claimed_kwh:,.0f}",
            "counted": f"{counted_kwh:,.0f}",
            "unused": f"{claimed_kwh - counted_kwh:,.0f}",
        },
    )


def no_grid_power(contract: str, holder: str) -> Finding:
    """Nobody knows what the holder drew from the grid."""
    return Finding(
        code="green.holder_not_metered",
        place=f"contracts.{contract}",
        problem_template="{holder} has no metered electricity; its contract {contract} counts 0.",
        remedy_template="Meter {holder}, or name `park` if the park buys as one.",
        severity=Severity.WARNING,
        data={"contract": contract, "holder": holder},
    )


def foreign_month(contract: GreenTrade) -> Finding:
    """The trade is of a month that the flows don't cover."""
    return Finding(
        code="green.other_month",
        place=f"contracts.{contract.id}",
        problem_template="Contract {contract} is of {month}, which is not in the period.",
        remedy_template="Nothing to do, if that month is accounted elsewhere.",
        severity=Severity.NOTE,
        data={"contract": contract.id, "month": contract.month},
    )


def part_of_year(period: Period, *, year: int) -> Finding:
    """Certificates for a year stand against a part of it."""
    return Finding(
        code=PART_OF_YEAR,
        place="contracts",
        problem_template=(
            "Certificates cancelled for {year} are counted against {period} alone; "
            "results of several parts of a year would count them several times."
        ),
        remedy_template="Take the whole year where certificates matter.",
        severity=Severity.NOTE,
        data={"year": year, "period": str(period)},
    )


def unfit_vintage(contract: CertificateHolding, *, year: int) -> Finding | None:
    """Power that was made after the year that it should stand for; None where it is not."""
    if int(contract.vintage[:4]) <= year:
        return None
    return Finding(
        code="green.vintage_later",
        place=f"contracts.{contract.id}",
        problem_template="Certificates {contract} of {vintage} are cancelled for {year}.",
        remedy_template="Cancel certificates of power made in {year} or before.",
        data={"contract": contract.id, "vintage": contract.vintage, "year": year},
    )


def expired(contract: CertificateHolding, *, year: int, rulebook: Rulebook) -> Finding | None:
    """Certificates past their validity when they were cancelled; None where they are valid.

    Where the day is not told, they must have been valid at the start of the year.

    Raises:
        MissingRuleError: no rule on validity on that day.
    """
    day = contract.cancelled_on or date(year, 1, 1)
    months = int(rulebook.factor("gec.validity", at=day).value)
    first, end = _month_number(contract.vintage), day.year * 12 + day.month - 1
    if end < first + months:
        return None
    return Finding(
        code="green.expired",
        place=f"contracts.{contract.id}",
        problem_template=(
            "Certificates {contract} of {vintage} were valid for {months} months; "
            "they were cancelled on {day}."
        ),
        remedy_template="Leave them out; they count nowhere.",
        data={
            "contract": contract.id,
            "vintage": contract.vintage,
            "months": months,
            "day": day.isoformat(),
        },
    )


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
