"""Words of the page of the park document."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

DOCUMENT: Final = {
    "document.about": Text(
        "园区文档 park.yaml 说明计量之前就成立的一切：边界、企业、母线、设备、表计、合同和目标。"
        "改动它，这里随即更新。",
        "The park document, park.yaml, says all that is true before anything is measured: "
        "boundary, enterprises, buses, devices, meters, contracts, targets. Edit it, and this "
        "page follows.",
    ),
    "document.findings": Text("文档检查", "Findings of the check"),
    "document.no_findings": Text("没有发现问题。", "Nothing is wrong with it."),
    "document.find": Text("按编号或名称查找", "Find by id or name"),
    "document.search": Text("查找", "Find"),
    "document.parts": Text("各部分", "Parts"),
    "document.file": Text("文件", "File"),
    "document.whole": Text("原文", "The document itself"),
    "document.all_of": Text("全部 {count} 项", "All {count}"),
    "document.none_found": Text("没有匹配的条目。", "Nothing matches."),
    "document.page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "document.before": Text("上一页", "Previous"),
    "document.after": Text("下一页", "Next"),
    "document.key_user": Text("重点用能", "key user"),
    "document.id": Text("编号", "Id"),
    "document.name": Text("名称", "Name"),
    "document.kind": Text("类别", "Kind"),
    "document.kind.grid_supply": Text("电网供电", "Grid supply"),
    "document.kind.green_direct": Text("绿电直连", "Green direct connection"),
    "document.kind.green_trade": Text("绿电交易", "Green-power trade"),
    "document.kind.certificates": Text("绿证", "Certificates"),
    "document.says": Text("内容", "What it says"),
    "document.elements": Text("文档条目", "Elements of the document"),
    "document.section": Text("部分", "Part"),
    "document.sites": Text("场地", "Sites"),
    "document.enterprises": Text("企业", "Enterprises"),
    "document.buses": Text("母线与管网", "Buses"),
    "document.boundary_points": Text("边界点", "Boundary points"),
    "document.links": Text("联络", "Links"),
    "document.devices": Text("设备", "Devices"),
    "document.meters": Text("计量表", "Meters"),
    "document.contracts": Text("合同", "Contracts"),
    "document.targets": Text("分阶段目标", "Staged targets"),
}
"""Words by key."""
