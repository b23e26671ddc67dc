"""A park's year in a few lines: `python example.py http://127.0.0.1:8765 my-park`."""

from __future__ import annotations

import sys

from zeropark_client import Client
from zeropark_client.api.carbon import read_inventory
from zeropark_client.api.flows import read_flows
from zeropark_client.api.parks import read_park
from zeropark_client.models import Book, Flows, Inventory, Park, ReadFlowsResolution


def main(address: str, park_id: str) -> None:
    """Print what a park emitted in its last closed year, and what flowed."""
    with Client(base_url=address) as client:
        park = read_park.sync(park_id, client=client)
        if not isinstance(park, Park):
            sys.exit(f"{park}")
        year = str(park.closed[-1].end.year)
        inventory = read_inventory.sync(park_id, Book.PARK910, client=client, period=year)
        if isinstance(inventory, Inventory):
            print(f"{park.name.en}, {year}: {inventory.total_t:,.1f} t CO2, book {inventory.book}")
        days = ReadFlowsResolution.DAY
        flows = read_flows.sync(park_id, client=client, period=year, resolution=days)
        if isinstance(flows, Flows):
            for link, amounts in zip(flows.links, flows.quantity, strict=True):
                known = [amount for amount in amounts if amount is not None]
                print(f"{link.id}: {sum(known):,.0f} {link.unit} in {len(known)} days")


if __name__ == "__main__":
    main(*sys.argv[1:])
