"""Words of the page of flexibility."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

FLEXIBILITY: Final = {
    "flex.about": Text(
        "园区可响应外部调用的能力、已申报与已收到的调用、相对基线的响应，以及每个用户的结算。"
        "所有记录只增不改。",
        "What the park can move at a call, what it has offered and been called for, what it "
        "delivered against the baseline, and what each user gets. Records are added, never "
        "changed.",
    ),
    "flex.none": Text("园区文档中没有虚拟电厂", "The park document has no virtual plant"),
    "flex.none.about": Text(
        "在园区文档中添加 virtual_plant 一节后，这里会显示资源与项目。",
        "Add the section virtual_plant to the park document; its resources are then shown here.",
    ),
    "flex.resources": Text("可调资源", "Resources"),
    "flex.offers": Text("申报", "Offers"),
    "flex.calls": Text("调用", "Calls"),
    "flex.calls.none": Text("还没有收到调用。", "No call was received yet."),
    "flex.delivery": Text("各资源的响应", "Delivered by resource"),
    "flex.delivery.none": Text("此调用尚未核验：", "This call is not verified yet:"),
    "flex.settlement": Text("结算（{period}）", "Settlement of {period}"),
    "flex.users": Text("各用户所得（{period}）", "What each user gets of {period}"),
    "flex.resource": Text("资源", "Resource"),
    "flex.owner": Text("企业", "Enterprise"),
    "flex.park": Text("园区运营方", "the park's operator"),
    "flex.way": Text("方向", "Direction"),
    "flex.held": Text("可保持", "Can be held"),
    "flex.response": Text("响应时间", "Response"),
    "flex.cost": Text("成本", "Cost"),
    "flex.programmes": Text("项目", "Programmes"),
    "flex.programme": Text("项目", "Programme"),
    "flex.offer": Text("申报", "Offer"),
    "flex.call": Text("调用", "Call"),
    "flex.from": Text("开始（北京时间）", "From (Beijing time)"),
    "flex.until": Text("结束", "Until"),
    "flex.highest": Text("最大功率", "Highest power"),
    "flex.prices": Text("价格", "Prices"),
    "flex.asked": Text("要求", "Asked"),
    "flex.accepted": Text("接受", "Accepted"),
    "flex.delivered": Text("响应", "Delivered"),
    "flex.score": Text("得分", "Score"),
    "flex.test": Text("演练", "Drill"),
    "flex.assigned": Text("分解", "Assigned"),
    "flex.baseline": Text("基线", "Baseline"),
    "flex.measured": Text("实测", "Measured"),
    "flex.method": Text("基线方法", "Method"),
    "flex.method.ten_in_ten": Text("十日平均，当日调整", "ten in ten, adjusted"),
    "flex.method.five_days": Text("五个工作日平均", "five working days"),
    "flex.method.five_of_ten": Text("十日取五", "five of ten"),
    "flex.method.before_control": Text("控制前负荷", "load just before"),
    "flex.gaps": Text("替代时段数", "Substituted"),
    "flex.what": Text("项", "What"),
    "flex.share": Text("完成率", "Share"),
    "flex.quantity": Text("数量", "Quantity"),
    "flex.unit": Text("单位", "Unit"),
    "flex.price": Text("单价", "Price"),
    "flex.amount": Text("金额", "Amount"),
    "flex.user": Text("用户", "User"),
    "flex.total": Text("合计", "total"),
    "flex.line.energy": Text("响应电量", "energy"),
    "flex.line.penalty": Text("考核", "penalty"),
    "flex.line.standby": Text("备用容量", "standby"),
    "flex.line.test": Text("演练，不付费", "drill, not paid"),
    "flex.line.unpaid": Text("低于最低比例，不付费", "below the least share, not paid"),
}
