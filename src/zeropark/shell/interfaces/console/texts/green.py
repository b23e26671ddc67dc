"""Words of the page that shows where green power comes from."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

GREEN: Final = {
    "green.intro": Text(
        "绿电有三本账，回答三个不同的问题，从不相加，也不互相替代；任何一度电只在其中一本里计一次。",
        "Green power is kept in three books. They answer three questions, are never added up and "
        "never stand in for each other; a kWh is in one of them at most.",
    ),
    "green.direct.says": Text(
        "园内或专线直供的非化石电，当时就用掉：910 要求原则上不低于用电量的一半；排放按零计。",
        "Non-fossil power made in the park or brought by its own line, and used when it was there. "
        "910 wants it to be half of use in principle, and counts it as zero.",
    ),
    "green.trade.says": Text(
        "通过电网买的电，连同其绿色属性，按月成交：最多计到买方当月下网电量；"
        "910 按零计，但不算直供。",
        "Power bought over the grid together with its green attribute, month by month: counts up "
        "to what the buyer drew that month. Zero under 910, but not direct.",
    ),
    "green.certificate.says": Text(
        "与电分开买的绿色属性，一张一兆瓦时，核销后按年计：最多计到持有者剩余的下网电量；"
        "910 按零计，但不算直供。",
        "The attribute alone, bought apart from power, 1 MWh each: counts once cancelled, for a "
        "year, up to what is left of the holder's grid power. Zero under 910, but not direct.",
    ),
    "green.uncovered.says": Text(
        "剩下的电网电：910 按化石电力因子计排放。",
        "What is left of grid power: 910 counts it with the factor of fossil power.",
    ),
    "green.rule": Text("规则", "Rule"),
    "green.books.of": Text("三本账 · {months}", "The three books, {months}"),
    "green.whole_months": Text(
        "绿电交易按月、绿证按年计，所以这里的三本账总是整月；逐时部分只含所选时段。",
        "Trade is counted by the month and certificates by the year, so the books here are of "
        "whole months; what goes by the hour holds the chosen period alone.",
    ),
    "green.missing_hours": Text(
        "有 {hours} 个小时数据缺失，未计入用电量和直供账；合计只含已知部分。",
        "{hours} hours are missing: use and the direct book leave them out, and the totals hold "
        "what is known.",
    ),
    "green.no_power": Text(
        "这一时段没有已计量的用电，绿电无从谈起。请在园区文档中为用电母线配置计量。",
        "No metered electricity was used in this period, so there is nothing to be green. Meter "
        "the electricity buses in the park document.",
    ),
    "green.no_plants": Text(
        "园区文档里没有风、光等非化石电源，也没有专线：物理直供账为零，逐时匹配率也为零。",
        "The park document has neither wind, sun or other non-fossil plants nor a direct line: the "
        "direct book is zero, and so is what is matched by the hour.",
    ),
    "green.no_trade": Text(
        "园区文档里没有绿电交易合同：交易账为零。",
        "The park document has no green-power trade: that book is zero.",
    ),
    "green.no_certificates": Text(
        "没有为所示年份核销的绿证：绿证账为零。仍持有的绿证哪里都不计。",
        "No certificates were cancelled for the years shown: that book is zero. Those still held "
        "count nowhere.",
    ),
    "green.to_document": Text("查看园区文档", "See the park document"),
    "green.claims": Text("各合同的主张", "The claims, contract by contract"),
    "green.findings": Text("不能计入或需留意的", "What can't count, or should be looked at"),
    "green.hours": Text("逐时匹配", "Matched by the hour"),
    "green.hours.about": Text(
        "一年里发的绿电再多，夜里没有也得用电网电。逐时匹配率只计每小时当时用得上的直供绿电，"
        "总量比则不问何时。交易与绿证没有时刻，两者都不计入。",
        "However much green power a year brings, a night without any runs on the grid. The hourly "
        "share counts only what was used in the hour it was there; the share by volume does not "
        "ask when. Trade and certificates have no hours and count in neither.",
    ),
    "green.direct": Text("绿电直连的比例", "Ratios of the direct connection"),
    "green.direct.about": Text(
        "以下为 {period} 累计。限值按自然年判定；未满一年不作结论。",
        "Over {period}. Limits are of calendar years; part of one is not judged.",
    ),
    "green.from_later": Text(
        "本年从 {day} 起才有结账数据，累计由此开始。",
        "This year is closed from {day} on; year-to-date figures begin there.",
    ),
    "green.no_connection": Text(
        "园区文档里没有绿电直连合同（green_direct）：650 号、688 号的三项比例与分摊不适用。"
        "三本账和逐时匹配照常计算。",
        "The park document has no green direct connection (green_direct): the ratios and the "
        "sharing of 650 and 688 are not asked of it. The books and the hours stay.",
    ),
    "green.no_limits": Text(
        "该时段结束时，这些限值的规则尚未生效，因此只列数值，不作比较。",
        "The rules of these limits were not in force at the period's end: figures alone are told.",
    ),
    "green.connection": Text("直连合同", "Connection"),
    "green.year_over": Text(
        "本年已全部结账：数字即年末结果，无需推算。",
        "The year is closed to its end: the figures are its result, nothing is projected.",
    ),
    "green.year_known": Text(
        "本年已全部结账：年末结果见全年。",
        "This year is closed to its end: its result is on the year's page.",
    ),
    "green.no_projection": Text(
        "本年年初没有结账数据，不作年末推算。",
        "The start of this year is not closed, so its end is not projected.",
    ),
    "green.over": Text(
        "交换功率超过申报容量 {steps} 个时段，首次在 {at}。",
        "Exchange power was above the declared capacity in {steps} intervals, first on {at}.",
    ),
    "green.not_over": Text(
        "交换功率从未超过申报容量。", "Exchange power was never above the declared capacity."
    ),
    "green.islanded": Text(
        "离网型项目：没有并网点，不与电网交换。",
        "An islanded project: it has no grid point and exchanges nothing.",
    ),
    "green.nothing_shared": Text(
        "这一时段直连电源没有发电，没有可分的绿电。",
        "The connection's plants generated nothing in this period: there is nothing to share.",
    ),
    "green.users": Text("绿电分给了谁", "Who got the green power"),
    "green.days": Text("典型日与弃电", "The mean day, and what was curtailed"),
}
"""Words by key."""
