"""Words of the figures that show where energy went and how load ran."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

ENERGY_TEXTS: Final = {
    "sankey.title": Text("能流图：逐条母线与设备", "Energy flow, bus by bus"),
    "sankey.title.of": Text("能流图：{what}", "Energy flow: {what}"),
    "sankey.about": Text(
        "线宽与时段内的量成正比；燃料按当量值计，与电力并列。储能与电网的进、出分列两侧。",
        "Width is the amount over the period; fuels at their calorific value beside electricity. "
        "Stores and the grid stand on both sides: giving and taking.",
    ),
    "sankey.into": Text("{node}（充入）", "{node} (in)"),
    "sankey.export": Text("{node}（上网）", "{node} (export)"),
    "sankey.back": Text("{node}（返回）", "{node} (back)"),
    "sankey.left_out": Text(
        "未画入（无折标系数或不是能源）：{carriers}。",
        "Not drawn (no coal equivalent, or no energy): {carriers}.",
    ),
    "overview.title": Text(
        "能流概览：来源、品种、去向", "Energy flow: sources, kinds, destinations"
    ),
    "overview.about": Text(
        "燃料按当量值计。转换设备（锅炉、电解槽、余热回收等）给出的能量按所取能量分摊，"
        "其余计入其所属企业；储能只画净充放。损耗、未计量与弃电各有其名。",
        "Fuels at their calorific value. What a converting device (boiler, electrolyser, heat "
        "recovery) gives is shared among what it took; the rest is its owner's use. Stores stand "
        "with their net. Losses, unmetered and curtailed energy are named.",
    ),
    "stage.wind": Text("风电", "Wind"),
    "stage.solar": Text("光伏与光热", "Solar"),
    "stage.direct": Text("直连线路", "Direct line"),
    "stage.grid": Text("公共电网下网", "Grid import"),
    "stage.other": Text("其他来源（反应热、环境热等）", "Other (heat of reactions, surroundings)"),
    "stage.brought": Text("外来：{what}", "Brought: {what}"),
    "stage.electricity": Text("电力", "Electricity"),
    "stage.heat": Text("热力与蒸汽", "Heat and steam"),
    "stage.fuel": Text("燃料", "Fuels"),
    "stage.hydrogen_family": Text("氢、氨、醇", "Hydrogen, ammonia, methanol"),
    "stage.material": Text("物料", "Materials"),
    "stage.water": Text("水", "Water"),
    "stage.industrial_gas": Text("工业气体", "Industrial gases"),
    "stage.park": Text("园区公用", "The park's own"),
    "stage.store": Text("储能净充放", "Stores, net"),
    "stage.export": Text("上网与外送", "Exported"),
    "stage.delivered": Text("外供", "Delivered"),
    "months.title": Text("各月电力来源与用电", "Electricity by month: sources and use"),
    "days.title": Text("各日电力来源与用电", "Electricity by day: sources and use"),
    "hours.title": Text("各小时电力来源与用电", "Electricity by hour: sources and use"),
    "months.about": Text(
        "柱为来源，向下为上网；线为园区用电。",
        "Columns are sources, export below; the line is use.",
    ),
    "months.gaps": Text(
        "以下月份有缺失时段，合计只含已知部分：{months}。",
        "These months have gaps; sums hold what is known: {months}.",
    ),
    "days.gaps": Text(
        "其中 {count} 个时段有缺失，合计只含已知部分。",
        "{count} of these have gaps; sums hold what is known.",
    ),
    "load.title": Text("负荷曲线", "Load curves"),
    "load.about": Text(
        "每个结账步长的平均功率，北京时间。点数有限时保留每一段的最高、最低与缺失，峰值不丢；"
        "放大后重新取数。储能放电计入来源。",
        "Mean power of every closed interval, Beijing time. Where there are more intervals than "
        "points, the highest, lowest and missing of every stretch are kept; zooming in fetches "
        "finer data. What storage gives counts as a source.",
    ),
    "load.sources": Text("来源与用电", "Sources and use"),
    "load.exchange": Text("电网交换", "Grid exchange"),
    "load.mean": Text("平均负荷", "Mean use"),
    "load.peak": Text("最大负荷", "Highest use"),
    "load.peak_at": Text("出现时间", "at"),
    "load.taken": Text("最大下网", "Highest import"),
    "load.given": Text("最大上网", "Highest export"),
    "load.unknown": Text("缺失步数", "Missing intervals"),
    "load.factor": Text("负荷率", "Load factor"),
    "load.lowest": Text("最小负荷", "Lowest use"),
    "load.total": Text("全时段", "Whole period"),
    "duration.title": Text("负荷持续曲线", "Load duration curve"),
    "duration.about": Text(
        "功率由大到小排列：有多少小时不低于该功率。缺失时段不计入。",
        "Power from highest to lowest: for how many hours it was at least that. Gaps left out.",
    ),
    "duration.hours": Text("持续小时数", "Hours"),
    "duration.share": Text("占已知时间", "Share of known time"),
    "map.title": Text("逐时图：{what}", "Hour by hour: {what}"),
    "map.about": Text(
        "横轴为日期，纵轴为北京时间小时；颜色为该小时平均功率。露出琥珀色底处为缺失。",
        "Days across, hours of Beijing time down; colour is the mean power of the hour. "
        "Where the amber ground shows through, the hour is missing.",
    ),
    "map.use": Text("园区用电", "Use"),
    "map.grid": Text("电网下网", "Grid import"),
    "map.solar": Text("光伏与光热", "Solar"),
    "map.wind": Text("风电", "Wind"),
    "map.export": Text("上网", "Grid export"),
    "map.price": Text("下网电价", "Grid price"),
    "map.about.price": Text(
        "每多下网一千瓦时要付的电量电价（含输配、线损、基金等按电量计的各项，不含需量与容量）。"
        "露出琥珀色底处价格未知。",
        "What one more kWh from the grid costs by all charges per kWh; demand and capacity charges "
        "left out. Where the amber ground shows through, the price is not known.",
    ),
    "map.most": Text("最大", "Highest"),
    "map.least": Text("最小", "Lowest"),
    "map.mean": Text("平均", "Mean"),
    "map.unknown": Text("缺失小时", "Missing hours"),
    "buses.title": Text("各母线的平衡与差额", "Balance of every bus and its residual"),
    "buses.about": Text(
        "差额占流入量的比例，差额大的在前。损耗与未计量流出向右，未计量流入向左。",
        "Residual as a share of what came in, worst first. Losses and unmetered outflow to the "
        "right, unmetered inflow to the left.",
    ),
    "buses.energy": Text("能源", "Energy"),
    "buses.others": Text("水、气体与物料", "Water, gases and materials"),
    "buses.in": Text("流入", "In"),
    "buses.out": Text("流出", "Out"),
    "buses.inferred": Text("其中推算", "Of these inferred"),
    "buses.losses": Text("损耗", "Losses"),
    "buses.unmetered_out": Text("未计量流出", "Unmetered out"),
    "buses.unmetered_in": Text("未计量流入", "Unmetered in"),
    "buses.share": Text("差额占流入", "Residual of inflow"),
    "buses.coverage": Text("覆盖率", "Coverage"),
    "buses.filled": Text("补数占比", "Filled"),
    "bus.title": Text("{bus}：随时间的流入与流出", "{bus}: what came in and went out"),
    "bus.about": Text(
        "流入向上，流出向下，差额单列其名；缺失留空。",
        "Inflow up, outflow down, residuals by name; what is missing stays empty.",
    ),
    "bus.in": Text("自 {node}", "from {node}"),
    "bus.out": Text("至 {node}", "to {node}"),
    "users.title": Text("各企业用能", "Who used how much"),
    "users.about": Text(
        "消费 = 收到 − 送出 + 自产；逐品种计，互不相加。没有归属的为园区公用。",
        "Consumption = received − delivered + made; each carrier for itself, never added up. "
        "What belongs to no enterprise is the park's own.",
    ),
    "users.park": Text("园区公用", "The park's own"),
    "users.received": Text("收到", "Received"),
    "users.delivered": Text("送出", "Delivered"),
    "users.made": Text("自产", "Made"),
    "users.consumption": Text("消费", "Consumption"),
    "col.load": Text("负荷", "Load"),
    "col.bus": Text("母线", "Bus"),
    "col.carrier": Text("品种", "Carrier"),
    "col.time": Text("时间", "Time"),
    "col.quantity": Text("数量", "Amount"),
    "col.enterprise": Text("企业", "Enterprise"),
}
"""Words by key."""
