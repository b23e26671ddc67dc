"""The reader of pages sees what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from doc_pages import answered, blocks, commands, differences, says, write

PAGE = """
```csv some.csv gb18030
表号,时间
```

```shell
zeropark check my-park # exit 1
```

```json
{"ok": true}
```
"""


def test_blocks_come_in_their_order_with_what_they_say_of_themselves() -> None:
    found = [(block.language, block.words) for block in blocks(PAGE)]
    assert found == [("csv", ("some.csv", "gb18030")), ("shell", ()), ("json", ())]


def test_a_file_is_written_in_its_own_encoding(tmp_path: Path) -> None:
    write(next(blocks(PAGE)), tmp_path)
    assert (tmp_path / "some.csv").read_bytes() == "表号,时间\n".encode("gb18030")


def test_a_command_tells_the_exit_code_that_it_leads_to() -> None:
    (command,) = commands(list(blocks(PAGE))[1])
    assert (command.arguments, command.exit_code) == (("zeropark", "check", "my-park"), 1)


@pytest.mark.parametrize(
    ("printed", "expected", "missing"),
    [
        ("a   b\nc", "a b\nc", []),
        ("a b\nc", "c\na b", ["a b"]),
        ("a 17 b", "a … b", []),
        ("a 17 b", "a … c", ["a … c"]),
        ("a b", "…", []),
    ],
)
def test_lines_are_looked_for_in_their_order(
    printed: str, expected: str, missing: list[str]
) -> None:
    assert says(printed, expected) == missing


@pytest.mark.parametrize(
    ("printed", "expected", "wrong"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": "…"}, 0),
        ({"a": 1, "b": 2}, {"a": 1}, 1),
        ({"a": 1}, {"a": 2}, 1),
        ({"a": 1.00001}, {"a": 1}, 0),
        ({"a": True}, {"a": 1}, 1),
        ({"a": None}, {"a": 0}, 1),
        ([1, 2], [1], 1),
        ([1, 2], [1, "…"], 0),
        ([], [1, "…"], 1),
        ("…/x.html", "…/x.html", 0),
        ("/tmp/x.html", "…/y.html", 1),  # noqa: S108 - a text, no file
    ],
)
def test_documents_are_compared_key_by_key(printed: object, expected: object, wrong: int) -> None:
    assert len(list(differences(printed, expected))) == wrong


def test_an_answer_that_is_not_given_is_told() -> None:
    answer = list(blocks(PAGE))[2]
    assert answered(answer, '{"ok": false}') == ["$.ok: printed False, documented True"]
