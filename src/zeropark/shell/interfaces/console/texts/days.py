"""Words of the page of operation."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

DAYS: Final = {
    "days.about": Text(
        "每个可调设备逐时段的设定值、费用、原因和起作用的约束。",
        "What every device that can be told anything is to do, step by step; what that costs, why, "
        "and what stands in the way.",
    ),
    "days.none": Text("还没有调度计划", "No day is planned yet"),
    "days.none.about": Text(
        "没有读数也能试：负荷与风光用模拟值代替并注明。先做一个：",
        "It can be tried without readings: simulated loads, wind and sun stand in, and are marked. "
        "Plan one:",
    ),
    "days.choose": Text("计划", "Plan"),
    "days.show": Text("显示", "Show"),
    "days.issued": Text("按 {at} 所知制定", "Made on what was known at {at}"),
    "days.cost": Text("费用 {cost} 元", "It costs {cost} CNY"),
    "days.costs": Text("费用构成", "What it costs"),
    "days.item": Text("项目", "Item"),
    "days.why": Text("为什么", "Why"),
    "days.binds": Text("起作用的约束", "What binds"),
    "days.binds.none": Text("没有约束起作用。", "No limit stands in the way."),
    "days.limit": Text("约束", "Limit"),
    "days.steps": Text("时段数", "Steps"),
    "days.worth": Text("放宽一个单位可省", "One unit more would save"),
    "days.setpoints": Text("设定值（正为受入）", "Set-points (positive: into the device)"),
    "days.device": Text("设备", "Device"),
    "days.least": Text("最小", "Least"),
    "days.mean": Text("平均", "Mean"),
    "days.most": Text("最大", "Most"),
    "days.inputs": Text("所用序列", "What it is made on"),
    "days.series": Text("序列", "Series"),
    "days.source": Text("来源", "Source"),
    "days.reason": Text("说明", "Note"),
    "days.rolls": Text("滚动回测", "Rolls: what planning was worth"),
    "days.rolls.about": Text(
        "每个计划只用当时已知的信息，再按实际情况逐步执行。",
        "Each plan on what was known then, carried out step by step on what came.",
    ),
    "days.rolls.none": Text("还没有滚动回测。", "Nothing has been rolled through yet."),
    "days.roll": Text("名称", "Roll"),
    "days.stretch": Text("时段", "Stretch"),
    "days.plans": Text("计划数", "Plans"),
    "days.foresight": Text("预见", "Foresight"),
    "days.level": Text("负荷分位", "Quantile of loads"),
    "days.lacking": Text("缺供", "Lacking"),
    "days.ms": Text("每个计划中位用时", "A plan takes, median"),
}
"""Words by key."""
