"""Words of the page of forecasts."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

FORECASTS: Final = {
    "forecasts.about": Text(
        "最近一次预测：十次中约有一次低于 P10，一次高于 P90。只用发布时已知的数据。",
        "The newest forecast: about one outcome in ten falls below P10, and one above P90. Only "
        "what was known when it was issued is in it.",
    ),
    "forecasts.assumed": Text(
        "假定每个值在其时段结束 {minutes} 分钟后已知，与记录不同。",
        "Each value is assumed to be known {minutes} min after its interval, whatever the record "
        "says.",
    ),
    "forecasts.weather": Text(
        "使用了给定的气象；若为实测气象，预测能力会被高估。",
        "The weather that was given is used; where it was measured, the skill is flattered.",
    ),
    "forecasts.list": Text("各对象的预测", "What is forecast"),
    "forecasts.what": Text("对象", "What"),
    "forecasts.by": Text("方法", "By"),
    "forecasts.mean": Text("时段均值", "Mean over the horizon"),
    "forecasts.why": Text("为何不是模型", "Why it is no model's"),
    "forecasts.issued": Text("{at}（北京时间）发布", "Issued at {at} (Beijing time)"),
    "forecasts.none": Text("还没有预测", "Nothing is forecast yet"),
    "forecasts.none.about": Text(
        "预测从读数算起。先做一次：", "A forecast starts from readings. Make one:"
    ),
    "forecasts.tests": Text("回测：预测有多好", "Back-test: how good it would have been"),
    "forecasts.tests.about": Text(
        "按当时已知的数据逐次发布，与后来的实际对照。提升：比基准少多少分位损失；负值为更差。",
        "Issued again and again by what was known then, and held against what came. Skill: how "
        "much less is lost than by a baseline; below zero it is worse.",
    ),
    "forecasts.tests.none": Text("还没有回测", "Nothing was back-tested yet"),
    "forecasts.tests.none.about": Text(
        "在依赖预测之前，先看看它有多好：",
        "Before you rely on a forecast, see how good it is:",
    ),
    "forecasts.tested": Text(
        "{target}，{start} 至 {end}：{issues} 次发布，训练 {trained} 次。",
        "{target}, {start} to {end}: {issues} issues, trained {trained} times.",
    ),
    "forecasts.fell": Text(
        "{issues} 次由基准预测：{reason}", "At {issues} issues a baseline spoke: {reason}"
    ),
    "forecasts.horizon": Text("提前量", "Horizon"),
    "forecasts.all": Text("全部", "all"),
    "forecasts.coverage": Text("P10–P90 覆盖率", "P10–P90 holds"),
    "forecasts.nmae": Text("平均误差 nMAE", "Mean error, nMAE"),
    "forecasts.nrmse": Text("均方根误差 nRMSE", "RMS error, nRMSE"),
    "forecasts.skill": Text("相对{baseline}的提升", "Skill over {baseline}"),
    "forecasts.unreadable": Text("不能读取的文件", "Files that can't be read"),
}
