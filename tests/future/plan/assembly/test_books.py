"""Books of a plan as sums over flows: what the ledger and the carbon books count of any flows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archetype_parks import archetype_park, archetype_rulebook
from ledger_parks import axis_of, bus, load, park_of, point, pv
from plan_problems import flows_of, open_setting
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Book
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.carbon.location import location
from zeropark.facts.carbon.market import market
from zeropark.facts.carbon.park910 import park910
from zeropark.facts.ledger.coal_equivalent import consumption_tce
from zeropark.facts.ledger.flow import Flows
from zeropark.facts.ledger.green.green_books import GreenBooks, green_books
from zeropark.future.plan.assembly.account import Figures
from zeropark.future.plan.assembly.consumption import consumption
from zeropark.future.plan.assembly.emission import emission
from zeropark.future.plan.assembly.figures import work_out
from zeropark.future.plan.assembly.green import CERTIFICATES, cover
from zeropark.future.plan.assembly.setting import Setting
from zeropark.future.plan.site.park_draft import Path

STEPS = 96
AXIS = axis_of(STEPS, start="2026-12-31", minutes=15)
PARKS = ("jinchang", "jiuquan", "minqin", "qingyang", "tianshui", "wuwei", "zhangye")


@cache
def archetype(name: str) -> tuple[ParkDocument, Rulebook]:
    """Without its planning section: its contracts count."""
    return archetype_park(name).model_copy(update={"planning": None}), archetype_rulebook(name)


def share(rng: np.random.Generator) -> np.ndarray:
    return rng.random(STEPS)


def _given_to(node: str, quantities: dict[Path, np.ndarray]) -> np.ndarray:
    """No more leaves a bus than it was given."""
    return sum((v for path, v in quantities.items() if path.sink == node), start=np.zeros(STEPS))


class Case:
    """Random flows over every connection of a park, by the sums of a plan and by the books."""

    def __init__(self, park: ParkDocument, rules: Rulebook, seed: int, *, export: float) -> None:
        self.park, self.rules = park, rules
        self.setting: Setting = open_setting(park, AXIS, rules)
        rng = np.random.default_rng(seed)
        quantities = {
            path: rng.gamma(1.0, 100.0, STEPS) * (rng.random(STEPS) < 0.8)
            for path in self.setting.site.paths
        }
        for path in quantities:
            if path.sink in park.point_by_id and path.carrier in ("electricity", "heat", "steam"):
                quantities[path] = export * share(rng) * _given_to(path.source, quantities)
        self.cover = cover(self.setting, write=False)
        self.figures: Figures = work_out(quantities, {}, self.setting.extras, {})
        self.flows: Flows = flows_of(park.id, AXIS, quantities)
        self.green: GreenBooks = green_books(self.flows, park=park, year=2026, rulebook=rules)

    def planned(self, book: Book) -> float:
        """kg over the axis."""
        found = emission(self.setting, book, self.cover)
        return found.account.amount(self.figures) / self.setting.per_year

    def counted(self, book: Book) -> Inventory:
        told: dict[str, Any] = {"park": self.park, "rules": self.rules, "period": AXIS.period}
        if book == "location":
            return location(self.flows, **told)
        made = park910 if book == "park910" else market
        return made(self.flows, **told, green=self.green)

    def lent_kg(self, book: Book) -> float:
        """What contracts of enterprises that draw too little cover if they are the park's own."""
        claimed = self.green.trade_total_kwh + self.green.certificate_total_kwh
        covers = {k: v for k, v in self.figures.extras.items() if k.startswith("green.")}
        factors = {"park910": 0.8325, "market": 0.6096, "location": 0.0}
        return factors[book] * (sum(float(np.sum(v)) for v in covers.values()) - claimed)

    def consumed_kgce(self) -> tuple[float, float]:
        counted = consumption_tce(self.flows, park=self.park, rulebook=self.rules)
        planned = consumption(self.setting).account.amount(self.figures) / self.setting.per_year
        return planned, 1000 * counted.total_tce


@settings(max_examples=15)
@given(name=st.sampled_from(PARKS), seed=st.integers(0, 1000))
def test_any_flows_consume_what_the_ledger_says(name: str, seed: int) -> None:
    planned, counted = Case(*archetype(name), seed, export=1.0).consumed_kgce()
    assert planned == pytest.approx(counted, rel=1e-9)


@settings(max_examples=15)
@given(
    name=st.sampled_from(PARKS),
    seed=st.integers(0, 1000),
    book=st.sampled_from(["park910", "location", "market"]),
)
def test_flows_that_sell_nothing_emit_what_the_books_say(name: str, seed: int, book: Book) -> None:
    case = Case(*archetype(name), seed, export=0.0)
    counted = case.counted(book).total_kg - case.lent_kg(book)
    assert case.planned(book) == pytest.approx(counted, rel=1e-9)


@settings(max_examples=15)
@given(name=st.sampled_from(PARKS), seed=st.integers(0, 1000))
def test_flows_that_sell_power_and_heat_emit_no_more_than_a_plan_says(name: str, seed: int) -> None:
    case = Case(*archetype(name), seed, export=1.0)
    counted = case.counted("park910").total_kg - case.lent_kg("park910")
    assert case.planned("park910") >= counted - 1e-9 * abs(counted)


def test_the_export_of_a_network_that_coal_alone_feeds_is_credited_in_full() -> None:
    unit = {
        "id": "unit",
        "kind": "coal_unit",
        "fuel_from": ["yard"],
        "electricity_to": "station",
        "capacity_kw": 1000,
    }
    park = park_of(
        buses=[bus("station"), bus("main"), bus("yard", "natural_gas")],
        boundary_points=[
            point("line", "station"),
            point("grid", "main"),
            point("gate", "yard", "supply", "in"),
        ],
        devices=[unit, pv("sun", "main"), load("mill", "main")],
    )
    setting = open_setting(park, AXIS, load_rulebook())
    account = emission(setting, "park910", cover(setting, write=False)).account
    each = {path: value / setting.per_year for path, value in account.flows.items()}
    # natural gas: 389.31 GJ/1e4 Nm3 x 0.0153 x 0.99 x 44/12
    assert each[Path("natural_gas", "yard", "unit")] == pytest.approx(2.16, abs=0.01)
    assert each[Path("electricity", "line", "station")] == pytest.approx(0.8325)
    assert each[Path("electricity", "grid", "main")] == pytest.approx(0.8325)
    assert Path("electricity", "main", "grid") not in each  # the sun's: worth nothing
    assert account.extras["credit.station"] == pytest.approx(-0.8325 * setting.per_year)
    flows = dict.fromkeys(setting.site.paths, np.full(STEPS, 10.0))
    flows[Path("electricity", "unit", "station")] = np.full(STEPS, 7.0)
    worked_out = work_out(flows, {}, setting.extras, {}).extras["credit.station"]
    assert np.array_equal(worked_out, np.full(STEPS, 7.0))


def bought_park(**planning: Any) -> ParkDocument:
    trade = {"kind": "green_trade", "id": "t", "buyer": "park", "month": "2026-12"}
    held = {"kind": "certificates", "id": "c", "holder": "park", "vintage": "2026-05"}
    return park_of(
        buses=[bus("main")],
        boundary_points=[point("grid", "main")],
        devices=[load("mill", "main")],
        contracts=[
            {**trade, "quantity_kwh": 5000},
            {**held, "quantity_mwh": 3, "cancelled_for": 2026},
        ],
        planning=planning or None,
    )


def test_contracts_cover_what_is_drawn_and_no_more() -> None:
    setting = open_setting(bought_park(), AXIS, load_rulebook())
    found = cover(setting, write=False)
    drawn = Path("electricity", "grid", "main")
    for kwh, traded, certified in (
        (100.0, 5000.0, 3000.0 / 365),  # of the year's certificates a day has its part
        (50.0, 4800.0, 0.0),
    ):
        flows = {drawn: np.full(STEPS, kwh)}
        figures = work_out(flows, {}, setting.extras, {})
        assert found.trades.amount(figures) == pytest.approx(365 * traded)
        assert found.certificates.amount(figures) == pytest.approx(365 * certified)


def test_an_offer_takes_the_place_of_the_contracts_and_is_for_the_plan_to_take() -> None:
    offer = {"premium_cny_per_kwh": 0.01, "most_kwh_per_month": 900}
    setting = open_setting(bought_park(green_trade=offer), AXIS, load_rulebook())
    found = cover(setting, write=True)
    (name,) = (name for name in found.trades.extras if name != CERTIFICATES)
    assert setting.extras[name].worked_out is None
    program = setting.draft.finish()
    assert program.quantities[program.find_quantity(name)].upper == 900.0
    assert {total.name for total in program.totals} == {name, CERTIFICATES}


def test_a_fuel_without_a_factor_is_missing_and_no_zero() -> None:
    park = park_of(
        buses=[bus("yard", "bituminous_coal")],
        boundary_points=[point("gate", "yard", "supply", "in")],
        devices=[load("kiln", "yard") | {"use": "fuel", "rated_kw": None, "rated_t_per_h": 1}],
    )
    setting = open_setting(park, AXIS, load_rulebook())
    found = emission(setting, "park910", cover(setting, write=False))
    assert [gap.code for gap in found.missing] == ["carbon.factor_missing"]
    assert [gap.code for gap in consumption(setting).missing] == ["plan.consumption_incomplete"]
