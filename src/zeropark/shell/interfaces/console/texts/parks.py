"""Words of the page of all parks."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

PARKS: Final = {
    "parks.core": Text("单位能耗碳排放", "CO₂ per unit of energy"),
    "parks.direct": Text("绿电直供比例", "Direct green supply"),
    "parks.consumption": Text("综合能源消费量", "Energy consumption"),
    "parks.emission": Text("碳排放（910 口径）", "CO₂ (910 rule)"),
    "parks.closed_to": Text("账结至", "Closed to"),
    "parks.no_data": Text("还没有已结账的数据", "Nothing closed yet"),
    "parks.meters": Text("计量表", "Meters"),
    "parks.enterprises": Text("企业", "Enterprises"),
    "parks.table": Text("各园区对照", "Parks side by side"),
    "parks.name": Text("园区", "Park"),
}
"""Words by key."""
