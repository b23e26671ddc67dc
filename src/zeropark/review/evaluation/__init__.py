"""Was it good enough: takes flows, inventories and rules, gives indicators and a verdict."""
