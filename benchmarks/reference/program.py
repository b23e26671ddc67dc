"""The reference park as a step program: what every solver of the benchmark solves.

One bus each of electricity, heat, hydrogen and the salt's heat; 14 sizes to choose; four stores
that end as they begin; four rules over the year. The stores of heat, salt and hydrogen lose
nothing on the way in and out, so that a bus and its store are one row. Costs are invented, such
that most of the technologies are worth their price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reference.series import YEAR_HOURS, Series, reference_series
from zeropark.future.plan.program.draft import Amount, Draft, Flow, StepRow, Whole
from zeropark.future.plan.program.step_program import StepProgram

COST_CNY_PER_UNIT_YEAR: Mapping[str, float] = {
    "pv_kw": 310.0,
    "wind_kw": 590.0,
    "field_kw": 150.0,
    "salt_kwh": 15.0,
    "block_kw": 560.0,
    "battery_kwh": 72.0,
    "battery_kw": 30.0,
    "electrolyser_kw": 430.0,
    "hydrogen_kwh": 38.0,
    "heat_pump_kw": 620.0,
    "chp_kw": 640.0,
    "boiler_kw": 40.0,
    "heat_kwh": 7.0,
    "import_kw": 36.0 * 12.0,
}
"""Annuity of the investment and fixed operation; kW of input for electrolyser and heat pump."""

BLOCK = 0.40
"""Electricity of heat in the power block."""
BATTERY = 0.95
"""Each way."""
ELECTROLYSER = 0.67
CHP_ELECTRICITY, CHP_HEAT = 0.40, 0.45
BOILER = 0.92
SALT_LOSS_PER_HOUR, HEAT_LOSS_PER_HOUR = 0.0005, 0.004
GAS_CNY_PER_KWH, GAS_KG_PER_KWH = 0.26, 0.202
BATTERY_WEAR_CNY_PER_KWH = 0.015
IMPORT_MOST_KW, EXPORT_MOST_KW = 80_000.0, 60_000.0
CARBON_KG_PER_KWH = 0.04
"""At most, for each kWh of the three loads."""
SELF_USE, OWN_SHARE, EXPORT_SHARE = 0.60, 0.30, 0.20


@dataclass(frozen=True, slots=True)
class Writing:
    """What every part of the park needs while it is written."""

    draft: Draft
    series: Series
    hours: float
    size: Mapping[str, Whole]

    def power(self, name: str, size: str, *, share: Amount = 1.0, cost: Amount = 0.0) -> Flow:
        """A flow, in kWh a step, that stays below a share of a size in kW."""
        return self._limited(name, size, np.multiply(share, self.hours), cost)

    def content(self, name: str, size: str) -> Flow:
        """What a store holds at the end of a step, in kWh."""
        return self._limited(name, size, 1.0, 0.0)

    def _limited(self, name: str, size: str, share: Amount, cost: Amount) -> Flow:
        flow = self.draft.flow(name, cost=cost)
        row = self.draft.row(f"{name} limit", upper=0.0)
        self.draft.add(row, {flow: 1.0, self.size[size]: np.negative(share)})
        return flow

    def balance(self, name: str, terms: Mapping[Flow, Amount], *, demand_kw: Amount) -> StepRow:
        """What flows in less what flows out is what is demanded."""
        demand_kwh = np.multiply(demand_kw, self.hours)
        row = self.draft.row(name, lower=demand_kwh, upper=demand_kwh)
        self.draft.add(row, dict(terms))
        return row

    def store(self, name: str, row: StepRow, content: Flow, *, loss_per_hour: float = 0.0) -> None:
        """A store joins a row: it stands between two steps, and ends as it begins."""
        kept = (1.0 - loss_per_hour) ** self.hours
        first = self.draft.quantity(f"{name} first")
        begins, ends = np.zeros(self.draft.steps), np.zeros(self.draft.steps)
        begins[0], ends[-1] = kept, 1.0
        self.draft.add(row, {content: -1.0, first: begins}, before={content: kept})
        same = self.draft.total(f"{name} ends as it begins", lower=0.0, upper=0.0)
        self.draft.sum_up(same, {content: ends, first: -1.0})


@dataclass(frozen=True, slots=True)
class Parts:
    """The flows that more than one row asks for."""

    pv: Flow
    wind: Flow
    block: Flow
    """Electricity of the power block."""
    bought: Flow
    sold: Flow
    chp: Flow
    """Its electricity."""
    boiler: Flow
    """Its heat."""
    electrolyser: Flow
    heat_pump: Flow


def reference_program(steps_per_hour: int = 1, hours: int = YEAR_HOURS) -> StepProgram:
    """The park over the first hours of its year; sizes cost their share of the year."""
    series = reference_series(steps_per_hour=steps_per_hour, hours=hours)
    draft = Draft(steps=hours * steps_per_hour)
    size = {
        name: draft.quantity(
            name,
            cost=cost * hours / YEAR_HOURS,
            upper=IMPORT_MOST_KW if name == "import_kw" else np.inf,
        )
        for name, cost in COST_CNY_PER_UNIT_YEAR.items()
    }
    writing = Writing(draft, series, 1.0 / steps_per_hour, size)
    parts = _parts(writing)
    _electricity(writing, parts)
    _hydrogen(writing, parts)
    _salt(writing, parts)
    _heat(writing, parts)
    _rules(writing, parts)
    return draft.finish()


def _parts(park: Writing) -> Parts:
    at = park.series
    gas = GAS_CNY_PER_KWH
    sold = park.draft.flow("export", cost=-at.export_cny_per_kwh, upper=EXPORT_MOST_KW * park.hours)
    return Parts(
        pv=park.power("pv", "pv_kw", share=at.pv_share),
        wind=park.power("wind", "wind_kw", share=at.wind_share),
        block=park.power("block", "block_kw"),
        bought=park.power("import", "import_kw", cost=at.import_cny_per_kwh),
        sold=sold,
        chp=park.power("chp", "chp_kw", cost=gas / CHP_ELECTRICITY),
        boiler=park.power("boiler", "boiler_kw", cost=gas / BOILER),
        electrolyser=park.power("electrolyser", "electrolyser_kw"),
        heat_pump=park.power("heat pump", "heat_pump_kw"),
    )


def _electricity(park: Writing, parts: Parts) -> None:
    charge = park.power("charge", "battery_kw", cost=BATTERY_WEAR_CNY_PER_KWH)
    discharge = park.power("discharge", "battery_kw", cost=BATTERY_WEAR_CNY_PER_KWH)
    came = dict.fromkeys(
        (parts.pv, parts.wind, parts.block, parts.chp, parts.bought, discharge), 1.0
    )
    went = dict.fromkeys((parts.electrolyser, parts.heat_pump, parts.sold, charge), -1.0)
    park.balance("electricity", came | went, demand_kw=park.series.load_kw)
    level = park.balance("battery", {charge: BATTERY, discharge: -1.0 / BATTERY}, demand_kw=0.0)
    park.store("battery", level, park.content("battery content", "battery_kwh"))


def _hydrogen(park: Writing, parts: Parts) -> None:
    made = {parts.electrolyser: ELECTROLYSER}
    row = park.balance("hydrogen", made, demand_kw=park.series.hydrogen_kw)
    park.store("hydrogen", row, park.content("hydrogen content", "hydrogen_kwh"))


def _salt(park: Writing, parts: Parts) -> None:
    field = park.power("field", "field_kw", share=park.series.csp_share)
    row = park.balance("salt", {field: 1.0, parts.block: -1.0 / BLOCK}, demand_kw=0.0)
    content = park.content("salt content", "salt_kwh")
    park.store("salt", row, content, loss_per_hour=SALT_LOSS_PER_HOUR)


def _heat(park: Writing, parts: Parts) -> None:
    made: Mapping[Flow, Amount] = {
        parts.heat_pump: park.series.cop,
        parts.chp: CHP_HEAT / CHP_ELECTRICITY,
        parts.boiler: 1.0,
    }
    row = park.balance("heat", made, demand_kw=park.series.heat_kw)
    content = park.content("heat content", "heat_kwh")
    park.store("heat", row, content, loss_per_hour=HEAT_LOSS_PER_HOUR)


def _rules(park: Writing, parts: Parts) -> None:
    """Four rules over the year; what is available counts whether it is taken or not."""
    draft, at = park.draft, park.series
    used = {parts.pv: 1.0, parts.wind: 1.0, parts.block: 1.0, parts.sold: -1.0}
    available_kwh = {
        park.size["pv_kw"]: float(at.pv_share.sum()) * park.hours,
        park.size["wind_kw"]: float(at.wind_share.sum()) * park.hours,
        park.size["field_kw"]: float(at.csp_share.sum()) * park.hours * BLOCK,
    }
    loads_kwh = float((at.load_kw + at.heat_kw + at.hydrogen_kw).sum()) * park.hours
    carbon = draft.total("carbon", upper=CARBON_KG_PER_KWH * loads_kwh)
    draft.sum_up(
        carbon,
        {
            parts.bought: at.grid_kg_per_kwh,
            parts.chp: GAS_KG_PER_KWH / CHP_ELECTRICITY,
            parts.boiler: GAS_KG_PER_KWH / BOILER,
        },
    )
    self_use = draft.total("self-use of what is available", lower=0.0)
    draft.sum_up(self_use, used | _times(available_kwh, -SELF_USE))
    own = draft.total("own share of use", lower=OWN_SHARE * float(at.load_kw.sum()) * park.hours)
    draft.sum_up(own, used)
    draft.sum_up(own, {parts.electrolyser: -OWN_SHARE, parts.heat_pump: -OWN_SHARE})
    export = draft.total("export of what is available", upper=0.0)
    draft.sum_up(export, {parts.sold: 1.0} | _times(available_kwh, -EXPORT_SHARE))


def _times(terms: Mapping[Whole, float], factor: float) -> dict[Whole, float]:
    return {column: factor * value for column, value in terms.items()}
