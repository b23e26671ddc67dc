"""What that emitted: takes flows and rules, gives three inventories that never mix."""
