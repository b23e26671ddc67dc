"""The answers of forecasting in a park's folder, each read once until it is written again."""

from __future__ import annotations

from typing import Final

from zeropark.basis.errors import InputError
from zeropark.future.forecast.kept import KeptAnswer, answer_of
from zeropark.review.presentation.text import Text
from zeropark.shell.ports.forecasts import Forecasts
from zeropark.shell.serving.memory import Memory

LATEST: Final = "latest"
BACKTEST: Final = "backtest"
_ROOM: Final = 4


class KeptForecasts:
    """Reads answers over a port."""

    def __init__(self, forecasts: Forecasts) -> None:
        self._forecasts = forecasts
        self._read = Memory(room=_ROOM)

    def state(self) -> str:
        """Changes whenever an answer was written again."""
        return self._forecasts.state()

    def latest(self) -> KeptAnswer | None:
        """The newest forecast; None where there is none that can be read."""
        return self._answer(LATEST)[0]

    def backtest(self) -> KeptAnswer | None:
        """The newest back-test; None where there is none that can be read."""
        return self._answer(BACKTEST)[0]

    def unreadable(self) -> tuple[Text, ...]:
        """Why answers that are there can't be read."""
        found = (self._answer(name)[1] for name in (LATEST, BACKTEST))
        return tuple(each for each in found if each is not None)

    def _answer(self, name: str) -> tuple[KeptAnswer | None, Text | None]:
        return self._read.recall((name, self.state()), lambda: self._understood(name))

    def _understood(self, name: str) -> tuple[KeptAnswer | None, Text | None]:
        try:
            text = self._forecasts.read(name)
            return (None if text is None else answer_of(text, place=f"{name}.json")), None
        except InputError as error:
            return None, Text(error.words("zh"), error.words("en"))
