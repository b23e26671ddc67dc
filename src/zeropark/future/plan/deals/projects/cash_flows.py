"""Cash flows of a project year by year: the noun that every measure reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zeropark.future.plan.deals.amount import Array
from zeropark.future.plan.deals.terms import Terms


class View(StrEnum):
    """Whose money is looked at."""

    BEFORE_TAX = "before_tax"
    """全投资（税前）: the whole investment, whoever finances it, before income tax."""
    AFTER_TAX = "after_tax"
    """全投资（税后）: the same after the tax of a plant without debt (调整所得税)."""
    EQUITY = "equity"
    """资本金: what owners put in and get out, after debt service and tax."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CashFlows:
    """CNY, each (scenarios, years from now), the first column now; all parts as they are called.

    Nothing is negative but sales and costs at negative prices, and a salvage that costs.
    """

    terms: Terms
    sales_cny: Array
    costs_cny: Array
    """Of operation: what is bought and done every year."""
    investment_cny: Array
    replacements_cny: Array
    salvage_cny: Array
    depreciation_cny: Array
    """No payment: what tax and interest coverage count with; without interest of construction."""
    tax_without_debt_cny: Array
    tax_cny: Array
    """With interest deducted."""
    drawn_cny: Array
    """Borrowed."""
    interest_cny: Array
    principal_cny: Array

    @property
    def operating_cny(self) -> Array:
        """Sales less costs of operation (息税折旧摊销前利润)."""
        return self.sales_cny - self.costs_cny

    @property
    def before_tax_cny(self) -> Array:
        """Received minus paid for the whole investment, before tax."""
        spent = self.investment_cny + self.replacements_cny
        return self.operating_cny - spent + self.salvage_cny

    @property
    def equity_cny(self) -> Array:
        """Received minus paid by the owners."""
        service = self.interest_cny + self.principal_cny
        return self.before_tax_cny + self.drawn_cny - service - self.tax_cny

    @property
    def available_cny(self) -> Array:
        """For debt service: sales less costs, tax and what keeps the plant alive."""
        return self.operating_cny - self.tax_cny - self.replacements_cny

    def of(self, view: View) -> Array:
        """Received minus paid as that view has it."""
        if view is View.EQUITY:
            return self.equity_cny
        taxed = self.tax_without_debt_cny if view is View.AFTER_TAX else 0.0
        return self.before_tax_cny - taxed
