"""Words of forecasts: who said it, how sure, and how good it was."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

FORECAST_TEXTS: Final = {
    "forecast.title": Text(
        "{park}：{at} 发布的预测，向前 {hours} 小时",
        "{park}: forecast issued at {at}, {hours} h ahead",
    ),
    "forecast.target": Text("对象", "what"),
    "forecast.method": Text("方法", "by"),
    "forecast.low": Text("低 P10", "P10"),
    "forecast.middle": Text("中 P50", "P50"),
    "forecast.high": Text("高 P90", "P90"),
    "forecast.mean": Text(
        "时段均值，单位同对象；逐时段的值见 --json 或 --out。",
        "Means over the "
        "horizon, in the unit of each; the values step by step with --json or --out.",
    ),
    "forecast.kept": Text("已保存：{file}", "kept as {file}"),
    "forecast.strict": Text(
        "只用当时已知的数据（按读数的获知时间）。",
        "Only what was known then is used, by the record of when readings came.",
    ),
    "forecast.assumed": Text(
        "假定每个值在其时段结束 {minutes} 分钟后已知（--assume-delay），与记录不同。",
        "Each value is assumed to be known {minutes} min after its interval, whatever the record "
        "says (--assume-delay).",
    ),
    "forecast.weather": Text(
        "使用了给定的气象；若为实测气象，预测能力会被高估。",
        "The weather that was given is used; where it was measured, the skill is flattered.",
    ),
    "forecast.trained": Text("已训练 {count} 个模型", "Models trained: {count}"),
    "forecast.cases": Text("样本", "cases"),
    "forecast.skill": Text("相对 {baseline} 的提升", "skill over {baseline}"),
    "forecast.skill.best": Text("相对最好基准的提升", "skill over the best baseline"),
    "forecast.best": Text("最好的基准", "best baseline"),
    "forecast.coverage": Text("P10–P90 覆盖率", "P10–P90 coverage"),
    "forecast.horizon": Text("提前量", "horizon"),
    "forecast.pinball": Text("分位损失", "pinball"),
    "forecast.nmae": Text("平均误差 nMAE", "nMAE"),
    "forecast.nrmse": Text("均方根误差 nRMSE", "nRMSE"),
    "forecast.tested": Text(
        "{target}：{issues} 次发布，训练 {trained} 次",
        "{target}: {issues} issues, trained {trained} times",
    ),
    "forecast.fell": Text(
        "{issues} 次由基准预测：{reason}", "at {issues} issues a baseline spoke: {reason}"
    ),
    "forecast.all": Text("全部", "all"),
    "forecast.lightgbm": Text("模型", "model"),
    "forecast.forecast": Text("预测", "forecast"),
    "forecast.persistence": Text("持续法", "persistence"),
    "forecast.similar_day": Text("相似日", "similar day"),
    "forecast.climatology": Text("四周平均", "climatology"),
    "forecast.load": Text("负荷", "load"),
    "forecast.availability": Text("可发比例", "availability"),
    "forecast.price": Text("电价", "price"),
    "forecast_band.title": Text("{target}：P10 至 P90", "{target}: P10 to P90"),
    "forecast_band.title.came": Text("{target}：预测与实际", "{target}: forecast and what came"),
    "forecast_band.about": Text(
        "十次中约有八次落在色带内；线为 P50。时刻为北京时间。",
        "About eight outcomes in ten fall within the band; the line is P50. Beijing time.",
    ),
    "forecast_band.came": Text(
        "最后一次回测发布的预测，虚线为后来的实际值。时刻为北京时间。",
        "The last forecast that the back-test issued; the dashed line is what came. Beijing time.",
    ),
    "forecast_band.width": Text("P90 − P10 宽度", "width, P90 − P10"),
    "forecast_band.actual": Text("实际", "what came"),
    "forecast_band.start": Text("时段开始", "From"),
    "forecast_band.price": Text("元/kWh", "CNY/kWh"),
    "forecast_band.per_step": Text("{unit}/时段", "{unit} per step"),
    "forecast_band.target": Text("{of}的{kind}", "{of}, {kind}"),
}
