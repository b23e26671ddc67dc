"""The language of the terminal, and what stands around findings in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.errors import Severity
from zeropark.basis.translation import Language

_ASKED: Final = ("ZEROPARK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Who is asked, in this order; the first that says anything decides."""


def language_of(environment: Mapping[str, str]) -> Language:
    """Chinese where the surroundings ask for it, else English.

    >>> language_of({"LANG": "zh_CN.UTF-8"})
    'zh'
    >>> language_of({"LANG": "zh_CN.UTF-8", "ZEROPARK_LANGUAGE": "en"})
    'en'
    """
    said = next((environment[name] for name in _ASKED if environment.get(name)), "")
    return "zh" if said.casefold().startswith("zh") else "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """What a table of findings says beside the findings."""

    where: str
    what: str
    what_to_do: str
    severity: Mapping[Severity, str]
    count: str
    """How many of one severity; `{count}` and `{severity}`."""
    between: str
    total: str
    """`{counts}` and `{more}`."""
    more: str
    """Where not all are shown; `{shown}`."""


FINDING_WORDS: Final[Mapping[Language, FindingWords]] = {
    "en": FindingWords(
        where="where",
        what="what",
        what_to_do="what to do",
        severity={severity: severity.value for severity in Severity},
        count="{count} {severity}",
        between=", ",
        total="findings: {counts}{more}",
        more=" (the first {shown} shown)",
    ),
    "zh": FindingWords(
        where="位置",
        what="问题",
        what_to_do="处理办法",
        severity={Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
        count="{severity} {count} 项",
        between="，",
        total="检查发现：{counts}{more}",
        more="（只显示前 {shown} 项）",
    ),
}
