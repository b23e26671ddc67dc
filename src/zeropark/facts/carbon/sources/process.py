"""E_process of 910 annex 4: output of a product x its process factor.

Output is what flows into the product's own material bus from inside the park, sold and
self-used alike. A product that names no process rule has no process CO2; one that names a
rule which is not there is missing, not zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.carriers import carrier
from zeropark.basis.errors import Finding, MissingRuleError, Phrase
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import Product
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.section import Section, factor_missing, joined, line, partial, unmetered
from zeropark.facts.carbon.window import Window


def process_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """E_process: a line a product that names a process rule.

    Two products on one bus can't be told apart: the first one is counted, the other is a gap.
    """
    taken: set[str] = set()
    sections = []
    for product, rule_id in _with_process(park):
        if product.bus in taken:
            sections.append(Section(gaps=(_bus_shared(product),)))
            continue
        taken.add(product.bus)
        sections.append(_of_product(view, product, rule_id, park=park, rules=rules))
    return joined(sections)


def output_rows(view: Window, product: Product, *, park: ParkDocument) -> NDArray[np.int64]:
    """The links that bring a product into being: from devices and buses, into its bus."""
    inside = park.device_by_id.keys() | park.bus_by_id.keys()
    return view.rows_between(sources=inside, sinks=(product.bus,))


def _with_process(park: ParkDocument) -> Iterator[tuple[Product, str]]:
    for enterprise in park.enterprises:
        for product in enterprise.products:
            if product.process_rule is not None:
                yield product, product.process_rule


def _of_product(
    view: Window, product: Product, rule_id: str, *, park: ParkDocument, rules: Rulebook
) -> Section:
    rows = output_rows(view, product, park=park)
    what = f"process.{product.id}"
    if not rows.size:
        told = Phrase("{product} was made", {"product": product.id})
        return Section(gaps=(unmetered(product.bus, what=told),))
    amount = view.amount(rows)
    unit = carrier(park.bus_by_id[product.bus].carrier).unit
    try:
        factor = rules.factor(rule_id, at=view.period.last_day())
    except MissingRuleError as error:
        return Section(gaps=(factor_missing(error, amount, unit=unit),))
    made = line(what, amount, factor, part=Part.PROCESS, what=what, activity_unit=unit)
    return Section(lines=(made,), gaps=partial(view, rows))


def _bus_shared(product: Product) -> Finding:
    return Finding(
        code="carbon.product_bus_shared",
        place=product.id,
        problem_template="Product {product} shares the material bus {bus} with another, so its "
        "output can't be told apart and its process CO2 is not counted.",
        remedy_template="Give {product} a material bus of its own.",
        data=MappingProxyType({"product": product.id, "bus": product.bus}),
    )
