"""The tiles at the top: the figures that a reader came for, each with its book and its limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zeropark.basis.rules.rule import Rule
from zeropark.basis.units import Dimension, conversion
from zeropark.facts.carbon.inventory import Inventory
from zeropark.review.evaluation.indicator import Evaluation, Indicator, Verdict
from zeropark.review.presentation.figures.indicators import (
    indicator_words,
    limit_words,
    shown_unit,
    value_words,
)
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.sources import behind_indicator, behind_total, unconfirmed
from zeropark.review.presentation.text import Text, known, number, unit_words
from zeropark.review.presentation.texts import TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure: what it is, how much, in which unit and book, and how it stands."""

    label: Text
    value: Text
    unit: str
    note: Text
    tone: str = "plain"
    """`pass`, `fail`, `plain` or a colour of the palette: the tile's edge."""
    doubts: tuple[Rule, ...] = ()
    """Rules behind it that are not confirmed in an official text."""


def tiles(results: Results, evaluation: Evaluation) -> Iterator[Tile]:
    """Consumption, the total of each book, then the direct-connection ratios."""
    consumption = evaluation.consumption_tce
    yield Tile(
        label=TEXTS["tile.consumption"],
        value=Text.same(number(consumption)) if known(consumption) else TEXTS["missing"],
        unit="tce",
        note=TEXTS["tile.consumption.note"],
        doubts=unconfirmed(factor.rule for factor in results.factors),
    )
    yield from (book_tile(inventory) for inventory in results.inventories)
    yield from (indicator_tile(indicator) for indicator in evaluation.direct)


def book_tile(inventory: Inventory) -> Tile:
    """The total of a book, t CO2; a bound where something is missing."""
    tonnes = inventory.total_kg / conversion("tCO2", to=Dimension.EMISSION)
    sign = "" if inventory.complete else "≥ " if inventory.bounded_below else "≈ "
    note = TEXTS[f"book.{inventory.book.value}.note"]
    return Tile(
        label=TEXTS[f"book.{inventory.book.value}"],
        value=Text.same(sign + number(tonnes)),
        unit=unit_words("tCO2"),
        note=note if inventory.complete else TEXTS["mark.incomplete"],
        doubts=behind_total(inventory),
    )


def indicator_tile(indicator: Indicator) -> Tile:
    """An indicator with its limit and verdict."""
    judged = indicator.verdict in (Verdict.PASS, Verdict.FAIL)
    verdict = TEXTS[f"verdict.{indicator.verdict.value}"]
    limit = TEXTS["tile.limit"] + Text.same(" ") + limit_words(indicator)
    return Tile(
        label=indicator_words(indicator),
        value=value_words(indicator),
        unit=shown_unit(indicator) if indicator.value is not None else "",
        note=limit + TEXTS["dash"] + verdict if judged else verdict,
        tone=indicator.verdict.value if judged else "plain",
        doubts=behind_indicator(indicator),
    )


def to_date_tile(indicator: Indicator) -> Tile:
    """An indicator of part of a year: its limit is told, its verdict is not."""
    tile = indicator_tile(indicator)
    if indicator.limit is None:
        return tile
    limit = TEXTS["tile.limit"] + Text.same(" ") + limit_words(indicator)
    return replace(tile, tone="plain", note=limit + TEXTS["dash"] + TEXTS["stages.to_date"])
