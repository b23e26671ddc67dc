"""Where findings and errors are worded: every English template, found without running anything.

A sentence of a finding is written out in an argument, a field or a name that ends in `problem`
or `remedy` (`_template`, plural, dictionaries of them too), words inside its data in `Phrase(…)`.
The sentence of an error is the first argument where it is made; words of another program go into
`"{message}"`, as data. What stands in such a place and is neither written out nor another such
name can't be looked up in a catalogue; it is told as not recognisable. So are words that are data
of an error and no `Phrase`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

SOURCE = Path(__file__).parent.parent / "src" / "zeropark"
_ENDS = ("problem", "remedy", "problems", "remedies", "problem_template", "remedy_template")
_SPEAK_OF_FINDINGS = {"Finding", "Phrase", "Fault", "Contradiction"}
_ROOTS = {"ZeroparkError", "Refused"}
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class Words:
    """What the source says in findings, each with the places where it does."""

    places: dict[str, list[str]] = field(default_factory=dict)
    unrecognised: list[str] = field(default_factory=list)
    unfilled: list[str] = field(default_factory=list)
    """Errors whose data are not the names in their sentence."""


def words_of_source(folder: Path = SOURCE) -> Words:
    """All templates of findings and phrases below a folder."""
    modules = {p: ast.parse(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.py"))}
    signatures: dict[str, list[str]] = {}
    for tree in modules.values():
        signatures.update(_signatures(tree))
    errors = _errors(modules.values())
    phrases = {name for tree in modules.values() for name in _phrases(tree)}
    words = Words()
    for path, tree in modules.items():
        if _speaks(tree, of=_SPEAK_OF_FINDINGS | errors.keys()):
            name = path.relative_to(folder).as_posix()
            _Reader(name, {**signatures, **_signatures(tree)}, errors, phrases, words).visit(tree)
    return words


def _errors(trees: Iterable[ast.Module]) -> dict[str, bool]:
    """The errors of the project; of each, whether its first argument is what it says."""
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    of = {each.name: each for each in classes}

    def line(name: str) -> list[str]:
        above = [_name(part) for part in of[name].bases] if name in of else []
        return [name, *(line(above[0]) if above else [])]

    found = {}
    for each in classes:
        heritage = line(each.name)
        if not _ROOTS.isdisjoint(heritage):
            made = (_made(of[name]) for name in heritage if name in of)
            found[each.name] = next(filter(None, made))[0] == "told"
    return found


def _phrases(tree: ast.Module) -> Iterator[str]:
    """The constants of a module that are phrases."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            (target,) = node.targets if isinstance(node, ast.Assign) else (node.target,)
            if _name(node.value.func) == "Phrase":
                yield _name(target)


def _speaks(tree: ast.Module, *, of: set[str]) -> bool:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    named = {alias.name for node in imports for alias in node.names}
    named |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return not named.isdisjoint(of)


def _signatures(tree: ast.Module) -> dict[str, list[str]]:
    """Names of the positional parameters of functions and of the fields of classes."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _parameters(node)
        elif isinstance(node, ast.ClassDef):
            fields = (n.target for n in node.body if isinstance(n, ast.AnnAssign))
            names = [target.id for target in fields if isinstance(target, ast.Name)]
            found[node.name] = _made(node) or names
    return found


def _made(node: ast.ClassDef) -> list[str]:
    """The parameters that a class is made of by a constructor of its own."""
    made = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
    return _parameters(made[0]) if made else []


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _holds_words(name: str) -> bool:
    return name.lower().endswith(_ENDS)


class _Reader(ast.NodeVisitor):
    def __init__(
        self,
        module: str,
        signatures: dict[str, list[str]],
        errors: dict[str, bool],
        phrases: set[str],
        words: Words,
    ) -> None:
        self.module, self.signatures = module, signatures
        self.errors, self.phrases = errors, phrases
        self.words = words

    def visit_Call(self, node: ast.Call) -> None:
        callee = _name(node.func)
        if callee == "Phrase" and node.args:
            self._take(node.args[0])
        elif callee in self.errors:
            self._raised(node, says=self.errors[callee])
        elif callee == "__init__" and node.args and isinstance(node.args[0], ast.Constant):
            self._take(node.args[0])  # an error that words itself
        else:
            for parameter, argument in zip(
                self.signatures.get(callee, []), node.args, strict=False
            ):
                if _holds_words(parameter):
                    self._take(argument)
            for keyword in node.keywords:
                if keyword.arg is not None and _holds_words(keyword.arg):
                    self._take(keyword.value)
        self.generic_visit(node)

    def _raised(self, node: ast.Call, *, says: bool) -> None:
        """An error that is made: of the sentence that it `says`, or of parts of its own one."""
        if says:
            self._take(node.args[0])
            self._filled(node.args[0], {keyword.arg for keyword in node.keywords})
        for keyword in node.keywords:
            if says:
                self._data(keyword.value)
            elif keyword.arg in ("wanted", "remedy"):
                self._take(keyword.value)

    def _filled(self, sentence: ast.expr, given: set[str | None]) -> None:
        if isinstance(sentence, ast.Constant) and _names_in(str(sentence.value)) != given:
            self.words.unfilled.append(f"{self.module}:{sentence.lineno} {sentence.value}")

    def _data(self, value: ast.expr) -> None:
        """What an error fills its sentence with: no words but a phrase's."""
        match value:
            case ast.Constant(value=str(text)) if _LETTER.search(text):
                self._not_recognised(value)
            case ast.JoinedStr():
                self._not_recognised(value)
            case ast.IfExp(body=one, orelse=other):
                self._data(one)
                self._data(other)
            case ast.BoolOp(values=parts):
                for part in parts:
                    self._data(part)

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
            case ast.Call(func=ast.Attribute(attr="get", value=table), args=[_, *default]) if (
                _holds_words(_name(table))
            ):
                for part in default:
                    self._take(part)
            case ast.Name(id=name) if name in self.phrases:
                pass  # taken where it is assigned
            case _ if not _written_elsewhere(value):
                self._not_recognised(value)

    def _not_recognised(self, value: ast.expr) -> None:
        where = f"{self.module}:{value.lineno}"
        self.words.unrecognised.append(f"{where} {ast.unparse(value)}")


def _names_in(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _written_elsewhere(value: ast.expr) -> bool:
    """Whether the words are taken where something else is visited."""
    match value:
        case ast.Name() | ast.Attribute() | ast.Subscript():
            named = value.value if isinstance(value, ast.Subscript) else value
            return _holds_words(_name(named)) or _name(named) == "told"
        case ast.Call(func=called):
            return _name(called) in ("Phrase", "_phrased") or _holds_words(_name(called))
    return False


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
