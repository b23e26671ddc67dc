"""清洁能源消费占比: the share of clean energy in consumption, in coal equivalent.

910 annex 3 sets a limit and no definition; the park document says which it uses. `non_fossil`:
electricity from the three green books, heat and biomass of non-fossil origin. `statistical` adds
natural gas, which the statistics bureau counts as clean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.facts.carbon.sources.exchange import made_by
from zeropark.facts.carbon.sources.fuel_use import BIOGENIC, fossil_burners
from zeropark.facts.carbon.window import Window
from zeropark.facts.ledger.coal_equivalent import ConsumptionLine, EnergyConsumption
from zeropark.facts.ledger.green.green_books import GreenBooks
from zeropark.review.evaluation.indicator import Term
from zeropark.review.evaluation.judge import Figure, Why, partly_missing

_ELECTRICITY: Final = "electricity"
_GAS: Final = "natural_gas"
_HEAT: Final = frozenset({"heat", "steam", "cold"})
_KG_PER_T: Final = 1000.0


def clean_energy(
    view: Window, consumption: EnergyConsumption, green: GreenBooks, *, park: ParkDocument
) -> Figure:
    """The share by the park's own definition; the three green books stand as three terms."""
    power = list(_green_power(consumption, green))
    terms = [
        *power,
        *_lines(consumption, BIOGENIC),
        *_clean_heat(view, consumption, park, green_share=_green_share(consumption, power)),
    ]
    if park.indicators.clean_energy_definition == "statistical":
        terms.extend(_lines(consumption, frozenset({_GAS})))
    total = consumption.total_tce
    return Figure(
        value=sum(term.value for term in terms) / total if total > 0 else None,
        numerator=terms,
        denominator=[
            Term(what=f"{line.carrier}.{line.what}", value=line.tce, unit="tce", sources=line.flows)
            for line in consumption.lines
        ],
        quality=consumption.quality | green.quality,
        doubt=_doubt(consumption, green, view),
    )


def _green_power(consumption: EnergyConsumption, green: GreenBooks) -> Iterator[Term]:
    """The green books at the equivalent value that consumption counts electricity at."""
    factors = [line.factor for line in consumption.lines if line.carrier == _ELECTRICITY]
    if not factors:
        return
    tce_per_kwh = factors[0].value / _KG_PER_T
    books = {
        "green.direct": green.direct_total_kwh,
        "green.trade": green.trade_total_kwh,
        "green.certificate": green.certificate_total_kwh,
    }
    for what, kwh in books.items():
        yield Term(what=what, value=kwh * tce_per_kwh, unit="tce")


def _green_share(consumption: EnergyConsumption, power: list[Term]) -> float:
    """The part of all electricity that the three books cover."""
    used = sum(line.tce for line in consumption.lines if line.carrier == _ELECTRICITY)
    return min(1.0, sum(term.value for term in power) / used) if used > 0 else 0.0


def _lines(consumption: EnergyConsumption, carriers: frozenset[str]) -> Iterator[Term]:
    for line in consumption.lines:
        if line.carrier in carriers:
            yield _term(line, 1.0)


def _clean_heat(
    view: Window, consumption: EnergyConsumption, park: ParkDocument, *, green_share: float
) -> Iterator[Term]:
    """Heat made inside from no fuel, and the non-fossil share of what is bought, less what is sold.

    What is sold was not consumed; clean heat leaves first, as in the 910 book (decision 12), then
    what heat pumps and the like made: that was electricity, and as green as the park's was.
    """
    for carrier_id in sorted(_HEAT):
        lines = [line for line in consumption.lines if line.carrier == carrier_id]
        had = [_term(line, share) for line in lines if (share := _clean_share(line, park)) > 0]
        sold = [line for line in lines if line.what == "delivered"]
        clean = sum(term.value for term in had)
        leaving = sum(line.tce for line in sold)  # negative
        yield from had
        if leaving < 0:
            first = min(clean, -leaving)
            then = min(_made_of_power(view, lines, park), -leaving - first) * green_share
            yield from (_term(line, (first + then) / -leaving) for line in sold if first + then > 0)


def _made_of_power(view: Window, lines: list[ConsumptionLine], park: ParkDocument) -> float:
    """Heat that devices gave which burn nothing fossil, beyond what has a line of its own, tce."""
    makers = park.device_by_id.keys() - fossil_burners(park)
    made = view.amount(made_by(view, makers, carrier=lines[0].carrier)).value
    counted = sum(line.activity for line in lines if line.what.startswith("onsite."))
    return max(0.0, made - counted) * lines[0].factor.value / _KG_PER_T


def _clean_share(line: ConsumptionLine, park: ParkDocument) -> float:
    if line.what.startswith("onsite."):
        return 1.0
    return _bought_clean_share(line, park) if line.what == "supply" else 0.0


def _bought_clean_share(line: ConsumptionLine, park: ParkDocument) -> float:
    """The least of the shares of the points behind it: the line does not tell them apart."""
    points = [flow.partition(":")[2].partition(">")[0] for flow in line.flows]
    told = [park.point_by_id[point].fossil_share for point in points if point in park.point_by_id]
    return min((1.0 - (1.0 if share is None else share) for share in told), default=0.0)


def _term(line: ConsumptionLine, share: float) -> Term:
    what = f"{line.carrier}.{line.what}"
    return Term(what=what, value=share * line.tce, unit="tce", sources=line.flows)


def _doubt(consumption: EnergyConsumption, green: GreenBooks, view: Window) -> Why | None:
    if consumption.missing:
        en = " ".join(each.words("en") for each in consumption.missing)
        zh = "".join(each.words("zh") for each in consumption.missing)
        return Why(f"Consumption is not complete: {en}", f"能源消费量不完整：{zh}")
    wanted = {flow for line in consumption.lines for flow in line.flows}
    rows = [row for row, link in enumerate(view.flows.links) if link.id in wanted]
    missing = int(view.missing[rows].sum())
    if missing:
        return partly_missing(missing, view.steps_due * len(rows))
    if green.missing_hours:
        hours = round(green.period.duration.total_seconds() / 3600)
        return partly_missing(green.missing_hours, hours)
    return None
