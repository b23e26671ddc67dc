"""Words of the page of rules."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

RULES: Final = {
    "rules.about": Text(
        "系统中的系数、电价和限值都在这里，代码里没有一个。每条都注明出处、有效期和核实程度。",
        "Every factor, tariff and limit stands here and none in code, each with where it comes "
        "from, since when it holds, and how sure it is.",
    ),
    "rules.find": Text("按名称或编号查找", "Find by name or id"),
    "rules.day": Text("按哪一天", "As of"),
    "rules.show": Text("显示", "Show"),
    "rules.all": Text("规则一览", "All rules"),
    "rules.back": Text("回到规则一览", "Back to all rules"),
    "rules.versions": Text("各版本", "Versions"),
    "rules.version": Text("版本", "Version"),
    "rules.in_force": Text("有效", "in force"),
    "rules.not_in_force": Text("这一天无效", "not in force on this day"),
    "rules.own": Text("园区自有", "the park's own"),
    "rules.table": Text("表", "table"),
    "rules.open_end": Text("至今", "open"),
    "rules.from": Text("自", "From"),
    "rules.to": Text("至（不含）", "Until (not incl.)"),
    "rules.publisher": Text("发布机构", "Publisher"),
    "rules.issued": Text("发布日期", "Issued"),
    "rules.locator": Text("条款", "Clause"),
    "rules.note": Text("说明", "Note"),
    "rules.file": Text("文件", "File"),
    "rules.url": Text("链接", "Link"),
    "rules.data_year": Text("数据年份", "Data year"),
    "rules.content": Text("内容", "Content"),
    "rules.used": Text("查看它在碳账中的用处", "See it at work in the carbon books"),
    "rules.none": Text("没有匹配的规则。", "No rule matches."),
    "rules.family.ef": Text("排放因子", "Emission factors"),
    "rules.family.ce": Text("折标准煤系数", "Coal equivalents"),
    "rules.family.park910": Text(
        "零碳园区指标（发改环资〔2025〕910号）", "Zero-carbon park indicators (910)"
    ),
    "rules.family.direct": Text("绿电直连（650、688号）", "Green direct connection (650, 688)"),
    "rules.family.footprint": Text("电力碳足迹因子", "Footprint factors of electricity"),
    "rules.family.tou": Text("分时电价", "Time-of-use tariff"),
    "rules.family.td": Text("输配电价", "Transmission and distribution"),
    "rules.family.spot": Text("现货市场", "Spot market"),
    "rules.family.vpp": Text("虚拟电厂", "Virtual power plants"),
    "rules.family.gec": Text("绿证", "Green certificates"),
    "rules.family.capacity_price": Text("容量电价", "Capacity price"),
    "rules.family.export_td": Text("外送输电价", "Transmission of exports"),
    "rules.family.funds": Text("政府性基金", "Government funds"),
    "rules.family.green_share": Text("绿电占比要求", "Required green shares"),
    "rules.family.line_loss": Text("线损", "Line losses"),
}
"""Words by key."""
