"""The one place that names adapters: takes a park's folder, gives ports bound to it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zeropark.basis.errors import DocumentError, Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Rulebook
from zeropark.shell.connectors.files.history import ParquetHistory
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.connectors.files.weather import WeatherFiles
from zeropark.shell.connectors.files.writer import write_frame
from zeropark.shell.connectors.openadr.client import VtnClient
from zeropark.shell.connectors.openadr.session import Credentials, Session
from zeropark.shell.connectors.running_clock import RunningClock
from zeropark.shell.connectors.system_clock import SystemClock
from zeropark.shell.connectors.web.http_web import HttpWeb
from zeropark.shell.connectors.web.reach import Reach
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.clock import Clock, MovableClock
from zeropark.shell.ports.day_plans import DayPlans
from zeropark.shell.ports.flexibility import FlexibilityStore
from zeropark.shell.ports.forecasts import Forecasts
from zeropark.shell.ports.history import HistoryFiles
from zeropark.shell.ports.lease import Lease
from zeropark.shell.ports.models import Models
from zeropark.shell.ports.openadr_clients import ClientsFile
from zeropark.shell.ports.openadr_objects import ObjectsStore
from zeropark.shell.ports.openadr_seen import SeenEvents
from zeropark.shell.ports.pages import Pages, Scripts
from zeropark.shell.ports.park_files import ParkFiles
from zeropark.shell.ports.plans import Plans
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.ports.tables import Tables
from zeropark.shell.ports.vtn_above import VtnAbove
from zeropark.shell.ports.weather import Weather
from zeropark.shell.ports.web import Web
from zeropark.shell.stores.assets import BuiltScripts
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.day_plans import DayPlanFolder
from zeropark.shell.stores.flexibility import EmbeddedFlexibility
from zeropark.shell.stores.forecasts import ForecastFolder
from zeropark.shell.stores.lease import FolderLease
from zeropark.shell.stores.models import ModelFolder
from zeropark.shell.stores.openadr.clients import FolderClients
from zeropark.shell.stores.openadr.embedded_objects import EmbeddedObjects
from zeropark.shell.stores.openadr.seen import EmbeddedSeen
from zeropark.shell.stores.pages import PageFolder
from zeropark.shell.stores.park_folder import ParkFolder
from zeropark.shell.stores.plans import PlanFolder
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.usecases.check_park import Checked, check_park

GENERATED = "generated"
"""Folder of a park in which generated histories are written."""
REPORTS = "reports"
"""Folder of a park in which pages are written."""
DAYS = "days"
"""Folder of a park in which plans of days and rolls are kept."""
PLANS = "plans"
"""Folder of a park in which plans are kept."""
MODELS = "models"
"""Folder of a park in which trained models are kept."""
FORECASTS = "forecasts"
"""Folder of a park in which answers of forecasting are kept."""

FLEXIBILITY = "flexibility"
"""Folder of a park in which offers, calls, deliveries and settlements are kept."""
OPENADR = "openadr"
"""Folder of a park in which its VTN's clients and objects, and what its VEN has seen, are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A checked park and the ports of its folder."""

    folder: Path
    park: ParkDocument
    rules: Rulebook
    findings: tuple[Finding, ...]
    """What there is to say about the documents; none of it blocks."""
    own_rules: tuple[tuple[str, str], ...]
    """The park's own rules, as file name and text."""
    readings: ReadingsStore
    books: BooksStore
    lease: Lease
    """Taken by a server that offers writing; commands need not ask."""
    tables: Tables
    history: HistoryFiles
    scripts: Scripts
    pages: Pages
    plans: Plans
    models: Models
    forecasts: Forecasts
    flexibility: FlexibilityStore
    weather: Weather
    clock: Clock


def clock() -> Clock:
    """The machine's clock."""
    return SystemClock()


def running_clock(speed: float) -> MovableClock:
    """A clock that starts now and runs so many times as fast as the machine's.

    Raises:
        InputError: the speed is no positive number.
    """
    return RunningClock(SystemClock().now(), speed=speed)


def scripts() -> Scripts:
    """The browser scripts that the package ships."""
    return BuiltScripts()


def pages(folder: Path) -> Pages:
    """A folder that pages are written in."""
    return PageFolder(folder)


def day_plans(folder: Path) -> DayPlans:
    """The plans of days of the park in this folder, and its rolls."""
    return DayPlanFolder(folder / DAYS)


def plans(folder: Path) -> Plans:
    """A folder that plans are kept in, each in a file of its name."""
    return PlanFolder(folder)


def openadr_clients(folder: Path) -> ClientsFile:
    """Who may speak to the VTN of the park in this folder."""
    return FolderClients(folder / OPENADR)


def openadr_objects(folder: Path) -> ObjectsStore:
    """The objects of the VTN of the park in this folder."""
    return EmbeddedObjects(folder / OPENADR / "objects.sqlite")


def openadr_seen(folder: Path) -> SeenEvents:
    """What the VEN of the park in this folder has seen."""
    return EmbeddedSeen(folder / OPENADR / "seen.sqlite")


def vtn_above(
    url: str, *, client_id: str, secret: str, token_url: str | None = None, clock: Clock
) -> VtnAbove:
    """A VTN that this park is asked by.

    Args:
        url: its base path.
        client_id: what it calls this park's client.
        secret: the client's.
        token_url: where it gives tokens; None: where the standard has it.
        clock: by which tokens expire.
    """
    base = url.rstrip("/")
    who = Credentials(
        url=base, token_url=token_url or f"{base}/auth/token", client_id=client_id, secret=secret
    )
    return VtnClient(Session(web(everywhere=True), who, clock=clock, wait=time.sleep))


def web(*, everywhere: bool, also: Iterable[str] = ()) -> Web:
    """A way out to other machines.

    Args:
        everywhere: whether its own people name the addresses; else public ones alone.
        also: networks and addresses that may be reached beside public ones.

    Raises:
        InputError: one of them is no network.
    """
    return HttpWeb(Reach(everything=True) if everywhere else Reach.public_and(also))


def write_table(path: Path, frame: pl.DataFrame) -> Path:
    """Write a table as its name ends: `.csv` or `.parquet`; gives the file.

    Raises:
        InputError: it ends otherwise.
    """
    return write_frame(path, frame)


def forecasts(folder: Path) -> Forecasts:
    """A park's folder's answers of forecasting."""
    return ForecastFolder(folder / FORECASTS)


def park_files(folder: Path) -> ParkFiles:
    """The documents in a park's folder."""
    return ParkFolder(folder)


def rulebook(folder: Path | None) -> Rulebook:
    """The package's rules, with a park's own where its folder is given.

    Raises:
        InputError: the park's own rules can't be read.
    """
    if folder is None:
        return load_rulebook()
    checked = check_park(park_files(folder))
    if checked.rules is None:
        raise DocumentError("The rules in {folder} can't be read.", checked.findings, folder=folder)
    return checked.rules


def checked(folder: Path) -> Checked:
    """The documents of a park's folder as they are now, and what there is to say about them.

    Raises:
        InputError: there is no park document to read.
    """
    return check_park(park_files(folder))


def documents_state(folder: Path) -> str:
    """Changes whenever a document in a park's folder was written again."""
    return park_files(folder).state()


@contextmanager
def workspace(folder: Path) -> Iterator[Workspace]:
    """A park's folder opened for work; its stores are closed, its lease let go at the end.

    Raises:
        InputError: the folder holds no park document that can be used.
    """
    checked = check_park(park_files(folder))
    if checked.park is None or checked.rules is None or not checked.usable:
        raise DocumentError(
            "The park in {folder} can't be used as it is.", checked.findings, folder=folder
        )
    park = checked.park
    data = folder / "data"
    with ExitStack() as at_the_end:
        readings = at_the_end.enter_context(EmbeddedReadings(data / "readings", park=park.id))
        lease = FolderLease(data)
        at_the_end.callback(lease.release)
        yield Workspace(
            folder=folder,
            park=park,
            rules=checked.rules,
            findings=checked.findings,
            own_rules=checked.own_rules,
            readings=readings,
            books=EmbeddedBooks(data / "books"),
            lease=lease,
            tables=TableFiles(),
            history=ParquetHistory(folder / GENERATED),
            scripts=BuiltScripts(),
            pages=PageFolder(folder / REPORTS),
            plans=PlanFolder(folder / PLANS),
            models=ModelFolder(folder / MODELS),
            forecasts=ForecastFolder(folder / FORECASTS),
            flexibility=EmbeddedFlexibility(folder / FLEXIBILITY),
            weather=WeatherFiles(),
            clock=clock(),
        )
