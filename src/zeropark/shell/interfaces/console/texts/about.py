"""Words of the page about the software."""

from __future__ import annotations

from typing import Final

from zeropark.review.presentation.text import Text

ABOUT: Final = {
    "about.what": Text(
        "zeropark 是零碳园区的开源能碳数智管理系统。许可证：Apache-2.0。",
        "zeropark is the open energy-carbon management system of zero-carbon parks. "
        "Licence: Apache-2.0.",
    ),
    "about.version": Text("版本", "Version"),
    "about.api": Text("接口文档", "API documentation"),
    "about.browser": Text("浏览器里运行的部件", "Parts that run in the browser"),
    "about.browser.note": Text(
        "安装时按锁定的版本取得，由本服务提供；页面不向外部请求任何内容。",
        "Fetched at set-up in pinned versions and served from here; pages ask for nothing outside.",
    ),
    "about.server": Text("服务端部件", "Parts that run on the server"),
    "about.name": Text("部件", "Part"),
    "about.licence": Text("许可证", "Licence"),
    "about.keys": Text("键盘操作", "Keys"),
    "about.keys.page": Text("先按 g 再按字母：打开页面", "g, then a letter: open a page"),
    "about.keys.period": Text("[ 和 ]：上一、下一时段", "[ and ]: the period before, after"),
    "about.keys.find": Text("/：查找", "/: find"),
    "about.keys.print": Text("p：打印", "p: print"),
}
"""Words by key."""
