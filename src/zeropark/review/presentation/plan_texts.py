"""Words of a plan: what is built, what it costs, what it keeps, and how sure that is."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.pathway_texts import PATHWAY_TEXTS
from zeropark.review.presentation.text import Text

_PLAN: Final = {
    "plan.title": Text("{park} {stage} 年规划方案", "{park}: plan for {stage}"),
    "plan.cost": Text("年化总费用", "cost a year"),
    "plan.bound": Text("下界", "lower bound"),
    "plan.gap": Text("相对差距", "gap"),
    "plan.proven": Text(
        "年化总费用 {cost} 元；同样条件下任何方案都不会低于 {bound} 元（差距 {gap}）。",
        "It costs {cost} CNY a year; under the same conditions no plan costs less than "
        "{bound} CNY (gap {gap}).",
    ),
    "plan.solved": Text(
        "{steps} 个时段，{seconds} 秒，求解途径 {route}。",
        "{steps} steps in {seconds} s by the route {route}.",
    ),
    "plan.tried": Text("未被采信：{route}（{said}）", "not accepted: {route} ({said})"),
    "plan.sizes": Text("规模", "Sizes"),
    "plan.costs": Text("费用构成", "What it costs"),
    "plan.limits": Text("约束与比例", "Rules and ratios"),
    "plan.indicators": Text("规划年的指标", "Indicators of the planned year"),
    "plan.books": Text(
        "二氧化碳：910 园区账 {park910} t，位置法 {location} t，市场法 {market} t。",
        "CO2: {park910} t by the 910 book, {location} t location-based, {market} t market-based.",
    ),
    "plan.documented": Text("文档值", "documented"),
    "plan.chosen": Text("规划值", "planned"),
    "plan.at.least": Text("处于下限", "at its lower bound"),
    "plan.at.most": Text("处于上限", "at its upper bound"),
    "plan.part_of_year": Text(
        "规划时段不是整年：费用已折算为年，账本与指标只含该时段，不作判定。",
        "It is planned over less than a year: costs are made a year's; books and indicators are of "
        "the stretch, and not judged.",
    ),
    "plan.kept": Text("已保存：{file}", "kept in {file}"),
    "plan.next": Text(
        "下一步：zeropark plan explain {file}，或 zeropark plan check {file}",
        "Next: zeropark plan explain {file}, or zeropark plan check {file}",
    ),
}

_COSTS: Final = {
    "cost.investment": Text("投资年金", "investment (annuity)"),
    "cost.fixed_operation": Text("固定运维", "fixed operation"),
    "cost.variable_operation": Text("可变运维", "variable operation"),
    "cost.energy": Text("电网电量电费", "grid bill, energy"),
    "cost.demand": Text("需量（容量）电费", "grid bill, demand"),
    "cost.fuel": Text("燃料与外购", "fuels and what is bought"),
    "cost.sales": Text("销售收入", "sales"),
    "cost.carbon": Text("碳成本", "carbon"),
    "cost.total": Text("合计", "total"),
    "cost.unit": Text("元/年", "CNY a year"),
}

_LIMITS: Final = {
    "limit.required": Text("必须满足", "required"),
    "limit.reported": Text("仅报告", "reported"),
    "limit.kept": Text("满足", "kept"),
    "limit.broken": Text("不满足", "not kept"),
    "limit.binds": Text("起约束作用", "binds"),
}

_CHECK: Final = {
    "check.title": Text("复算结果", "Worked out again"),
    "check.about": Text(
        "不用求解器，由方案所带的能流与规模重新计算；相对偏差应在 {limit} 以内。",
        "Without a solver, from the flows and sizes that the plan carries; each within {limit}.",
    ),
    "check.agrees": Text("{count} 项全部一致。", "All {count} figures agree."),
    "check.differs": Text(
        "{count} 项中有 {wrong} 项不一致。", "{wrong} of {count} figures differ."
    ),
    "check.balance": Text("母线平衡", "buses"),
    "check.size": Text("规模", "sizes"),
    "check.cost": Text("费用", "costs"),
    "check.bill": Text("电费账单", "bills"),
    "check.limit": Text("约束与比例", "rules and ratios"),
    "check.indicator": Text("指标（按账本）", "indicators by the books"),
    "check.proof": Text("规划模型与下界证明", "every row, and the proof of the bound"),
    "check.total": Text("总费用与下界", "total and bound"),
    "check.planned": Text("方案值", "planned"),
    "check.again": Text("复算值", "again"),
    "check.worst": Text("最大相对偏差", "largest difference"),
}

_EXPLAIN: Final = {
    "explain.limits": Text("起约束作用的规则", "Rules that bind"),
    "explain.no_limits": Text("没有规则增加费用。", "No rule costs anything."),
    "explain.sizes": Text("处于上下限的规模", "Sizes at their bounds"),
    "explain.no_sizes": Text("没有规模受上下限制约。", "No size is held by a bound."),
    "explain.when": Text("费用集中的时段", "When cost arises"),
    "explain.week": Text(
        "{bus}：{start} 起的一周占流经价值的 {share}，均价 {price} 元/{unit}",
        "{bus}: the week from {start} has {share} of the worth of all that flows through, "
        "at {price} CNY/{unit} on average",
    ),
    "explain.hours": Text(
        "{bus}：最贵的 {time} 时段占流经价值的 {share}；最高价 {price} 元/{unit}，在 {at}",
        "{bus}: the dearest {time} of the steps have {share} of the worth of all that flows "
        "through; the highest price is {price} CNY/{unit}, at {at}",
    ),
    "explain.avoided": Text("减排成本", "What avoiding CO2 costs"),
    "explain.per_t": Text(
        "每避免 1 t 二氧化碳 {cost} 元：比{against}每年多花 {more} 元，少排 {less} t"
        "（910 园区账）。",
        "{cost} CNY for a tonne avoided: {more} CNY a year more than {against}, and {less} t less "
        "(910 book).",
    ),
    "explain.nothing_avoided": Text(
        "与{against}相比没有减排（{less} t），每年多花 {more} 元。",
        "Nothing is avoided against {against} ({less} t), at {more} CNY a year more.",
    ),
    "against.no_carbon_rules": Text(
        "不设碳约束的最低费用方案", "the cheapest plan without rules on carbon"
    ),
    "against.as_documented": Text("现有园区（不新建）", "the park as it stands, nothing built"),
    "against.given": Text("所给的方案", "the plan given"),
}

_SIZES: Final = {
    "size.capacity_kw": Text("功率", "power"),
    "size.power_kw": Text("功率", "power"),
    "size.thermal_kw": Text("热功率", "thermal power"),
    "size.heat_capacity_kw": Text("供热功率", "heat"),
    "size.field_kw": Text("镜场", "field"),
    "size.heater_kw": Text("电加热", "heater"),
    "size.charge_kw": Text("充入功率", "charging"),
    "size.discharge_kw": Text("放出功率", "discharging"),
    "size.capacity_kwh": Text("容量", "content"),
    "size.store_kwh": Text("储热容量", "store"),
    "size.capacity_t": Text("容量", "content"),
    "size.capacity_t_per_h": Text("产能", "rate"),
    "size.charge_t_per_h": Text("充入速率", "charging"),
    "size.discharge_t_per_h": Text("放出速率", "discharging"),
    "size.rated_output_per_h": Text("产能", "rate"),
}

PLAN_TEXTS: Final = {
    **_PLAN,
    **_COSTS,
    **_LIMITS,
    **_CHECK,
    **_EXPLAIN,
    **_SIZES,
    **PATHWAY_TEXTS,
}
