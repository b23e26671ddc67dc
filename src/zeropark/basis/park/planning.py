"""What a plan of the park may choose, what things cost, and which rules it must keep.

The section is optional; its defaults are those of the fields here, and docs/park.md explains
them. Money is in CNY of the price year, in real terms; amounts are in the inside unit of a carrier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zeropark.basis.errors import Contradiction
from zeropark.basis.park.financing import Financing
from zeropark.basis.park.parts import Id, NotNegative, Part, Positive, Season, Share

Keep = Literal["require", "report", "off"]
"""Whether a plan must keep a rule, only says how it comes out, or leaves it alone."""

Book = Literal["park910", "location", "market"]
"""Which of the three carbon books is meant; they are never added."""

Lifetime = Annotated[float, Field(gt=0, le=100)]
Hours = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$")]
"""A stretch of every day, local, HH:MM-HH:MM; it may span midnight."""


class SizeRange(Part):
    """Between which bounds a plan may choose one size of a device, or a point's capacity."""

    of: Id
    """A device, or a boundary point (its `capacity_kw`: grid access)."""
    field: str
    """The field that says the size, e.g. `capacity_kw`, `store_kwh`, `capacity_t_per_h`."""
    least: NotNegative = 0.0
    most: NotNegative
    together: tuple[str, ...] = ()
    """Other sizes of it that keep their documented proportion to this one."""
    capex_cny_per_unit: NotNegative | None = None
    """Per unit of the field; None: by the device's `economics`."""
    fixed_opex_cny_per_unit_year: NotNegative | None = None
    lifetime_years: Lifetime | None = None

    @model_validator(mode="after")
    def _not_crossed(self) -> Self:
        if self.least > self.most:
            raise Contradiction(
                "The size {field} of {of} is at least {least:,.9g} and at most {most:,.9g}.",
                "Turn the two round, or correct one.",
                field=self.field,
                of=self.of,
                least=self.least,
                most=self.most,
            )
        return self


class PointPrice(Part):
    """What a unit costs, or brings in, where it crosses the boundary.

    Not for a grid point that has a contract: its tariff tells what power costs there.
    """

    point: Id
    bought_cny_per_unit: NotNegative | None = None
    sold_cny_per_unit: NotNegative | None = None
    disposal_cny_per_unit: NotNegative | None = None
    """What is paid to be rid of a unit, at a `discharge`."""
    least_per_year: NotNegative | None = None
    """Units that must pass in a year, out where any are sold, else in: what was promised."""
    most_per_year: NotNegative | None = None
    """Units that can pass in a year: what the market takes, or gives."""

    @model_validator(mode="after")
    def _prices_fit(self) -> Self:
        traded = (self.bought_cny_per_unit, self.sold_cny_per_unit) != (None, None)
        if traded == (self.disposal_cny_per_unit is not None):
            raise Contradiction(
                "The price at {point} is either what is bought or sold, or what is disposed of.",
                "Give bought_ or sold_cny_per_unit (or both), else disposal_cny_per_unit.",
                point=self.point,
            )
        return self

    @model_validator(mode="after")
    def _amounts_not_crossed(self) -> Self:
        most = self.most_per_year
        if self.least_per_year is not None and most is not None and self.least_per_year > most:
            raise Contradiction(
                "At least {least:,.9g} and at most {most:,.9g} units a year pass {point}.",
                "Turn the two round, or correct one.",
                least=self.least_per_year,
                most=most,
                point=self.point,
            )
        return self


class Unserved(Part):
    """What devices need of a bus and need not get, at a price: heat of the coldest hours."""

    bus: Id
    cny_per_unit: Positive


class CarbonPrice(Part):
    """What a tonne of CO2 of one book costs."""

    cny_per_t: NotNegative
    book: Book = "park910"


class CarbonCap(Part):
    """The most CO2 of one book in a year."""

    most_t_per_year: NotNegative
    book: Book = "park910"


class PeakSegment(Part):
    """One step of deep peak-shaving: what each kWh that is not made below a load costs."""

    below_share: Annotated[float, Field(gt=0, le=1)]
    """Of the rated power; the steps of a unit add up below the lowest."""
    cny_per_kwh: NotNegative
    """Oil for support, wear and worse efficiency."""


class StartCost(Part):
    """What going on and off costs a unit, where a plan tells units to rest."""

    of: Id
    start_cny: NotNegative = 0.0
    stop_cny: NotNegative = 0.0


class LeastTimes(Part):
    """How long a unit stays on and off at least, where a plan tells units to rest."""

    of: Id
    on_hours: NotNegative = 0.0
    """Once started, the time in which it comes on included."""
    off_hours: NotNegative = 0.0
    """Once stopped."""


class DeepPeakShaving(Part):
    """What deep peak-shaving costs a coal unit (深度调峰), in steps that add up."""

    unit: Id
    segments: tuple[PeakSegment, ...] = Field(min_length=1)


class Land(Part):
    """Ground that plants stand on."""

    most_ha: Positive
    sites: tuple[Id, ...] = ()
    """On which sites; none: on all."""
    pv_m2_per_kw: NotNegative | None = None
    """Of ground-mounted PV, per kW of `capacity_kw`."""
    wind_m2_per_kw: NotNegative | None = None
    """What is taken for good: foundations, roads, substation."""
    csp_m2_per_field_kw: NotNegative | None = None
    """Mirror field, per thermal kW."""


class Roof(Part):
    """Roofs that PV with `mounting: roof` stands on."""

    most_m2: Positive
    m2_per_kw: Positive
    devices: tuple[Id, ...] = ()
    """Which PV plants; none: all that stand on roofs."""


class Reserve(Part):
    """Firm power over the peak of what can't wait, network by network of electricity."""

    margin_share: NotNegative = 0.0
    """Firm power is at least (1 + this) times the peak."""
    largest_out: bool = False
    """Whether that holds with the largest firm source out (N-1)."""
    firm_share: Mapping[str, Share] = Field(default_factory=dict)
    """The part of its power that counts as firm, by node id, or by kind of device or point."""


class NoExport(Part):
    """When a project may give nothing to the public grid (新能源消纳困难时段)."""

    season: Season | None = None
    """None: all year."""
    hours: tuple[Hours, ...] = ()
    """None given: all day."""
    points: tuple[Id, ...] = ()
    """At which grid points; none given: those of direct connections, or all where there is none."""


class TradeOffer(Part):
    """Green-power trade that a plan may buy by the month, in place of the contracts for it."""

    premium_cny_per_kwh: NotNegative
    """Over the grid supply's own energy price: certificate and dearer energy together."""
    most_kwh_per_month: NotNegative


class CertificateOffer(Part):
    """Certificates that a plan may buy for the year, in place of the contracts for them."""

    cny_per_mwh: NotNegative
    most_mwh_per_year: NotNegative


class Learning(Part):
    """By how much a kind of device gets cheaper, from the price year on."""

    kind: str
    fall_share_per_year: Annotated[float, Field(ge=0, lt=1)]


class PlanningRules(Part):
    """Which rules a plan must keep and which it only reports.

    Required by default is what nobody may choose: the park's own next stage, limits of ground,
    roof, money and connection. The national band and the ratios are reported until a document
    says that the park is to pass them, because not every park can.
    """

    core: Keep = "report"
    """单位能耗碳排放 within the national band (910 annex 3)."""
    stage: Keep = "require"
    """单位能耗碳排放 within the park's own target of the stage."""
    direct_supply: Keep = "report"
    """At least half of the power is directly green (910 annex 4, in principle)."""
    r1: Keep = "report"
    """Self-use over available generation, of each direct connection (650, 688)."""
    r2: Keep = "report"
    r3: Keep = "report"
    exchange: Keep = "require"
    """Exchange with the grid within what a direct connection declared."""
    no_export: Keep = "require"
    carbon_caps: Keep = "require"
    land: Keep = "require"
    roofs: Keep = "require"
    budget: Keep = "require"
    reserve: Keep = "require"


class Planning(Part):
    """Everything that a plan needs to know beyond what the park is."""

    stage: Annotated[int, Field(ge=2020, le=2060)] | None = None
    """The year that is planned for where nobody names one; None: that of the last target."""
    discount_rate: Annotated[float, Field(ge=0, lt=1)] = 0.06
    """Real rate a year, where a device's `economics` has none of its own."""
    price_year: Annotated[int, Field(ge=2020, le=2060)] = 2026
    """In whose money figures are; tariffs are those in force on its last day."""
    network_charge: Literal["contract", "nearby"] = "contract"
    """`nearby`: T&D by access capacity, as nearby consumption pays it (发改价格〔2025〕1192号)."""
    sizes: tuple[SizeRange, ...] | None = None
    """None: every device whose `economics` say what it costs to build, see `sizes.py`."""
    prices: tuple[PointPrice, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    """Buses that may lack something; all others are served in every step."""
    carbon_price: CarbonPrice | None = None
    carbon_caps: tuple[CarbonCap, ...] = ()
    deep_peak_shaving: tuple[DeepPeakShaving, ...] = ()
    start_costs: tuple[StartCost, ...] = ()
    least_times: tuple[LeastTimes, ...] = ()
    land: tuple[Land, ...] = ()
    roofs: tuple[Roof, ...] = ()
    budget_cny: NotNegative | None = None
    """For all that is built beyond what stands already."""
    reserve: Reserve | None = None
    no_export: tuple[NoExport, ...] = ()
    green_trade: TradeOffer | None = None
    """None: the contracts of the document count, as in the green books."""
    certificates: CertificateOffer | None = None
    learning: tuple[Learning, ...] = ()
    rules: PlanningRules = PlanningRules()
    financing: Financing = Financing()
    """What an appraisal of the plan assumes."""
    source: str | None = None
    """Where the figures come from."""
