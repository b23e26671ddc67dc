"""Where findings are worded: every English template in the source, found without running it.

A sentence of a finding is written out in an argument, a field or a name that ends in `problem`
or `remedy` (`_template`, plural, dictionaries of them too), words inside its data in `Phrase(…)`.
What stands in such a place and is neither written out nor another such name can't be looked up
in a catalogue; it is told as not recognisable.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "zeropark"
_ENDS = ("problem", "remedy", "problems", "remedies", "problem_template", "remedy_template")
_SPEAK_OF_FINDINGS = {"Finding", "Phrase", "Fault", "Contradiction"}
_RAISED = {"UnitError", "MissingRuleError", "StoreError", "MissingDataError", "PeriodError"}
"""What these say is no finding; their words stay English."""


@dataclass
class Words:
    """What the source says in findings, each with the places where it does."""

    places: dict[str, list[str]] = field(default_factory=dict)
    unrecognised: list[str] = field(default_factory=list)


def words_of_source(folder: Path = SOURCE) -> Words:
    """All templates of findings and phrases below a folder."""
    modules = {p: ast.parse(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.py"))}
    signatures: dict[str, list[str]] = {}
    for tree in modules.values():
        signatures.update(_signatures(tree))
    words = Words()
    for path, tree in modules.items():
        if _speaks_of_findings(tree):
            name = path.relative_to(folder).as_posix()
            _Reader(name, {**signatures, **_signatures(tree)}, words).visit(tree)
    return words


def _speaks_of_findings(tree: ast.Module) -> bool:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    named = {alias.name for node in imports for alias in node.names}
    named |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return not named.isdisjoint(_SPEAK_OF_FINDINGS)


def _signatures(tree: ast.Module) -> dict[str, list[str]]:
    """Names of the positional parameters of functions and of the fields of classes."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _parameters(node)
        elif isinstance(node, ast.ClassDef):
            made = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
            fields = (n.target for n in node.body if isinstance(n, ast.AnnAssign))
            names = [target.id for target in fields if isinstance(target, ast.Name)]
            found[node.name] = _parameters(made[0]) if made else names
    return found


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _holds_words(name: str) -> bool:
    return name.lower().endswith(_ENDS)


class _Reader(ast.NodeVisitor):
    def __init__(self, module: str, signatures: dict[str, list[str]], words: Words) -> None:
        self.module, self.signatures, self.words = module, signatures, words

    def visit_Call(self, node: ast.Call) -> None:
        callee = _name(node.func)
        if callee == "Phrase" and node.args:
            self._take(node.args[0])
        elif callee not in _RAISED:
            for parameter, argument in zip(
                self.signatures.get(callee, []), node.args, strict=False
            ):
                if _holds_words(parameter):
                    self._take(argument)
            for keyword in node.keywords:
                if keyword.arg is not None and _holds_words(keyword.arg):
                    self._take(keyword.value)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assigned(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._assigned(node.target, node.value)
        self.generic_visit(node)

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            parts = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for one, part in zip(target.elts, parts, strict=True):
                self._assigned(one, part)
        elif _holds_words(_name(target)):
            self._take(value)

    def _take(self, value: ast.expr) -> None:
        match value:
            case ast.Constant(value=str(text)):
                self.words.places.setdefault(text, []).append(f"{self.module}:{value.lineno}")
            case ast.IfExp(body=one, orelse=other):
                self._take(one)
                self._take(other)
            case ast.Dict(values=parts) | ast.Tuple(elts=parts):
                for part in parts:
                    self._take(part)
            case ast.Name() | ast.Attribute() if _holds_words(_name(value)):
                pass
            case ast.Subscript(value=table) if _holds_words(_name(table)):
                pass
            case ast.Call(func=ast.Attribute(attr="get", value=table), args=[_, *default]) if (
                _holds_words(_name(table))
            ):
                for part in default:
                    self._take(part)
            case ast.Call(func=called) if _name(called) == "Phrase":
                pass  # taken where it is visited itself
            case _:
                where = f"{self.module}:{value.lineno}"
                self.words.unrecognised.append(f"{where} {ast.unparse(value)}")


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
