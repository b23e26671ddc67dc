"""Pages of the documentation as tests read them: blocks that are files, commands, and answers.

The first word after the fence is the language. What follows it says what the block is:

    yaml my-park/park.yaml      a file; a `+` behind the name appends to it
    csv mill.csv gb18030        a file in an encoding of its own
    shell                       commands, a line each; `# exit 1` says that one exits with 1
    text, json                  right after commands: what the last of them printed

`…` in an answer stands for anything; a list that ends in it may go on.
"""

from __future__ import annotations

import glob
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ANYTHING = "…"
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    language: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Command:
    """One command line of a page."""

    line: str
    arguments: tuple[str, ...]
    exit_code: int


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for language, words, body in _FENCE.findall(text):
        yield Block(language, tuple(words.split()), body)


def links(text: str) -> list[str]:
    """The files that a page leads to."""
    return _LINK.findall(text)


def write(block: Block, folder: Path) -> None:
    """Put a block that is a file where it says."""
    name, *more = block.words
    appended = "+" in more
    encoding = next((word for word in more if word != "+"), "utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding=encoding) if appended else ""
    path.write_text(before + block.text, encoding=encoding)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a shell block, patterns of file names resolved when they are run."""
    for line in block.text.splitlines():
        code = re.search(r"# exit (\d)$", line.rstrip())
        words = shlex.split(line, comments=True)
        if words:
            yield Command(line, tuple(words), int(code[1]) if code else 0)


def expanded(arguments: tuple[str, ...]) -> list[str]:
    """The arguments with `*` filled in from the working folder, as a shell does."""
    found = ((sorted(glob.glob(word)) or [word]) if "*" in word else [word] for word in arguments)  # noqa: PTH207 - as typed, relative to the working folder
    return [word for words in found for word in words]


def says(printed: str, expected: str) -> list[str]:
    """The expected lines that were not printed in their order; runs of blanks count as one."""
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    missing, at = [], 0
    for wanted in (" ".join(line.split()) for line in expected.splitlines() if line.strip()):
        pattern = re.compile(".*".join(map(re.escape, wanted.split(ANYTHING))))
        if wanted == ANYTHING:
            continue
        found = next((n for n in range(at, len(lines)) if pattern.fullmatch(lines[n])), None)
        if found is None:
            missing.append(wanted)
        else:
            at = found + 1
    return missing


def differences(printed: Any, expected: Any, at: str = "$") -> Iterator[str]:
    """Where a printed JSON document is not what the page shows: other keys, other values."""
    if isinstance(expected, dict) and isinstance(printed, dict):
        if printed.keys() != expected.keys():
            yield f"{at}: printed {sorted(printed)}, documented {sorted(expected)}"
        for key in printed.keys() & expected.keys():
            yield from differences(printed[key], expected[key], f"{at}.{key}")
    elif isinstance(expected, list) and isinstance(printed, list):
        known = [item for item in expected if item != ANYTHING]
        if len(printed) < len(known) or (len(printed) > len(known) and ANYTHING not in expected):
            yield f"{at}: printed {len(printed)} entries, documented {len(known)}"
        for number, (one, other) in enumerate(zip(printed, known, strict=False)):
            yield from differences(one, other, f"{at}[{number}]")
    elif not _same(printed, expected):
        yield f"{at}: printed {printed!r}, documented {expected!r}"


def _same(printed: Any, expected: Any) -> bool:
    if expected == ANYTHING:
        return True
    if isinstance(expected, str) and isinstance(printed, str):
        pattern = ".*".join(map(re.escape, expected.split(ANYTHING)))
        return re.fullmatch(pattern, printed) is not None
    if isinstance(expected, bool) or isinstance(printed, bool):
        return printed is expected
    if isinstance(expected, float | int) and isinstance(printed, float | int):
        return bool(printed == pytest.approx(expected, rel=1e-4, abs=1e-6))
    return bool(printed == expected)


def answered(block: Block, printed: str) -> list[str]:
    """What is wrong with a documented answer, given what was printed."""
    if block.language == "json":
        return list(differences(json.loads(printed), json.loads(block.text)))
    return [f"not printed: {line}" for line in says(printed, block.text)]
