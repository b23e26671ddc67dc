"""One pathway: what is built in which stage, what that costs, and how CO2 comes down."""

from __future__ import annotations

from math import floor

from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.plan.years.pathway_text import PathwayLine
from zeropark.review.presentation.figures.pathway_cost import pathway_cost_figure
from zeropark.review.presentation.figures.pathway_sizes import pathway_sizes_figure
from zeropark.review.presentation.pathway_tables import roadmap_table
from zeropark.review.presentation.plan_tiles import gap_percent
from zeropark.review.presentation.text import Text, number
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.status import NotFoundError


def pathway_shown(visit: ParkVisit) -> Shown:
    """The pathway that the address names.

    Raises:
        NotFoundError: no pathway of that name is kept.
    """
    wanted = visit.query.get("pathway", "")
    found = next((at for at in visit.desk.plans.pathways() if at.kept.name == wanted), None)
    if found is None or found.pathway is None:
        raise NotFoundError(
            "No pathway {pathway!r} is kept here. Choose one from the list.", pathway=wanted
        )
    line, park = found.pathway, visit.desk.park
    drawn = (pathway_sizes_figure(line, park), pathway_cost_figure(line))
    named: dict[str, Text | str] = {
        "park": Text(park.name.zh, park.name.en),
        "stages": ", ".join(str(stage.year) for stage in line.stages),
    }
    return Shown(
        figures=tuple(each for each in drawn if each is not None),
        tables={"pathway-roadmap": roadmap_table(line, park)},
        data={
            "one": None,
            "pathway": line,
            "pathway_name": found.kept.name,
            "title": TEXTS["plan_pathway.title"].fill(named),
            "proven": _proven(line),
            "invested": TEXTS["pathway.invested"].fill(
                {
                    "invested": number(line.invested_cny, digits=0),
                    "residual": number(line.residual_cny, digits=0),
                }
            ),
            "written": f"{found.kept.written.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        },
    )


def _proven(line: PathwayLine) -> Text:
    """Worth, bound and gap as a sentence; neither bound nor gap is told better than it is."""
    return TEXTS["pathway.proven"].fill(
        {
            "cost": number(line.objective_cny, digits=0),
            "bound": number(floor(line.lower_bound_cny), digits=0),
            "gap": f"{gap_percent(line.relative_gap)} %",
        }
    )
