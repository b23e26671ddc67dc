"""Words of pictures and tables of flexibility."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

FLEXIBILITY_TEXTS: Final = {
    "flex_call.title": Text("{call}：要求、接受与响应", "{call}: asked, accepted, delivered"),
    "flex_call.about": Text(
        "相对基线的变化功率，15 分钟平均；反方向的响应在零线以下。",
        "Change against the baseline, means of quarter-hours; what went the other way is below "
        "zero.",
    ),
    "flex_call.asked": Text("要求", "asked"),
    "flex_call.accepted": Text("接受", "accepted"),
    "flex_call.delivered": Text("响应", "delivered"),
    "flex_call.at": Text("时段（北京时间）", "From (Beijing time)"),
    "flex_draw.title": Text("{call}：实测与基线", "{call}: measured against the baseline"),
    "flex_draw.about": Text(
        "参与资源的净用电功率之和；基线是没有调用时的用电。替代值不是读数。",
        "Net draw of the resources that took part; the baseline is what they would have drawn. "
        "Substitutes are no readings.",
    ),
    "flex_draw.baseline": Text("基线", "baseline"),
    "flex_draw.measured": Text("实测", "measured"),
    "flex_draw.substituted": Text("含替代值", "substituted"),
    "flex.down": Text("减少用电", "draw less"),
    "flex.up": Text("增加用电", "draw more"),
    "flex.yes": Text("是", "yes"),
    "flex.no": Text("否", "no"),
}
