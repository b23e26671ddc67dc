"""An appraisal on the terminal: what a plan is worth, part by part, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.translation import Language
from zeropark.future.plan.deals.appraise import Appraisal
from zeropark.future.plan.deals.measures.coverage import least, mean
from zeropark.future.plan.deals.measures.rate_of_return import RateOfReturn
from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.deals.uncertainty.monte_carlo import MonteCarlo
from zeropark.future.plan.deals.uncertainty.tornado import Bar
from zeropark.future.plan.years.appraise_plan import PlanAppraisal
from zeropark.future.plan.years.appraising.parts import Part
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import number
from zeropark.shell.interfaces.cli.plan_shown import plain_table, words
from zeropark.shell.usecases.appraise_plan import AppraisedPlan

_WIDEST = 24
"""Characters of the widest bar."""
_KG_PER_T = 1000.0


def show_appraisal(console: Console, appraised: AppraisedPlan, *, language: Language) -> None:
    """Print what a plan is worth; what could not be told is among the findings."""
    appraisal, view = appraised.appraisal, words(f"view.{appraised.view.value}", language)
    for line in _headline(appraisal, language):
        console.print(line)
    _show_table(console, words("appraisal.views", language), _views(appraisal.whole, language))
    _show_coverage(console, appraisal.whole, language)
    _show_table(console, words("appraisal.parts", language), _parts(appraisal, language))
    tornado = words("appraisal.tornado", language, view=view)
    _show_table(console, tornado, _bars(appraised.bars, language))
    if appraised.drawn is not None:
        _show_drawn(console, appraised.drawn, view=view, language=language)


def _show_table(console: Console, title: str, table: Table) -> None:
    if table.row_count:
        console.print(f"\n[bold]{title}[/bold]")
        console.print(table)


def _headline(appraisal: PlanAppraisal, language: Language) -> Iterator[str]:
    plan, whole = appraisal.plan, appraisal.whole
    called = plan.park.name.zh if language == "zh" else plan.park.name.en
    title = words("appraisal.title", language, park=called, stage=str(plan.stage))
    yield f"[bold]{title}[/bold]"
    if whole is not None:
        yield _terms(appraisal, whole, language)
        yield words(
            "appraisal.invested",
            language,
            capex=_money(whole.flows.investment_cny.sum()),
            running=_money(sum(float(np.sum(s.price_cny_per_unit)) for s in whole.project.costs)),
            instead=words(f"appraisal.against.{_held(appraisal)}", language),
            saved=_money(sum(float(np.sum(s.price_cny_per_unit)) for s in whole.project.sales)),
        )


def _held(appraisal: PlanAppraisal) -> str:
    return "buying" if appraisal.against is None else "plan"


def _terms(appraisal: PlanAppraisal, whole: Appraisal, language: Language) -> str:
    project, financing = whole.project, appraisal.financing
    tax = project.tax
    return words(
        f"appraisal.terms.{project.terms.value}",
        language,
        inflation=f"{financing.inflation_per_year:.1%}",
        rate=f"{float(np.sum(project.discount_rate.per_year)):.2%}",
        building=str(project.construction_years),
        years=str(project.years),
        tax=words("appraisal.untaxed", language)
        if tax is None
        else f"{float(np.sum(tax.rate)):.0%}",
    )


def _views(whole: Appraisal | None, language: Language) -> Table:
    heads = ("npv", "irr", "payback", "discounted_payback")
    table = plain_table("", *(f"{words(f'appraisal.{head}', language)}>" for head in heads))
    for view in View if whole is not None else ():
        worth = whole.worth[view] if whole is not None else None
        if worth is not None:
            table.add_row(
                words(f"view.{view.value}", language),
                _money(worth.npv_cny[0]),
                _rate(worth.irr, language),
                _years(worth.payback_years[0], language),
                _years(worth.discounted_payback_years[0], language),
            )
    return table


def _show_coverage(console: Console, whole: Appraisal | None, language: Language) -> None:
    ratios = None if whole is None else whole.debt_service_coverage
    if ratios is not None:
        told = {
            "least": number(least(ratios)[0], digits=2),
            "mean": number(mean(ratios)[0], digits=2),
        }
        console.print(words("appraisal.coverage", language, **told))


def _parts(appraisal: PlanAppraisal, language: Language) -> Table:
    named = (f"{words(f'appraisal.{at}', language)}>" for at in ("amount", "level", "price"))
    table = plain_table("", words("appraisal.product", language), *named, "")
    for part in appraisal.parts:
        table.add_row(*_part_row(part, appraisal, language))
    return table


def _part_row(part: Part, appraisal: PlanAppraisal, language: Language) -> tuple[str, ...]:
    """Hydrogen and what is made of it is told by the kilogram, as its market does."""
    made = carrier(part.carrier)
    by_kg = made.group is Group.HYDROGEN_FAMILY and made.unit == "t"
    per_unit = _KG_PER_T if by_kg else 1.0
    price = part.price_cny_per_unit
    return (
        escape(name(appraisal.plan.park, part.device).words(language)),
        made.zh if language == "zh" else made.en,
        f"{number(part.units_per_year, digits=0)} {made.unit}",
        _unit_price(part.levelised_cny_per_unit / per_unit),
        "" if price is None else _unit_price(price / per_unit),
        f"CNY/{'kg' if by_kg else made.unit}",
    )


def _bars(bars: tuple[Bar, ...], language: Language) -> Table:
    table = plain_table("", "", ">", ">", "")
    moving = [bar for bar in bars if bar.swing_cny > 0.0]
    for bar in moving:
        length = round(_WIDEST * bar.swing_cny / moving[0].swing_cny)
        table.add_row(
            escape(bar.driver.zh if language == "zh" else bar.driver.en),
            f"[dim]x {bar.low:g} … {bar.high:g}[/dim]",
            _money(bar.npv_cny[0]),
            _money(bar.npv_cny[1]),
            f"[cyan]{'█' * length}[/cyan]",
        )
    return table


def _show_drawn(console: Console, drawn: MonteCarlo, *, view: str, language: Language) -> None:
    console.print()
    console.print(
        words(
            "appraisal.drawn",
            language,
            draws=number(drawn.draws, digits=0),
            view=view,
            mean=_money(drawn.npv_cny.mean),
            error=_money(drawn.npv_cny.standard_error),
            loss=f"{drawn.probability_of_loss:.2%}",
        )
    )
    npv, irr = drawn.npv_cny.percentiles(), drawn.irr.percentiles()
    heads = (words("appraisal.percentile", language), *(f"{at:g} %>" for at in npv))
    table = plain_table(*heads)
    table.add_row(words("appraisal.npv", language), *(_money(value) for value in npv.values()))
    rates = ("" if isnan(value) else f"{value:.1%}" for value in irr.values())
    table.add_row(words("appraisal.irr", language), *rates)
    console.print(table)


def _money(cny: float) -> str:
    return "" if isnan(cny) else number(float(cny), digits=0)


def _unit_price(cny: float) -> str:
    return "" if isnan(cny) else number(cny)


def _rate(irr: RateOfReturn, language: Language) -> str:
    if bool(irr.several[0]):
        return words("appraisal.several", language)
    rate = float(irr.rate[0])
    return words("appraisal.none", language) if isnan(rate) else f"{rate:.2%}"


def _years(years: float, language: Language) -> str:
    return words("appraisal.none", language) if isnan(years) else number(float(years), digits=1)
