"""What a rule file may say: the YAML form of rules, strict about keys, dates and sources."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

from zeropark.basis.rules.rule import Certainty, Content

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$")]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceText(_Strict):
    """Where a figure stands."""

    document: Text
    publisher: Text | None = None
    issued: date | None = None
    locator: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://")] | None = None


class VersionText(_Strict):
    """One version; `value` for a number or a text, `table` for anything with parts."""

    value: StrictInt | StrictFloat | StrictStr | None = None
    table: dict[str, Any] | tuple[Any, ...] | None = None
    valid_from: date
    valid_to: date | None = None
    """Exclusive."""
    data_year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    source: SourceText
    certainty: Certainty
    note: Text | None = None

    @property
    def content(self) -> Content:
        """The one of the two that is given."""
        return self.value if self.table is None else self.table


class TitleText(_Strict):
    """What people call the rule."""

    zh: Text
    en: Text


class RuleText(_Strict):
    """A rule with all its versions."""

    id: RuleId
    title: TitleText
    unit: Text | None = None
    versions: tuple[VersionText, ...]


class RuleFile(_Strict):
    """A file of rules; each rule is read on its own, so that one bad one stops no other."""

    sources: dict[str, object] = {}
    """A place for YAML anchors; what is here counts only where a version points at it."""
    rules: tuple[object, ...]
