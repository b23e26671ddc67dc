"""Words of the frame around every page, and of pages that could not be shown."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

LAYOUT: Final = {
    "app.name": Text("零碳园区能碳数智管理系统", "Energy-carbon management of zero-carbon parks"),
    "app.skip": Text("跳到正文", "Skip to content"),
    "app.menu": Text("页面", "Pages"),
    "app.park": Text("园区", "Park"),
    "app.parks": Text("全部园区", "All parks"),
    "app.language": Text("语言", "Language"),
    "app.theme": Text("配色", "Colours"),
    "app.theme.auto": Text("跟随系统", "As the system"),
    "app.theme.light": Text("浅色", "Light"),
    "app.theme.dark": Text("深色", "Dark"),
    "app.print": Text("打印", "Print"),
    "app.where": Text("当前位置", "You are here"),
    "app.period": Text("时段", "Period"),
    "app.period.go": Text("前往", "Go"),
    "app.period.hint": Text("如 2026、2026-06、2026-06-15", "e.g. 2026, 2026-06, 2026-06-15"),
    "app.period.before": Text("上一时段", "Earlier"),
    "app.period.after": Text("下一时段", "Later"),
    "app.part_only": Text(
        "所选时段只有一部分已结账；以下数字只含 {period}。",
        "Only a part of the period is closed; the figures below hold {period} alone.",
    ),
    "app.generated": Text(
        "数字来自模拟数据，不是实测，不得用于申报或验收。",
        "The figures come from simulated readings, not from measurement. They must not be filed.",
    ),
    "app.holder": Text(
        "{who}（{host} 上的进程 {process}，自 {since}）",
        "{who} (process {process} on {host}, since {since})",
    ),
    "app.read_only": Text(
        "本园区由另一个服务写入：{holder}。这里只读，数字照常更新。",
        "Another server writes this park: {holder}. Here it can only be read; figures stay fresh.",
    ),
    "app.unusable": Text(
        "磁盘上的园区文档有错误，不能使用；页面仍按上一次可用的版本显示。",
        "The park document on the disk has errors and can't be used; pages go on showing the "
        "version that could be used last.",
    ),
    "app.export.csv": Text("表格 CSV", "Table as CSV"),
    "app.export.png": Text("图片 PNG", "Picture as PNG"),
    "app.export.svg": Text("图片 SVG", "Picture as SVG"),
    "app.fetching": Text("：正在读取……", ": being read …"),
    "app.fetching.failed": Text(
        "：没有读到，请重新打开本页。", " could not be read. Load the page again."
    ),
    "app.whole": Text("整页显示（不用脚本）", "show the whole page without scripts"),
    "app.zoom": Text("缩放", "Zoom"),
    "app.zoom.in": Text("放大", "Closer"),
    "app.zoom.out": Text("缩小", "Wider"),
    "app.zoom.left": Text("← 向前", "← Earlier"),
    "app.zoom.right": Text("向后 →", "Later →"),
    "app.zoom.all": Text("整个时段", "Whole period"),
    "empty.title": Text("还没有已结账的时段", "No period is closed yet"),
    "empty.about": Text(
        "这里的每个数字都来自已结账的时段。先导入读数，再结账：",
        "Every figure here comes from closed periods. Import readings, then close a period:",
    ),
    "error.404": Text("这里没有这一页或这一时段", "There is no such page or period here"),
    "error.403": Text("不允许这样做", "This may not be done"),
    "error.422": Text("看不懂这个请求", "The request can't be understood"),
    "error.503": Text("数据暂时不能读写", "The data can't be reached right now"),
    "error.500": Text("出错了", "Something went wrong"),
    "error.back": Text("回到园区", "Back to the parks"),
}
"""Words by key."""
