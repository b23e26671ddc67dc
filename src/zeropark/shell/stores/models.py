"""Models as folders of text files: a card, and the trees of each quantile."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zeropark.basis.errors import InputError
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.model_text import CARD, model_of, texts_of
from zeropark.future.forecast.target import Target, target_named
from zeropark.shell.stores.durable import write_durably

_OURS: Final = ("load.", "availability.", "price.")


class ModelFolder:
    """The `Models` port: a folder a target, in files that people can read.

    The card is written last and holds the digests of the others: a model that is half written is
    told as damaged, and never used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, model: Model) -> Path:
        """See `Models.write`."""
        place = self._folder / str(model.card.target)
        for name, text in texts_of(model).items():
            write_durably(place / name, text.encode())
        return place

    def read(self, target: Target) -> Model | None:
        """See `Models.read`."""
        place = self._folder / str(target)
        if not (place / CARD).is_file():
            return None
        try:
            texts = {
                path.name: path.read_text(encoding="utf-8")
                for path in place.iterdir()
                if path.suffix in {".txt", ".json"}
            }
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "The model in {place} can't be read: {reason}. "
                "Train it again: zeropark forecast train FOLDER.",
                place=str(place),
                reason=str(error),
            ) from error
        return model_of(texts, place=str(place))

    def targets(self) -> tuple[Target, ...]:
        """See `Models.targets`."""
        found = (path.parent.name for path in self._folder.glob(f"*/{CARD}"))
        return tuple(sorted(target_named(name) for name in found if name.startswith(_OURS)))
