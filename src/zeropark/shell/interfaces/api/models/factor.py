"""Factors: numbers of rules that figures are made with."""

from __future__ import annotations

from datetime import date
from typing import Literal

from zeropark.shell.interfaces.api.models.shown import Shown

Certainty = Literal["confirmed_text", "confirmed_secondary", "recalled", "inferred", "measured"]


class FactorShown(Shown):
    """A number of a rule, and where it stands."""

    value: float
    """In `unit`."""
    unit: str
    """E.g. `kgCO2/kWh`."""
    rule: str
    """Id of the rule; `/rules/{id}` has its history."""
    valid_from: date
    """First day that the version holds for."""
    source: str
    """The document that says so."""
    certainty: Certainty
    """How the figure is known."""


class LimitRule(Shown):
    """The rule that a limit comes from."""

    id: str
    """Id of the rule."""
    valid_from: date
    """First day that the version holds for."""
    source: str
    """The document that says so."""
    certainty: Certainty
    """How the figure is known."""
