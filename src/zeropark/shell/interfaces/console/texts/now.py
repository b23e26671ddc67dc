"""Words of the page that shows the present."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

NOW: Final = {
    "now.clock": Text("园区时钟", "Park clock"),
    "now.values": Text("数值时段 {start} – {end}", "Values of {start} – {end}"),
    "now.waiting": Text("正在连接实时数据……", "Connecting to live values …"),
    "now.live": Text("实时更新中", "Live"),
    "now.not_live": Text(
        "自 {time} 起没有实时更新，正在重连；数字停在那时。",
        "Not live since {time}, reconnecting; the figures are of then.",
    ),
    "now.crowded": Text(
        "同时观看的页面已满，本页暂不实时更新；稍后会自动再试。",
        "Too many pages are watching; this one is not updated. It tries again by itself.",
    ),
    "now.no_script": Text(
        "没有脚本时数字不会自行更新，请重新载入本页。",
        "Without scripts the figures stay as they are. Load the page again for newer ones.",
    ),
    "now.speed": Text("时钟以真实时间的 {n} 倍运行", "The clock runs at {n} times real time"),
    "now.stands": Text("时钟停着", "The clock stands still"),
    "now.trouble": Text("读数不再到达：{why}", "Readings no longer arrive: {why}"),
    "now.old": Text(
        "这些不是当前的数字：最新已结账时段止于 {end}（{ago}）。",
        "These are not figures of the present: the newest closed interval ended {end} ({ago}).",
    ),
    "now.ahead": Text(
        "园区时钟是 {now}，而读数从 {start} 才开始：此刻还没有可显示的数字。",
        "The park clock shows {now}, and readings begin only at {start}: nothing to show yet.",
    ),
    "now.nothing": Text("此刻还没有数字", "There are no figures of the present yet"),
    "now.nothing.about": Text(
        "这里显示最近一个已结账时段。导入读数，再结账：",
        "The newest closed interval is shown here. Import readings, then close a period:",
    ),
    "now.source": Text(
        "功率与占比来自已结账的流量（与其他各页同源），取全部数据已知的最近 15 分钟；“最新读数”"
        "是各表自己的说法。",
        "Power and shares come from closed flows, as on every other page: the newest 15 minutes "
        "of which all is known. “Newest readings” are what the meters said themselves.",
    ),
    "now.tiles": Text("此刻", "Right now"),
    "now.stale": Text("陈旧", "stale"),
    "now.sketch": Text("单线图", "Single-line sketch"),
    "now.sketch.about": Text(
        "{start} – {end} 的平均功率；“—”为该时段没有数据，箭头为方向。",
        "Mean rates of {start} – {end}; “—” where that interval has no data; arrows show the way.",
    ),
    "now.sketch.bare": Text("还没有数值。", "No values yet."),
    "now.carrier": Text("品种", "Carrier"),
    "now.readings": Text("最新读数", "Newest readings"),
    "now.readings.about": Text(
        "{channels} 个通道，其中 {silent} 个已陈旧或无读数；表上读数为变比前，量与速率已乘变比。",
        "{channels} channels, {silent} of them stale or silent. As the meter says is before its "
        "ratio; amount and rate are after it.",
    ),
    "now.find": Text("查找表计或通道", "Find a meter or channel"),
    "now.silent": Text("只看陈旧的", "Only stale ones"),
    "now.search": Text("显示", "Show"),
    "now.none": Text("没有符合的通道。", "No channel fits."),
    "now.no_readings": Text("还没有读数。", "There are no readings yet."),
    "now.silent_long": Text("7 天内无读数", "no reading in 7 days"),
    "now.page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "now.before": Text("上一页", "Back"),
    "now.after": Text("下一页", "Next"),
    "now.ratio": Text("变比 {n}", "ratio {n}"),
    "now.kind.gauge": Text("瞬时", "gauge"),
    "now.kind.interval": Text("区间", "interval"),
    "now.kind.cumulative": Text("累计", "register"),
}
"""Words by key."""
