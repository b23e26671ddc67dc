"""Write a report: the results of a year in, one self-contained page out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Inventory
from zeropark.facts.ledger.bills.invoice import Bill
from zeropark.facts.ledger.flow import Flows
from zeropark.review.evaluation.indicator import Evaluation
from zeropark.review.presentation.coal import coal_equivalents, equivalent_value
from zeropark.review.presentation.text import Language
from zeropark.review.reports.page import YearPage
from zeropark.review.reports.render import render_year
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.pages import Pages, Scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResults:
    """What the page of a year speaks of; all of one park and one period."""

    park: ParkDocument
    rules: Rulebook
    flows: Flows
    evaluation: Evaluation
    inventories: tuple[Inventory, ...]
    bills: tuple[Bill, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What was found on the way, beside what the results themselves carry."""
    version: str = ""
    """Of the software."""


def write_report(
    results: YearResults,
    *,
    scripts: Scripts,
    pages: Pages,
    clock: Clock,
    language: Language = "zh",
) -> Path:
    """Write the page of a year, named after park and period, and say where it is.

    Both languages are inside; `language` is the one it opens in.

    Raises:
        StoreError: the browser scripts have not been built.
    """
    html = render_year(_page(results, clock), language=language, echarts_js=scripts.text("echarts"))
    last = results.evaluation.period.last_day()
    return pages.write(f"{results.park.id}-{last.year}", html)


def _page(results: YearResults, clock: Clock) -> YearPage:
    day = results.evaluation.period.last_day()
    carriers = {link.carrier for link in results.flows.links}
    return YearPage(
        park=results.park,
        evaluation=results.evaluation,
        flows=results.flows,
        inventories=results.inventories,
        findings=_findings(results),
        bills=results.bills,
        coal_equivalents=coal_equivalents(carriers, rules=results.rules, at=day),
        factors=equivalent_value(rules=results.rules, at=day),
        written_at=clock.now(),
        version=results.version,
    )


def _findings(results: YearResults) -> tuple[Finding, ...]:
    """All of them once: the same gap is seen by closing, accounting and judging."""
    found: dict[tuple[str, str, str], Finding] = {}
    sources = (
        results.findings,
        results.evaluation.findings,
        *(inventory.findings for inventory in results.inventories),
        *(bill.findings for bill in results.bills),
    )
    for finding in (each for source in sources for each in source):
        found.setdefault((finding.code, finding.place, finding.problem), finding)
    return tuple(found.values())
