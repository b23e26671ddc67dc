"""Words of the indicator pictures and tables, in Chinese and English."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

INDICATOR_TEXTS: Final = {
    "progress.core.title": Text("核心指标：年初至今逐月累计", "The core indicator, year to date"),
    "progress.core.about": Text(
        "每月末为自统计起始日至该月末的累计值；全年的绿证先抵当时已有的电网电量，所以年初偏低。"
        "虚线为年度限值，只有完整自然年才判定。",
        "Each month's end counts from the first day of the year to there; the year's certificates "
        "cover what grid power there was by then, so it starts low. The dashed line is the yearly "
        "limit; only whole calendar years are judged.",
    ),
    "progress.ratios.title": Text("直连比例：年初至今逐月累计", "Direct ratios, year to date"),
    "progress.ratios.about": Text(
        "累计值与年度限值（同色虚线）。",
        "Running ratios with their yearly limits (dashed, of the same colour).",
    ),
    "progress.limit": Text("{name} 限值", "{name}: limit"),
    "col.consumption": Text("综合能源消费量", "Energy consumption"),
    "progress.gaps": Text(
        "以下月份起有缺失，数值只含已知部分：{month}。",
        "From {month} on something is missing; the figures hold what is known.",
    ),
    "stages.figure.title": Text("历年核心指标与分阶段目标", "Year by year, and the staged targets"),
    "stages.figure.about": Text(
        "柱为各自然年的核心指标，折线为一园一策的分阶段目标，虚线为国家限值。",
        "Columns are the core indicator of each year, the line the park's own staged targets, "
        "dashed the national limit.",
    ),
    "stages.target": Text("分阶段目标", "Staged target"),
    "stages.actual": Text("核心指标", "Core indicator"),
    "stages.national": Text("国家限值", "National limit"),
    "stages.to_date": Text("年初至今", "year to date"),
    "whatif.title": Text("每项归零会怎样", "What if one contribution were gone"),
    "whatif.about": Text(
        "能耗不变、去掉该项排放后的核心指标；竖线为限值。",
        "The core indicator with the same consumption and that emission gone; "
        "the mark is the limit.",
    ),
    "whatif.now": Text("现状", "As it is"),
    "whatif.without": Text("若无：{what}", "Without: {what}"),
    "what.self_use": Text("自发自用电量", "Self-use"),
    "what.available": Text("可用发电量", "Available generation"),
    "what.consumption": Text("总用电量", "Consumption of the users"),
    "what.green.direct": Text("物理直供", "Physically direct"),
    "what.green.trade": Text("绿电交易", "Green trade"),
    "what.green.certificate": Text("绿证", "Certificates"),
    "what.electricity.used": Text("园区用电量", "Electricity used"),
    "term.any": Text("全部", "all"),
}
"""Words by key; part of `TEXTS`."""
