"""A device as a project: from its economics and what it makes and takes in a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zeropark.basis.errors import Finding
from zeropark.basis.park.economics import Economics
from zeropark.future.plan.deals.check import refuse
from zeropark.future.plan.deals.projects.assumptions import Assumptions
from zeropark.future.plan.deals.projects.project import Project, Replacement
from zeropark.future.plan.deals.projects.stream import Stream
from zeropark.future.plan.deals.terms import Rate, Terms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeviceYear:
    """A device of a size, and what it makes and takes in a year like the planned one."""

    device: str
    """Its id; names the project and is where findings point."""
    economics: Economics
    product: Stream
    """What it is built for; its levelised cost is the device's."""
    power_kw: float = 0.0
    """Rated power that costs per kW are for."""
    content_kwh: float = 0.0
    """Content that costs per kWh are for."""
    by_products: tuple[Stream, ...] = ()
    purchases: tuple[Stream, ...] = ()
    """What it takes in: charging energy, electricity, fuel, water."""
    replacements: tuple[Replacement, ...] = ()


def device_project(year: DeviceYear, assumed: Assumptions) -> Project:
    """The project of building and running one device, in real terms, every year like this one.

    Fixed and variable operating cost and lifetime come from its economics, whose own discount
    rate goes before the assumed one. A loan is paid back within its life at the latest.

    Raises:
        InputError: its economics don't say what it costs, or for how long it lasts.
    """
    refuse(_missing(year, assumed))
    economics, own = year.economics, year.economics.discount_rate
    years = assumed.years or int(economics.lifetime_years or 0)
    payments = assumed.construction_years + 1
    loan = assumed.loan
    return Project(
        name=year.device,
        terms=Terms.REAL,
        years=years,
        capex_cny=capex_cny(year),
        capex_shares=(1.0 / payments,) * payments,
        discount_rate=assumed.discount_rate if own is None else Rate(own, Terms.REAL),
        equity_rate=assumed.equity_rate,
        sales=(year.product, *year.by_products),
        product=year.product.name,
        costs=(*_running(year), *year.purchases),
        replacements=year.replacements,
        depreciation=assumed.depreciation,
        tax=assumed.tax,
        loan=loan and replace(loan, years=min(loan.years, years)),
    )


def capex_cny(year: DeviceYear) -> float:
    """Investment: per kW x power + per kWh x content + the one sum, as far as given."""
    economics = year.economics
    return (
        (economics.capex_cny_per_kw or 0.0) * year.power_kw
        + (economics.capex_cny_per_kwh or 0.0) * year.content_kwh
        + (economics.capex_cny or 0.0)
    )


def _running(year: DeviceYear) -> Iterator[Stream]:
    """Fixed and variable operating cost, as far as its economics tell of any."""
    if year.economics.fixed_opex_cny_per_kw_year is not None:
        yield Stream(
            name="fixed_operation",
            units_per_year=year.power_kw,
            price_cny_per_unit=year.economics.fixed_opex_cny_per_kw_year,
        )
    if year.economics.variable_opex_cny_per_unit is not None:
        yield Stream(
            name="variable_operation",
            units_per_year=year.product.units_per_year,
            degradation_per_year=year.product.degradation_per_year,
            price_cny_per_unit=year.economics.variable_opex_cny_per_unit,
            by_output=True,
        )


def _missing(year: DeviceYear, assumed: Assumptions) -> Iterator[Finding]:
    """What the economics of a device don't say and an appraisal can't do without."""
    economics = year.economics
    costs = (
        (economics.capex_cny_per_kw, year.power_kw),
        (economics.capex_cny_per_kwh, year.content_kwh),
        (economics.capex_cny, 1.0),
    )
    if not any(cost is not None and size > 0.0 for cost, size in costs):
        yield Finding(
            code="deal.no_capex",
            place=f"{year.device}.economics",
            problem_template="What {device} costs to build is not told for its size.",
            remedy_template=(
                "Give capex_cny_per_kw, capex_cny_per_kwh or capex_cny; 0 where it stands already."
            ),
            data={"device": year.device},
        )
    if assumed.years is None and int(economics.lifetime_years or 0) < 1:
        yield Finding(
            code="deal.no_lifetime",
            place=f"{year.device}.economics.lifetime_years",
            problem_template="For how long {device} lasts is not told, in years.",
            remedy_template="Give lifetime_years, or the years to appraise it for.",
            data={"device": year.device},
        )
