"""Electricity over the boundary, as each of the three books counts it.

910 annex 4: net inflow of fossil power. Import that no green trade and no certificate covers is
fossil; a direct line and what is covered are 0; outflow is credited only where it is fossil. What
the park generates itself is no inflow and stands in no line here. The GHG Protocol's two books
count the same import gross.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import networks
from zeropark.basis.rules.rule import Factor, Rulebook
from zeropark.facts.carbon.inventory import Line, Part
from zeropark.facts.carbon.section import Section, deducted, line, partial, unmetered
from zeropark.facts.carbon.sources.exchange import (
    coming_in,
    going_out,
    made_by,
    split_outflow,
    untold_points,
)
from zeropark.facts.carbon.sources.fuel_use import fossil_burners
from zeropark.facts.carbon.window import Amount, Window
from zeropark.facts.ledger.green.draw import not_covered
from zeropark.facts.ledger.green.green_books import GreenBook, GreenBooks

KIND: Final = "electricity"
FOSSIL: Final = "ef.electricity.park910"
DIRECT: Final = "ef.electricity.direct_nonfossil"
TRADED: Final = "ef.electricity.green_trade"
CERTIFIED: Final = "ef.electricity.certificate"

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cover:
    """kWh of import that contracts cover, by contract id; never more than was imported."""

    traded_kwh: Mapping[str, float]
    certified_kwh: Mapping[str, float]

    @property
    def total_kwh(self) -> float:
        """Traded and certified together."""
        return sum(self.traded_kwh.values()) + sum(self.certified_kwh.values())

    @property
    def contracts(self) -> tuple[tuple[str, float], ...]:
        """Id and kWh of all of them."""
        return (*self.traded_kwh.items(), *self.certified_kwh.items())


NO_COVER: Final = Cover({}, {})


def cover_of(green: GreenBooks) -> Cover:
    """What of the green books covers import; the direct book is no import."""
    return Cover(
        traded_kwh=_counted(green, GreenBook.TRADE),
        certified_kwh=_counted(green, GreenBook.CERTIFICATE),
    )


@dataclass(frozen=True, slots=True)
class Boundary:
    """The links that carry electricity over the boundary."""

    grid_in: _Rows
    direct_in: _Rows
    out: _Rows


def boundary(view: Window, *, park: ParkDocument) -> Boundary:
    """Import from the public grid, supply over direct lines, and outflow over either."""
    inward = coming_in(view, park=park, carrier=KIND)
    direct = np.array([_is_direct(view, row, park) for row in inward], dtype=np.bool_)
    return Boundary(
        grid_in=inward[~direct],
        direct_in=inward[direct],
        out=going_out(view, park=park, carrier=KIND),
    )


def covered_import(
    view: Window, rows: _Rows, cover: Cover, factor: Factor, rules: Rulebook
) -> tuple[Line, ...]:
    """The grid import in three lines: what nothing covers at `factor`, and what is covered."""
    day = view.period.last_day()
    whole = view.amount(rows)
    rest = not_covered(whole.value, cover.total_kwh)
    open_kwh = replace(whole, value=rest, less=tuple(name for name, _ in cover.contracts))
    uncovered = line(
        "electricity.grid_uncovered",
        open_kwh,
        factor,
        part=Part.ELECTRICITY,
        what="electricity.grid_uncovered",
        activity_unit="kWh",
    )
    taken_off = tuple((name, -kwh) for name, kwh in cover.contracts)
    return (
        replace(uncovered, contracts=taken_off),
        *_contract_lines("electricity.green_trade", cover.traded_kwh, TRADED, rules, day),
        *_contract_lines("electricity.certificates", cover.certified_kwh, CERTIFIED, rules, day),
    )


def direct_lines(
    view: Window, rows: _Rows, *, park: ParkDocument, rules: Rulebook
) -> Iterator[Line]:
    """Supply over direct lines: non-fossil unless the point tells a fossil share."""
    day = view.period.last_day()
    for point in sorted({view.flows.links[row].source for row in rows}):
        chosen = rows[[view.flows.links[row].source == point for row in rows]]
        amount, share = view.amount(chosen), park.point_by_id[point].fossil_share or 0.0
        what = f"electricity.direct_line.{point}"
        clean = replace(amount, value=amount.value * (1 - share))
        yield _line(what, clean, rules.factor(DIRECT, at=day))
        if share > 0:
            fossil = replace(amount, value=amount.value - clean.value)
            yield _line(f"{what}.fossil", fossil, rules.factor(FOSSIL, at=day))


def outflow_lines(
    view: Window, at: Boundary, *, park: ParkDocument, rules: Rulebook, uncovered_kwh: float
) -> Iterator[Line]:
    """Outflow as deductions: the fossil part at the fossil factor, the rest at zero.

    Network by network: renewables can't leave over a line that they are not joined to. Power that
    came in at one point and left at another in the same interval only passed through: it is
    fossil both ways, as far as no contract made it green on the way in (`uncovered_kwh`).
    """
    if not at.out.size:
        return
    day, bought = view.period.last_day(), view.amount(at.grid_in).value
    open_share = uncovered_kwh / bought if bought > 0 else 0.0
    credited = sum(
        _fossil_kwh(view, _at_network(view, at, buses), buses, park=park, open_share=open_share)
        for buses in networks(park, carrier=KIND)
    )
    whole = view.amount(at.out)
    fossil, clean = replace(whole, value=credited), replace(whole, value=whole.value - credited)
    yield _line("electricity.sold_fossil", deducted(fossil), rules.factor(FOSSIL, at=day))
    yield _line("electricity.sold_nonfossil", deducted(clean), rules.factor(DIRECT, at=day))


def _at_network(view: Window, at: Boundary, buses: frozenset[str]) -> Boundary:
    return Boundary(*(_ending(view, rows, buses) for rows in (at.grid_in, at.direct_in, at.out)))


def _ending(view: Window, rows: _Rows, buses: frozenset[str]) -> _Rows:
    """The links of these that begin or end at one of the buses."""
    links = view.flows.links
    return rows[[links[row].source in buses or links[row].sink in buses for row in rows]]


def _fossil_kwh(
    view: Window, at: Boundary, buses: frozenset[str], *, park: ParkDocument, open_share: float
) -> float:
    """What of the outflow of one network is of fossil origin."""
    burners = fossil_burners(park)
    others = park.device_by_id.keys() - burners
    clean = _ending(view, made_by(view, others, carrier=KIND), buses)
    out = split_outflow(
        view,
        at.out,
        clean=view.series(np.concatenate([clean, at.direct_in])),
        fossil=view.series(_ending(view, made_by(view, burners, carrier=KIND), buses)),
        through=view.series(at.grid_in),
        through_at_most=open_share * view.amount(at.grid_in).value,
    )
    return out.fossil.value


def exported(view: Window, at: Boundary, factor: Factor) -> tuple[Line, ...]:
    """All outflow as one line for the memo, at the factor that import has."""
    if not at.out.size:
        return ()
    return (_line("electricity.export", view.amount(at.out), factor),)


def boundary_gaps(view: Window, at: Boundary, *, park: ParkDocument) -> Section:
    """What is not known of the flows over the boundary."""
    unknown = untold_points(view, park=park, carrier=KIND)
    out_gaps = partial(view, at.out)
    inward = np.concatenate([at.grid_in, at.direct_in])
    untold = tuple(unmetered(point, what=Phrase("electricity came in")) for point in unknown)
    return Section(gaps=(*partial(view, inward), *out_gaps, *untold), bounded_below=not out_gaps)


def _counted(green: GreenBooks, book: GreenBook) -> Mapping[str, float]:
    return {contract: kwh for contract, kwh in green.by_contract(book).items() if kwh > 0}


def _is_direct(view: Window, row: int, park: ParkDocument) -> bool:
    return park.point_by_id[view.flows.links[row].source].kind == "direct_line"


def _contract_lines(
    what: str, kwh: Mapping[str, float], rule_id: str, rules: Rulebook, day: date
) -> Iterator[Line]:
    if not kwh:
        return
    amount = Amount(value=sum(kwh.values()), flows=tuple(kwh), quality=0, coverage=1.0)
    one = _line(what, amount, rules.factor(rule_id, at=day))
    yield replace(one, contracts=tuple(kwh.items()))


def _line(what: str, amount: Amount, factor: Factor) -> Line:
    return line(what, amount, factor, part=Part.ELECTRICITY, what=what, activity_unit="kWh")
