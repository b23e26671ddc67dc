"""`zeropark forecast`: what loads, sun, wind and prices will be; a file a command."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from zeropark.shell.interfaces.cli import forecast_backtest, forecast_park, forecast_train


class ParkFirst(TyperGroup):
    """A group whose first word may be a park's folder: `zeropark forecast my-park` forecasts."""

    def parse_args(  # type: ignore[override] # typer's own type of a context is private
        self, ctx: typer.Context, args: list[str]
    ) -> list[str]:
        """Put the command that forecasts before a first word that names none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [forecast_park.NAME, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=ParkFirst,
    help="What loads, sun, wind and prices will be, as quantiles: zeropark forecast my-park.",
    no_args_is_help=True,
)
for command in (forecast_park, forecast_train, forecast_backtest):
    command.add_to(app)
