"""How green it was: takes flows and contracts, gives three books that never merge."""
