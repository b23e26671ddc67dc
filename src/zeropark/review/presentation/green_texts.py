"""Words of the pictures and tables about green power, in Chinese and English."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

_USE: Final = {
    "cover.book": Text("三本绿电账并列，不合并", "three green books, never merged"),
    "clock.book": Text("物理直供账", "physically direct book"),
    "cover.title": Text("每月用电由什么构成", "What each month's electricity was"),
    "cover.about": Text(
        "每度电只计一次：物理直供＋绿电交易＋绿证＋未覆盖电网电＋其他＝用电量；三本账并列，不合并。"
        "绿证按年核销，这里按各月扣除交易后的电网电量分摊。",
        "Every kWh counts once: direct + traded + certificates + grid power not covered + other "
        "= use. The three books stand side by side and are never merged. Certificates are for a "
        "year; here they lie on its months as trades leave grid power in each.",
    ),
    "cover.energy": Text("电量", "Energy"),
    "cover.share": Text("占用电量", "Share of use"),
    "cover.direct": Text("物理直供", "Physically direct"),
    "cover.trade": Text("绿电交易", "Green-power trade"),
    "cover.certificate": Text("绿证", "Certificates"),
    "cover.uncovered": Text("未覆盖的电网电", "Grid power not covered"),
    "cover.other": Text("其他", "Other"),
    "cover.use": Text("用电量", "Electricity used"),
    "cover.limit": Text("直供比例下限 {limit} %", "Direct share at least {limit} %"),
    "cover.other.about": Text(
        "“其他”为燃料或余热自发电、未计量来电，以及直供电在储能中的损耗；为负表示转送的电网电更多。",
        "Other: own generation from fuels or waste heat, what came unmetered, and direct power "
        "lost in stores; below zero where more grid power was passed on.",
    ),
    "claims.title": Text("绿电权益主张与其计入", "Claims on green power, and what of them counts"),
    "claims.contract": Text("合同", "Contract"),
    "claims.holder": Text("持有者", "Holder"),
    "claims.for": Text("对应时段", "For"),
    "claims.claimed": Text("主张", "Claimed"),
    "claims.counted": Text("计入", "Counts"),
    "claims.unused": Text("未计入", "Counts nowhere"),
    "claims.park": Text("园区整体", "The park as one"),
    "claims.about": Text(
        "主张只计到持有者当时下网电量为止，超出部分哪本账都不计。",
        "A claim counts up to what its holder drew from the grid; what is beyond counts nowhere.",
    ),
}

_HOURS: Final = {
    "clock.title": Text("逐时匹配：一年的每个小时", "Matched by the hour: every hour there is"),
    "clock.about": Text(
        "横轴为日，纵轴为小时；颜色为该小时用电中由物理直供绿电满足的比例，底色处为缺失。",
        "Days across, hours down. Colour: how much of the hour's use was met by direct green "
        "power; where the ground shows, data is missing.",
    ),
    "clock.share": Text("匹配比例", "Matched share"),
    "clock.surplus": Text("余电上网", "Surplus exported"),
    "clock.shortage": Text("缺口", "Shortage"),
    "clock.table": Text("各月匹配", "Matching by month"),
    "clock.span": Text("时段", "Span"),
    "clock.matched": Text("逐时匹配电量", "Matched by the hour"),
    "clock.generation": Text("非化石发电", "Non-fossil generation"),
    "clock.hourly": Text("逐时匹配率", "Hourly matched"),
    "clock.volume": Text("总量比", "By volume"),
    "clock.unknown": Text("缺失小时", "Hours missing"),
    "clock.use": Text("用电（不含储能损耗）", "Use, without store losses"),
    "steps.title": Text("用电与直供绿电", "Use and direct green power"),
    "steps.about": Text(
        "零线以上为用电：绿色为直供满足，灰色为缺口；零线以下为上网与弃电。",
        "Above zero is use: green was met directly, grey was short. Below zero is what left for "
        "the grid or was curtailed.",
    ),
    "made.title": Text("非化石电力去了哪里", "Where the non-fossil power went"),
    "made.about": Text(
        "可用发电量＝就地使用＋储能净存入与损耗＋上网＋弃电。",
        "Available generation = used here + lost in stores or still inside + exported + curtailed.",
    ),
    "made.used": Text("就地使用", "Used here"),
    "made.stored": Text("储能净存入与损耗", "Into stores, net"),
    "made.exported": Text("上网", "Exported"),
    "made.curtailed": Text("弃电", "Curtailed"),
    "made.available": Text("可用发电量", "Available"),
    "made.curtailed_share": Text("弃电率", "Curtailed"),
    "made.unmeasured": Text(
        "有电源未计量可用发电量，弃电无从得知。",
        "The availability of some plant is not measured; what was curtailed is not known.",
    ),
}

_DIRECT: Final = {
    "path.title": Text("三项比例的年内走势", "The three ratios through the year"),
    "path.about": Text(
        "实线为年初至当月末累计，虚线为年度限值。限值按自然年判定，单月数值仅供参考。",
        "Lines: from the year's start to the month's end. Dashed: the yearly limit. Limits are of "
        "calendar years; a month alone is for information.",
    ),
    "path.to_date": Text("年初累计", "Year to date"),
    "path.alone": Text("单月（仅供参考）", "Month alone (information)"),
    "path.limit": Text("{name} 限值 {sign} {limit} %", "{name} limit {sign} {limit} %"),
    "path.r1": Text("R1 自用占可用发电", "R1 self-use of available"),
    "path.r2": Text("R2 自用占用电", "R2 self-use of consumption"),
    "path.r3": Text("R3 上网占可用发电", "R3 export of available"),
    "exceed.title": Text("与电网交换功率持续曲线", "Exchange with the grid, by duration"),
    "exceed.about": Text(
        "交换功率 |下网−上网| 从高到低；竖向读功率，横向读达到该功率的小时数。",
        "Exchange power |import − export| from highest to lowest: for how many hours it was at "
        "least so high.",
    ),
    "exceed.power": Text("交换功率", "Exchange power"),
    "exceed.declared": Text("申报容量", "Declared capacity"),
    "exceed.hours": Text("小时数", "Hours"),
    "exceed.at": Text("达到时间占比", "Share of time"),
    "shares.title": Text("绿电分给了谁", "Who got the green power"),
    "shares.about": Text(
        "按小时把自发自用电量按各用户同一小时用电量分摊（688 号第十一条）；其余部分逐项列名。",
        "Self-use is shared each hour in proportion to what each user consumed in it (688, item "
        "11); whatever is left has a name.",
    ),
    "shares.user": Text("去向", "To"),
    "shares.green": Text("直供绿电", "Direct green power"),
    "shares.part": Text("占可用发电量", "Of what was available"),
    "shares.consumed": Text("该用户用电", "The user's consumption"),
    "shares.own": Text("直供占其用电", "Direct, of its consumption"),
    "shares.unallocated": Text("未分摊（线损或他用）", "Unallocated: losses or others"),
    "shares.stored": Text("储能损耗与结存", "Lost in stores or left inside"),
    "shares.exported": Text("上网", "Exported"),
    "shares.curtailed": Text("弃电", "Curtailed"),
}

_TILES: Final = {
    "green_tile.use": Text("用电量", "Electricity used"),
    "green_tile.use.note": Text("含储能与线路损耗", "losses of stores and lines included"),
    "green_tile.of_use": Text("占用电量 {share} %", "{share} % of use"),
    "green_tile.direct_limit": Text("年度原则上 ≥ {limit} %", "in principle ≥ {limit} % a year"),
    "green_tile.unused": Text("未能计入的主张", "Claims that count nowhere"),
    "green_tile.unused.note": Text("超出电网电量或不符合条件", "beyond grid power, or not fit"),
    "green_tile.hourly": Text("逐时匹配率（24/7）", "Hourly matched share (24/7)"),
    "green_tile.hourly.note": Text(
        "每小时只计当时用得上的直供绿电", "in each hour only what was used in it counts"
    ),
    "green_tile.volume": Text("总量比", "Share by volume"),
    "green_tile.volume.note": Text(
        "不问何时：发电总量÷用电总量", "whenever made: all made ÷ all used"
    ),
    "green_tile.short": Text("缺口", "Shortage"),
    "green_tile.short.note": Text("用电中没有直供绿电的部分", "use that no direct power met"),
    "green_tile.surplus": Text("余电上网", "Surplus exported"),
    "green_tile.surplus.note": Text("当时用不上的直供绿电", "direct power of no use in its hour"),
    "end.title": Text("年末推算", "Where the year ends"),
    "end.value": Text("年末", "Year's end"),
    "end.same_share": Text(
        "推算方法：余下时间按已过时间等比例外推（没有上年同期可用）；比例与累计相同，冬夏差异未计入。"
        "不是预测。",
        "Method: the rest of the year goes like what is past, for no earlier year is closed. The "
        "ratios stay as they are; a winter tells little of a summer. Not a forecast.",
    ),
    "end.last_year": Text(
        "推算方法：余下时间重复上年同期的实绩。不是预测。",
        "Method: the rest of the year repeats the same stretch of last year. Not a forecast.",
    ),
}

GREEN_TEXTS: Final = _TILES | _USE | _HOURS | _DIRECT
"""Words by key."""
