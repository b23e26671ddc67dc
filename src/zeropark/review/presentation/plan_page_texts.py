"""Words of the pictures and tables of a plan, beside those that the commands say too."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

_TILES: Final = {
    "plan.tile.cost": Text("年化总费用", "Cost a year"),
    "plan.tile.cost.note": Text("投资年金、运维、能源与碳", "annuities, operation, energy, carbon"),
    "plan.tile.bound": Text("费用下界", "Lower bound"),
    "plan.tile.bound.note": Text(
        "已证明：没有更便宜的方案低于此值", "proven: no plan is cheaper than this"
    ),
    "plan.tile.gap": Text("可能的节省上限", "Most that could be saved"),
    "plan.tile.gap.note": Text("费用与下界之差 {money}", "from cost to bound: {money}"),
    "plan.tile.capex": Text("新增投资", "Investment"),
    "plan.tile.capex.note": Text("超出现有部分，一次性", "beyond what stands already, once"),
    "plan.core.book": Text("910 园区口径", "910 park rule"),
    "plan.safe": Text("按最不利计", "counted on the safe side"),
    "plan.reported": Text("仅报告", "reported only"),
    "money.wan_year": Text("万元/年", "10⁴ CNY/year"),
    "money.one_year": Text("元/年", "CNY/year"),
    "money.wan": Text("万元", "10⁴ CNY"),
    "money.one": Text("元", "CNY"),
}

_FIGURES: Final = {
    "plan_sizes.title": Text("规模：现有与规划", "Capacities: documented and planned"),
    "plan_sizes.about": Text(
        "浅色为园区文档中的值，深色为规划值；多一单位的价值见表。",
        "Pale: as the park document has it; dark: as planned. What one more unit is worth is in "
        "the table.",
    ),
    "plan_sizes.device": Text("设备", "Device"),
    "plan_sizes.what": Text("规模", "Size"),
    "plan_sizes.least": Text("下限", "At least"),
    "plan_sizes.most": Text("上限", "At most"),
    "plan_sizes.at": Text("是否触界", "At a bound"),
    "plan_sizes.cost": Text("单位年费用", "Cost of a unit"),
    "plan_sizes.worth": Text("界限放宽一单位的价值", "Worth of one unit more room"),
    "plan_sizes.per_year": Text("元/（单位·年）", "CNY/unit/year"),
    "plan_costs.title": Text("费用构成", "What it costs"),
    "plan_costs.about": Text(
        "各项之和为年化总费用；销售收入为负。",
        "The parts add up to the cost a year; what is sold counts negative.",
    ),
    "plan_costs.item": Text("项目", "Item"),
    "plan_costs.of": Text("对象", "Of"),
    "plan_duration.title": Text("规划期持续曲线", "Duration curves of the plan"),
    "plan_duration.about": Text(
        "功率由高到低排列：用电、自发电、与电网的交换（上网为负）。",
        "Power from highest to lowest: use, own generation, exchange with the grid (export is "
        "negative).",
    ),
    "plan_duration.made": Text("自发电", "Own generation"),
    "plan_duration.exchange": Text("电网交换", "Grid exchange"),
    "plan_duration.share": Text("占时段", "Share of time"),
    "plan_week.title": Text("一周电力调度", "Electricity through a week"),
    "plan_week.about": Text(
        "规划能流，北京时间；零线以上为来源，以下为去向，上下相等。",
        "Planned flows, Beijing time; sources above the line, uses below it, and both are equal.",
    ),
    "plan_stores.title": Text("一周储能存量", "What stores hold through the week"),
    "plan_stores.about": Text(
        "各时段末的存量，占规划容量的百分比；数量见表。",
        "At the end of each step, in percent of the planned content; amounts are in the table.",
    ),
    "plan_stores.store": Text("储能", "Store"),
    "plan_stores.capacity": Text("容量", "Content when full"),
    "plan_stores.lowest": Text("最低", "Lowest"),
    "plan_stores.mean": Text("平均", "Mean"),
    "plan_stores.highest": Text("最高", "Highest"),
    "plan_sankey.title": Text("规划期能流", "Energy flow of the planned period"),
}

_FRONTIER: Final = {
    "plan_frontier.title": Text(
        "费用与碳排放（{stage} 年）", "Cost against carbon, planned for {stage}"
    ),
    "plan_frontier.about": Text(
        "每一点是某个碳上限下最便宜的方案；曲线越陡，少排一吨越贵。",
        "Each point is the cheapest plan under one cap on CO₂; where the line is steep, a tonne "
        "less is dear.",
    ),
    "plan_frontier.carbon": Text("二氧化碳，吨/年", "CO₂, t/year"),
    "plan_frontier.price": Text("再少一吨的价格", "Price of one tonne less"),
    "plan_frontier.average": Text("平均减排成本", "Mean cost of a tonne avoided"),
    "plan_frontier.point": Text("点", "Point"),
    "plan_frontier.here": Text("本方案", "This plan"),
    "plan_frontier.about.here": Text(
        "另标出本方案：其天气、规则或碳约束若与曲线不同，可能不在线上。",
        "This plan is marked beside it; where its weather, rules or caps are others than those of "
        "the line, it may lie off the line.",
    ),
}

_TABLES: Final = {
    "plan_limits.caption": Text("约束与比例及其影子价格", "Rules and ratios, with shadow prices"),
    "plan_limits.value": Text("规划值", "Planned"),
    "plan_limits.bound": Text("界限", "Bound"),
    "plan_limits.state": Text("状态", "State"),
    "plan_limits.how": Text("作用", "Role"),
    "plan_limits.worth": Text("放宽的价值", "Worth of loosening"),
    "plan_limits.source": Text("依据", "Set by"),
    "plan_attempts.route": Text("途径", "Route"),
    "plan_attempts.accepted": Text("是否采信", "Accepted"),
    "plan_attempts.yes": Text("采信", "accepted"),
    "plan_attempts.no": Text("未采信", "not accepted"),
    "plan_attempts.seconds": Text("用时", "Time"),
    "plan_attempts.said": Text("说明（原文）", "What it said"),
    "plan_dear.caption": Text("费用集中的周", "Weeks in which cost arises"),
    "plan_dear.week": Text("周（起始日）", "Week from"),
    "plan_dear.share": Text("占全期价值", "Share of the worth"),
    "plan_dear.price": Text("均价", "Mean price"),
}

_PATHWAY: Final = {
    "plan_pathway.title": Text("{park} {stages} 年分阶段路径", "{park}: pathway {stages}"),
    "plan_pathway.cost.title": Text(
        "各阶段的费用与单位能耗碳排放", "Cost and CO₂ per unit of energy, stage by stage"
    ),
    "plan_pathway.cost.about": Text(
        "费用为该阶段每一年的费用；单位能耗碳排放为 910 园区口径，与本园区的阶段目标并列。",
        "Cost is that of each year of a stage; CO₂ per unit of energy is by the 910 park rule, "
        "beside the park's own target of the stage.",
    ),
    "plan_pathway.sizes.title": Text("各阶段的规模", "Capacities, stage by stage"),
    "plan_pathway.sizes.about": Text(
        "各阶段中存在的规模：此前建成而寿命未满的，加上本阶段新建的。",
        "What stands in each stage: what was built before and has life left, and what is new.",
    ),
    "plan_pathway.roadmap": Text("路线图", "Roadmap"),
    "plan_pathway.stage": Text("阶段", "Stage"),
    "plan_pathway.built": Text("新建", "Built"),
    "plan_pathway.retired": Text("退役", "Retired"),
    "plan_pathway.investment": Text("投资", "Investment"),
    "plan_pathway.core": Text("单位能耗碳排放", "CO₂ per unit of energy"),
    "plan_pathway.target": Text("阶段目标", "Target of the stage"),
    "plan_pathway.worth": Text("各阶段费用现值", "Worth of all stages now"),
    "plan_pathway.residual": Text("期末残值", "Left at the end"),
}

PLAN_PAGE_TEXTS: Final = {**_TILES, **_FIGURES, **_FRONTIER, **_TABLES, **_PATHWAY}
