"""YAML text to plain data, with the line of every entry and every duplicate key found.

Dates stay texts and are read where a date is expected, so that an impossible one is a finding
at its own line instead of an exception of the parser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from zeropark.basis.errors import Finding

Path = tuple[str | int, ...]
"""Where an entry stands in a document: keys and positions from the top."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as mappings, lists, numbers, texts, booleans and None."""

    name: str
    data: object
    lines: Mapping[Path, int]
    """The 1-based line on which each entry begins."""
    findings: tuple[Finding, ...]

    def place(self, path: Path) -> str:
        """`file:line path`, for a finding; the line of the nearest entry that exists."""
        known = (path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines)
        line = self.lines.get(next(known, ()), 1)
        return f"{self.name}:{line} {spell(path)}".rstrip()


def spell(path: Path) -> str:
    """A path as people write it.

    >>> spell(("rules", 3, "versions", 0, "value"))
    'rules[3].versions[0].value'
    """
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def parse(text: str, *, name: str) -> Parsed:
    """Read one YAML document; what can't be read is None with a finding.

    Of a key that is given twice the first stays, and each later one is a finding.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        return Parsed(name, None, {}, (_unreadable(name, "it is nested too deep"),))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Parsed(name, None, {}, (_unreadable(f"{name}:{line}", str(error.problem)),))
    except YAMLError as error:
        return Parsed(name, None, {}, (_unreadable(name, str(error)),))
    reader = _Reader(name)
    data = reader.read(root, ()) if root is not None else None
    return Parsed(name, data, reader.lines, tuple(reader.findings))


def _unreadable(place: str, problem: str) -> Finding:
    return Finding(
        code="yaml.unreadable",
        place=place,
        problem_template="The text is not valid YAML: {problem}.",
        remedy_template="Mend the line; mind the indentation and the quotes around colons.",
        data={"problem": problem.strip()},
    )


@dataclass
class _Reader:
    """Turns nodes into data and remembers where each stood."""

    name: str
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open_nodes: set[int] = field(default_factory=set)

    def read(self, node: Node, path: Path) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if id(node) in self.open_nodes:
            self._find("yaml.loop", node, path, "An alias points back at what contains it.")
            return None
        self.open_nodes.add(id(node))
        data = self._collection(node, path)
        self.open_nodes.discard(id(node))
        return data

    def _collection(self, node: Node, path: Path) -> object:
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, i)) for i, item in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return dict(self._entries(node, path))
        raise TypeError(f"YAML has no node of type {type(node)}.")

    def _entries(self, node: MappingNode, path: Path) -> Iterator[tuple[str, object]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in seen:
                self._find("yaml.duplicate_key", key_node, here, "The key is given twice.")
                continue
            seen.add(key)
            self.lines[here] = key_node.start_mark.line + 1
            yield key, self.read(value_node, here)

    def _find(self, code: str, node: Node, path: Path, problem: str) -> None:
        place = f"{self.name}:{node.start_mark.line + 1} {spell(path)}"
        remedy = "Keep one of the two." if code == "yaml.duplicate_key" else "Write it out."
        self.findings.append(
            Finding(code=code, place=place, problem_template=problem, remedy_template=remedy)
        )


def _scalar(node: ScalarNode) -> object:
    text = str(node.value)
    match str(node.tag).rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.casefold() == "true"
        case "int" | "float":
            return _number(text.replace("_", ""))
        case _:
            return text


def _number(text: str) -> int | float | str:
    """A number in any of the spellings of YAML 1.2; a text that was only tagged as one stays."""
    prefix = text.lstrip("+-")[:2].casefold()
    if prefix in {"0x", "0o", "0b"}:
        return int(text, 0)
    if text.lstrip("+-").isdigit():
        return int(text)
    try:
        return float(text.replace(".", "", 1) if prefix in {".i", ".n"} else text)
    except ValueError:
        return text
