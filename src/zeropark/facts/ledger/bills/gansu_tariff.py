"""The tariff of a grid supply in Gansu, built from the rules and the contract.

T&D, funds and the system running fee do not float with time of use; the energy price and the
line-loss part of it do (甘发改价格〔2024〕424号).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from zeropark.basis.errors import MissingDataError, MissingRuleError, Phrase
from zeropark.basis.park.contract import GridSupply
from zeropark.basis.rules.rule import Rulebook
from zeropark.basis.rules.shapes import BlockRatios, NetworkPrices, NetworkTable
from zeropark.basis.rules.tou import time_of_use
from zeropark.facts.ledger.bills.tariff import (
    Component,
    DemandCharge,
    EnergyCharge,
    FixedCharge,
    Tariff,
    Tier,
)

_PRICE_PLACES: Final = Decimal("0.000001")
_SYSTEM_FEE: Final = "system_fee.gansu"
_BLOCK_ZH: Final = {"sharp": "尖峰", "peak": "高峰", "flat": "平段", "valley": "低谷"}


def gansu_tariff(contract: GridSupply, rulebook: Rulebook, *, at: date) -> Tariff:
    """The components of a grid supply, at the prices in force on a day.

    Prices change on days of their own: bill each month with the tariff of its last day.

    Raises:
        MissingRuleError: a price is not known for that day (T&D before 2026-08-01 isn't).
        MissingDataError: a two-part supply by capacity that declares no capacity.
    """
    builder = _Builder(contract, rulebook, at)
    clock = time_of_use(rulebook, contract.tou_rule, at=at) if contract.tou_rule else None
    return Tariff(
        id=contract.id,
        components=tuple(builder.components()),
        clock=clock,
        left_out=() if rulebook.has(_SYSTEM_FEE, at=at) else (Phrase("system running fee"),),
    )


def network_prices(rulebook: Rulebook, voltage_class: str, *, at: date) -> NetworkPrices:
    """T&D prices of a voltage class in Gansu.

    Raises:
        MissingRuleError: none that day, or none for that class.
    """
    table = NetworkTable.model_validate(rulebook.get("td.gansu", at=at).content).root
    if voltage_class not in table:
        remedy = Phrase("It has {known}.", {"known": ", ".join(table)})
        raise MissingRuleError(f"td.gansu:{voltage_class}", at=at.isoformat(), remedy=remedy)
    return table[voltage_class]


def decimal(value: float) -> Decimal:
    """The decimal that a price was written as."""
    return Decimal(repr(value))


@dataclass(frozen=True, slots=True)
class _Builder:
    contract: GridSupply
    rulebook: Rulebook
    at: date

    def components(self) -> Iterator[Component]:
        yield from self._floating()
        yield from self._network()
        yield self._energy(
            "funds", "政府性基金及附加", "government funds", *self._rule("funds.gansu")
        )
        if self.rulebook.has(_SYSTEM_FEE, at=self.at):
            fee = self._rule(_SYSTEM_FEE)
            yield self._energy("system_fee", "系统运行费", "system running fee", *fee)
        if self.contract.export_price_cny_per_kwh > 0:
            yield EnergyCharge(
                id="export",
                zh="上网电费",
                en="credit for export",
                tiers=(Tier(decimal(self.contract.export_price_cny_per_kwh)),),
                direction="export",
            )

    def _rule(self, rule_id: str) -> tuple[Decimal, tuple[str, ...]]:
        return decimal(self.rulebook.factor(rule_id, at=self.at).value), (rule_id,)

    def _floating(self) -> Iterator[EnergyCharge]:
        """The agreed energy and its line losses, block by block.

        To draw 1 kWh, 1 / (1 - loss) kWh is fed in; the part beyond the 1 kWh is the loss.
        """
        agreed = decimal(self.contract.energy_price_cny_per_kwh)
        loss, loss_rule = self._rule("line_loss.gansu")
        for block, ratio, rules in self._ratios():
            price = agreed * ratio
            lost = (price * loss / (1 - loss)).quantize(_PRICE_PLACES)
            suffix = f".{block}" if block else ""
            zh = f"（{_BLOCK_ZH.get(block, block)}）" if block else ""
            en = f", {block}" if block else ""
            blocks = (block,) if block else None
            yield self._energy(
                f"energy{suffix}", f"电能量电费{zh}", f"energy{en}", price, rules, blocks
            )
            yield self._energy(
                f"line_loss{suffix}",
                f"上网环节线损费用{zh}",
                f"line loss{en}",
                lost,
                (*loss_rule, *rules),
                blocks,
            )

    def _ratios(self) -> Iterator[tuple[str, Decimal, tuple[str, ...]]]:
        """Block, its price over the flat price, and the rules that say so."""
        tou_rule = self.contract.tou_rule
        if tou_rule is None:
            yield "", Decimal(1), ()
            return
        ratio_rule = f"{tou_rule}.ratio"
        content = self.rulebook.get(ratio_rule, at=self.at).content
        ratios: Mapping[str, float] = BlockRatios.model_validate(content).root
        for block in time_of_use(self.rulebook, tou_rule, at=self.at).names:
            if block not in ratios:
                remedy = Phrase("Give every block of {rule} its ratio.", {"rule": tou_rule})
                rule = f"{ratio_rule}:{block}"
                raise MissingRuleError(rule, at=self.at.isoformat(), remedy=remedy)
            yield block, decimal(ratios[block]), (tou_rule, ratio_rule)

    def _network(self) -> Iterator[Component]:
        """T&D: one price per kWh, or energy and a charge per kW or kVA and month."""
        prices = network_prices(self.rulebook, self.contract.voltage_class, at=self.at)
        rules = ("td.gansu",)
        if self.contract.pricing == "single":
            single = decimal(prices.single_cny_per_kwh)
            yield self._energy("td", "输配电费（单一制）", "T&D, single-part", single, rules)
            return
        two_part = decimal(prices.two_part_energy_cny_per_kwh)
        yield self._energy("td", "输配电费（电量）", "T&D, energy part", two_part, rules)
        if self.contract.basis == "capacity":
            yield self._capacity(decimal(prices.capacity_cny_per_kva_month))
        else:
            yield self._demand(decimal(prices.demand_cny_per_kw_month))

    def _demand(self, price: Decimal) -> DemandCharge:
        interval_rule = "td.demand_interval"
        declared_kw = self.contract.declared_demand_kw
        return DemandCharge(
            id="demand",
            zh="需量电费",
            en="T&D, demand part",
            price_cny_per_kw=price,
            interval_min=int(self.rulebook.factor(interval_rule, at=self.at).value),
            declared_kw=None if declared_kw is None else decimal(declared_kw),
            rules=("td.gansu", interval_rule),
        )

    def _capacity(self, price: Decimal) -> FixedCharge:
        if self.contract.declared_capacity_kva is None:
            raise MissingDataError(
                "Contract {contract} is billed by capacity; give declared_capacity_kva.",
                contract=self.contract.id,
            )
        return FixedCharge(
            id="capacity",
            zh="容量电费",
            en="T&D, capacity part",
            quantity=decimal(self.contract.declared_capacity_kva),
            unit="kVA",
            price_cny_per_unit=price,
            rules=("td.gansu",),
        )

    def _energy(
        self,
        component: str,
        zh: str,
        en: str,
        price: Decimal,
        rules: tuple[str, ...],
        blocks: tuple[str, ...] | None = None,
    ) -> EnergyCharge:
        return EnergyCharge(
            id=component, zh=zh, en=en, rules=rules, blocks=blocks, tiers=(Tier(price),)
        )
