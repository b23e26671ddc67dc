"""The browser scripts that `make web` builds and the wheel ships."""

from __future__ import annotations

from importlib.resources import files

from zeropark.basis.errors import StoreError


class BuiltScripts:
    """The `Scripts` port: package data, built from the pinned packages in `web/`."""

    def text(self, name: str) -> str:
        """See `Scripts.text`."""
        path = files("zeropark.shell.interfaces") / "assets" / "built" / f"{name}.js"
        if not path.is_file():
            raise StoreError(
                "The browser script {name}.js has not been built. Run `make web`.", name=name
            )
        return path.read_text(encoding="utf-8")
