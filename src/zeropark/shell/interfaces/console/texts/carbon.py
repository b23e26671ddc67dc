"""Words of the page that says how much carbon was emitted."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

CARBON: Final = {
    "carbon.lead": Text(
        "同样的能流，三种口径。910 园区口径用于验收；另两本按温室气体核算体系范围二。"
        "三本账并列比较，从不相加。",
        "The same flows, counted three ways. The 910 park rule is what a zero-carbon park is "
        "judged by; the other two follow the GHG Protocol's Scope 2. They are never added.",
    ),
    "carbon.inventory": Text("逐项展开", "Line by line"),
    "carbon.inventory.about": Text(
        "每行是活动水平 × 排放因子 = 排放量；点开可一直看到能流、计量表、排放因子和规则。",
        "A line is activity × factor = emission; open it down to flows, meters, factor and rule.",
    ),
    "carbon.compare": Text("比较", "Compare"),
    "carbon.with": Text("与", "with"),
    "carbon.show": Text("显示", "Show"),
    "carbon.alike": Text("两本账没有差别。", "The two books do not differ."),
    "carbon.gaps": Text("未能计入的部分与提示", "What could not be counted, and notes"),
    "carbon.complete": Text("无缺失", "nothing missing"),
    "carbon.incomplete": Text("有未计入的部分", "something is missing"),
    "carbon.rule": Text("排放因子与规则", "Factor and rule"),
    "carbon.as_stated": Text("规则写作", "As the rule states it"),
    "carbon.valid": Text("有效期", "In force"),
    "carbon.source": Text("来源", "Source"),
    "carbon.note": Text("说明", "Note"),
    "carbon.links": Text("能流与计量表", "Flows and meters"),
    "carbon.no_links": Text(
        "这一行由合同构成，背后没有计量的能流。",
        "This line is made of contracts; no metered flow is behind it.",
    ),
    "carbon.contracts": Text("合同与扣减", "Contracts and what is taken off"),
    "carbon.contract": Text("合同", "Contract"),
    "carbon.rest": Text("不属于这一行的部分", "of these flows, not in this line"),
    "carbon.no_meter": Text("无计量表", "no meter"),
    "carbon.residual": Text("由母线差额得出", "from what the bus needed to close"),
    "carbon.measured": Text("实测", "measured"),
    "carbon.filled": Text("为补全", "filled"),
    "carbon.flow": Text("能流", "Flow"),
    "carbon.amount": Text("数量", "Amount"),
    "carbon.share": Text("占比", "Share"),
    "carbon.whole": Text("完整率", "Coverage"),
    "carbon.known": Text("数据", "Data"),
    "carbon.unconfirmed": Text("尚未在正式文本中核实", "not yet confirmed in an official text"),
    "carbon.link_here": Text("这一行的链接", "Link to this line"),
}
"""Words by key."""
