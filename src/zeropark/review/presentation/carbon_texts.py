"""Words of the carbon pictures and tables, in Chinese and English."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

CARBON_TEXTS: Final = {
    "carbon.title.day": Text("每日碳排放构成", "Carbon by day and part"),
    "carbon.title.hour": Text("逐时碳排放构成", "Carbon by hour and part"),
    "carbon.about.part": Text(
        "清单各行按其能流在时段内的分布分摊，各部分之和等于时段合计。",
        "The lines follow the flows behind them through the period; "
        "the steps of a part add up to its total.",
    ),
    "col.day": Text("日期", "Day"),
    "col.book": Text("账本", "Book"),
    "books.title": Text("三本账并排", "The three books side by side"),
    "books.about": Text(
        "同一时段、同一园区的三种口径，只比较，不相加；抵扣在零线左侧。",
        "Three ways to count the same park and period: compared, never added; "
        "deductions stand left of zero.",
    ),
    "books.by_part": Text("按组成", "By part"),
    "books.by_line": Text("按排放源", "By source"),
    "books.per_tce": Text("每吨标准煤", "Per tce consumed"),
    "books.per_kwh": Text("每度用电", "Per kWh used"),
    "books.rest": Text("其他", "others"),
    "books.per_kwh.about": Text(
        "电力部分排放 ÷ 园区用电量（含自发自用）",
        "emission of the electricity part over all electricity used, own generation included",
    ),
    "trend.title": Text("三本账随时间的变化", "The three books through time"),
    "trend.about": Text(
        "各账本的排放；“累计”为自时段开始。",
        "Emission of each book; running totals count from the start of the period.",
    ),
    "trend.each": Text("各期", "Each step"),
    "trend.running": Text("累计", "Running total"),
    "difference.title": Text("两本账差在哪里", "What makes the difference between two books"),
    "difference.about": Text(
        "从一本账的合计到另一本账的合计，逐项相差多少；相同的排放源不列。",
        "From the total of one book to that of the other, line by line; "
        "lines that are alike are left out.",
    ),
    "difference.more": Text("增加", "More"),
    "difference.less": Text("减少", "Less"),
    "difference.total": Text("合计", "Total"),
    "difference.gap": Text("相差", "Difference"),
    "difference.by_amount": Text("因电量或用量不同", "from the amount"),
    "difference.by_factor": Text("因排放因子不同", "from the factor"),
    "lines.title": Text("排放清单：{book}", "Inventory: {book}"),
    "lines.memo": Text("单列，不计入合计", "listed apart, not in the total"),
    "col.part": Text("组成", "Part"),
    "col.coverage": Text("数据完整率", "Coverage"),
    "col.filled": Text("补全", "Filled"),
    "col.share": Text("占比", "Share"),
    "col.known": Text("如何得知", "How it is known"),
    "behind.title": Text("背后的能流与计量表", "The flows and meters behind it"),
    "behind.about": Text(
        "这一排放源背后各条能流的逐月数量，尚未扣除合同；乘以排放因子即为排放量。",
        "What each flow behind this line carried by month, before contracts are taken off; "
        "times the factor it is the emission.",
    ),
    "behind.no_meter": Text("无计量表", "no meter"),
    "flag.missing": Text("有缺失", "missing in part"),
    "flag.filled": Text("含补全", "filled in part"),
    "flag.suspect": Text("有可疑值", "doubtful values"),
    "flag.rejected": Text("有弃用值", "values set aside"),
    "flag.estimated": Text("含估计值", "estimated in part"),
    "flag.corrected": Text("有更正", "corrected"),
    "flag.partial": Text("时段不满", "not all covered"),
    "flag.generated": Text("模拟数据", "generated data"),
}
"""Words by key; part of `TEXTS`."""
