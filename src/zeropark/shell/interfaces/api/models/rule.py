"""Rules: dated, sourced figures and tables that a ministry may change."""

from __future__ import annotations

from datetime import date
from typing import Any

from zeropark.shell.interfaces.api.models.factor import Certainty
from zeropark.shell.interfaces.api.models.page import Page
from zeropark.shell.interfaces.api.models.shown import Shown


class RuleVersion(Shown):
    """One version of a rule, in force from `valid_from` until `valid_to`."""

    id: str
    """Stable dotted id."""
    zh: str
    """Its name in Chinese."""
    en: str
    """Its name in English."""
    unit: str | None
    """Of a number; null where the content is a table with units in its keys."""
    content: Any
    """A number, or a table as it is written."""
    valid_from: date
    """First day that it holds for."""
    valid_to: date | None
    """First day that it no longer holds for; null: still open."""
    data_year: int | None
    """The year that a published figure was worked out for."""
    document: str
    """The document that says so."""
    publisher: str | None
    """Who issued it."""
    issued: date | None
    """When."""
    locator: str | None
    """Annex, table or clause."""
    url: str | None
    """Where it can be read."""
    certainty: Certainty
    """How the figure is known."""
    confirmed: bool
    """Whether it was read in an official text."""
    own: bool
    """Whether it is a park's own, which goes before the package's."""
    in_force: bool
    """Whether it is the version to use on the day asked for."""
    note: str | None
    """What else there is to say."""
    file: str | None
    """The file that it was read from."""


class RuleShown(Shown):
    """One rule: its names, how many versions, and the one in force."""

    id: str
    """Stable dotted id."""
    zh: str
    """Its name in Chinese."""
    en: str
    """Its name in English."""
    unit: str | None
    """Of a number."""
    versions: int
    """How many there are."""
    current: RuleVersion | None
    """In force on the day asked for; null where none is."""


class RulesPage(Page[RuleShown]):
    """Rules by id."""

    at: date
    """The day asked for."""


class RuleHistory(Shown):
    """All versions of one rule."""

    id: str
    """The rule."""
    versions: list[RuleVersion]
    """Oldest first; the one in force on the day asked for is marked."""
