"""Words of the page that shows how far the data can be trusted, and of what can be done there."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

_CODES: Final = {
    "clean.negative": Text("负读数", "Negative readings"),
    "clean.unit_slip": Text("疑似单位错（约千倍）", "Unit slips, a thousandfold"),
    "clean.spike": Text("尖峰", "Spikes"),
    "clean.register_fall": Text("表底回落（换表或翻转）", "Registers that fell"),
    "clean.stuck": Text("数值长时间不变", "Stuck values"),
    "clean.clock": Text("时钟跳动或重叠", "Clock steps and overlaps"),
    "meter.sum": Text("分表之和不符", "Sub-meters that do not add up"),
    "meter.check": Text("校核表不符", "Check meters that differ"),
    "balance.residual": Text("母线不平衡", "Buses that do not close"),
    "balance.kind": Text("母线差额性质存疑", "Residuals of a doubtful kind"),
    "balance.open": Text("母线未闭合", "Buses left open"),
    "flow.silent_meter": Text("表计无读数", "Silent meters"),
    "flow.unknown_channel": Text("文档中没有的通道", "Channels the document does not know"),
    "flow.negative": Text("负的量", "Negative amounts"),
    "flow.no_availability": Text("缺少可发电量", "Availability not known"),
}

QUALITY: Final = {
    "quality.about": Text(
        "先看有多少是实测的，再看结账时发现了什么、哪些行没能导入；在这里修好、重新导入、再结账一次。",
        "First how much was measured, then what closing found and which rows could not be used. "
        "Repair them here, bring them in again, and close again.",
    ),
    "quality.shares": Text("{period}全部计量点", "All meters, {period}"),
    "quality.nothing_closed": Text(
        "这一时段还没有结账，因此没有日历和逐表完整性。导入读数后在下面结账即可。",
        "Nothing of this period is closed, so there is no calendar and no completeness by meter. "
        "Bring in readings, then close below.",
    ),
    "quality.jump": Text("跳到", "Jump to"),
    "quality.find": Text("按编号或名称查找表计", "Find a meter by id or name"),
    "quality.search": Text("查找", "Find"),
    "quality.all": Text("全部", "All"),
    "quality.page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "quality.before": Text("上一页", "Previous"),
    "quality.after": Text("下一页", "Next"),
    "quality.none_found": Text("没有匹配的表计。", "No meter matches."),
    "quality.meters": Text("逐表逐月实测率", "Measured, meter by meter and month by month"),
    "quality.meters.about": Text(
        "15 分钟值中实测的占比，最差的在前；点选一格查看该表该月。",
        "Share of quarter hours that were measured, the worst first; choose a cell to see the "
        "meter in that month.",
    ),
    "quality.channels": Text("逐通道完整性", "Channel by channel"),
    "quality.channels.about": Text(
        "{period}，只列上表所列的表计；存疑与剔除按 15 分钟值计数。“不成流量”的通道"
        "（校核表、温度等）不进入账目。",
        "{period}, of the meters listed above; doubts are counted in quarter hours. What makes no "
        "flow (check meters, temperatures) does not enter the books.",
    ),
    "quality.no_flow": Text("不成流量", "makes no flow"),
    "quality.long_ago": Text("一周内无", "none for a week"),
    "quality.findings": Text("结账时的发现", "What closing found"),
    "quality.no_findings": Text("这一时段没有发现问题。", "Nothing was found in this period."),
    "quality.earlier": Text("当天已再结账", "that day was closed again since"),
    "quality.kind": Text("类别", "Kind"),
    "quality.code": Text("代码", "Code"),
    "quality.look": Text("查看", "Look"),
    "quality.look.day": Text("当天读数 {day}", "The day, {day}"),
    "quality.look.bus": Text("母线收支", "The bus"),
    "quality.residuals": Text("母线差额最大者", "Buses that close worst"),
    "quality.residuals.about": Text(
        "差额占流入的比例；点选查看该母线。", "What was left over as a share of what came in."
    ),
    "quality.share": Text("占流入", "Of what came in"),
    "quality.rejected": Text("未能导入的行", "Rows that could not be used"),
    "quality.rejected.about": Text(
        "原样保留，附原因。名单是历史：修好的行仍留在这里，修好的读数从下一次结账起算数。",
        "Kept as they were, with the reason. The list is history: a repaired row stays in it, and "
        "its repaired reading counts from the next closing on.",
    ),
    "quality.no_rejected": Text("没有被拒的行。", "No row was rejected."),
    "quality.file": Text("文件", "File"),
    "quality.row": Text("行", "Row"),
    "quality.rows": Text("行数", "Rows"),
    "quality.column": Text("列", "Column"),
    "quality.time": Text("时间", "Time"),
    "quality.reason": Text("原因", "Reason"),
    "quality.remedy": Text("处理办法", "Remedy"),
    "quality.raw": Text("原始内容", "As the file had it"),
    "quality.known_at": Text("登记时间", "Turned away"),
    "quality.repair": Text("修复", "Repair"),
    "quality.repair.csv": Text("待修复 CSV", "CSV to repair"),
    "quality.repair.zip": Text("全部待修复文件（ZIP）", "All files to repair (ZIP)"),
    "quality.repair.here": Text("在此修改", "Edit here"),
    "quality.repair.title": Text("在此修复 {file}", "Repair {file} here"),
    "quality.repair.about": Text(
        "每页最多 {count} 行：改正后送出，改动过的行像文件一样重新导入，其余的行不受影响。",
        "Up to {count} rows on a page. Correct cells and send them: the rows that you changed are "
        "brought in like a file, the others stay as they are.",
    ),
    "quality.repair.wide": Text(
        "这个文件的列太多，不便在页面上修改；请下载待修复 CSV，改好后在“导入”处送回。",
        "This file has too many columns for a page. Take the CSV to repair, and bring it in again.",
    ),
    "quality.repair.send": Text("送出修复", "Send the repair"),
    "quality.import": Text("导入与重新导入", "Bring in, and bring in again"),
    "quality.import.about": Text(
        "CSV、XLSX 或 Parquet；同一文件导入两次不会重复计数。一次合计不超过 {size} MB，更大的请用"
        "命令行 zeropark import。",
        "CSV, XLSX or Parquet; the same file twice changes nothing. Up to {size} MB at once; for "
        "more use `zeropark import` on the command line.",
    ),
    "quality.import.files": Text("读数文件", "Files of readings"),
    "quality.import.mapping": Text("导入映射（YAML，可不选）", "Import map (YAML, optional)"),
    "quality.import.send": Text("导入", "Import"),
    "quality.busy": Text("处理中，请稍候……", "At work, please wait …"),
    "quality.close": Text("再结账", "Close again"),
    "quality.close.about": Text(
        "重算读数有变的日子；已结账的数字若因此改变，会作为重述逐条列出。",
        "Works out the days that readings have changed. Where closed figures come out differently "
        "they are listed as restatements.",
    ),
    "quality.close.stale": Text(
        "自上次结账以来，这些时段有新读数：{periods}",
        "Readings have come since the last closing for: {periods}",
    ),
    "quality.close.fresh": Text(
        "账目已包含全部已知读数。", "The books hold all readings that are known."
    ),
    "quality.close.changed": Text("结账：新读数涉及的日子", "Close the days that changed"),
    "quality.close.period": Text("结账：指定时段", "Close a period"),
    "quality.close.send": Text("结账", "Close"),
    "quality.no_readings": Text(
        "还没有任何读数，先导入。", "There is not one reading yet; bring some in first."
    ),
    "quality.restated": Text("重述", "Restatements"),
    "quality.restated.about": Text(
        "已结账的数字因新读数而改变之处，新的在前。",
        "Where closed figures changed because of new readings, the newest first.",
    ),
    "quality.no_restated": Text("还没有重述。", "Nothing was restated yet."),
    "quality.period": Text("时段", "Period"),
    "quality.link": Text("流量", "Flow"),
    "quality.before_it": Text("原值", "Before"),
    "quality.after_it": Text("新值", "After"),
    "quality.difference": Text("差", "Difference"),
    "quality.unit": Text("单位", "Unit"),
    "quality.intervals": Text("15 分钟值", "Quarter hours"),
    "quality.read_only": Text(
        "本园区由另一个服务写入，这里不能导入或结账。",
        "Another server writes this park; nothing can be brought in or closed here.",
    ),
    "quality.meter": Text("表计：{meter}", "Meter: {meter}"),
    "quality.meter.long": Text(
        "逐条读数按天查看：在上方选一天，或点选日历、下表中的日子（最长 7 天）。",
        "Readings are shown by the day: choose one above, in the calendar or in the lists below "
        "(7 days at most).",
    ),
    "quality.meter.leave": Text("不再只看此表", "All meters again"),
    "quality.meter.channel": Text("通道", "Channel"),
    "quality.meter.cleaning": Text(
        "清洗结论（含前后八天）", "What cleaning says (with 8 days around)"
    ),
    "quality.result.import": Text("导入结果", "What became of the import"),
    "quality.result.repair": Text("修复被拒的行", "Repair rejected rows"),
    "quality.result.close": Text("结账结果", "What closing came to"),
    "quality.result.back": Text("回到数据质量", "Back to data quality"),
    "quality.result.gone": Text(
        "这份结果已不再保留；数据本身都在。",
        "This result is no longer kept; the data itself is all there.",
    ),
    "quality.result.rows": Text("读到的行", "Rows read"),
    "quality.result.accepted": Text("看懂的读数", "Readings understood"),
    "quality.result.new": Text("新的或有更正的", "New or corrected"),
    "quality.result.unchanged": Text("早已知道的", "Known already"),
    "quality.result.rejected": Text("被拒的行", "Rows rejected"),
    "quality.result.findings": Text("发现", "Findings"),
    "quality.result.spans": Text("涉及的表计与时段", "Meters and stretches concerned"),
    "quality.result.first": Text("自", "From"),
    "quality.result.last": Text("至", "To"),
    "quality.result.clean": Text("没有可说的问题。", "Nothing to say about them."),
    "quality.result.closed": Text("已结账", "Closed"),
    "quality.result.nothing": Text(
        "没有新读数，账目不变。", "Nothing has come; the books are as they were."
    ),
    "quality.result.open": Text("因无读数而未结账", "Left open, for nothing is known"),
    "quality.result.next": Text("下一步：再结账", "Next: close again"),
    "error.413": Text("文件太大", "Too large"),
} | {f"quality.code.{code}": words for code, words in _CODES.items()}
"""Words by key."""
