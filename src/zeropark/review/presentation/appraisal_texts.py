"""Words of an appraisal: what a plan is worth, to whom, and how sure that is."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

APPRAISAL_TEXTS: Final = {
    "appraisal.title": Text(
        "{park} {stage} 年规划方案：经济评价", "{park}: appraisal of the plan for {stage}"
    ),
    "appraisal.terms.nominal": Text(
        "按当年价格（通胀率 {inflation}），折现率 {rate}（含通胀）；"
        "建设 {building} 年，运营 {years} 年；所得税 {tax}；不含增值税。",
        "In nominal terms (inflation {inflation}) at a discount rate of {rate}; years of "
        "building {building}, of operation {years}; income tax {tax}; without VAT.",
    ),
    "appraisal.terms.real": Text(
        "按不变价格，折现率 {rate}（不含通胀）；"
        "建设 {building} 年，运营 {years} 年；所得税 {tax}；不含增值税。",
        "In real terms at a discount rate of {rate}; years of building {building}, of operation "
        "{years}; income tax {tax}; without VAT.",
    ),
    "appraisal.untaxed": Text("不计", "none"),
    "appraisal.invested": Text(
        "投资 {capex} 元；每年运行费用 {running} 元，{instead} {saved} 元。",
        "It invests {capex} CNY; running it costs {running} CNY a year, {instead} {saved} CNY.",
    ),
    "appraisal.against.buying": Text(
        "全部外购并计入销售则为", "buying everything, with what is sold,"
    ),
    "appraisal.against.plan": Text("对照方案并计入销售则为", "the other plan, with what is sold,"),
    "appraisal.views": Text("价值", "What it is worth"),
    "appraisal.npv": Text("净现值（元）", "NPV (CNY)"),
    "appraisal.irr": Text("内部收益率", "IRR"),
    "appraisal.payback": Text("静态回收期（年）", "payback (years)"),
    "appraisal.discounted_payback": Text("动态回收期（年）", "discounted payback"),
    "appraisal.none": Text("无", "none"),
    "appraisal.several": Text("多个", "several"),
    "view.before_tax": Text("全投资（税前）", "whole investment, before tax"),
    "view.after_tax": Text("全投资（税后）", "whole investment, after tax"),
    "view.equity": Text("资本金", "equity"),
    "appraisal.coverage": Text(
        "偿债备付率 最低 {least}，平均 {mean}。",
        "Debt-service coverage: {least} at least, {mean} on the mean.",
    ),
    "appraisal.parts": Text(
        "各部分的平准化成本（不变价格，税前）", "Levelised cost of each part (real, before tax)"
    ),
    "appraisal.product": Text("产品", "makes"),
    "appraisal.amount": Text("年产量", "a year"),
    "appraisal.level": Text("平准化成本", "costs"),
    "appraisal.price": Text("方案内价格", "is worth in the plan"),
    "appraisal.tornado": Text(
        "敏感性：各因素单独变化时的净现值（元，{view}）",
        "One figure at a time: NPV (CNY, {view})",
    ),
    "appraisal.drawn": Text(
        "蒙特卡洛：{draws} 次抽样，净现值（{view}）平均 {mean} ± {error} 元，为负的概率 {loss}。",
        "Monte Carlo: {draws} draws; NPV ({view}) {mean} ± {error} CNY on the mean, below 0 "
        "with probability {loss}.",
    ),
    "appraisal.percentile": Text("分位数", "percentile"),
}
