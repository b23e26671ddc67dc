"""The parts of the green page that are about a direct connection: its ratios and its users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.timeline import PARK_ZONE, Period, parse_period
from zeropark.facts.ledger.green.direct import direct_to_date
from zeropark.facts.ledger.green.draw import months_of
from zeropark.facts.ledger.green.exchange import Exchange, exchanged_kwh
from zeropark.facts.ledger.green.month_alone import months_alone
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.facts.readings.reading import Quality
from zeropark.review.evaluation.connection_voltage import connection_voltage
from zeropark.review.evaluation.direct import SHARE, ratio_values
from zeropark.review.evaluation.indicator import Indicator, Verdict
from zeropark.review.presentation.figures.exceed import exceed_figure
from zeropark.review.presentation.figures.figure import Figure, Table
from zeropark.review.presentation.figures.green_shares import green_shares_figure
from zeropark.review.presentation.figures.ratio_path import MonthRatios, ratio_path_figure
from zeropark.review.presentation.green_tables import year_end_table
from zeropark.review.presentation.text import Text
from zeropark.review.presentation.tiles import Tile, indicator_tile, to_date_tile
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.pages.green_years import to_date_of, whole_hours
from zeropark.shell.interfaces.console.texts.green import GREEN
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.usecases.allocate_period import ConnectionShare

SHARE_RULE: Final = "park910.direct_supply_share_min"
"""What 910 asks of the direct share."""
_CHECKS: Final = ("r1", "r2", "r2_before_2030", "r3", "exchange_power", "peak_valley_rate")


def ratios(visit: ParkVisit) -> Shown:
    """Where one connection stands: its ratios to date, by month and at the year's end."""
    contract, period = chosen(visit), to_date_of(visit)
    if contract is None or period is None:
        return Shown(data={"contract": None})
    share = _share(visit, contract, period)
    limits = _limits(visit, contract, period) if _ruled(visit, period) else {}
    path, state = _months(visit, contract, period), _year_state(visit, period)
    generated = bool(share.direct.hourly.quality & Quality.GENERATED)
    return Shown(
        figures=_there(
            ratio_path_figure(path, limits=limits, generated=generated),
            _exceed(visit, contract, generated=generated),
        ),
        tables=_year_end(share, path, limits, state=state),
        data={
            **_connections(visit, contract),
            "generated": generated,
            "tiles": tuple(_tile(each, state) for each in limits.values()),
            "ruled": bool(limits),
            "documented": tuple(map(indicator_tile, _voltage(visit, contract, period))),
            "period": Text.same(
                f"{period.start.astimezone(PARK_ZONE).date()} – {period.last_day()}"
            ),
            "year": state,
            "year_name": str(period.last_day().year),
            "exchange": None if share.direct.exchange is None else _over(share.direct.exchange),
        },
    )


def users(visit: ParkVisit) -> Shown:
    """Whose the power of one connection was, in the period shown."""
    contract, period = chosen(visit), whole_hours(visit.period)
    if contract is None or period is None:
        return Shown(data={"contract": None})
    allocated = visit.desk.allocated(period)
    used = allocated.consumption.filter(
        pl.col("carrier") == ELECTRICITY, pl.col("enterprise").is_not_null()
    )
    figure = green_shares_figure(
        _share(visit, contract, period).direct,
        park=visit.desk.park,
        consumed_kwh=dict(used.select("enterprise", "consumption").iter_rows()),
    )
    return Shown(figures=_there(figure), data=_connections(visit, contract))


def chosen(visit: ParkVisit) -> GreenDirect | None:
    """The connection that the address names, else the first; None where the park has none.

    Raises:
        NotFoundError: the park has no connection of that name.
    """
    found = {each.id: each for each in _all(visit)}
    name = visit.query.get("connection")
    if not found or name is None:
        return next(iter(found.values()), None)
    if name not in found:
        known = ", ".join(found)
        raise NotFoundError(
            "There is no direct connection {name!r}. There are: {known}.", name=name, known=known
        )
    return found[name]


def _all(visit: ParkVisit) -> list[GreenDirect]:
    return [each for each in visit.desk.park.contracts if isinstance(each, GreenDirect)]


def _connections(visit: ParkVisit, contract: GreenDirect) -> dict[str, object]:
    return {"contract": contract, "connections": tuple(each.id for each in _all(visit))}


def _share(visit: ParkVisit, contract: GreenDirect, period: Period) -> ConnectionShare:
    shares = visit.desk.allocated(period).connections
    return next(each for each in shares if each.direct.contract == contract.id)


def _ruled(visit: ParkVisit, period: Period) -> bool:
    """Whether the limits were in force on the last day: before that nothing is evaluated."""
    needed = (SHARE_RULE, "direct.r1_min")
    return all(visit.desk.rules.has(rule, at=period.last_day()) for rule in needed)


def _limits(visit: ParkVisit, contract: GreenDirect, period: Period) -> Mapping[str, Indicator]:
    """The indicators of one connection by short id, after the share that is the park's own."""
    suffix = f".{contract.id}" if len(_all(visit)) > 1 else ""
    found = {each.id: each for each in visit.desk.evaluated(period).evaluation.direct}
    named = {SHARE.id: SHARE.id} | {key: f"{key}{suffix}" for key in _CHECKS}
    return {key: found[name] for key, name in named.items() if name in found}


def _voltage(visit: ParkVisit, contract: GreenDirect, period: Period) -> tuple[Indicator, ...]:
    desk = visit.desk
    if not _ruled(visit, period):
        return ()
    found = connection_voltage(desk.park, contract=contract, rules=desk.rules, at=period.last_day())
    return () if found is None else (found,)


def _months(visit: ParkVisit, contract: GreenDirect, period: Period) -> tuple[MonthRatios, ...]:
    flows = visit.desk.results(period).flows
    names, _ = months_of(flows.axis)
    to_date = direct_to_date(flows, park=visit.desk.park, contract=contract)
    alone = months_alone(to_date)
    return tuple(
        MonthRatios(month=name, to_date=ratio_values(until), alone=ratio_values(only))
        for name, until, only in zip(names, to_date, alone, strict=True)
    )


def _exceed(visit: ParkVisit, contract: GreenDirect, *, generated: bool) -> Figure | None:
    flows = visit.desk.flows(visit.period)
    exchanged = exchanged_kwh(flows, contract=contract)
    if exchanged is None:
        return None
    return exceed_figure(
        exchanged,
        step_hours=flows.axis.step_hours,
        declared_kw=contract.declared_exchange_kw,
        generated=generated,
    )


def _year_end(
    share: ConnectionShare,
    path: tuple[MonthRatios, ...],
    limits: Mapping[str, Indicator],
    *,
    state: str,
) -> Mapping[str, Table]:
    if share.year_end is None or state != "open":
        return {}
    return {"end": year_end_table(path[-1].to_date, share.year_end, limits=limits.items())}


def _year_state(visit: ParkVisit, period: Period) -> str:
    """Whether there is an end of the year to project.

    `late`: the year's start is not closed; `over`: this is its end; `known`: its end is closed,
    though it is not shown; `open`: nobody knows it yet.
    """
    year = parse_period(str(period.last_day().year))
    if period.start != year.start:
        return "late"
    if period.end >= year.end:
        return "over"
    closed = any(each.start <= year.start and year.end <= each.end for each in visit.desk.closed())
    return "known" if closed else "open"


def _tile(indicator: Indicator, state: str) -> Tile:
    """Of a whole year with its verdict; before that only what a project declared is broken."""
    broken = indicator.verdict is Verdict.FAIL and indicator.limit_factor is None
    return indicator_tile(indicator) if state == "over" or broken else to_date_tile(indicator)


def _over(of: Exchange) -> Text | None:
    """How often exchange power was above what was declared; None where nothing was."""
    if of.declared_kw is None:
        return None
    if of.first_over_at is None:
        return GREEN["green.not_over"]
    first = of.first_over_at.astimezone(PARK_ZONE)
    told = {"steps": str(of.steps_over), "at": f"{first:%Y-%m-%d %H:%M}"}
    return GREEN["green.over"].fill(told)


def _there(*figures: Figure | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure is not None)
