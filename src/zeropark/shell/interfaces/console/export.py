"""A table as CSV that office programs open as it is: UTF-8 with signature, every digit kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from zeropark.review.presentation.figures.figure import Cell, Table
from zeropark.review.presentation.text import Language, Text
from zeropark.shell.interfaces.console.page import ParkPage
from zeropark.shell.interfaces.console.periods import dates_of
from zeropark.shell.interfaces.console.visit import ParkVisit

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def kept_name(visit: ParkVisit, page: ParkPage) -> str:
    """What files from a page are called by: park, page, period; two months are two files."""
    named = [visit.desk.id, page.id]
    if page.periods != "none" and (period := visit.shown or visit.asked):
        named.append("_".join(dates_of(period)))
    return "-".join(named)


def table_csv(table: Table, *, language: Language) -> str:
    """The table with its headings and units; missing is an empty cell, notes stand at the end."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(_headings(table, language))
    writer.writerows([_cell(cell, language) for cell in row] for row in table.rows)
    writer.writerows([_harmless(note.words(language))] for note in table.notes)
    return "\ufeff" + sheet.getvalue()


def _headings(table: Table, language: Language) -> Iterator[str]:
    for column in table.columns:
        name = column.name.words(language)
        unit = column.unit.words(language) if isinstance(column.unit, Text) else column.unit
        yield _harmless(f"{name} ({unit})" if unit else name)


def _cell(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Text):
        return _harmless(cell.words(language))
    # not `repr`: that of a number from an array names its type
    return str(cell) if isinstance(cell, float | int) else _harmless(cell)


def _harmless(words: str) -> str:
    """Words that a spreadsheet would take for a formula are marked as text."""
    return f"'{words}" if words.startswith(_FORMULA_SIGNS) else words
