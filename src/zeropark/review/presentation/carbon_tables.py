"""Tables of a carbon book: its lines, and the flows behind one of them."""

from __future__ import annotations

from collections.abc import Sequence

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.carbon.behind import LinkBehind
from zeropark.facts.carbon.inventory import Inventory, Line
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text, unit_words
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.words import gap_words, what_words

_KG_PER_T = 1000.0


def lines_table(park: ParkDocument, inventory: Inventory) -> Table:
    """Every line with activity, factor, rule and emission; memo lines say so, gaps are notes."""
    heads = ("part", "line", "activity", "unit", "factor", "emission", "rule", "coverage", "flows")
    units = {"emission": "tCO₂", "factor": "kgCO₂"}
    rows = [_line_row(park, each, TEXTS[f"part.{each.part.value}"]) for each in inventory.lines]
    memo = [_line_row(park, each, TEXTS["lines.memo"]) for each in inventory.memo]
    return Table(
        caption=TEXTS["lines.title"].fill({"book": TEXTS[f"book.{inventory.book.value}"]}),
        columns=tuple(Column(TEXTS[f"col.{head}"], units.get(head, "")) for head in heads),
        rows=(*rows, *memo),
        notes=tuple(gap_words(inventory)),
    )


def _line_row(park: ParkDocument, line: Line, part: Text) -> tuple[Cell, ...]:
    return (
        part,
        what_words(park, line.what),
        line.activity,
        unit_words(line.activity_unit),
        line.factor_kg_per_unit,
        line.emission_kg / _KG_PER_T,
        line.factor.rule.id,
        line.coverage,
        " · ".join(line.flows),
    )


def behind_table(park: ParkDocument, line: Line, links: Sequence[LinkBehind]) -> Table:
    """The flow links behind a line with their meters, and the contracts that it counts."""
    sign = -1.0 if line.deducts else 1.0
    unit = unit_words(line.activity_unit)
    rows: list[tuple[Cell, ...]] = [
        (
            each.link.id,
            name(park, each.link.source),
            name(park, each.link.sink),
            each.link.meter or TEXTS["behind.no_meter"],
            sign * each.amount,
            each.coverage * 100,
            each.filled * 100,
        )
        for each in links
    ]
    contracts: list[tuple[Cell, ...]] = [
        (contract, Text("", ""), Text("", ""), TEXTS["behind.no_meter"], amount, 100.0, 0.0)
        for contract, amount in line.contracts
    ]
    return Table(
        caption=TEXTS["behind.title"],
        columns=(
            Column(TEXTS["col.flows"]),
            Column(TEXTS["col.from"]),
            Column(TEXTS["col.to"]),
            Column(TEXTS["col.meter"]),
            Column(TEXTS["col.activity"], unit),
            Column(TEXTS["col.coverage"], "%", 1),
            Column(TEXTS["col.filled"], "%", 1),
        ),
        rows=(*rows, *contracts),
    )
