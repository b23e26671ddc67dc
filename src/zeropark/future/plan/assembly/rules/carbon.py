"""Rules on carbon: CO2 per unit of energy (单位能耗碳排放), and caps on the CO2 of a book.

    E / C <= limit    is    E - limit x C <= 0

Which band of 910 applies hangs on C itself. The plan assumes one (the strictest, where nobody says
which); that the year's consumption is in it is checked afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from zeropark.basis.errors import Finding, Severity, UnitError
from zeropark.basis.park.planning import Book, CarbonCap
from zeropark.basis.park.target import Stage
from zeropark.basis.rules.rule import Content
from zeropark.future.plan.assembly.account import Account
from zeropark.future.plan.assembly.consumption import Consumption
from zeropark.future.plan.assembly.emission import Emission
from zeropark.future.plan.assembly.rules.limit import Band, Limit
from zeropark.future.plan.assembly.setting import Setting

BANDS: Final = "park910.core.bands"
_UNIT: Final = "tCO2/tce"
_KG_PER_T: Final = 1000.0


def core_bands(setting: Setting) -> tuple[Band, ...]:
    """The classes of 910 annex 3 in force on the rule day.

    Raises:
        MissingRuleError: none are.
        UnitError: the rule is no table of bands.
    """
    content = setting.rulebook.get(BANDS, at=setting.rule_day).content
    if not isinstance(content, Sequence) or isinstance(content, str):
        raise UnitError(BANDS, wanted="a table of bands", remedy="See `zeropark rules show`.")
    return tuple(_bands(content))


def _bands(content: Sequence[Content]) -> Iterator[Band]:
    for row in content:
        if isinstance(row, Mapping):
            told = {
                key: float(value) for key, value in row.items() if isinstance(value, float | int)
            }
            yield Band(told["annual_tce_min"], told.get("annual_tce_max"), told["max_tco2_per_tce"])


def core_rule(setting: Setting, found: Emission, used: Consumption, band: Band) -> Limit:
    """The national limit on CO2 per unit of energy, for the class that is assumed."""
    return Limit(
        rule="core",
        zh="单位能耗碳排放",
        en="CO2 per unit of energy",
        unit=_UNIT,
        sense="max",
        keep=setting.planning.rules.core,
        bound=band.limit_tco2_per_tce,
        above=found.account,
        below=used.account,
        source=BANDS,
        band=band,
    )


def stage_rule(setting: Setting, found: Emission, used: Consumption, stage: Stage) -> Limit:
    """The park's own target of a stage (一园一策)."""
    return Limit(
        rule="stage",
        zh=f"单位能耗碳排放（{stage.year}年阶段目标）",
        en=f"CO2 per unit of energy, the park's target of {stage.year}",
        unit=_UNIT,
        sense="max",
        keep=setting.planning.rules.stage,
        bound=stage.core_max_tco2_per_tce,
        above=found.account,
        below=used.account,
        source="targets",
    )


def caps(
    setting: Setting, asked: Iterable[CarbonCap], emitted_kg: Mapping[Book, Account]
) -> Iterator[Limit]:
    """A limit for each cap on the CO2 of a book, t a year."""
    for cap in asked:
        yield Limit(
            rule=f"carbon_cap.{cap.book}",
            zh=f"碳排放总量上限（{cap.book}）",
            en=f"Cap on CO2, book {cap.book}",
            unit="t",
            sense="max",
            keep=setting.planning.rules.carbon_caps,
            bound=cap.most_t_per_year,
            above=emitted_kg[cap.book].times(1.0 / _KG_PER_T),
            source="planning.carbon_caps",
        )


def wrong_band(assumed: Band, *, consumption_tce: float) -> Finding | None:
    """What there is to say where a plan's consumption is not of the class that was assumed."""
    if assumed.holds(consumption_tce):
        return None
    return Finding(
        code="plan.other_band",
        place="planning.rules.core",
        problem_template="The plan keeps {limit:g} tCO2/tce, the limit from {least:,.0f} tce a "
        "year on; it consumes {found:,.0f} tce, which is another class.",
        remedy_template="Plan again for the class of that consumption.",
        severity=Severity.WARNING,
        data={
            "limit": assumed.limit_tco2_per_tce,
            "least": assumed.least_tce,
            "found": consumption_tce,
        },
    )
