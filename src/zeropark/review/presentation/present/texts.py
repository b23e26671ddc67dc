"""Words of the present."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

WORDS: Final = {
    "tile.use": Text("园区用电", "Load"),
    "tile.exchange.import": Text("从公共电网下网", "From the grid"),
    "tile.exchange.export": Text("向公共电网上网", "To the grid"),
    "tile.storage.charge": Text("储能充电", "Storage charging"),
    "tile.storage.discharge": Text("储能放电", "Storage discharging"),
    "tile.storage.still": Text("储能静置", "Storage at rest"),
    "tile.share": Text("非化石供电占比", "Non-fossil supply"),
    "tile.share.note": Text(
        "风、光、核与直连非化石电量 ÷ 自发电与外来电量；不含储能，电网电量按化石计",
        "wind, sun, nuclear and direct lines ÷ all generation and import; stores left out, "
        "grid power counts as fossil",
    ),
    "tile.co2": Text("用电碳强度", "CO₂ of power used"),
    "tile.co2.note": Text(
        "下网电量 × 所在电网平均因子 ÷ 园区用电量",
        "grid import × mean factor of the local grid ÷ power used",
    ),
    "tile.use_today": Text("{day}已用电", "Used, {day}"),
    "tile.own_today": Text("{day}自发电", "Generated here, {day}"),
    "tile.made": Text("{carrier}产量", "{carrier} made"),
    "least": Text("缺 {n} 个时段，至少", "at least; {n} intervals missing"),
    "flag.2": Text("补数", "filled"),
    "flag.4": Text("可疑", "suspect"),
    "flag.8": Text("已剔除", "set aside"),
    "flag.16": Text("估读", "estimated"),
    "flag.32": Text("已更正", "corrected"),
    "flag.64": Text("部分覆盖", "partly covered"),
    "flag.128": Text("模拟", "simulated"),
    "flag.1": Text("无值", "no value"),
    "ago.now": Text("刚刚", "just now"),
    "ago.minute": Text("{n}分钟前", "{n} minutes ago"),
    "ago.hour": Text("{n}小时前", "{n} hours ago"),
    "ago.day": Text("{n}天前", "{n} days ago"),
    "ago.one.minute": Text("1分钟前", "1 minute ago"),
    "ago.one.hour": Text("1小时前", "1 hour ago"),
    "ago.one.day": Text("1天前", "1 day ago"),
    "last_day.title": Text("最近 24 小时", "The last 24 hours"),
    "last_day.about": Text(
        "园区用电（线）与供电来源（堆叠面），每 15 分钟平均，来自已结账的流量。",
        "Use (line) over its sources (stacked), means of 15 minutes, from closed flows.",
    ),
    "now.table": Text("此刻的数字", "The figures of the present"),
    "now.what": Text("指标", "What"),
    "now.value": Text("数值", "Value"),
    "now.unit": Text("单位", "Unit"),
    "now.from": Text("时段", "Interval"),
    "now.quality": Text("质量", "Quality"),
    "sketch.table": Text("单线图上的数值", "Values on the single-line sketch"),
    "sketch.element": Text("元件", "Element"),
    "sketch.way": Text("方向", "Direction"),
    "way.forward": Text("顺箭头", "with the arrow"),
    "way.backward": Text("逆箭头", "against it"),
    "way.still": Text("静止", "still"),
    "way.unknown": Text("未知", "unknown"),
    "said.caption": Text("各通道最新读数", "The newest reading of every channel"),
    "said.meter": Text("表计", "Meter"),
    "said.channel": Text("通道", "Channel"),
    "said.value": Text("表上读数", "As the meter says"),
    "said.unit": Text("表上单位", "Its unit"),
    "said.amount": Text("上一时段的量", "Over its last interval"),
    "said.rate": Text("折合速率", "As a rate"),
    "said.rate_unit": Text("速率单位", "Unit of the rate"),
    "said.at": Text("时刻", "Time"),
    "said.quality": Text("质量", "Quality"),
}
"""Words by key."""
