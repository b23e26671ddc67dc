"""The bill of the year by component."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeropark.basis.units import Dimension, Money
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.review.presentation.figures.axes import frame, name_axis, value_axis
from zeropark.review.presentation.figures.figure import Column, Figure, Option, Table, Variant
from zeropark.review.presentation.results import Results
from zeropark.review.presentation.text import Text, readable_unit
from zeropark.review.presentation.texts import TEXTS

_UNITS: Final = {"万元": "万元 (10⁴ CNY)", "元": "元 (CNY)"}
"""As both readers know them."""


def bill_figure(results: Results) -> Figure | None:
    """Components as bars, largest first; None where there is no bill."""
    amounts_cny = _by_component(results.bills)
    if not amounts_cny:
        return None
    largest = max(abs(amount) for amount in amounts_cny.values())
    symbol, size = readable_unit(largest, Dimension.MONEY)
    unit = _UNITS[symbol]
    complete = all(bill.complete for bill in results.bills)
    total_cny = sum(float(bill.total.cny) for bill in results.bills)
    shown = {name: amount / size for name, amount in amounts_cny.items()}
    return Figure(
        id="bill",
        title=TEXTS["bill.title"],
        about=TEXTS["bill.about"] if complete else TEXTS["bill.incomplete"],
        book=None,
        option=_option(shown, unit),
        variants=(Variant(label=Text.same(unit), option={}, unit=unit),),
        table=Table(
            caption=TEXTS["bill.title"],
            columns=(Column(TEXTS["col.component"]), Column(TEXTS["col.amount"], unit, 2)),
            rows=(*shown.items(), (TEXTS["col.total"], total_cny / size)),
            notes=() if complete else (TEXTS["mark.incomplete"],),
        ),
        height_px=64 + 34 * len(shown),
        generated=results.generated,
    )


def _by_component(bills: Iterable[Bill]) -> dict[Text, float]:
    amounts: dict[Text, Money] = {}
    for line in (line for bill in bills for line in bill.lines):
        name = Text(line.zh, line.en)
        amounts[name] = amounts.get(name, Money(0)) + line.amount
    ordered = sorted(amounts.items(), key=lambda item: -item[1].fen)
    return {name: float(amount.cny) for name, amount in ordered}


def _option(shown: dict[Text, float], unit: str) -> Option:
    return {
        "grid": frame(top=8),
        "xAxis": value_axis(unit) | {"nameLocation": "middle", "nameGap": 26},
        "yAxis": name_axis(list(shown)),
        "series": [
            {
                "type": "bar",
                "name": TEXTS["bill.title"],
                "barMaxWidth": 20,
                "itemStyle": {"color": "$money", "borderRadius": 3},
                "data": list(shown.values()),
            }
        ],
    }
