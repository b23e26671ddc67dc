"""Pages as HTML files in a folder."""

from __future__ import annotations

from pathlib import Path

from zeropark.shell.stores.durable import write_durably


class PageFolder:
    """The `Pages` port: a file a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, html: str) -> Path:
        """See `Pages.write`."""
        path = self._folder / f"{name}.html"
        write_durably(path, html.encode())
        return path
