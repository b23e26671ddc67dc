"""Words of the page that says whether the park passes."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

INDICATORS: Final = {
    "indicators.all": Text("全部指标", "All indicators"),
    "indicators.to_date": Text("年初至今，暂不判定", "year to date, no verdict"),
    "indicators.to_date.about": Text(
        "这一年尚未全部结账：以下均为年初至今数值，不作达标判定；限值按自然年评价。",
        "This year is not closed whole: the figures are year to date and not judged. "
        "The limits are of calendar years.",
    ),
    "indicators.head.to_date": Text("年初至今的核心指标", "The core indicator, year to date"),
    "indicators.band": Text(
        "限值分档按目前的能耗，年底可能换档。",
        "The band of the limit is that of the consumption so far; it may change by the year's end.",
    ),
    "indicators.unfold": Text("逐项展开", "Each indicator, unfolded"),
    "indicators.unfold.about": Text(
        "分子与分母的每一项都可打开到排放、能流或规则。",
        "Every term of numerator and denominator leads on to carbon, flows or rules.",
    ),
    "indicators.numerator": Text("分子", "Numerator"),
    "indicators.denominator": Text("分母", "Denominator"),
    "indicators.term": Text("项", "Term"),
    "indicators.rule": Text("限值规则", "Rule of the limit"),
    "indicators.reason": Text("理由", "Reason"),
    "indicators.no_terms": Text("没有可展开的项。", "There are no terms to unfold."),
    "indicators.history": Text("历史", "History"),
    "indicators.fetching": Text("历史：", "History: "),
    "indicators.changes": Text("怎样才能达标", "What would have to change"),
    "indicators.enough": Text(
        "已在限值之内：无需再增加绿电或绿证。",
        "Within the limit: no further green power or certificates are needed.",
    ),
    "indicators.enough.to_date": Text(
        "到目前为止在限值之内；全年如何尚未可知。",
        "So far within the limit; how the year ends is not known yet.",
    ),
    "indicators.no_goal": Text(
        "没有国家限值，也没有分阶段目标可对照。",
        "There is neither a national limit nor a staged target to hold it against.",
    ),
    "indicators.no_changes": Text(
        "没有正的排放来源，或没有能耗。", "Nothing emits, or nothing was consumed."
    ),
    "indicators.uncovered": Text("尚未覆盖的电网电量", "Grid power not covered yet"),
    "indicators.needed": Text("还需覆盖", "Still to be covered"),
    "indicators.certificates": Text("折合绿证", "As certificates"),
    "indicators.goal": Text("对照", "Held against"),
    "indicators.count": Text("张", "certificates"),
    "indicators.unconfirmed": Text("尚未在正式文本中核实", "not yet confirmed in an official text"),
}
"""Words by key."""
