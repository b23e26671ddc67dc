"""YAML text to plain data with the line of everything in it; what is wrong is a finding.

Takes a text, gives mappings, tuples, texts, numbers, booleans and None. Always every fault at
once where the text can be read at all; never an exception for what a text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, cast

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from zeropark.basis.documents.core_schema import PREFIX, plain_value, tagged_value
from zeropark.basis.documents.events import YamlSyntaxError, events, line_of
from zeropark.basis.documents.faults import (
    CYCLE,
    KEY,
    MERGED,
    TOO_BIG,
    TWICE,
    VALUE,
    Kind,
    TextFault,
    no_yaml,
)
from zeropark.basis.documents.lines import NOWHERE, Lines, Spots
from zeropark.basis.errors import Finding

MAX_DEPTH: Final = 100
"""Levels of nesting; more than any document of people has."""
_MERGE: Final = "<<"
SPARE_VALUES: Final = 200_000
"""How much aliases may add to a document beyond what its text could hold written out."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document that was read, where its parts stand, and what is wrong with its text."""

    data: object
    """Mappings by text, tuples and single values; None where nothing could be read. Of a key
    that is given twice the first stays; a value that can't be read is None."""
    lines: Lines
    findings: tuple[Finding, ...]


def parse(text: str, *, name: str) -> Parsed:
    """Read the one YAML document of a text.

    Args:
        text: YAML 1.2, in its core schema: dates stay texts.
        name: What to call the text in findings, e.g. its file name.
    """
    reader = _Reader(events(text), most_values=len(text) + SPARE_VALUES)
    try:
        built = reader.document()
    except YamlSyntaxError as error:
        return Parsed(None, Lines(name, None), (no_yaml(error, name),))
    except _BeyondMeasureError:
        built = _NOTHING
    lines = Lines(name, built.data, built.spots)
    found = sorted(reader.faults, key=lambda fault: fault.line)
    return Parsed(built.data, lines, tuple(fault.finding(lines) for fault in found))


class _Built(NamedTuple):
    """What a part of the text became; what aliases point at is built once and shared."""

    data: object
    spots: Spots
    size: int = 1
    """Values in it, each alias written out."""
    height: int = 0
    """Levels of nesting, likewise."""


_NOTHING: Final = _Built(None, NOWHERE)


class _BeyondMeasureError(Exception):
    """Aliases unfold to more than the text could be meant to hold."""


@dataclass(slots=True)
class _Parts:
    """A mapping or list as its parts come in."""

    data: dict[str | int, object] = field(default_factory=dict)
    line_by_step: dict[str | int, int] = field(default_factory=dict)
    below: dict[str | int, Spots] = field(default_factory=dict)
    size: int = 1
    height: int = 1

    def absorb(self, data: Mapping[str | int, object], spots: Spots) -> None:
        """Take over what is not there yet."""
        self.data = {**data, **self.data}
        self.line_by_step = {**spots.line_by_step, **self.line_by_step}
        self.below = {**spots.below, **self.below}

    def grow(self, part: _Built) -> None:
        """Count a part in."""
        self.size += part.size
        self.height = max(self.height, part.height + 1)

    def built(self, data: object) -> _Built:
        """The whole, once all parts are in."""
        return _Built(data, Spots(self.line_by_step, self.below), self.size, self.height)


@dataclass(slots=True)
class _Reader:
    """Builds plain values from events and collects what is wrong on the way."""

    events: Iterator[Event]
    most_values: int
    faults: list[TextFault] = field(default_factory=list)
    _path: list[str | int] = field(default_factory=list)
    _anchors: dict[str, _Built | None] = field(default_factory=dict)
    """None while what the anchor stands at is being built."""

    def document(self) -> _Built:
        """What the text holds; nothing where it is empty.

        Raises:
            YamlSyntaxError: it is no YAML, or two documents.
            _BeyondMeasureError: it is too big; told among the faults.
        """
        built = _NOTHING
        next(self.events)  # the stream starts
        if isinstance(next(self.events), DocumentStartEvent):
            built = self._build(self._next())
            next(self.events)  # the document ends
            after = next(self.events)
            if isinstance(after, DocumentStartEvent):
                raise YamlSyntaxError.at("a second document begins there", after)
        return built

    def _build(self, event: NodeEvent) -> _Built:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        built = self._anything(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = built
        return built

    def _anything(self, event: NodeEvent) -> _Built:
        if isinstance(event, ScalarEvent):
            return _Built(self._scalar(event), NOWHERE)
        if len(self._path) >= MAX_DEPTH:
            raise YamlSyntaxError.at("it is nested too deeply", event)
        is_mapping = isinstance(event, MappingStartEvent)
        built = self._mapping() if is_mapping else self._sequence()
        if _tag_of(event) not in (None, "!", f"{PREFIX}{'map' if is_mapping else 'seq'}"):
            self._fault(VALUE, line=line_of(event), text=_shown(event, "…"))
            return _NOTHING
        return built

    def _alias(self, event: AliasEvent) -> _Built:
        if event.anchor not in self._anchors:
            raise YamlSyntaxError.at(f"no anchor is called &{event.anchor}", event)
        built = self._anchors[event.anchor]
        if built is None:
            self._fault(CYCLE, line=line_of(event))
        return built or _NOTHING

    def _sequence(self) -> _Built:
        parts = _Parts()
        for position, event in enumerate(self._until(SequenceEndEvent)):
            self._put(parts, position, event, line=line_of(event))
        return parts.built(tuple(parts.data.values()))

    def _mapping(self) -> _Built:
        own, merged = _Parts(), _Parts()
        for key_event in self._until(MappingEndEvent):
            key, line, event = self._key(key_event), line_of(key_event), self._next()
            if key == _MERGE and _is_plain(key_event):  # in quotes it is a word like any other
                self._merge(merged, event)
            elif key is not None and key not in own.data:
                self._put(own, key, event, line=line)
            else:
                self._inner(key or KEY.code, event)  # read on: aliases may point into it
                self._fault_of_key(key, line, own)
        if merged.data:
            own.grow(merged.built(None))
            own.absorb(merged.data, Spots(merged.line_by_step, merged.below))
        return own.built(own.data)

    def _key(self, event: NodeEvent) -> str | None:
        """The text of a key; None where it is no single word."""
        if isinstance(event, ScalarEvent) and event.anchor is None:
            return str(event.value)
        self._inner(KEY.code, event)
        return str(event.value) if isinstance(event, ScalarEvent) else None

    def _fault_of_key(self, key: str | None, line: int, own: _Parts) -> None:
        if key is None:
            self._fault(KEY, line=line)
        else:
            self._fault(TWICE, line=own.line_by_step[key], step=key, key=key, again=line)

    def _merge(self, merged: _Parts, event: NodeEvent) -> None:
        """Take in what `<<` names; of several the first goes before the later ones."""
        built = self._inner(_MERGE, event)
        merged.grow(built)
        self._measure(merged, event)
        listed = isinstance(built.data, tuple)
        parts = enumerate(built.data) if isinstance(built.data, tuple) else [(0, built.data)]
        for position, data in parts:
            spots = built.spots.below.get(position, NOWHERE) if listed else built.spots
            if isinstance(data, Mapping):
                merged.absorb(data, spots)
            elif built is not _NOTHING:
                self._fault(MERGED, line=line_of(event))

    def _put(self, parts: _Parts, step: str | int, event: NodeEvent, *, line: int) -> None:
        """Read one part and put it among the others."""
        parts.line_by_step[step] = line
        if type(event) is ScalarEvent and event.anchor is None:  # most of any document
            parts.data[step] = self._scalar(event, step=step)
            parts.size += 1
            return
        built = self._inner(step, event)
        parts.data[step] = built.data
        if built.spots is not NOWHERE:
            parts.below[step] = built.spots
        parts.grow(built)
        self._measure(parts, event)

    def _measure(self, parts: _Parts, event: NodeEvent) -> None:
        if parts.size > self.most_values or parts.height > MAX_DEPTH:
            self._fault(TOO_BIG, line=line_of(event))
            raise _BeyondMeasureError

    def _inner(self, step: str | int, event: NodeEvent) -> _Built:
        """What stands under a key or at a position."""
        self._path.append(step)
        built = self._build(event)
        self._path.pop()
        return built

    def _until(self, end: type[Event]) -> Iterator[NodeEvent]:
        """The events that begin each part of what has just begun."""
        while not isinstance(event := self._next(), end):
            yield event

    def _next(self) -> NodeEvent:
        """The next event; the parser has seen to it that something is there."""
        return cast("NodeEvent", next(self.events))

    def _scalar(self, event: ScalarEvent, *, step: str | int | None = None) -> object:
        try:
            if event.tag is not None:
                return tagged_value(event.value, tag=event.tag)
            return plain_value(event.value) if event.implicit[0] else event.value
        except ValueError:
            self._fault(VALUE, line=line_of(event), step=step, text=_shown(event, event.value))
            return None

    def _fault(
        self, kind: Kind, *, line: int, step: str | int | None = None, **data: object
    ) -> None:
        path = (*self._path, *(() if step is None else (step,)))
        self.faults.append(TextFault(kind, path, line, data))


def _is_plain(event: NodeEvent) -> bool:
    """Whether a word stands without quotes and tag."""
    return isinstance(event, ScalarEvent) and bool(event.implicit[0])


def _tag_of(event: NodeEvent) -> str | None:
    return event.tag if isinstance(event, CollectionStartEvent | ScalarEvent) else None


def _shown(event: NodeEvent, text: str) -> str:
    """A value as it stands in the text, as far as a line shows it, with the tag that it bears."""
    tag = f"{_tag_of(event)} ".replace(PREFIX, "!!") if _tag_of(event) else ""
    return f"`{tag}{text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}`"


_SHOWN: Final = 60
