from __future__ import annotations

from pathlib import Path

import pytest

from zeropark.basis.errors import StoreError
from zeropark.shell.stores.assets import BuiltScripts
from zeropark.shell.stores.pages import PageFolder


def test_a_page_is_written_whole_in_utf_8_and_replaces_the_last(tmp_path: Path) -> None:
    folder = PageFolder(tmp_path / "reports")
    folder.write("park-2026", "<p>旧")
    path = folder.write("park-2026", "<p>零碳 🏭")
    assert path.read_bytes() == "<p>零碳 🏭".encode()
    assert [each.name for each in path.parent.iterdir()] == ["park-2026.html"]


def test_a_script_that_is_not_built_names_the_remedy() -> None:
    with pytest.raises(StoreError, match="Run `make web`"):
        BuiltScripts().text("nothing-of-that-name")
