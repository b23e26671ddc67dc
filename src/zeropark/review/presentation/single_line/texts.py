"""Words of the sketch that stand in no park document."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

WORDS: Final = {
    "title": Text("{carrier}单线图", "Single-line sketch: {carrier}"),
    "bus": Text("{bus}：{parts}。", "{bus}: {parts}. "),
    "bus.empty": Text("{bus}：无设备。", "{bus}: nothing on it. "),
    "tie": Text(
        "{tie}连接{upper}与{lower}。",
        "{tie} joins {upper} and {lower}. ",
    ),
    "listed": Text("、", ", "),
    "count": Text("{n} 台", "{n} units"),
    "count.points": Text("{n} 处", "{n} points"),
    "count.lines": Text("{n} 回", "{n} circuits"),
    "count.buses": Text("{n} 条", "{n} buses"),
    "further": Text("其余母线", "Further buses"),
    "rest": Text("其余{name}", "Others: {name}"),
    "several": Text("{name}（{count}）", "{name} ({count})"),
    "together": Text(
        "{symbols} 个符号代表 {members} 台（处）设备，按归属或类别合并。",
        "{symbols} symbols stand for {members} devices, taken together by owner or kind.",
    ),
    "hidden": Text(
        "另有 {n} 条母线未展开，其上 {members} 台（处）设备未单独画出。",
        "{n} further buses are not unfolded; the {members} devices on them are not drawn.",
    ),
    "ties": Text("另有 {n} 处联络未画出。", "{n} further ties between buses are not drawn."),
    "no_buses": Text("园区没有该品种的母线。", "The park has no bus of this carrier."),
    "group.wind": Text("风电", "Wind power"),
    "group.solar": Text("太阳能发电", "Solar power"),
    "group.generation": Text("其他发电", "Other generation"),
    "group.storage": Text("储能", "Storage"),
    "group.use": Text("用能设备", "Uses"),
    "group.grid": Text("公网", "Public grid"),
    "group.direct": Text("直连专线", "Direct lines"),
    "group.supply": Text("供应", "Supply"),
    "group.heat": Text("供热", "Heat supply"),
}
"""By key."""
