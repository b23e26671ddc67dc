"""YAML text to plain mappings and tuples, with the line of everything in it.

Works on the composed nodes, before anything is built, so that duplicate keys and aliases that
lead back into themselves are findings with a line, and nothing in a text can run code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from zeropark.basis.errors import Finding
from zeropark.basis.park.lines import Lines, Path

Read = tuple[dict[str, object] | None, Lines, tuple[Finding, ...]]
MAX_NODES = 200_000
"""More than any park needs; aliases of aliases can blow a short text up beyond memory."""


def read_mapping(text: str, *, name: str) -> Read:
    """The mapping that the text holds, with lines; None and findings where it can't be read."""
    reader = _Reader()
    nowhere = Lines(name, {}, {})
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        return None, nowhere, (_broken(error, name),)
    if root is None:
        return None, nowhere, (_no_mapping(name, "It is empty."),)
    if not isinstance(root, MappingNode):
        return None, nowhere, (_no_mapping(name, "Its top level is no list of `key: value`."),)
    try:
        tree = reader.mapping(root, ())
    except _UnreadableError as error:
        return None, nowhere, (error.finding(name),)
    lines = Lines(name, reader.line_by_path, reader.id_by_path)
    if reader.duplicates:
        return None, lines, tuple(_duplicate(path, line, lines) for path, line in reader.duplicates)
    return tree, lines, ()


class _UnreadableError(Exception):
    """A node that no plain value can be made of."""

    def __init__(self, node: Node, code: str, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line = node.start_mark.line + 1
        self.code, self.problem, self.remedy = code, problem, remedy

    def finding(self, name: str) -> Finding:
        place = f"{name}, line {self.line}"
        return _finding(self.code, place, "{problem}", self.remedy, problem=self.problem)


@dataclass
class _Reader:
    """Builds plain values from nodes and notes the line of each path on the way."""

    line_by_path: dict[Path, int] = field(default_factory=dict)
    id_by_path: dict[Path, str] = field(default_factory=dict)
    duplicates: list[tuple[Path, int]] = field(default_factory=list)
    _open: set[int] = field(default_factory=set)
    _constructor: SafeConstructor = field(
        default_factory=lambda: YAML(typ="safe", pure=True).constructor
    )

    def value(self, node: Node, path: Path) -> object:
        """The plain value of a node."""
        if len(self.line_by_path) > MAX_NODES:
            remedy = "Write the repeated part out, or leave it away."
            raise _UnreadableError(
                node, "yaml.too_big", "The document unfolds beyond measure.", remedy
            )
        self.line_by_path.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            remedy = "Remove the alias (`*name`) inside the element that it stands for (`&name`)."
            raise _UnreadableError(node, "yaml.cycle", "An alias leads back into itself.", remedy)
        self._open.add(id(node))
        built: object
        if isinstance(node, MappingNode):
            built = self.mapping(node, path)
        else:
            built = tuple(self.value(child, (*path, n)) for n, child in enumerate(node.value))
        self._open.discard(id(node))
        return built

    def mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        """The plain mapping of a node; a key that stands twice is noted."""
        self._open.add(id(node))
        built: dict[str, object] = {}
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = _key(key_node)
            line = key_node.start_mark.line + 1
            if key == "<<":
                built = {**self._merged(value_node, path), **built}
                continue
            if key in seen:
                self.duplicates.append(((*path, key), line))
            seen.add(key)
            self.line_by_path.setdefault((*path, key), line)
            built[key] = self.value(value_node, (*path, key))
        if isinstance(built.get("id"), str):
            self.id_by_path[path] = str(built["id"])
        self._open.discard(id(node))
        return built

    def _merged(self, node: Node, path: Path) -> Mapping[str, object]:
        parts = node.value if isinstance(node, SequenceNode) else [node]
        merged: dict[str, object] = {}
        for part in reversed(parts):
            found = self.value(part, path)
            if not isinstance(found, dict):
                remedy = "Merge (`<<`) only mappings."
                raise _UnreadableError(part, "yaml.merge", "What is merged is no mapping.", remedy)
            merged.update(found)
        return merged

    def _scalar(self, node: ScalarNode) -> object:
        try:
            value: object = self._constructor.construct_object(node)
        except (YAMLError, ValueError, OverflowError) as error:
            remedy = "Put the text in quotes, or write a plain number, word or date."
            problem = f"{node.value!r} can't be read as a value."
            raise _UnreadableError(node, "yaml.value", problem, remedy) from error
        return value


def _key(node: Node) -> str:
    if not isinstance(node, ScalarNode):
        remedy = "Write a single word before the colon."
        raise _UnreadableError(node, "yaml.key", "A key is a list or a group of keys.", remedy)
    return str(node.value)


def _broken(error: Exception, name: str) -> Finding:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
    problem = "it is nested too deeply"
    if isinstance(error, MarkedYAMLError):
        problem = error.problem or "it can't be read"
    elif not isinstance(error, RecursionError):
        problem = "it holds a character that no text has"
    remedy = (
        "Check indentation, quotes and colons (`:`, not `：`) there and in the line above; "
        "tabs may not indent, and a text with `: ` or ` #` in it needs quotes."
    )
    return _finding("yaml.syntax", place, "This is no YAML: {problem}.", remedy, problem=problem)


def _no_mapping(name: str, problem: str) -> Finding:
    remedy = (
        "Write `key: value` lines with a plain colon (`:`, not `：`), or start from an archetype: "
        "`zeropark new my-park --from jinchang`."
    )
    return _finding("park.no_mapping", name, "{problem}", remedy, problem=problem)


def _duplicate(path: Path, line: int, lines: Lines) -> Finding:
    return _finding(
        "yaml.duplicate_key",
        lines.place(path),
        "The key {key!r} stands there twice, again on line {line}.",
        "Keep one of the two.",
        key=str(path[-1]),
        line=line,
    )


def _finding(code: str, place: str, problem: str, remedy: str, /, **data: object) -> Finding:
    return Finding(
        code=code, place=place, problem_template=problem, remedy_template=remedy, data=data
    )
