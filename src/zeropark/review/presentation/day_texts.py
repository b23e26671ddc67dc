"""Words of plans of days and rolls."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

DAY_TEXTS: Final = {
    "day.heading": Text("{park} 调度计划 {from} 至 {to}", "{park}: dispatch from {from} to {to}"),
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
    "day.per_kwh": Text("元/千瓦时", "CNY/kWh"),
    "day.bought": Text("{of}购电价", "bought at {of}"),
    "day.worth_at": Text("{of}处边际价", "worth at {of}"),
    "day.planned": Text("计划", "planned"),
    "day.came": Text("实际", "as it came"),
    "day.hour": Text("时间", "Time"),
    "day_prices.title": Text("电价与边际价", "What power costs and is worth"),
    "day_prices.about": Text(
        "购电价含输配电价与基金，不含需量电费；边际价是母线多用一度要多花的钱，含需量。",
        "The price of the grid has T&D and funds, not demand; what power is worth at a bus is "
        "what one more kWh there would cost, demand included.",
    ),
    "day_stores.title": Text("储能存量", "What stores hold"),
    "day_stores.about": Text(
        "每个时段末、最低留存之上的存量占可用容量的百分比。",
        "At the end of each step, above what must stay in, in percent of what can be used.",
    ),
    "day_exchange.title": Text("与电网的交换功率", "Exchange with the grid"),
    "day_exchange.about": Text(
        "受入减送出。实际值来自已结账的数据；未结账时只有计划。",
        "Import less export. What came is from closed books; where they are not closed, only the "
        "plan is there.",
    ),
    "day_power.title": Text("电从哪来、到哪去", "Where power comes from and goes"),
    "roll_days.title": Text("滚动“{name}”逐日费用", "Cost by day of the roll {name}"),
    "roll_days.about": Text(
        "按当时所知做出的计划在实际条件下执行后的费用，不含当月需量电费。",
        "What plans made on what was known then came to when they were carried out; without the "
        "month's demand charge.",
    ),
    "roll_days.cost": Text("费用", "Cost"),
    "roll_days.lacking": Text("缺供", "Lacking"),
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
