"""How it went: judges and writes, from facts."""
