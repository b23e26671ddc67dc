"""Dated, sourced figures: takes YAML, gives a Rulebook, always names the source."""
