"""The parks that this server shows, side by side: how each stands and how fresh its data is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.indicator import Evaluation, Indicator
from zeropark.review.presentation.figures.figure import Column, Table
from zeropark.review.presentation.figures.indicators import indicator_words, shown, shown_unit
from zeropark.review.presentation.text import Text, known
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import Shown, SitePage
from zeropark.shell.interfaces.console.periods import closed_part, first_period, period_words
from zeropark.shell.interfaces.console.texts.parks import PARKS
from zeropark.shell.interfaces.console.visit import Visit
from zeropark.shell.serving.park_desk import ParkDesk

_DIRECT_SHARE = "direct_supply_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCard:
    """One park on the page."""

    desk: ParkDesk
    name: Text
    about: Text | None
    period: Period | None
    """The newest year, or what of it is closed; None: nothing is."""
    words: Text
    evaluation: Evaluation | None
    emission_t: float | None
    """Of the 910 book."""
    generated: bool
    closed_to: date | None

    @property
    def direct(self) -> Indicator | None:
        """The share of green power that is directly supplied; None where it was not reckoned."""
        found = self.evaluation.direct if self.evaluation else ()
        return next((each for each in found if each.id == _DIRECT_SHARE), None)


def parks(visit: Visit) -> Shown:
    """Every park with its core indicator, and a table of them."""
    cards = tuple(_card(desk) for desk in visit.parks.desks.values())
    return Shown(tables={"parks": _table(cards)}, data={"cards": cards})


def _card(desk: ParkDesk) -> ParkCard:
    asked, name, about = first_period(desk.closed()), desk.park.name, desk.park.about
    period = None if asked is None else closed_part(asked, closed=desk.closed())
    judged = None if period is None else desk.evaluated(period)
    return ParkCard(
        desk=desk,
        name=Text(name.zh, name.en),
        about=None if about is None else Text(about.zh, about.en),
        period=period,
        words=Text("", "") if period is None else period_words(period),
        evaluation=None if judged is None else judged.evaluation,
        emission_t=None if judged is None else judged.inventory.total_kg / 1000,
        generated=judged is not None
        and any(line.quality & Quality.GENERATED for line in judged.inventory.lines),
        closed_to=None if period is None else period.last_day(),
    )


def _table(cards: tuple[ParkCard, ...]) -> Table:
    judged = [card.evaluation for card in cards if card.evaluation is not None]
    indicators = (judged[0].core, *judged[0].direct) if judged else ()
    return Table(
        caption=PARKS["parks.table"],
        columns=(
            Column(PARKS["parks.name"]),
            Column(TEXTS["col.year"]),
            Column(PARKS["parks.consumption"], "tce", 0),
            Column(PARKS["parks.emission"], "tCO₂", 0),
            *(Column(indicator_words(each), shown_unit(each)) for each in indicators),
            Column(TEXTS["col.verdict"]),
        ),
        rows=tuple(_row(card, [each.id for each in indicators]) for card in cards),
    )


def _row(card: ParkCard, wanted: list[str]) -> tuple[Text | float | None, ...]:
    evaluation = card.evaluation
    if evaluation is None:
        return (card.name, None, None, None, *(None for _ in wanted), None)
    found = {each.id: each for each in (evaluation.core, *evaluation.direct)}
    figures = (shown(found[i], found[i].value) if i in found else None for i in wanted)
    return (
        card.name,
        card.words,
        evaluation.consumption_tce if known(evaluation.consumption_tce) else None,
        card.emission_t,
        *figures,
        TEXTS[f"verdict.{evaluation.verdict.value}"],
    )


PARKS_PAGE = SitePage(
    id="parks",
    path="/",
    sentence=Text("有哪些园区", "Which parks there are"),
    template="parks.html.j2",
    view=parks,
)
