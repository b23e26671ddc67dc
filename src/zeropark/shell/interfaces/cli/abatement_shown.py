"""An abatement curve on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.translation import Language
from zeropark.future.plan.years.abatement import Measure
from zeropark.future.plan.years.plan import PlannedSize
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import number
from zeropark.shell.interfaces.cli.plan_shown import plain_table, size_words, words


def show_abatement(
    console: Console, park: ParkDocument, measures: Sequence[Measure], *, language: Language
) -> None:
    """Print each measure with what it avoids, the cheapest tonne first."""
    columns = ("abatement.avoided", "abatement.cost", "abatement.per_t")
    table = plain_table("", *(f"{words(key, language)}>" for key in columns))
    for each in measures:
        table.add_row(escape(name(park, each.device).words(language)), *_told(each, language))
    console.print(words("abatement.convention", language), style="dim")
    console.print(table)


def _told(measure: Measure, language: Language) -> tuple[str, str, str]:
    avoided, cost = measure.avoided_t_per_year, measure.added_cost_cny_per_year
    if avoided is None or cost is None:
        return "", "", words("abatement.needed", language)
    per_t = measure.cny_per_t
    return (
        number(avoided),
        number(cost, digits=0),
        "–" if per_t is None else f"[bold]{number(per_t)}[/bold]",
    )


def sizes_side_by_side(
    park: ParkDocument,
    columns: Iterable[tuple[str, Sequence[PlannedSize]]],
    *,
    language: Language,
) -> Table:
    """The same sizes of several plans, a column each."""
    told = list(columns)
    table = plain_table("", "", *(f"{title}>" for title, _ in told), "")
    for same in zip(*(sizes for _, sizes in told), strict=True):
        table.add_row(
            escape(name(park, same[0].device).words(language)),
            size_words(same[0], language),
            *(number(size.chosen) for size in same),
            same[0].unit,
        )
    return table
