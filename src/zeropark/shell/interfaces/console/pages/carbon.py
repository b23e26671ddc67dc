"""How much carbon: the three books side by side, and every figure down to flow, rule and meter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zeropark.facts.carbon.account import Account
from zeropark.facts.carbon.behind import LinkBehind, links_behind
from zeropark.facts.carbon.compare import differences
from zeropark.facts.carbon.intensity import intensity
from zeropark.facts.carbon.inventory import Book, Inventory, Line
from zeropark.facts.carbon.unfold import Branch, unfold
from zeropark.facts.ledger.green.claims import PART_OF_YEAR
from zeropark.facts.readings.reading import Quality
from zeropark.review.presentation.carbon_tables import behind_table, lines_table
from zeropark.review.presentation.figures.behind import behind_figure, link_words
from zeropark.review.presentation.figures.books import books_figure
from zeropark.review.presentation.figures.carbon import carbon_figure
from zeropark.review.presentation.figures.difference import difference_figure
from zeropark.review.presentation.figures.figure import Figure, Table
from zeropark.review.presentation.figures.trend import trend_figure
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.shapes import readable_spans
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.tiles import book_tile
from zeropark.review.presentation.words import quality_words
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One line of one book, unfolded."""

    book: Book
    line: Line
    links: tuple[LinkBehind, ...]
    branch: Branch

    @property
    def contracts(self) -> tuple[Branch, ...]:
        """What is neither a month nor a flow: contracts, and what was taken off."""
        return tuple(each for each in self.branch.children if not each.children)


def carbon(visit: ParkVisit) -> Shown:
    """The three books of the period, compared; one line unfolded where the address names it."""
    account = visit.desk.account(visit.period)
    drawn = visit.desk.answer(("carbon figures", visit.period), lambda: _figures(visit, account))
    one, other = _compared(visit, account)
    opened = _opened(visit, account)
    generated = _generated(account)
    park = visit.desk.park
    bridge = difference_figure(park, one, other, differences(one, other), generated=generated)
    tables = {f"lines-{each.book.value}": lines_table(park, each) for each in account.inventories}
    return Shown(
        figures=(*drawn, bridge, *_behind(visit, opened)),
        tables=tables | _tables(visit, opened),
        data={
            "generated": generated,
            "inventories": account.inventories,
            "part_of_year": [each for each in account.green.findings if each.code == PART_OF_YEAR],
            "tiles": tuple((each.book, book_tile(each)) for each in account.inventories),
            "one": one.book,
            "other": other.book,
            **_words(visit, opened),
        },
    )


def _line(visit: ParkVisit) -> Shown:
    """The line that the address names, by itself."""
    opened = _opened(visit, visit.desk.account(visit.period))
    if opened is None:
        raise NotFoundError("Which line? The address names none. Choose one on the page.")
    return Shown(
        figures=_behind(visit, opened),
        tables=_tables(visit, opened),
        data=_words(visit, opened),
    )


def _figures(visit: ParkVisit, account: Account) -> tuple[Figure, ...]:
    results: Results = replace(visit.desk.results(visit.period), inventories=account.inventories)
    used_kwh = float(account.green.consumption_kwh.sum())
    consumed_tce = account.consumption.total_tce
    per = [
        intensity(each, consumption_tce=consumed_tce, used_kwh=used_kwh)
        for each in account.inventories
    ]
    by = readable_spans(visit.period)
    found = (
        books_figure(visit.desk.park, account.inventories, per, generated=_generated(account)),
        trend_figure(results, by=by),
        carbon_figure(results, by=by),
    )
    return tuple(figure for figure in found if figure is not None)


def _generated(account: Account) -> bool:
    lines = (line for each in account.inventories for line in each.lines)
    return any(line.quality & Quality.GENERATED for line in lines)


def _compared(visit: ParkVisit, account: Account) -> tuple[Inventory, Inventory]:
    one = visit.query.get("one", Book.PARK910.value)
    other = visit.query.get("other", Book.MARKET.value)
    return _book(account, one), _book(account, other)


def _book(account: Account, name: str) -> Inventory:
    for each in account.inventories:
        if each.book.value == name:
            return each
    known = ", ".join(book.value for book in Book)
    raise NotFoundError("There is no book {name!r}. There are: {known}.", name=name, known=known)


def _opened(visit: ParkVisit, account: Account) -> Opened | None:
    """The line that the address names, unfolded.

    Raises:
        NotFoundError: there is no such book, or no such line in it.
    """
    asked = visit.query.get("line")
    if not asked:
        return None
    inventory = _book(account, visit.query.get("book", Book.PARK910.value))
    lines = {line.id: line for line in (*inventory.lines, *inventory.memo)}
    if asked not in lines:
        book = inventory.book.value
        raise NotFoundError(
            "The book {book} has no line {line!r} in this period.", book=book, line=asked
        )
    return visit.desk.answer(
        ("unfolded", visit.period, inventory.book, asked),
        lambda: _unfolded(account, inventory.book, lines[asked]),
    )


def _unfolded(account: Account, book: Book, line: Line) -> Opened:
    return Opened(
        book=book,
        line=line,
        links=links_behind(line, flows=account.flows, period=account.period),
        branch=unfold(line, flows=account.flows, period=account.period),
    )


def _behind(visit: ParkVisit, opened: Opened | None) -> tuple[Figure, ...]:
    if opened is None:
        return ()
    links = [each.link for each in opened.links]
    generated = bool(opened.line.quality & Quality.GENERATED)
    figure = behind_figure(visit.desk.park, opened.line, opened.branch, links, generated=generated)
    return () if figure is None else (figure,)


def _tables(visit: ParkVisit, opened: Opened | None) -> dict[str, Table]:
    if opened is None:
        return {}
    return {"links": behind_table(visit.desk.park, opened.line, opened.links)}


def _words(visit: ParkVisit, opened: Opened | None) -> dict[str, object]:
    return {
        "opened": opened,
        "quality_words": quality_words,
        "ends": lambda link: link_words(visit.desk.park, link),
        "last_day": visit.period.last_day().isoformat(),
    }


CARBON_PAGE = ParkPage(
    id="carbon",
    sentence=Text("排了多少碳", "How much carbon"),
    heading=Text("{park}{period}排了多少碳", "How much carbon {park} emitted, {period}"),
    template="carbon.html.j2",
    view=carbon,
    key="c",
    parts={"line": Part(template="carbon_line.html.j2", view=_line)},
)
