"""The roadmap of a pathway: what is built and retired in each stage, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence

from zeropark.basis.park.document import ParkDocument
from zeropark.future.plan.years.pathway_text import AmountThen, PathwayLine, StageLine
from zeropark.future.plan.years.size import unit_of
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.figures.pathway_cost import stage_years
from zeropark.review.presentation.money import money_unit
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import Text, number, unit_words
from zeropark.review.presentation.texts import TEXTS

_CORE = "tCO₂/tce"


def roadmap_table(pathway: PathwayLine, park: ParkDocument) -> Table:
    """A row a stage."""
    yearly, per_year = money_unit(
        max(abs(stage.cost_cny_per_year) for stage in pathway.stages), yearly=True
    )
    once, paid = money_unit(max(stage.investment_cny for stage in pathway.stages), yearly=False)
    return Table(
        caption=TEXTS["plan_pathway.roadmap"],
        columns=(
            Column(TEXTS["plan_pathway.stage"]),
            Column(TEXTS["plan_pathway.built"]),
            Column(TEXTS["plan_pathway.retired"]),
            Column(TEXTS["plan_pathway.investment"], once, 2),
            Column(TEXTS["plan.tile.cost"], yearly, 2),
            Column(TEXTS["plan_pathway.core"], _CORE, 4),
            Column(TEXTS["plan_pathway.target"], _CORE, 4),
        ),
        rows=tuple(_row(park, stage, paid, per_year) for stage in pathway.stages),
    )


def _row(park: ParkDocument, stage: StageLine, paid: float, per_year: float) -> tuple[Cell, ...]:
    target = stage.target_tco2_per_tce
    return (
        stage_years(stage),
        _listed(park, stage.builds),
        _listed(park, stage.retirements),
        stage.investment_cny / paid,
        stage.cost_cny_per_year / per_year,
        stage.core_tco2_per_tce,
        TEXTS["none"] if target is None else target,
    )


def _listed(park: ParkDocument, amounts: Sequence[AmountThen]) -> Text:
    """What is built or retired, one after the other; a dash where nothing is."""
    if not amounts:
        return TEXTS["none"]
    told = Text.same("")
    for at, each in enumerate(amounts):
        between = Text("；", "; ") if at else Text.same("")
        unit = unit_words(unit_of(each.field))
        told = told + between + name(park, each.device)
        told = told + Text.same(f" {number(each.amount)} {unit}")
    return told
