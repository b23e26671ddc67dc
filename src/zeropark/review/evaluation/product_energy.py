"""园区企业产出产品单位能耗: energy per unit of product against its level-2 limit.

Energy is what flows into the devices that make the product, less what they give as heat or
electricity; electricity at its calorific value, as product limits have it. Stages before the
line that makes the product are not in it, so a limit that spans several stages needs a reported
figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.errors import MissingRuleError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Product
from zeropark.basis.park.topology import connections
from zeropark.basis.rules.fuel import coal_equivalent
from zeropark.basis.rules.ratio import in_unit
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.sources.process import output_rows
from zeropark.facts.carbon.window import Window
from zeropark.review.evaluation.indicator import Term
from zeropark.review.evaluation.judge import Figure, Why, partly_missing

_ENERGY: Final = (Group.ELECTRICITY, Group.HEAT, Group.FUEL, Group.HYDROGEN_FAMILY)

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Line:
    """The devices that make one product, and the links that feed and leave them."""

    product: Product
    made: _Rows
    energy: tuple[tuple[float, _Rows], ...]
    """(+1 or -1, links)."""

    @property
    def rows(self) -> _Rows:
        """All of these links."""
        return np.concatenate([self.made, *(rows for _, rows in self.energy)])


def product_energy(view: Window, *, park: ParkDocument, rules: Rulebook) -> Figure:
    """The worst of the products: unit energy over its limit, 1 is exactly at the limit.

    Numerator: each product's kgce per tonne; denominator: its limit. A product in doubt puts the
    whole in doubt.
    """
    limited = [p for e in park.enterprises for p in e.products if p.unit_energy_limit_kgce_per_t]
    if not limited:
        return Figure(value=None, doubt=_NO_LIMITS)
    found = [_of_product(view, product, park, rules) for product in limited]
    shares = [figure.value for figure in found if figure.value is not None]
    return Figure(
        value=max(shares, default=None),
        numerator=[term for figure in found for term in figure.numerator],
        denominator=[term for figure in found for term in figure.denominator],
        quality=int(np.bitwise_or.reduce([figure.quality for figure in found])),
        doubt=next((figure.doubt for figure in found if figure.doubt is not None), None),
    )


def _of_product(view: Window, product: Product, park: ParkDocument, rules: Rulebook) -> Figure:
    line = _line(view, product, park)
    made_t = view.amount(line.made).value
    if made_t <= 0:
        return Figure(value=None, doubt=_nothing_made(product))
    try:
        kgce = sum(sign * _kgce(view, rows, rules) for sign, rows in line.energy)
    except MissingRuleError as error:
        return Figure(value=None, doubt=Why(str(error), error.words("zh")))
    amount = view.amount(line.rows)
    limit = product.unit_energy_limit_kgce_per_t or np.nan
    unit = kgce / made_t
    return Figure(
        value=unit / limit,
        numerator=[Term(what=product.id, value=unit, unit="kgce/t", sources=amount.flows)],
        denominator=[Term(what=product.id, value=limit, unit="kgce/t")],
        quality=amount.quality,
        doubt=_doubt(view, line, park),
    )


def _line(view: Window, product: Product, park: ParkDocument) -> _Line:
    made = output_rows(view, product, park=park)
    makers = {view.flows.links[row].source for row in made}
    feedstock = {(c.source, c.sink) for c in connections(park) if c.use == "feedstock"}
    into, out = [], []
    for row, link in enumerate(view.flows.links):
        if carrier(link.carrier).group not in _ENERGY:
            continue
        if link.sink in makers and (link.source, link.sink) not in feedstock:
            into.append(row)
        elif link.source in makers and link.sink in park.bus_by_id:
            out.append(row)
    energy = ((1.0, np.asarray(into, dtype=np.int64)), (-1.0, np.asarray(out, dtype=np.int64)))
    return _Line(product, made, energy)


def _kgce(view: Window, rows: _Rows, rules: Rulebook) -> float:
    day = view.period.last_day()
    total = 0.0
    for row in rows:
        carrier_id = view.flows.links[row].carrier
        if carrier_id == "electricity":
            factor = in_unit(rules.factor("ce.electricity.calorific", at=day), "kgce/kWh")
        else:
            factor = coal_equivalent(rules, carrier_id, at=day)
        total += float(view.total[row]) * factor.value
    return total


def _doubt(view: Window, line: _Line, park: ParkDocument) -> Why | None:
    shared = _shared(line, view, park)
    if shared:
        return Why(
            f"{line.product.id} is made by {shared}, which makes other products too; "
            "give a reported figure.",
            f"{line.product.name.zh} 与其他产品共用 {shared}，请填报数值。",
        )
    missing = int(view.missing[line.rows].sum())
    return partly_missing(missing, view.steps_due * line.rows.size) if missing else None


def _shared(line: _Line, view: Window, park: ParkDocument) -> str | None:
    """A maker that also feeds the bus of another product."""
    makers = {view.flows.links[row].source for row in line.made}
    others = {p.bus for e in park.enterprises for p in e.products} - {line.product.bus}
    return next(
        (at.source for at in view.flows.links if at.source in makers and at.sink in others), None
    )


def _nothing_made(product: Product) -> Why:
    return Why(
        f"No output of {product.id} was measured into {product.bus}.",
        f"{product.name.zh} 没有计量到产量（{product.bus}）。",
    )


_NO_LIMITS: Final = Why(
    "No product names its level-2 limit; give unit_energy_limit_kgce_per_t, a reported figure, "
    "or not_applicable with a reason.",
    "没有产品填写二级能耗限额，请填写限额、填报数值或说明不适用的理由。",
)
