"""Words of the figures that show how far data can be trusted."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

_WEEKDAYS: Final = (
    *(("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu")),
    *(("周五", "Fri"), ("周六", "Sat"), ("周日", "Sun")),
)

QUALITY_TEXTS: Final = {
    "calendar.title": Text("数据日历", "Calendar of the data"),
    "calendar.about": Text(
        "一格一天：全部计量点的 15 分钟值中，实测、补全、缺失各占多少。点选一天查看当天。",
        "A square a day: the share of all meters' quarter hours that was measured, filled or is "
        "missing. Choose a day to see it.",
    ),
    "calendar.days": Text("不全为实测的天数", "Days not all measured"),
    "trace.title": Text("{channel}：读数与所用的量", "{channel}: as read and as used"),
    "trace.about": Text(
        "先看账里所用的 15 分钟量（实测与补全），再看表计原话：计量单位为表计自己的单位，未乘倍率，"
        "被剔除的与存疑的分别标出。",
        "First the amounts per quarter hour as the books use them, measured and filled; then the "
        "readings as the meter said them, in its own unit before its ratio, with those set aside "
        "and those in doubt marked.",
    ),
    "trace.used": Text("所用的量", "As used"),
    "trace.said": Text("表计读数", "As read"),
    "trace.good": Text("可用", "Good"),
    "trace.suspect": Text("存疑（已用）", "In doubt (used)"),
    "trace.rejected": Text("剔除（未用）", "Set aside"),
    "trace.amounts": Text("每 15 分钟所用的量", "Amounts per quarter hour"),
    "trace.readings": Text("表计读数", "Readings"),
    "trace.how": Text("来历", "How it is known"),
    "trace.marks": Text("标记", "Marks"),
    "trace.end": Text("至", "To"),
    "trace.value": Text("读数", "Reading"),
    "trace.known_at": Text("入库时间", "Known at"),
    "trace.source": Text("来源", "Source"),
    "flag.MISSING": Text("缺失", "missing"),
    "flag.FILLED": Text("补全", "filled"),
    "flag.SUSPECT": Text("存疑", "in doubt"),
    "flag.REJECTED": Text("剔除", "set aside"),
    "flag.ESTIMATED": Text("来源自称估计值", "an estimate by its source"),
    "flag.CORRECTED": Text("更正", "corrected"),
    "flag.PARTIAL": Text("部分覆盖", "covered in part"),
    "flag.GENERATED": Text("模拟", "simulated"),
    "method.register": Text("按表底总量分摊", "spread from the register's total"),
    "method.check_meter": Text("取自校核表", "from the check meter"),
    "method.linear": Text("线性内插", "on a straight line"),
    "method.previous_day": Text("取前一天同时刻", "as the day before"),
    "method.previous_week": Text("取上周同时刻", "as the week before"),
    "completeness.title": Text("逐表逐月实测率", "Measured, meter by meter and month by month"),
    "completeness.channels": Text("逐通道完整性", "How whole the data is, channel by channel"),
    "completeness.channel": Text("通道", "Channel"),
    "completeness.gap": Text("最长连续无实测", "Longest without measurement"),
    "completeness.gap_from": Text("起于", "From"),
    "completeness.last": Text("最后读数", "Last reading"),
    "completeness.suspect": Text("存疑", "In doubt"),
    "completeness.rejected": Text("剔除", "Set aside"),
    "completeness.year": Text("全时段", "Whole"),
} | {f"weekday.{at}": Text(*names) for at, names in enumerate(_WEEKDAYS)}
"""Words by key."""
