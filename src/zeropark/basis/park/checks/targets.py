"""Stages go down, products follow the naming of rules, and the rules named exist."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.target import Stage
from zeropark.basis.rules.rule import Rulebook

PROCESS: Final = "ef.process."
TARIFF: Final = "tou."


def check_targets(park: ParkDocument) -> Iterator[Fault]:
    """Stages out of order or not falling, and rule ids of the wrong family."""
    for n, (before, stage) in enumerate(pairwise(park.targets), start=1):
        yield from _stage(before, stage, ("targets", n))
    for path, rule, family in _named_rules(park):
        if not rule.startswith(family):
            yield Fault(
                path,
                "rule.wrong_family",
                "{rule!r} is none of the rules {family}…",
                "Name a rule whose id starts with {family}; `zeropark rules list` shows them.",
                {"rule": rule, "family": family},
            )


def _stage(before: Stage, stage: Stage, at: Path) -> Iterator[Fault]:
    if stage.year <= before.year:
        yield Fault(
            (*at, "year"),
            "target.out_of_order",
            "The stage {year} stands after the stage {before}.",
            "List each year once, in the order of time.",
            {"year": stage.year, "before": before.year},
        )
    elif stage.core_max_tco2_per_tce > before.core_max_tco2_per_tce:
        yield Fault(
            (*at, "core_max_tco2_per_tce"),
            "target.not_falling",
            "The target rises from {before:g} to {now:g} tCO2/tce in {year}.",
            "Set it at or below that of the stage before.",
            {
                "before": before.core_max_tco2_per_tce,
                "now": stage.core_max_tco2_per_tce,
                "year": stage.year,
            },
        )


def check_rules_exist(park: ParkDocument, *, rules: Rulebook) -> Iterator[Fault]:
    """Rules that the park names, or that its province needs, and nobody gives."""
    for path, rule, family in _named_rules(park):
        if rule.startswith(family) and not rules.versions(rule):
            yield Fault(
                path,
                "rule.missing",
                "There is no rule {rule!r}.",
                "Add it to the park's own rules.yaml with value, date and source.",
                {"rule": rule},
            )
    grid = f"ef.grid.{park.scope.province}"
    if not rules.versions(grid):
        yield Fault(
            ("scope", "province"),
            "scope.unknown_province",
            "There is no grid factor {grid!r}, so no location-based book can be kept.",
            "Write the province in pinyin, e.g. gansu, or add the factor to rules.yaml.",
            {"grid": grid},
            Severity.WARNING,
        )


def _named_rules(park: ParkDocument) -> Iterator[tuple[Path, str, str]]:
    for n, enterprise in enumerate(park.enterprises):
        for k, product in enumerate(enterprise.products):
            if product.process_rule is not None:
                path: Path = ("enterprises", n, "products", k, "process_rule")
                yield path, product.process_rule, PROCESS
    for n, contract in enumerate(park.contracts):
        if isinstance(contract, GridSupply) and contract.tou_rule is not None:
            yield ("contracts", n, "tou_rule"), contract.tou_rule, TARIFF
