"""Words of the page that shows where the energy went."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

ENERGY: Final = {
    "energy.carrier": Text("品种", "Carrier"),
    "energy.bus": Text("母线", "Bus"),
    "energy.all": Text("全部", "All"),
    "energy.show": Text("显示", "Show"),
    "energy.choose": Text(
        "也可以在图上点选品种或母线。", "Or choose a kind of energy or a bus in the pictures."
    ),
    "energy.load": Text("负荷曲线与持续曲线", "Load and duration curves"),
    "energy.map": Text("逐时图", "Hour by hour"),
    "energy.users": Text("各企业用能", "Who used how much"),
    "energy.peak": Text("最大负荷与负荷率", "Peak and load factor"),
    "energy.peak.about": Text(
        "负荷率 = 平均功率 ÷ 最大功率；功率为每个结账步长的平均值，只计已知步长。",
        "Load factor = mean power ÷ highest power. Power is the mean of each closed interval, "
        "known ones only.",
    ),
}
"""Words by key."""
