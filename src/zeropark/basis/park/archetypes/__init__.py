"""Templates of parks as data: YAML a new park starts from; sizes in them are illustrative."""
