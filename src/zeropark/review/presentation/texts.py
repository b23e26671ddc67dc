"""Every word of the pages, in Chinese and English: one table, so that neither can fall behind."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.appraisal_texts import APPRAISAL_TEXTS as _APPRAISALS
from zeropark.review.presentation.carbon_texts import CARBON_TEXTS as _CARBON
from zeropark.review.presentation.day_texts import DAY_TEXTS as _DAYS
from zeropark.review.presentation.energy_texts import ENERGY_TEXTS as _ENERGY
from zeropark.review.presentation.flexibility_texts import FLEXIBILITY_TEXTS as _FLEXIBILITY
from zeropark.review.presentation.forecast_texts import FORECAST_TEXTS as _FORECASTS
from zeropark.review.presentation.green_texts import GREEN_TEXTS as _GREEN
from zeropark.review.presentation.indicator_texts import INDICATOR_TEXTS as _INDICATORS
from zeropark.review.presentation.plan_page_texts import PLAN_PAGE_TEXTS as _PLAN_PAGE
from zeropark.review.presentation.plan_texts import PLAN_TEXTS as _PLANS
from zeropark.review.presentation.quality_texts import QUALITY_TEXTS as _QUALITY
from zeropark.review.presentation.text import Text

_PAGE: Final = {
    "page.title": Text("{park} {year} 年度能碳报告", "{park}: energy and carbon, {year}"),
    "page.kicker": Text("零碳园区年度报告", "Zero-carbon park, yearly report"),
    "page.skip": Text("跳到正文", "Skip to content"),
    "page.language": Text("语言", "Language"),
    "page.whole": Text("整体", "whole park"),
    "page.inner": Text("园中园", "park within a park"),
    "page.scope": Text("边界", "Boundary"),
    "page.province": Text("省份", "Province"),
    "page.build": Text("建设期", "Build period"),
    "page.base_year": Text("基准年", "Base year"),
    "page.written": Text("生成时间", "Written"),
    "page.period": Text("统计期（北京时间）", "Period (Beijing time)"),
    "page.version": Text("软件版本", "Software"),
    "page.contents": Text("本页内容", "On this page"),
    "page.no_script": Text(
        "浏览器未启用脚本：图形不显示，全部数字见各图下的表格。",
        "Scripts are off: pictures are not drawn; every figure is in the tables below them.",
    ),
    "mark.generated": Text("模拟数据", "generated data"),
    "mark.generated.long": Text(
        "本页数字来自模拟生成的计量数据，不是实测，不得用于申报或验收。",
        "The figures on this page come from simulated readings, not from measurement. "
        "They must not be filed.",
    ),
    "mark.illustrative": Text(
        "园区规模为示意，并非该园区的真实参数。",
        "The park's sizes are illustrative; they are not the real park's.",
    ),
    "mark.unconfirmed": Text(
        "所用规则的数值尚未在正式文本中核实，见“规则与来源”",
        "rests on a rule not yet confirmed in an official text; see Rules and sources",
    ),
    "mark.incomplete": Text(
        "部分数据缺失：合计只含已知部分", "some data is missing: the total holds what is known"
    ),
    "missing": Text("缺失", "missing"),
    "none": Text("—", "—"),
    "dash": Text(" · ", " · "),
    "table.show": Text("数据表", "Table of figures"),
    "choose.view": Text("选择视图", "Choose a view"),
    "section.energy": Text("能源流向", "Where the energy went"),
    "section.time": Text("随时间的变化", "Through the year and the day"),
    "section.carbon": Text("碳排放：三本账", "Carbon in three books"),
    "section.indicators": Text("指标与限值", "Indicators and limits"),
    "section.changes": Text("怎样达标", "What would have to change"),
    "section.bill": Text("电费", "Electricity bill"),
    "section.quality": Text("数据质量", "Data quality"),
    "section.sources": Text("规则与来源", "Rules and sources"),
}

_VERDICT: Final = {
    "verdict.pass": Text("达标", "passes"),
    "verdict.fail": Text("未达标", "fails"),
    "verdict.no_limit": Text("无限值", "no limit"),
    "verdict.not_applicable": Text("不适用", "not applicable"),
    "verdict.unknown": Text("无法判定", "can't be told"),
    "verdict.head.pass": Text("核心指标达标", "The core indicator passes"),
    "verdict.head.fail": Text("核心指标未达标", "The core indicator fails"),
    "verdict.head.no_limit": Text(
        "核心指标在此规模下无国家限值", "No national limit for a park of this size"
    ),
    "verdict.head.not_applicable": Text("核心指标不适用", "The core indicator does not apply"),
    "verdict.head.unknown": Text("核心指标无法判定", "The core indicator can't be told"),
    "tile.consumption": Text("综合能源消费量", "Energy consumption"),
    "tile.consumption.note": Text("电力按等价值折标", "electricity at its equivalent value"),
    "tile.limit": Text("限值", "limit"),
    "book.park910": Text("910 园区口径", "910 park rule"),
    "book.location": Text("基于位置", "Location-based"),
    "book.market": Text("基于市场", "Market-based"),
    "book.park910.note": Text("零碳园区验收所用", "what a zero-carbon park is judged by"),
    "book.location.note": Text("所在电网平均因子", "average of the grid where the park stands"),
    "book.market.note": Text("合同与绿证，其余按剩余因子", "contracts, certificates, residual mix"),
    "book.all": Text("三本账并列，不相加", "three books side by side, never added"),
    "book.named": Text("账本", "Book"),
    "book.total": Text("合计", "Total"),
}

_FIGURES: Final = {
    "day.title": Text("典型日 24 小时曲线", "The mean day, hour by hour"),
    "day.about": Text(
        "北京时间各小时平均功率；缺失时段不计入平均。",
        "Mean power by hour, Beijing time; gaps are left out of the mean.",
    ),
    "day.caption": Text("全年平均日", "Mean day of the year"),
    "day.year": Text("全年", "Year"),
    "day.spring": Text("春（3–5 月）", "Spring (Mar–May)"),
    "day.summer": Text("夏（6–8 月）", "Summer (Jun–Aug)"),
    "day.autumn": Text("秋（9–11 月）", "Autumn (Sep–Nov)"),
    "day.winter": Text("冬（12–2 月）", "Winter (Dec–Feb)"),
    "exchange.title": Text("与公共电网的逐时交换", "Exchange with the public grid, every hour"),
    "exchange.about": Text(
        "横轴为日，纵轴为小时；绿色为上网，灰色为下网，空白为缺失。",
        "Days across, hours down; green is export, grey is import, blank is missing.",
    ),
    "exchange.caption": Text("逐月电网交换", "Grid exchange by month"),
    "exchange.taken": Text("下网 {bound} MW", "import {bound} MW"),
    "exchange.given": Text("上网 {bound} MW", "export {bound} MW"),
    "exchange.hours_taken": Text("下网小时", "Hours of import"),
    "exchange.hours_given": Text("上网小时", "Hours of export"),
    "exchange.hours_unknown": Text("缺失小时", "Hours missing"),
    "exchange.most_taken": Text("最大下网功率", "Highest import"),
    "exchange.most_given": Text("最大上网功率", "Highest export"),
    "carbon.title": Text("各月碳排放构成", "Carbon by month and part"),
    "carbon.about": Text(
        "年度清单各行按其能流的月份分摊，每部分十二个月之和等于年度值。",
        "The year's lines follow the months of the flows behind them; "
        "twelve months add up to the year's part.",
    ),
    "core.about": Text(
        "每吨标准煤能耗的二氧化碳排放；绿色区间为限值以内。",
        "CO₂ per tonne of coal equivalent consumed; the green part is within the limit.",
    ),
    "guiding.title": Text("五项引导性指标", "The five guiding indicators"),
    "guiding.about": Text(
        "竖线为限值；“—”为不适用，不参与验收，理由见表。",
        "The mark is the limit; a dash means not applicable, for the reason in the table.",
    ),
    "direct.title": Text("绿电直连比例", "Green direct connection ratios"),
    "direct.about": Text(
        "竖线为年度限值：R1、R2 不低于，R3 不高于。",
        "The mark is the yearly limit: R1 and R2 at least, R3 at most.",
    ),
    "bill.title": Text("年度电费构成", "The year's bill by component"),
    "bill.about": Text("各项之和为年度电费。", "The components add up to the year's bill."),
    "bill.incomplete": Text(
        "账单不完整：有月份、时段或费用未计入，见“检查发现”。",
        "Not complete: months, intervals or charges are left out, see Findings.",
    ),
    "quality.title": Text("各计量点数据完整性", "How whole the data is, meter by meter"),
    "quality.about": Text(
        "全年时段中实测、补全与缺失的占比；共 {all} 个计量点，图示最差的 {drawn} 个，全部见表。",
        "Share of the year's intervals measured, filled and missing; the {drawn} least whole "
        "of {all} meters are drawn, the table has them all.",
    ),
    "quality.measured": Text("实测", "Measured"),
    "quality.filled": Text("补全", "Filled"),
    "quality.missing": Text("缺失", "Missing"),
}

_GROUPS: Final = {
    "group.wind": Text("风电", "Wind"),
    "group.solar": Text("光伏与光热", "Solar"),
    "group.generation": Text("其他自发电", "Other own generation"),
    "group.direct": Text("直连线路", "Direct line"),
    "group.grid": Text("公共电网下网", "Grid import"),
    "group.discharge": Text("储能放电", "Storage out"),
    "group.charge": Text("储能充电", "Storage in"),
    "group.use": Text("园区用电", "Use"),
    "group.export": Text("上网", "Grid export"),
    "group.losses": Text("损耗", "Losses"),
    "group.curtailed": Text("弃电", "Curtailed"),
    "node.losses": Text("损耗", "Losses"),
    "node.unmetered": Text("未计量", "Unmetered"),
    "node.curtailed": Text("弃电", "Curtailed"),
    "part.electricity": Text("净购入电力", "Electricity"),
    "part.heat": Text("净购入热力", "Heat"),
    "part.fuel": Text("燃料燃烧", "Fuel"),
    "part.conversion": Text("能源加工转换", "Conversion"),
    "part.process": Text("工业过程", "Process"),
}

_COLUMNS: Final = {
    "col.from": Text("自", "From"),
    "col.to": Text("至", "To"),
    "col.energy": Text("能量", "Energy"),
    "col.month": Text("月份", "Month"),
    "col.hour": Text("时刻", "Hour"),
    "col.total": Text("合计", "Total"),
    "col.indicator": Text("指标", "Indicator"),
    "col.value": Text("数值", "Value"),
    "col.unit": Text("单位", "Unit"),
    "col.limit": Text("限值", "Limit"),
    "col.verdict": Text("判定", "Verdict"),
    "col.reason": Text("理由", "Reason"),
    "col.component": Text("项目", "Component"),
    "col.amount": Text("金额", "Amount"),
    "col.meter": Text("计量点", "Meter"),
    "col.line": Text("排放源", "Line"),
    "col.activity": Text("活动水平", "Activity"),
    "col.factor": Text("排放因子", "Factor"),
    "col.emission": Text("排放量", "Emission"),
    "col.flows": Text("来自能流", "From flows"),
    "col.term": Text("能源", "Energy"),
    "col.contribution": Text("排放来源", "Contribution"),
    "col.without": Text("若归零，核心指标为", "Core indicator without it"),
    "col.needed": Text("单独达标需削减", "Cut needed to pass by it alone"),
    "col.place": Text("位置", "Place"),
    "col.problem": Text("问题", "Problem"),
    "col.remedy": Text("处理办法", "Remedy"),
    "col.severity": Text("程度", "Severity"),
    "col.count": Text("次数", "Count"),
    "col.rule": Text("规则", "Rule"),
    "col.figure": Text("数值", "Figure"),
    "col.valid": Text("有效期", "In force"),
    "col.source": Text("来源文件", "Source"),
    "col.certainty": Text("核实程度", "How sure"),
}

_REST: Final = {
    "unfold.title": Text("核心指标逐项展开", "The core indicator, unfolded"),
    "unfold.numerator": Text("分子：二氧化碳排放", "Numerator: CO₂ emission"),
    "unfold.denominator": Text("分母：综合能源消费量", "Denominator: energy consumption"),
    "unfold.missing": Text("未能计入", "Could not be counted"),
    "unfold.memo": Text("单列、不计入合计", "Listed apart, not in the total"),
    "changes.about": Text(
        "按对核心指标的贡献从大到小；“单独达标需削减”指只靠这一项达到限值所需的削减比例，“—”为无需削减。",
        "Largest contribution first; the cut is what this one alone would need for the limit, "
        "a dash where none is needed.",
    ),
    "changes.need": Text(
        "要达到 {limit} tCO₂/tce，还需用绿电交易或绿证覆盖电网电量 {energy}（{count} 张绿证）。",
        "To reach {limit} tCO₂/tce, green trade or certificates must cover {energy} more of the "
        "grid power ({count} certificates).",
    ),
    "changes.need_too_much": Text(
        "仅靠覆盖电网电量不能达到 {limit} tCO₂/tce。",
        "Covering all of the grid power would not reach {limit} tCO₂/tce.",
    ),
    "stages.title": Text("分阶段目标（一园一策）", "Staged targets of the park's own scheme"),
    "stages.met": Text("已达到", "met"),
    "stages.not_met": Text("未达到", "not met"),
    "col.year": Text("年份", "Year"),
    "changes.not_enough": Text("仅此一项不够", "not enough by itself"),
    "findings.title": Text("检查发现", "Findings"),
    "findings.none": Text("没有发现问题。", "Nothing was found."),
    "findings.more": Text(
        "仅列前 {shown} 条，共 {all} 条。", "The first {shown} of {all} are listed."
    ),
    "severity.error": Text("错误", "error"),
    "severity.warning": Text("警告", "warning"),
    "severity.note": Text("提示", "note"),
    "certainty.confirmed_text": Text("已在正式文本中核实", "confirmed in the official text"),
    "certainty.confirmed_secondary": Text("见于二手来源", "seen in a secondary source"),
    "certainty.recalled": Text("常识，未见来源", "general knowledge, no source at hand"),
    "certainty.inferred": Text("由文本推断", "inferred from the text"),
    "certainty.measured": Text("园区自测", "the park's own measurement"),
    "sources.about": Text(
        "本页所用的全部规则。标有 † 的尚未在正式文本中核实，申报前请对照原文。",
        "Every rule behind this page. Those marked † are not yet confirmed in an official text; "
        "check them before filing.",
    ),
    "what.fuel": Text("燃料", "Fuel"),
    "what.unaccounted": Text("去向不明", "unaccounted"),
    "what.conversion": Text("加工转换", "Conversion"),
    "what.in": Text("投入", "in"),
    "what.out": Text("产出", "out"),
    "what.heat": Text("热力", "Heat"),
    "what.bought": Text("购入", "bought"),
    "what.sold_fossil": Text("外供（化石）", "sold, fossil"),
    "what.sold_nonfossil": Text("外供（非化石）", "sold, non-fossil"),
    "what.nonfossil": Text("非化石", "non-fossil"),
    "what.cold_bought": Text("购入冷量", "cold bought"),
    "what.process": Text("工业过程", "Process"),
    "what.electricity": Text("电力", "Electricity"),
    "what.grid_import": Text("电网购入", "grid import"),
    "what.grid_uncovered": Text("电网购电，无绿证覆盖", "grid power, not covered"),
    "what.onsite": Text("园内自发", "own generation"),
    "what.export": Text("外送", "exported"),
    "what.supply": Text("购入", "bought"),
    "what.delivery": Text("外供", "delivered"),
    "what.direct": Text("直连", "direct"),
    "what.electricity.grid_uncovered": Text("电网购电，无绿证覆盖", "Grid power, not covered"),
    "what.electricity.green_trade": Text("绿电交易", "Green-power trade"),
    "what.electricity.certificates": Text("绿证覆盖电量", "Covered by certificates"),
    "what.electricity.sold_fossil": Text("外送电力（化石）", "Electricity sold, fossil"),
    "what.electricity.sold_nonfossil": Text("外送电力（非化石）", "Electricity sold, non-fossil"),
    "what.electricity.export": Text("上网电量", "Electricity exported"),
    "what.direct_line": Text("直连线路", "Direct line"),
    "what.fossil": Text("化石", "fossil"),
    "what.captured_co2": Text("捕集并外送的二氧化碳", "Captured CO₂ sent out"),
}

_MONTHS_EN: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

TEXTS: Final = (
    _PAGE
    | _VERDICT
    | _FIGURES
    | _GROUPS
    | _COLUMNS
    | _REST
    | _ENERGY
    | _CARBON
    | _GREEN
    | _INDICATORS
    | _QUALITY
    | _PLANS
    | _DAYS
    | _PLAN_PAGE
    | _APPRAISALS
    | _FORECASTS
    | _FLEXIBILITY
    | {f"month.{at}": Text(f"{at} 月", name) for at, name in enumerate(_MONTHS_EN, start=1)}
)
"""Words by key."""
