"""A charge: one line of what a plan costs in a year, as a sum over flows, sizes and extras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zeropark.future.plan.assembly.account import Account

Item = Literal[
    "investment",
    "fixed_operation",
    "variable_operation",
    "energy",
    "demand",
    "fuel",
    "sales",
    "carbon",
]
"""What money is for; `energy` is the grid bill by component, `fuel` all that is bought else."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Charge:
    """One line of the yearly cost."""

    item: Item
    of: str
    """Whose: a device's id, a contract's or a boundary point's."""
    component: str = ""
    """Which part of it, e.g. a component of the tariff, with the month where it has one."""
    account: Account
    """CNY a year; negative where it brings in."""
