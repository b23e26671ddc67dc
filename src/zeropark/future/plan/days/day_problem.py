"""A stretch of days as a program: written once, then cut into windows.

It is the problem of sizing with nothing to choose, in the money of the stretch, with its start
open. The rules of a year are no rules of a day: what they leave to it is a budget (`budgets`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from zeropark.basis.carriers import carrier as carrier_of
from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.planning import Planning, PlanningRules, Unserved
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.ledger.bills.usage import Before
from zeropark.facts.ledger.flow import CURTAILED
from zeropark.facts.ledger.sums import ELECTRICITY
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.assembly.problem import Options, Problem, write_problem
from zeropark.future.plan.assembly.rules.declared_curve import DeclaredCurve
from zeropark.future.plan.days.budgets import Budget, write_budgets
from zeropark.future.plan.days.one_way import keep_one_way
from zeropark.future.plan.days.state import stores_of
from zeropark.future.plan.days.terms import KWH_PER_UNIT, DayTerms
from zeropark.future.plan.program.step_program import StepProgram
from zeropark.future.plan.program.windows import End
from zeropark.future.plan.site.conditions import Conditions

_LOADS: Final = frozenset(
    {
        *("load", "building_group", "charging_station", "data_hall", "potline"),
        *("electric_furnace", "smelting_line", "converter"),
    }
)
_SERVED: Final = frozenset({"electricity", "heat", "cold", "hydrogen"})
"""Carriers of which a load may lack some rather than that there is no plan at all."""
_OFF: Final = PlanningRules(
    core="off",
    stage="off",
    direct_supply="off",
    carbon_caps="off",
    land="off",
    roofs="off",
    budget="off",
    reserve="off",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayProblem:
    """A stretch, written; `steering` is what the objective adds to money."""

    written: Problem
    program: StepProgram
    terms: DayTerms
    budgets: tuple[Budget, ...]
    """Of the ratios of the year that the document requires."""
    findings: tuple[Finding, ...]
    """What there is to say of the stretch, whatever is decided."""

    @property
    def park(self) -> ParkDocument:
        """As it runs: its documented sizes, with the rules of a year off."""
        return self.written.site.park

    def ends(self, targets: Mapping[str, float]) -> tuple[End, ...]:
        """What stores are to hold at the end of a window, by device id."""
        if self.terms.stores_end == "free":
            return ()
        return tuple(
            End(
                flow=content.number,
                least=targets[device],
                lacking_cny_per_unit=self.terms.store_cny_per_kwh * _kwh_per_unit(self, device),
            )
            for device, content in stores_of(self.written.site)
            if device in targets
        )


def write_days(
    conditions: Conditions,
    rulebook: Rulebook,
    terms: DayTerms,
    *,
    prices: Mapping[str, Series] | None = None,
    declared: tuple[DeclaredCurve, ...] = (),
    incurred: Before | None = None,
) -> DayProblem:
    """A park over a stretch of days, in the money of the stretch.

    Args:
        conditions: the park, the axis, and what is foreseen.
        rulebook: tariffs in force, the park's own among them.
        terms: what is asked.
        prices: by boundary point, CNY per unit in each step: of the spot market.
        declared: what was declared of the exchange with the grid.
        incurred: peaks of the months before, and of the first month so far.

    Raises:
        InputError: something that is needed is missing or wrong; the findings name the places.
    """
    park = as_it_runs(conditions.park, terms)
    options = Options(
        before=incurred or Before(),
        prices=prices or {},
        yearly=False,
        declared=declared,
        valley_short_cny_per_kwh=terms.valley_cny_per_kwh,
        on_off=terms.commitment,
    )
    open_ended = replace(conditions, park=park, stores_end="open", _around={})
    written = write_problem(open_ended, rulebook, options)
    if terms.objective == "green":
        _steer(written, terms)
    budgets = write_budgets(written)
    findings = tuple(keep_one_way(written))
    return DayProblem(
        written=written,
        program=written.program(),
        terms=terms,
        budgets=budgets,
        findings=(*written.findings, *findings),
    )


def as_it_runs(park: ParkDocument, terms: DayTerms) -> ParkDocument:
    """The park with nothing to choose, no rules of a year, and a price on what loads lack."""
    planning = park.planning or Planning()
    kept = planning.rules
    ratios = {
        name: "report" if getattr(kept, name) == "require" else "off" for name in ("r1", "r2", "r3")
    }
    stay = {"exchange": kept.exchange, "no_export": kept.no_export}
    rules = _OFF.model_copy(update={**ratios, **stay})
    running = planning.model_copy(
        update={
            "sizes": (),
            "carbon_caps": (),
            "green_trade": None,
            "certificates": None,
            "reserve": None,
            "rules": rules,
            "unserved": (*planning.unserved, *_may_lack(park, planning, terms)),
            "prices": tuple(
                at.model_copy(update={"least_per_year": None, "most_per_year": None})
                for at in planning.prices
            ),
        }
    )
    return park.model_copy(update={"planning": running})


def _may_lack(park: ParkDocument, planning: Planning, terms: DayTerms) -> Iterator[Unserved]:
    """The buses that loads take power, heat, cold or hydrogen from."""
    told = {each.bus for each in planning.unserved}
    taken = {
        at.bus
        for device in park.devices
        if device.kind in _LOADS
        for at in device.ports()
        if at.port.into
    }
    for bus in park.buses:
        if bus.id in taken - told and bus.carrier in _SERVED:
            times = KWH_PER_UNIT[carrier_of(bus.carrier).unit]
            yield Unserved(bus=bus.id, cny_per_unit=terms.shortage_cny_per_kwh * times)


def _steer(written: Problem, terms: DayTerms) -> None:
    """Make green power come first: by a weight on what is curtailed and on what the grid gives."""
    site = written.site
    grids = {at.id for at in site.park.boundary_points if at.kind == "public_grid"}
    for path, amount in site.paths.items():
        wasted = path.sink == CURTAILED or path.source in grids or path.sink in grids
        if path.carrier == ELECTRICITY and wasted:
            terms_of = {
                column: terms.green_cny_per_kwh * ratio for column, ratio in amount.terms.items()
            }
            site.draft.price(terms_of)


def _kwh_per_unit(stretch: DayProblem, device: str) -> float:
    site = stretch.written.site
    bus = next((at.bus for at in site.park.device_by_id[device].ports() if not at.port.into), None)
    unit = "kWh" if bus is None else carrier_of(site.park.bus_by_id[bus].carrier).unit
    return KWH_PER_UNIT[unit]
