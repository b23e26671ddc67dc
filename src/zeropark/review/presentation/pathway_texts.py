"""Words of a frontier and a pathway on the terminal."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

PATHWAY_TEXTS: Final = {
    "frontier.title": Text(
        "{park} {stage} 年费用与碳排放的权衡", "{park}: cost against carbon, {stage}"
    ),
    "frontier.least": Text(
        "碳排放最低可至每年 {least} t（已证明的下界 {bound} t，账本 {book}）；求解共 {seconds} s",
        "The least CO2 is {least} t a year (proven bound {bound} t, book {book}); {seconds} s in "
        "all",
    ),
    "frontier.flat": Text(
        "费用最低的方案已达到最低碳排放。", "The cheapest plan emits the least already."
    ),
    "frontier.emission": Text("CO2 t/年", "CO2 t/year"),
    "frontier.cost": Text("费用 元/年", "cost CNY/year"),
    "frontier.price": Text("影子碳价 元/t", "next tonne CNY"),
    "frontier.average": Text("平均减排成本 元/t", "mean CNY/t"),
    "frontier.more": Text("多花的费用", "more than the cheapest"),
    "frontier.sizes": Text("各点的规模", "Sizes at each point"),
    "abatement.title": Text("各项措施的减排成本", "What each measure avoids"),
    "abatement.convention": Text(
        "逐项撤除一项措施，其余规模不变，重新运行一年。",
        "Each is left out alone, all else as planned, and the year operated anew.",
    ),
    "abatement.avoided": Text("减排 t/年", "avoided t/year"),
    "abatement.cost": Text("增加费用 元/年", "added CNY/year"),
    "abatement.per_t": Text("元/t", "CNY/t"),
    "abatement.needed": Text("不可缺少", "can't be done without"),
    "pathway.title": Text("{park} {stages} 年分阶段路径", "{park}: pathway {stages}"),
    "pathway.proven": Text(
        "各阶段费用的现值为 {cost} 元；同样条件下任何路径不低于 {bound} 元（相对差距 {gap}）",
        "All stages are worth {cost} CNY now; under the same conditions no pathway is worth less "
        "than {bound} CNY (gap {gap})",
    ),
    "pathway.invested": Text(
        "总投资 {invested} 元；期末残值 {residual} 元",
        "{invested} CNY are invested in all, of which {residual} CNY are left at the end",
    ),
    "pathway.solved": Text(
        "{steps} 个时段，用时 {seconds} s，求解途径 {route}",
        "{steps} steps in {seconds} s by the route {route}",
    ),
    "pathway.stage": Text("阶段", "stage"),
    "pathway.roadmap": Text("路线图", "Roadmap"),
    "pathway.built": Text("新建", "built"),
    "pathway.retired": Text("退役", "retired"),
    "pathway.invest": Text("投资 元", "investment CNY"),
    "pathway.cost": Text("费用 元/年", "cost CNY/year"),
    "pathway.core": Text("单位能耗碳排放 tCO2/tce", "tCO2/tce"),
    "pathway.target": Text("阶段目标", "target"),
    "pathway.sizes": Text("各阶段的规模", "Sizes in each stage"),
}
