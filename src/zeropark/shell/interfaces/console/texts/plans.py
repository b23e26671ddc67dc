"""Words of the page of plans."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

PLANS: Final = {
    "plans.about": Text(
        "园区文件夹 plans 中保存的规划方案。每个方案都带有证明：同样条件下没有方案能低于其下界。",
        "The plans kept in the park's folder of plans. Each carries its proof: under the same "
        "conditions no plan is cheaper than its lower bound.",
    ),
    "plans.list": Text("已保存的方案", "Plans that are kept"),
    "plans.pathways": Text("已保存的分阶段路径", "Pathways that are kept"),
    "plans.pathway": Text("路径", "Pathway"),
    "plans.stages": Text("各阶段起始年", "Stages from"),
    "plans.name": Text("方案", "Plan"),
    "plans.written": Text("保存时间（北京时间）", "Kept at (Beijing time)"),
    "plans.stage": Text("规划年", "Planned for"),
    "plans.steps": Text("时段数", "Steps"),
    "plans.gap": Text("差距", "Gap"),
    "plans.core": Text("核心指标（910 园区口径）", "Core indicator (910 park rule)"),
    "plans.limit": Text("限值", "Limit"),
    "plans.none": Text("还没有规划方案", "No plan is kept yet"),
    "plans.none.about": Text(
        "规划从园区文档算起，不需要读数。先做一个：",
        "A plan starts from the park document and needs no readings. Make one:",
    ),
    "plans.back": Text("全部方案", "All plans"),
    "plans.unreadable": Text("不能读取的文件", "Files that can't be read"),
    "plans.run": Text("怎样运行", "How it would run"),
    "plans.week": Text("一周调度", "A week's dispatch"),
    "plans.week.choose": Text("周", "Week"),
    "plans.week.show": Text("显示", "Show"),
    "plans.week.before": Text("前一周", "Week before"),
    "plans.week.after": Text("后一周", "Week after"),
    "plans.week.dearest": Text(
        "先显示电力价值最集中的一周。", "It begins with the week in which most of the cost arises."
    ),
    "plans.why": Text("为什么是这样", "Why it is so"),
    "plans.why.about": Text(
        "影子价格：界限放宽一步，在没有别的界限起作用之前，每年能省多少。",
        "Shadow prices: what a bound loosened by one step would save a year, as long as nothing "
        "else begins to bind.",
    ),
    "plans.books": Text("规划年的碳账与指标", "Books and indicators of the planned year"),
    "plans.books.about": Text(
        "用与实测数据相同的核算方法，由规划能流算出；三本账并列，不相加。",
        "From the planned flows, by the same accounting as measured ones; three books side by "
        "side, never added.",
    ),
    "plans.proof": Text("凭什么相信", "What proves it"),
    "plans.proof.about": Text(
        "无论哪条途径给出的结果，都要用原始数据重新计算残差与对偶差距后才采信。"
        "任何人都可以不用求解器复算：",
        "Whatever route an answer comes by, it is accepted only after its residuals and duality "
        "gap have been worked out again from the original figures. Anybody can work it out again "
        "without a solver:",
    ),
    "plans.asked": Text("规划条件", "Asked for"),
    "plans.asked.weather": Text("天气与负荷年", "Year of weather and loads"),
    "plans.asked.seed": Text("随机种子", "Seed"),
    "plans.asked.gap": Text("允许差距", "Gap allowed"),
    "plans.asked.series": Text("所给序列", "Given series"),
    "plans.asked.simulated": Text("全部模拟", "all simulated"),
    "plans.asked.own": Text("园区自有规则", "The park's own rules"),
    "plans.asked.seconds": Text("用时", "Took"),
    "plans.asked.route": Text("采信的途径", "Route accepted"),
}
"""Words by key."""
