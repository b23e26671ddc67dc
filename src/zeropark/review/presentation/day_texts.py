"""Words of plans of days and rolls."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

DAY_TEXTS: Final = {
    "day.title": Text("{park} 调度计划 {from} 至 {to}", "{park}: dispatch from {from} to {to}"),
    "day.cost": Text(
        "费用 {cost} 元（{steps} 个时段，差距 {gap}，{seconds} 秒）。",
        "It costs {cost} CNY ({steps} steps, gap {gap}, {seconds} s).",
    ),
    "day.generated": Text(
        "其中有模拟的负荷或电站，不是实测。", "Some loads or plants are simulated, not measured."
    ),
    "day.costs": Text("费用构成", "What it costs"),
    "day.set_points": Text("设定值（正为受入）", "Set-points (positive: into the device)"),
    "day.reasons": Text("原因", "Why"),
    "day.binds": Text("起作用的约束", "What binds"),
    "day.inputs": Text("所用序列", "What it is made on"),
    "day.unit": Text("元", "CNY"),
    "day.of": Text("对象", "of"),
    "day.least": Text("最小", "least"),
    "day.most": Text("最大", "most"),
    "day.total": Text("合计", "total"),
    "day.source.given": Text("给定", "given"),
    "day.source.forecast": Text("预测", "forecast"),
    "day.source.simulated": Text("模拟", "simulated"),
    "day.method.lightgbm": Text("梯度提升树", "boosted trees"),
    "day.method.persistence": Text("持续性", "persistence"),
    "day.method.similar_day": Text("相似日", "similar days"),
    "day.method.climatology": Text("气候平均", "climatology"),
    "day.worth": Text("放宽一个单位可省", "one unit more would save"),
    "day.kept": Text("已保存：{file}", "kept in {file}"),
    "roll.title": Text(
        "{park} 滚动 {from} 至 {to}：{windows} 个计划",
        "{park}: {windows} plans from {from} to {to}",
    ),
    "roll.cost": Text(
        "执行后费用 {cost} 元；缺供 {lacking}；每个计划中位 {ms} 毫秒，共 {seconds} 秒。",
        "Carried out it cost {cost} CNY; lacking {lacking}; {ms} ms a plan (median), {seconds} s "
        "in all.",
    ),
    "roll.foresight.perfect": Text("预知全部（完美预见）", "all of it foreseen"),
    "roll.foresight.forecast": Text(
        "按当时所知预测（负荷分位 {level}）", "on what was known then (loads at quantile {level})"
    ),
    "roll.margins": Text("比例约束累计余量", "Ratios of the year, margin so far"),
    "roll.settled": Text(
        "{point} 双结算：日前 {position} 元，实时偏差 {deviation} 元。",
        "{point}, two settlements: {position} CNY day ahead, {deviation} CNY in real time.",
    ),
    "roll.more": Text("较本次", "than this"),
    "roll.value": Text("与其他做法相比", "Against other ways"),
    "roll.days": Text("逐日费用（不含需量电费）", "Cost by day (without demand)"),
}
