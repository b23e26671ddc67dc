"""A figure: a picture for the eye, the table behind it, and in which book and unit it speaks.

Options are what Apache ECharts takes, with two liberties that the page's script resolves: a
`Text` stands for its words in the language shown, and a string `$name` for a colour of the
page's palette (light or dark). Words that come from a park are always a `Text`, so that they
can't be taken for a colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zeropark.review.presentation.text import Text

Json = Mapping[str, "Json"] | Sequence["Json"] | Text | str | float | int | bool | None
Option = Mapping[str, Json]
Cell = Text | str | float | None
"""A table's cell; None is missing and is shown as such."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: heading, unit, and digits behind the point (None: four figures)."""

    name: Text
    unit: Text | str = ""
    digits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of the same width as `columns`; the first cell heads its row."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One view of a figure; its option is laid over the figure's."""

    label: Text
    option: Option
    unit: Text | str
    digits: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its words; several variants can be chosen between."""

    id: str
    title: Text
    about: Text
    """One or two sentences: what is seen, from which book."""
    book: Text | None
    """The book that the figures belong to; None: energy, not carbon."""
    option: Option
    variants: tuple[Variant, ...]
    table: Table
    height_px: int = 340
    min_width_px: int = 0
    """Below this width the picture scrolls inside its own frame."""
    choose: Literal["buttons", "list"] = "buttons"
    tooltip: Literal["axis", "item", "flow", "hours", "days"] = "axis"
    """How the page's script words what the pointer shows."""
    generated: bool = False
    """From simulated readings; said beside the title."""
