"""What a reader of an appraisal should know: rates that don't exist, terms that don't suit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.errors import Finding, Phrase, Severity, side_by_side
from zeropark.future.plan.deals.measures.rate_of_return import RateOfReturn, internal_rates
from zeropark.future.plan.deals.projects.cash_flows import CashFlows, View
from zeropark.future.plan.deals.projects.project import Project
from zeropark.future.plan.deals.terms import Terms

VIEW_WORDS: Final[Mapping[View, Phrase]] = MappingProxyType(
    {
        View.BEFORE_TAX: Phrase("the whole investment before tax"),
        View.AFTER_TAX: Phrase("the whole investment after tax"),
        View.EQUITY: Phrase("the equity"),
    }
)


def doubts_about_terms(project: Project) -> Iterator[Finding]:
    """A warning where tax or debt, which are nominal by nature, are counted in real terms."""
    if project.terms is Terms.REAL and (project.tax is not None or project.loan is not None):
        yield Finding(
            code="deal.real_terms",
            place=project.name,
            severity=Severity.WARNING,
            problem_template=(
                "Tax and debt service are counted in real terms, as if depreciation and "
                "instalments kept pace with inflation."
            ),
            remedy_template=(
                "Give an inflation rate, so that they are counted in the money of their day."
            ),
        )


def doubts_about_rate(flows: CashFlows, view: View, irr: RateOfReturn) -> Iterator[Finding]:
    """A note where flows have no internal rate of return, and a warning where they have several."""
    several = np.flatnonzero(irr.several)
    if several.size:
        rates = internal_rates(flows.of(view)[several[0]])
        yield Finding(
            code="deal.several_rates",
            place=view.value,
            severity=Severity.WARNING,
            problem_template=(
                "Several rates of return come out for {view}: {rates}. None of them says whether "
                "to build."
            ),
            remedy_template="Go by the net present value.",
            data={
                "view": VIEW_WORDS[view],
                "rates": side_by_side(f"{rate:.2%}" for rate in rates),
            },
            count=several.size,
        )
    none = np.isnan(irr.rate) & ~irr.several
    if none.any():
        yield Finding(
            code="deal.no_rate",
            place=view.value,
            severity=Severity.NOTE,
            problem_template=(
                "There is no internal rate of return for {view}: no rate makes its flows come to 0."
            ),
            remedy_template="Go by the net present value.",
            data={"view": VIEW_WORDS[view]},
            count=int(none.sum()),
        )
